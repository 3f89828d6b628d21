"""What one open browser tab knows: the keyed state and the events of a terminal, kept by the protocol's own rules."""
import json
import pathlib
import sys
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scenarios"))
from web_socket import WebSocket  # noqa: E402


class DashboardView:
    """`keys` is the terminal's state as shown, `events` its event frames in order. Read by calling wait_for()."""

    def __init__(self, port, ca_file, cookie, terminal):
        self.keys, self.events = {}, []
        self._state, self._stream = f"state:{terminal}", f"events:{terminal}"
        self._off = -1
        self._pages = {}
        self._done = 0  # frames already taken in
        self._socket = WebSocket(port, "/ws", ca_file, {
            "Cookie": cookie, "Origin": f"https://localhost:{port}", "Sec-WebSocket-Protocol": "signalos.v1"})
        self._send("subscribe", {"channels": [{"ch": self._state}, {"ch": self._stream}]})

    def _send(self, kind, data):
        self._socket.send_text(json.dumps({"type": kind, "id": str(uuid.uuid4()), "ts": int(time.time() * 1000), "data": data}))

    def wait_for(self, condition, seconds):
        """Takes in frames until condition() is true; its last value after the deadline."""
        def check():
            self._take()
            return condition()
        value = self._socket.wait_for(check, seconds)
        assert self._socket.close_code is None, f"the dashboard's connection was closed: {self._socket.close_code}"
        return value

    def close(self):
        self._socket.drop()

    def _take(self):
        for frame in self._socket.frames[self._done:]:
            self._done += 1
            kind, channel, data = frame["type"], frame.get("ch"), frame["data"]
            if kind == "heartbeat":
                self._send("heartbeat_ack", {"n": data["n"], "client_ts": int(time.time() * 1000)} if "n" in data else {})
            elif channel == self._stream:
                self.events.append(frame)
            elif channel == self._state:
                self._take_state(kind, frame["off"], data)

    def _take_state(self, kind, off, data):
        if kind == "snapshot":
            self._pages = {} if data["page"] == 0 else self._pages
            self._pages.update(data["keys"])
            if data["last"]:
                self.keys, self._off = self._pages, off
        elif kind == "delta" and off > self._off:
            if data["from"] > self._off:
                self._send("resync", {"ch": self._state})
                return
            for key, fields in data.get("set", {}).items():
                known = self.keys.setdefault(key, {})
                for name, value in fields.items():
                    known.pop(name, None) if value is None else known.__setitem__(name, value)
            for key in data.get("del", ()):
                self.keys.pop(key, None)
            self._off = off

    def under(self, prefix):
        return {key[len(prefix):]: fields for key, fields in self.keys.items() if key.startswith(prefix)}
