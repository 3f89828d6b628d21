"""A scripted terminal that reports as fast as the relay takes it: what slow dashboards fall behind on."""
import time

from actors import Terminal
from stage import Stage

IN_FLIGHT = 48  # below what the relay allows


class BusyTerminal:
    """Events and state of a chosen size; the relay has them durably when tell() returns."""

    def __init__(self, siege, name):
        self._terminal = Terminal(name, Stage(siege.stack))
        self._terminal.create()
        self._terminal.connect()
        self._terminal.hello({})
        self._terminal.welcomed({})
        self.id = self._terminal.variables[f"{name}.id"]
        self.told = 0
        self.rounds = 0
        self._acknowledged = 0

    def tell(self, count, event_bytes, positions):
        """`count` events of about that size, each with a round of changes to so many positions."""
        for _ in range(count):
            self.told += 1
            self.rounds += 1
            self._say("trade_event", {"event": "position_update", "position": "1", "ticket": "1", "comment": "e" * event_bytes}, seq=self.told)
            self._say("state", {"set": {f"position:{number}": {"position": str(number), "comment": f"{self.rounds:05d}" + "s" * 95}
                                        for number in range(positions)}})
            self._wait(self.told - IN_FLIGHT)
        self._wait(self.told)

    def send_text(self, text):
        self._terminal.socket.send_text(text)

    def error(self):
        """The code of the first error that comes; "" when none does."""
        frames = self._terminal.socket.frames
        return self._terminal.socket.wait_for(lambda: next((one["data"]["code"] for one in frames if one["type"] == "error"), ""), 10)

    def shows(self, keys):
        """Reports this state; the relay has it when it returns."""
        self._terminal.report(keys)

    def lives(self):
        """Whether what is sent now is still answered."""
        self._terminal.fence()
        return self._terminal.socket.close_code is None

    def _say(self, kind, data, **more):
        self._terminal.send({"type": kind, "data": data, **more})

    def _wait(self, seq):
        """Until the relay has acknowledged that much; its heartbeats are answered meanwhile."""
        def acknowledged():
            for one in self._terminal.socket.frames:
                self._acknowledged = max(self._acknowledged, one.get("ack") or 0)
                if one["type"] == "heartbeat":
                    self._say("heartbeat_ack", {"n": one["data"]["n"], "client_ts": int(time.time() * 1000)})
            self._terminal.socket.frames.clear()
            return self._acknowledged >= seq
        assert self._terminal.socket.wait_for(acknowledged, 20), f"{self._acknowledged} of {seq}; {self._terminal.socket.close_code}"

    def stop(self):
        self._terminal.stop()
