#!/usr/bin/env python3
"""Promises 1 and 2 when the relay is put back to an older backup: nothing runs twice, what it forgot is told, and the terminal
goes on working although the relay asks for reports that it acknowledged in the time that is gone."""
import json
import pathlib
import sys
import tempfile
import time
import uuid

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "support/stack"), str(TESTS / "scenarios")]
from stack import FINAL, Stack, eventually, tag_of  # noqa: E402
from web_socket import WebSocket  # noqa: E402

# Two reports each at least: more than the window of 64 that a terminal may have in flight.
AFTER_BACKUP = 40


def give(client, terminal, kind, args):
    answer = client.command(kind, terminal.id, args, str(uuid.uuid4()))
    assert answer.status == 202, answer
    return answer.body["command"]["id"]


def open_one(client, terminal):
    return give(client, terminal, "open", {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.01"})


def state_of(client, command):
    answer = client.get(f"/api/commands/{command}")
    return answer.body["command"]["state"] if answer.status == 200 else None


def ends(client, command, states=FINAL):
    return eventually(lambda: state_of(client, command) in states and state_of(client, command), 30,
                      lambda: f"{command} in {states}; it is {client.get(f'/api/commands/{command}')}")


def alarms(stack, client, terminal):
    """Every error_alert of the terminal's stored sequence."""
    socket = WebSocket(stack.port, "/ws", str(stack.directory / "tls/ca.pem"),
                       {"Origin": client.origin, "Cookie": client.cookie, "Sec-WebSocket-Protocol": "signalos.v1"})
    channel = {"ch": f"events:{terminal.id}"}
    position = {}

    def subscribed(frame):
        return next((c for c in frame["data"]["channels"]), None) if frame["type"] == "subscribed" else None

    def ask(channel):
        socket.send_text(json.dumps({"type": "subscribe", "id": str(uuid.uuid4()), "ts": int(time.time() * 1000),
                                     "data": {"channels": [channel]}}))

    ask(channel)
    assert socket.wait_for(lambda: next((position.update(s) or True for s in map(subscribed, socket.frames) if s), None), 10)
    top = position["off"]
    socket.frames.clear()
    ask({**channel, "ep": position["ep"], "off": 0})
    assert socket.wait_for(lambda: any(frame.get("off") == top and "ch" in frame for frame in socket.frames), 10), socket.frames
    socket.drop()
    return [frame["data"] for frame in socket.frames if frame["type"] == "error_alert"]


def scene(stack):
    """A terminal cut off with one command done, one running in it and one that waits at the relay; and a client."""
    terminal = stack.add_terminal("one", 1001, proxy=True)
    client = stack.client()
    stack.wait_live(client, terminal)
    before = open_one(client, terminal)
    assert ends(client, before) == "done"
    stack.market.post("/fault", {"match": {}, "effect": "latency", "delay_ms": 3000, "times": 1})
    running = open_one(client, terminal)
    ends(client, running, ("accepted", "executing"))
    terminal.proxy.cut()
    position = client.get(f"/api/commands/{before}").body["command"]["position"]
    queued = give(client, terminal, "close", {"position": position})
    ends(client, queued, ("queued", "sent"))
    return terminal, client, before, running, queued


def trade_on(stack, client, terminal, running, queued):
    """What a backup made before this does not know: both ends, and AFTER_BACKUP commands more. Their ids."""
    terminal.proxy.heal()
    stack.wait_live(client, terminal)
    assert ends(client, running) == "done" and ends(client, queued) == "done"
    forgotten = [open_one(client, terminal) for _ in range(AFTER_BACKUP)]
    for command in forgotten:
        assert ends(client, command) == "done"
    return forgotten


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        terminal, client, before, running, queued = scene(stack)
        stack.relay.kill()
        stack.back_up("kept")

        stack.start_relay()
        client = stack.client()
        forgotten = trade_on(stack, client, terminal, running, queued)
        assert not alarms(stack, client, terminal)
        stack.relay.kill()
        stack.put_back("kept")

        stack.start_relay()
        client = stack.client()
        stack.wait_live(client, terminal)
        # In the copy one runs and one waits still: the terminal is asked, and knows how both ended.
        assert ends(client, running, ("done",)) == "done"
        assert ends(client, queued, ("done",)) == "done"
        after = open_one(client, terminal)
        assert ends(client, after) == "done"
        assert ends(client, before) == "done"
        told = alarms(stack, client, terminal)
        lost = [alarm for alarm in told if "cannot repeat its reports" in alarm["error"]]
        assert len(lost) == 1, told
        eventually(lambda: {a.get("command") for a in alarms(stack, client, terminal)} - {None} == set(forgotten), 20,
                   "every command that the copy does not know told as an orphan")
        for command in forgotten:
            assert client.get(f"/api/commands/{command}").status == 404

        executed = [row["tag"] for row in stack.ledger() if row["source"] == "ea" and row["deal"] not in ("0", 0, None)]
        expected = [tag_of(command) for command in [before, running, queued, *forgotten, after]]
        assert sorted(executed) == sorted(expected), f"executed {executed}, expected {expected}"
        print(f"{len(expected)} commands, each executed once; {lost[0]['error']}")


if __name__ == "__main__":
    main()
