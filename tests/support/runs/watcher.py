"""A dashboard that stays open through a whole run: after every loss of the connection it goes on where it was."""
import json
import pathlib
import sys
import threading
import time
import uuid

from stack import FINAL

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "scenarios"))
from web_socket import WebSocket  # noqa: E402


DEAL_EVENTS = ("position_open", "position_update", "position_close")


class Watcher(threading.Thread):
    """Follows events:<terminal> of every terminal by epoch and offset; `holes` says where a frame was missing."""

    def __init__(self, world, cookie):
        super().__init__(daemon=True)
        self._world, self._cookie = world, cookie
        self._position = {terminal.id: {} for terminal in world.terminals.values()}
        self._stopping = False
        self.connected = threading.Event()
        self.states = {}  # command -> states in the order in which they were told
        self.holes = []
        self.deals = {}   # deal -> the events that told of it

    def run(self):
        while not self._stopping:
            try:
                socket = self._open()
            except (OSError, AssertionError):  # the relay is not there, or dies during the upgrade
                time.sleep(0.02)  # lint: allow honest_tests: a browser tries again at its own pace
                continue
            self.connected.set()
            while not self._stopping and socket.close_code is None:
                socket.wait_for(lambda: bool(socket.frames), 0.05)
                self._take(socket)
            self._take(socket)
            socket.drop()
            self.connected.clear()

    def stop(self):
        self._stopping = True
        self.join(10)

    def told_deals(self):
        """Sorted, each as often as it was told; one that turns a netting position round is told as an end and a beginning."""
        return sorted(deal for deal, kinds in self.deals.items()
                      for _ in range(1 if kinds == ["position_close", "position_open"] else len(kinds)))

    def has_final(self, command):
        return any(state in FINAL for state in self.states.get(command, ()))

    def _open(self):
        port = self._world.port
        socket = WebSocket(port, "/ws", self._world.directory / "tls/ca.pem", {
            "Cookie": self._cookie, "Origin": f"https://localhost:{port}", "Sec-WebSocket-Protocol": "signalos.v1"})
        channels = [{"ch": f"events:{terminal}", **position} for terminal, position in self._position.items()]
        self._send(socket, "subscribe", {"channels": channels})
        return socket

    def _send(self, socket, kind, data):
        socket.send_text(json.dumps({"type": kind, "id": str(uuid.uuid4()), "ts": int(time.time() * 1000), "data": data}))

    def _take(self, socket):
        while socket.frames:
            frame = socket.frames.pop(0)
            if frame["type"] == "heartbeat":
                self._send(socket, "heartbeat_ack", {"n": frame["data"]["n"], "client_ts": int(time.time() * 1000)})
            elif frame["type"] == "subscribed":
                self._begin(frame["data"]["channels"])
            elif (frame.get("ch") or "").startswith("events:"):
                self._event(frame)

    def _begin(self, channels):
        for channel in channels:
            terminal = channel["ch"].removeprefix("events:")
            if self._position[terminal] and not channel["recovered"]:
                self.holes.append(f"{channel['ch']} did not go on from {self._position[terminal]}")
            self._position[terminal] = {"ep": channel["ep"], "off": channel["off"]}

    def _event(self, frame):
        position = self._position[frame["ch"].removeprefix("events:")]
        if frame["off"] != position["off"] + 1:
            self.holes.append(f"{frame['ch']} went from {position['off']} to {frame['off']}")
        position["off"] = frame["off"]
        if frame["type"] in DEAL_EVENTS:
            self.deals.setdefault(frame["data"]["deal"], []).append(frame["type"])
        if frame["type"] == "command_update":
            self.states.setdefault(frame["data"]["id"], []).append(frame["data"]["state"])
