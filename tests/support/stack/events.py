"""A dashboard that listens: every event of one terminal in the order the relay publishes them."""
import json
import pathlib
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "scenarios"))
from web_socket import WebSocket  # noqa: E402


class Events:
    """From the moment it is made. Not for more than one thread."""

    def __init__(self, stack, client, terminal):
        headers = {"Origin": client.origin, "Sec-WebSocket-Protocol": "signalos.v1", "Cookie": client.cookie}
        self._socket = WebSocket(stack.port, "/ws", str(stack.directory / "tls/ca.pem"), headers)
        self._channel = f"events:{terminal.id}"
        self._seen = []
        self._send("subscribe", {"channels": [{"ch": self._channel}]}, id="01948d2a-7c1b-7def-8123-456789abcdef")
        assert self._socket.wait_for(lambda: any(f["type"] == "subscribed" for f in self._socket.frames), 10)

    def _send(self, kind, data, **more):
        self._socket.send_text(json.dumps({"type": kind, "ts": int(time.time() * 1000), "data": data, **more}))

    def _gather(self):
        for frame in self._socket.frames:
            if frame["type"] == "heartbeat" and "n" in frame["data"]:
                self._send("heartbeat_ack", {"n": frame["data"]["n"], "client_ts": int(time.time() * 1000)})
            if frame.get("ch") == self._channel:
                self._seen.append((frame["type"], frame["data"]))
        self._socket.frames.clear()

    def take(self, *types, count=1, seconds=10):
        """The first `count` events of these types; all events up to the last of them are taken."""
        def enough():
            self._gather()
            return sum(kind in types for kind, _ in self._seen) >= count
        assert self._socket.wait_for(enough, seconds), f"not within {seconds} s: {count} of {types}; came: {self._seen}"
        found = []
        while len(found) < count:
            kind, data = self._seen.pop(0)
            if kind in types:
                found.append((kind, data))
        return found

    def close(self):
        self._socket.drop()
