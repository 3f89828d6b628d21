"""What one open browser tab knows: the keyed state and the events of a terminal, kept by the protocol's own rules."""
import json
import pathlib
import sys
import time
import uuid

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "scenarios"))
from web_socket import WebSocket  # noqa: E402


class _Keyed:
    """One keyed stream: paged snapshots, then deltas."""

    def __init__(self):
        self.keys, self._off, self._pages = {}, -1, {}

    def take(self, kind, off, data):
        """False when something is missing and the stream must be asked for anew."""
        if kind == "snapshot":
            self._pages = {} if data["page"] == 0 else self._pages
            self._pages.update(data["keys"])
            if data["last"]:
                self.keys, self._off = self._pages, off
        elif kind == "delta" and off > self._off:
            if data["from"] > self._off:
                return False
            for key, fields in data.get("set", {}).items():
                known = self.keys.setdefault(key, {})
                for name, value in fields.items():
                    if value is None:
                        known.pop(name, None)
                    else:
                        known[name] = value
            for key in data.get("del", ()):
                self.keys.pop(key, None)
            self._off = off
        return True


class DashboardView:
    """`keys` is the terminal's state as shown, `mission` its row, `events` its event frames in order. wait_for() reads on."""

    def __init__(self, port, ca_file, cookie, terminal):
        self.events = []
        self._terminal, self._stream = terminal, f"events:{terminal}"
        self._keyed = {f"state:{terminal}": _Keyed(), "mission": _Keyed()}
        self._done = 0  # frames already taken in
        self._socket = WebSocket(port, "/ws", ca_file, {
            "Cookie": cookie, "Origin": f"https://localhost:{port}", "Sec-WebSocket-Protocol": "signalos.v1"})
        self._send("subscribe", {"channels": [{"ch": channel} for channel in (*self._keyed, self._stream)]})

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
                self._send("heartbeat_ack", {"n": data["n"], "client_ts": int(time.time() * 1000)})
            elif channel == self._stream:
                self.events.append(frame)
            elif channel in self._keyed and not self._keyed[channel].take(kind, frame["off"], data):
                self._send("resync", {"ch": channel})

    @property
    def keys(self):
        return self._keyed[f"state:{self._terminal}"].keys

    @property
    def mission(self):
        return self._keyed["mission"].keys.get(self._terminal, {})

    def under(self, prefix):
        return {key[len(prefix):]: fields for key, fields in self.keys.items() if key.startswith(prefix)}
