#!/usr/bin/env python3
"""The relay as a service: what it tells its manager, its sign of life, and a stop that finishes what it began."""
import http.client
import os
import pathlib
import signal
import socket
import sys
import tempfile
import threading
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/stack"))
from dashboard import DashboardView  # noqa: E402
from process import Program  # noqa: E402
from rest import Relay  # noqa: E402
from stack import BIN, FINAL, Stack, eventually, tag_of  # noqa: E402

OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.01"}


class Manager:
    """A service manager's end of the notification socket."""

    def __init__(self, path):
        self.path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.setblocking(False)
        self.words = []

    def heard(self, word):
        while True:
            try:
                self.words += self._socket.recv(4096).decode().splitlines()
            except BlockingIOError:
                return self.words.count(word)


def manager_hears(directory):
    with tempfile.TemporaryDirectory() as name, Stack(directory, relay_only=True) as stack:
        stack.relay.stop()
        manager = Manager(pathlib.Path(name) / "notify")
        relay = Program("relay", [str(BIN / "signalos-relay"), "serve", "--config", str(stack.relay_config)], stack.directory / "service.log",
                        {"NOTIFY_SOCKET": str(manager.path), "WATCHDOG_USEC": "400000"})
        relay.wait_ready(30)
        eventually(lambda: manager.heard("READY=1"), 20, lambda: manager.words)
        eventually(lambda: manager.heard("WATCHDOG=1") >= 3, 20, lambda: manager.words)
        os.kill(relay.pid, signal.SIGHUP)
        eventually(lambda: manager.heard("RELOADING=1") and manager.heard("READY=1") == 2, 20, lambda: manager.words)
        relay.stop()
        assert manager.heard("STOPPING=1") == 1, manager.words
        stack.start_relay()
    print("the manager hears ready, reloading, signs of life, and stopping")


def give(stack, cookie, terminal, keys, answers, stop):
    """Commands without pause until told otherwise; every answer is kept by its key."""
    client = stack.relay_client(cookie)
    while not stop.is_set():
        key = str(uuid.uuid4())
        keys.append(key)
        try:
            answers[key] = client.command("open", terminal.id, OPEN, key=key, wait=10)
        except (OSError, http.client.HTTPException) as failure:
            answers[key] = failure  # a connection that ended is an answer too


def drained(stack):
    client = stack.client()
    terminal = stack.add_terminal("one", 1001)
    stack.wait_live(client, terminal)
    view = DashboardView(stack.port, str(stack.directory / "tls/ca.pem"), client.cookie, terminal.id)
    keys, answers, stop = [], {}, threading.Event()
    givers = [threading.Thread(target=give, args=(stack, client.cookie, terminal, keys, answers, stop)) for _ in range(4)]
    for giver in givers:
        giver.start()
    eventually(lambda: len(answers) >= 4 and len(keys) > len(answers), 60, lambda: f"{len(answers)} of {len(keys)}")
    began = time.monotonic()
    os.kill(stack.relay.pid, signal.SIGTERM)
    stop.set()
    for giver in givers:
        giver.join(30)
    stack.relay.stop()
    took = time.monotonic() - began
    assert view._socket.wait_for(lambda: view._socket.close_code, 10) == 1012, view._socket.close_code
    taken = {key: answer for key, answer in answers.items() if getattr(answer, "status", 0) == 202}
    log = (stack.directory / "relay.log").read_text()
    assert "draining" in log and "stopped" in log, log
    print(f"stopped in {took:.1f} s with {len(keys)} commands given, {len(taken)} taken; the dashboard heard 1012")
    return keys, taken, terminal


def nothing_lost_nothing_twice(stack, keys, taken, terminal):
    stack.start_relay()
    client = stack.client()
    stack.wait_live(client, terminal, 60)
    ids = {key: answer.body["command"]["id"] for key, answer in taken.items()}

    def ended():
        return all(client.get(f"/api/commands/{one}").body["command"]["state"] in FINAL for one in ids.values())
    eventually(ended, 60, "every 202 has its end")
    # What the caller never heard of is found by its key, or was never taken: a second try decides, and runs at most once.
    for key in keys:
        again = client.command("open", terminal.id, OPEN, key=key, wait=20)
        assert again.status == 202, again
        assert key not in ids or again.body["command"]["id"] == ids[key], again
        ids[key] = again.body["command"]["id"]
    eventually(ended, 60, "every repeated command has its end")
    executed = [row["tag"] for row in stack.ledger() if row.get("tag")]
    for key in keys:
        assert executed.count(tag_of(ids[key])) <= 1, f"{ids[key]} ran more than once"
    done = [one for one in ids.values() if client.get(f"/api/commands/{one}").body["command"]["state"] == "done"]
    for one in done:
        assert tag_of(one) in executed, f"{one} is called done, and the broker knows nothing of it"
    print(f"after the start {len(done)} of {len(keys)} are done, each once by the broker's ledger; none is lost")


class DrainStack(Stack):
    def relay_client(self, cookie):
        client = Relay(self.port, str(self.directory / "tls/ca.pem"), timeout=30)
        client.use_cookie(cookie)
        return client


def main():
    with tempfile.TemporaryDirectory() as directory:
        manager_hears(directory)
    with tempfile.TemporaryDirectory() as directory, DrainStack(directory, "[limits]\nrequests_per_second = 100000", broker_arguments=["--latency", "20", "300"]) as stack:
        nothing_lost_nothing_twice(stack, *drained(stack))


if __name__ == "__main__":
    main()
