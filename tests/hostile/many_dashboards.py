#!/usr/bin/env python3
"""What a thousand dashboards cost the relay, with and without compression: memory a connection, and bytes on the wire.

Both crowds meet a fresh relay of their own. Every dashboard takes a snapshot of several KB and says something, compressed where
that was agreed. usage: many_dashboards.py [CONNECTIONS]"""
import json
import pathlib
import resource
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support/stack"), str(HERE.parent / "scenarios")]

from attacks_deflate import AGREED, BROWSERS_OFFER, PACKED  # noqa: E402
from attacks_frames import frame  # noqa: E402
from stack import Stack  # noqa: E402
from vitals import Vitals  # noqa: E402
from web_socket import WebSocket, compress  # noqa: E402

SETTINGS = """
[limits]
sockets_per_user = 2000
connects_per_second = 2000
requests_per_second = 2000
"""
TERMINALS = 40
KIB_A_CONNECTION = 120  # docs/websocket.md states it: TLS buffers above all
KIB_MORE_WITH_DEFLATE = 2  # compression keeps nothing; this is the allocator's grain


def _snapshot_of(socket):
    return next((one for one in socket.frames if one["type"] == "snapshot" and one["data"]["last"]), None)


def crowd(directory, connections, offer):
    """(KiB a connection, bytes of one snapshot on the wire and inflated) of that many dashboards."""
    with Stack(directory, relay_settings=SETTINGS, relay_only=True) as stack:
        for number in range(TERMINALS):
            stack.admin("create-terminal", "--name", f"terminal number {number}")
        trader = stack.client()
        headers = {"Origin": trader.origin, "Cookie": trader.cookie, "Sec-WebSocket-Protocol": "signalos.v1"}
        if offer:
            headers["Sec-WebSocket-Extensions"] = offer
        say = json.dumps({"type": "subscribe", "id": "a", "ts": 1, "data": {"channels": [{"ch": "mission"}]}}).encode()
        ask = frame(PACKED, compress(say)) if offer else frame(0x81, say)
        vitals, opened = Vitals(stack.relay.pid), []
        ca_file = str(stack.directory / "tls/ca.pem")

        def open_one():
            socket = WebSocket(stack.port, "/ws/mission", ca_file, headers)
            assert socket.extensions == (AGREED if offer else ""), socket.extensions
            socket.send_bytes(ask)
            assert socket.wait_for(lambda: _snapshot_of(socket), 10), socket.frames
            opened.append(socket)

        for _ in range(20):  # what the first ones cost is the relay's own
            open_one()
        before = vitals.resident()
        for _ in range(connections):
            open_one()
        each = (vitals.resident() - before) * 1024 / connections
        packed, plain = max(opened[-1].packed, default=(0, len(json.dumps(_snapshot_of(opened[-1])))))
        for socket in opened:
            socket.drop()
    return each, packed, plain


def main(connections=1000):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))
    failed = 0

    def case(name, good, told):
        nonlocal failed
        failed += not good
        print(f"  {'ok   ' if good else 'FAIL '} {name}{'' if good else f': {told}'}", flush=True)

    print(f"{connections} dashboards")
    with tempfile.TemporaryDirectory(prefix="signalos-crowd-") as directory:
        folders = [pathlib.Path(directory) / name for name in ("plain", "packed")]
        for folder in folders:
            folder.mkdir()
        plain, _, _ = crowd(folders[0], connections, "")
        each, packed, inflated = crowd(folders[1], connections, BROWSERS_OFFER)
    print(f"        {plain:.1f} KiB a connection, {each:.1f} KiB with compression; a snapshot of {inflated} bytes is sent as {packed}")
    case(f"each costs at most {KIB_A_CONNECTION} KiB", plain <= KIB_A_CONNECTION and each <= KIB_A_CONNECTION, (plain, each))
    case(f"compression costs at most {KIB_MORE_WITH_DEFLATE} KiB more", each - plain <= KIB_MORE_WITH_DEFLATE, (plain, each))
    case("a snapshot is sent in less than half its size", 0 < packed < inflated / 2, (packed, inflated))
    print(f"{3 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
