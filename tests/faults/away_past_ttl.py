#!/usr/bin/env python3
"""A command that was accepted and not begun when its terminal died is never executed once its time is over.

The real clocks of real processes cannot be made to jump honestly, so this is the short form: away for longer than the 10 s of an
open. Three days and clocks that jump both ways belong to the simulation.
"""
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import FINAL, Stack, eventually, tag_of  # noqa: E402

OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}
WAITING = 3


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        terminal = stack.add_terminal("one", 1001)
        client = stack.client()
        stack.wait_live(client, terminal)

        def command(id):
            return client.get(f"/api/commands/{id}").body["command"]

        def give():
            answer = client.command("open", terminal.id, OPEN)
            assert answer.status == 202, answer
            return answer.body["command"]["id"]

        # The first stands at the broker, so that the others are accepted and wait for their turn.
        stack.market.post("/fault", {"match": {}, "effect": "latency", "delay_ms": 4000})
        first = give()
        eventually(lambda: command(first)["state"] == "executing", 5, "the first at the broker")
        others = [give() for _ in range(WAITING)]
        eventually(lambda: all(command(id)["state"] == "accepted" for id in others), 2, "the others accepted")
        over = max(command(id)["expires_at"] for id in others) / 1000
        terminal.program.kill()
        stack.relay.kill()
        eventually(lambda: time.time() > over, 15, "the end of their time")
        stack.start_relay()
        terminal.start()
        client = stack.client()
        finals = {id: eventually(lambda id=id: (now := command(id))["state"] in FINAL and now, 30, f"the end of {id}")
                  for id in (first, *others)}
        executed = {row["tag"] for row in stack.ledger() if row["deals"]}
        assert finals[first]["state"] == "done" and tag_of(first) in executed, finals[first]
        for id in others:
            assert finals[id]["state"] == "expired", finals[id]
            assert tag_of(id) not in executed, f"executed after its time: {finals[id]}"
        print(f"{len(others)} commands that waited in a dead terminal: {[finals[id]['state'] for id in others]}, "
              f"the one at the broker: {finals[first]['state']} - {finals[first]['message']}")


if __name__ == "__main__":
    main()
