"""Clients that ask and do not read: answers of REST, events and state of dashboards."""
import json
import pathlib
import socket as net
import time

from busy_terminal import BusyTerminal
from catalogue import Catalogue
from figures import figures_of
from raw_client import request
from stack import eventually

ATTACKS = Catalogue()
RECEIVE_BUFFER = 4096
EVENT_BYTES, POSITIONS = 6000, 60
# What the kernel may hold for a peer, and what the relay does (1 MiB of events, 64 KiB under way): more than that must be told.
KERNEL = int(pathlib.Path("/proc/sys/net/ipv4/tcp_wmem").read_text().split()[2])
EVENTS = (KERNEL + 2 * 1024 * 1024) // EVENT_BYTES
STALL = 20  # s that the relay waits for a write to a dashboard


@ATTACKS.attack("readers that do not read", memory=64)
def slow_readers(siege):
    clients = []
    for _ in range(100):
        client = siege.client()
        client.socket.setsockopt(net.SOL_SOCKET, net.SO_RCVBUF, RECEIVE_BUFFER)
        client.send(request("GET", "/api/openapi.json") * 20)
        clients.append(client)
    siege.case("a hundred who ask for much and read nothing are cut off", siege.descriptors_back(15), "they hold their connections")
    for client in clients:
        client.close()


class Reader:
    """A dashboard on one terminal's events or state."""

    def __init__(self, siege, channel, position=None, receive_buffer=RECEIVE_BUFFER):
        self._siege = siege
        self.socket = siege.socket(receive_buffer=receive_buffer)
        self.channel = channel
        self._say("subscribe", {"channels": [{"ch": channel, **(position or {})}]})
        self.opened = self.socket.wait_for(lambda: next((one for one in self.socket.frames if one["type"] == "subscribed"), None), 10)
        assert self.opened, self.socket.frames

    def _say(self, kind, data):
        self.socket.send_text(json.dumps({"type": kind, "id": self._siege.key(), "ts": 1, "data": data}))

    @property
    def frames(self):
        return [one for one in self.socket.frames if one.get("ch") == self.channel]

    @property
    def offs(self):
        return [one["off"] for one in self.frames]

    def reads_until(self, condition, seconds=20):
        return self.socket.wait_for(lambda: condition(self), seconds)

    def positions(self):
        """The comment of every position, as snapshots and deltas left it."""
        known = {}
        for one in self.frames:
            for key, fields in one["data"].get("keys", one["data"].get("set", {})).items():
                if key.startswith("position:"):
                    known[key] = fields["comment"]
        return known


def _figure(siege, name, labels=""):
    return figures_of(siege.browser().get("/metrics").body).get((name, labels), 0)


@ATTACKS.attack("dashboards that stop reading while events flow", memory=40)
def stopped_dashboards(siege):
    busy = BusyTerminal(siege, "busy")
    events, state = f"events:{busy.id}", f"state:{busy.id}"
    dropped, conflated = (_figure(siege, f"signalos_{name}_total") for name in ("dropped_dashboards", "conflated_changes"))
    began = time.monotonic()
    stopped = [Reader(siege, events) for _ in range(3)]
    never = [Reader(siege, events) for _ in range(2)]
    watcher = Reader(siege, state)
    healthy = Reader(siege, events, receive_buffer=None)
    for _ in range(EVENTS // 20 + 1):
        busy.tell(20, EVENT_BYTES, POSITIONS)
        assert healthy.reads_until(lambda one: one.offs and one.offs[-1] == busy.told), "the dashboard beside them does not follow"

    def in_time():
        return time.monotonic() - began < STALL - 5

    siege.case("a dashboard beside them gets every event", healthy.offs == list(range(1, busy.told + 1)), len(healthy.offs))

    for number, reader in enumerate(stopped):
        told = (4508,) if in_time() else (4508, 1006)
        reader.reads_until(lambda one: False)
        # A machine so slow that the stall came first has cut it; the relay counts the reason all the same.
        siege.case(f"reader {number}, who reads again, is told 4508", reader.socket.close_code in told, reader.socket.close_code)
        got = reader.offs
        siege.case(f"reader {number} got the beginning without a gap", got == list(range(1, len(got) + 1)) and len(got) < busy.told, got[-3:])
        position = {"ep": healthy.opened["data"]["channels"][0]["ep"], "off": len(got)}
        again = Reader(siege, events, position, receive_buffer=None)
        again.reads_until(lambda one, got=got: len(got) + len(one.offs) >= busy.told)
        siege.case(f"reader {number} goes on where it was and gets every event once", got + again.offs == list(range(1, busy.told + 1)),
                   (len(got), again.offs[:2], again.offs[-2:]))
        reader.socket.drop()
        again.socket.drop()

    if in_time():
        truth = {f"position:{number}": f"{busy.rounds:05d}" + "s" * 95 for number in range(POSITIONS)}
        siege.case("whoever watches state alone is never cut and ends with what is true",
                   watcher.reads_until(lambda one: one.positions() == truth) and watcher.socket.close_code is None, watcher.socket.close_code)
        siege.case("having been spared what was overtaken", len(watcher.frames) < busy.rounds, (len(watcher.frames), busy.rounds))
        folded = _figure(siege, "signalos_conflated_changes_total") - conflated
        siege.case("which is counted", folded >= busy.rounds - len(watcher.frames), (folded, busy.rounds, len(watcher.frames)))
    else:
        print("        the machine is too slow to judge the watcher: it was cut for its silence", flush=True)
    eventually(lambda: _figure(siege, "signalos_dropped_dashboards_total") - dropped >= len(stopped) + len(never), STALL + 15,
               lambda: f"{_figure(siege, 'signalos_dropped_dashboards_total') - dropped} dropped dashboards are counted")
    siege.case("all five are counted as dropped, also those who never read again", True)
    for reader in (watcher, healthy, *never):
        reader.socket.drop()
    busy.stop()
