#!/usr/bin/env python3
"""Promise 3 with impatient hands: stops of every level given while a flatten is under way. The flatten goes on to its end,
and none of the stops is forgotten."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import FINAL, Stack, eventually  # noqa: E402

OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}
POSITIONS = 4


def positions(stack):
    return next(account for account in stack.market.get("/state")["accounts"] if account["login"] == 1001)["positions"]


def command_of(answer):
    assert answer.status == 202, answer
    return answer.body["command"]


def open_some(stack, client, terminal):
    for _ in range(POSITIONS):
        opened = command_of(client.command("open", terminal.id, OPEN, wait=10))
        assert opened["state"] == "done", opened
    assert len(positions(stack)) == POSITIONS


def ended(client, command):
    return eventually(lambda: (now := client.get(f"/api/commands/{command['id']}").body["command"])["state"] in FINAL and now,
                      20, f"the end of {command['id']}")


def stop(client, terminal, level, wait=0):
    return command_of(client.command("emergency_stop", terminal.id, {"level": level, "scope": "account"}, wait=wait))


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        terminal = stack.add_terminal("one", 1001)
        client = stack.client()
        stack.wait_live(client, terminal)
        open_some(stack, client, terminal)
        stack.market.post("/fault", {"match": {}, "effect": "latency", "delay_ms": 300, "times": 0})
        stops = [stop(client, terminal, "flatten")]
        eventually(lambda: len(positions(stack)) < POSITIONS, 5, "the flatten under way")
        stops += [stop(client, terminal, level) for level in ("halt", "halt_cancel", "flatten", "pause")]
        finals = [ended(client, command) for command in stops]
        assert all(final["state"] == "done" for final in finals), finals
        assert not positions(stack), positions(stack)
        print("five stops at once:", [final["state"] for final in finals], "and", len(positions(stack)), "positions")


if __name__ == "__main__":
    main()
