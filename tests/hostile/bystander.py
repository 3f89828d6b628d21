#!/usr/bin/env python3
"""The trader beside an attack, in a process of their own so that the attacker's work does not colour the figures: one REST connection and
one WebSocket of one session, both asked again and again. Prints a JSON line for every line on stdin, a number of looks to take first: what was seen since the last.

usage: bystander.py PORT CA_FILE COOKIE"""
import json
import pathlib
import select
import statistics
import sys
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support/stack"), str(HERE.parent / "scenarios")]

from rest import Relay  # noqa: E402
from web_socket import WebSocket  # noqa: E402

ASK_EVERY = 0.02  # s
PING_EVERY = 0.2  # s: well below what one dashboard may send


class Bystander:
    def __init__(self, port, ca_file, cookie):
        self._rest = Relay(port, ca_file)
        self._rest.use_cookie(cookie)
        self._socket = WebSocket(port, "/ws", ca_file, {
            "Cookie": cookie, "Origin": self._rest.origin, "Sec-WebSocket-Protocol": "signalos.v1"})
        self._trouble = None
        self._next_ping = 0
        self._begin()

    def _begin(self):
        self._rest_ms, self._socket_ms = [], []

    def look(self):
        try:
            began = time.perf_counter()
            answer = self._rest.get("/api/me")
            self._rest_ms.append((time.perf_counter() - began) * 1000)
            assert answer.status == 200, f"the trader's own request got {answer}"
            if time.monotonic() >= self._next_ping:
                self._next_ping = time.monotonic() + PING_EVERY
                self._ping()
        except Exception as why:
            self._trouble = self._trouble or f"{type(why).__name__}: {why}"

    def _ping(self):
        mark = str(uuid.uuid4())
        began = time.perf_counter()
        self._socket.send_text(json.dumps({"type": "ping", "id": mark, "ts": int(time.time() * 1000), "data": {}}))
        came = self._socket.wait_for(lambda: any(frame.get("re") == mark for frame in self._socket.frames), 10)
        assert came, f"the trader's socket is silent; close code {self._socket.close_code}"
        self._socket_ms.append((time.perf_counter() - began) * 1000)
        self._socket.frames.clear()

    def keep_looking(self, times):
        """At its own pace, whatever else is asked meanwhile."""
        for _ in range(times):
            select.select([], [], [], ASK_EVERY)
            self.look()

    def lap(self):
        told = {"asked": len(self._rest_ms), "median_ms": statistics.median(self._rest_ms or [0]),
                "worst_ms": max(self._rest_ms, default=0), "socket_median_ms": statistics.median(self._socket_ms or [0]),
                "trouble": self._trouble}
        self._begin()
        self._trouble = None
        return told


def main(port, ca_file, cookie):
    bystander = Bystander(int(port), ca_file, cookie)
    while True:
        if select.select([sys.stdin], [], [], ASK_EVERY)[0]:
            told = sys.stdin.readline()
            if not told:
                return
            bystander.keep_looking(int(told))
            print(json.dumps(bystander.lap()), flush=True)
        else:
            bystander.look()


if __name__ == "__main__":
    main(*sys.argv[1:])
