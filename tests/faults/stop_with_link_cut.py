#!/usr/bin/env python3
"""Promise 3: an emergency stop given while the link is cut right after its delivery still flattens, survives a restart of
the terminal, and blocks opens until it is resumed."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import FINAL, Stack, eventually, tag_of  # noqa: E402

OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}


def positions(stack, login):
    accounts = stack.market.get("/state")["accounts"]
    return next(account for account in accounts if str(account["login"]) == str(login))["positions"]


def command_of(answer):
    assert answer.status == 202, answer
    return answer.body["command"]


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        terminal = stack.add_terminal("one", 1001, proxy=True)
        client = stack.client()
        stack.wait_live(client, terminal)
        for _ in range(3):
            opened = command_of(client.command("open", terminal.id, OPEN, wait=10))
            assert opened["state"] == "done", opened
        assert len(positions(stack, 1001)) == 3

        # From here nothing the terminal says gets through; the stop itself still arrives, then the link is gone.
        terminal.proxy.freeze_up()
        stop = command_of(client.command("emergency_stop", terminal.id, {"level": "flatten", "scope": "account"}))
        eventually(lambda: "EMERGENCY STOP" in terminal.panel(), 10, "the stop latched in the terminal")
        terminal.proxy.cut()
        eventually(lambda: not positions(stack, 1001), 20, "flat although the link is cut")
        print("flat with the link cut:", len(positions(stack, 1001)), "positions")

        # The latch is on disk: the terminal dies and comes back, still without a link.
        terminal.restart()
        eventually(lambda: "EMERGENCY STOP" in terminal.panel(), 15, "the stop still in force after the restart")
        print("after the restart:", [line for line in terminal.panel().splitlines() if line.startswith("Stop:")])

        terminal.proxy.heal()
        stack.wait_live(client, terminal, 60)
        final = eventually(lambda: (c := client.get(f"/api/commands/{stop['id']}").body["command"])["state"] in FINAL and c,
                           60, "the stop final at the relay")
        assert final["state"] == "done", final
        assert final["scan"] == {"positions": 0, "orders": 0}, final
        closes = [row for row in stack.ledger() if row["tag"] == tag_of(stop["id"]) and row["deal"] not in ("0", 0, None)]
        assert len(closes) == 3, f"three positions, three closing executions: {closes}"

        refused = command_of(client.command("open", terminal.id, OPEN, wait=10))
        assert refused["state"] == "refused" and refused["rule"] == "stopped", refused
        print("open while stopped:", refused["state"], refused["rule"], "-", refused["message"])
        status = next(row for row in client.get("/api/mt5/status").body["terminals"] if row["terminal"] == terminal.id)
        resumed = client.request("POST", "/api/trading/resume", {"terminal": terminal.id, "latch_id": status["latch"]["id"]},
                                 {"Prefer": "wait=10"})
        assert resumed.status == 202 and resumed.body["commands"][0]["state"] == "done", resumed
        opened = command_of(client.command("open", terminal.id, OPEN, wait=10))
        assert opened["state"] == "done", opened
        print("open after resume:", opened["state"])


if __name__ == "__main__":
    main()
