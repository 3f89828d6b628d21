#!/usr/bin/env python3
"""Promises 1 and 2 when the terminal dies: killed with -9 while the broker works on an order, a dozen times.

What the journal knows only as an intent is found at the broker after the restart; nothing is sent a second time.
usage: terminal_killed.py [--seed N] [--kills N]
"""
import argparse
import pathlib
import random
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import FINAL, Stack, eventually, tag_of  # noqa: E402

OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.01"}


def one_command(client, terminal, closing):
    """An open, or a close when asked for and something is open; the id when it was accepted."""
    trades = client.get("/api/trades").body["trades"] if closing else []
    if trades:
        answer = client.command("close", terminal.id, {"position": trades[0]["position"], "ticket": trades[0]["ticket"]})
    else:
        answer = client.command("open", terminal.id, OPEN)
    assert answer.status in (202, 409), answer
    return answer.body["command"]["id"] if answer.status == 202 else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kills", type=int, default=12)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        stack.market.post("/fault", {"match": {}, "effect": "latency", "delay_ms": [20, 300], "times": 100000, "seed": options.seed})
        terminal = stack.add_terminal("one", 1001)
        client = stack.client()
        stack.wait_live(client, terminal)
        accepted = []
        for kill in range(options.kills):
            accepted.append(one_command(client, terminal, closing=kill % 3 == 2))
            time.sleep(draw.uniform(0, 0.3))  # lint: allow honest_tests: the random moment of the kill
            terminal.restart()
            stack.wait_live(client, terminal)
        accepted = [id for id in accepted if id]
        finals = {}

        def all_final():
            for id in set(accepted) - set(finals):
                command = client.get(f"/api/commands/{id}").body["command"]
                if command["state"] in FINAL:
                    finals[id] = command
            return len(finals) == len(accepted)

        eventually(all_final, 150, lambda: f"every accepted command final; open: {set(accepted) - set(finals)}")
        ledger = stack.ledger()
        for id, command in finals.items():
            executions = len([row for row in ledger if row["tag"] == tag_of(id) and row["deals"]])
            says = command["state"] in ("done", "partial") and not command["already"]
            assert executions == (1 if says else 0), f"{executions} executions of {command}"
        found = sum("magic" in (command["message"] or "") for command in finals.values())
        print(f"{len(finals)} commands, {options.kills} kills, {found} found again at the broker, seed {options.seed}")
        assert found > 0, "no kill fell between the intent and its result"


if __name__ == "__main__":
    main()
