#!/usr/bin/env python3
"""The trader signs the terminal in to another account, also while an order is under way.

No command of one account touches the other; what was under way is in doubt until its own account is back, then it is as the ledger
says. The first account shows as offline meanwhile, and its key never signs in the second.
"""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import FINAL, Stack, eventually, tag_of  # noqa: E402

OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}
LATENCY_MS = 1500


def state_of(client, command):
    return client.get(f"/api/commands/{command['id']}").body["command"]["state"]


def row_of(client, terminal):
    return next(row for row in client.get("/api/mt5/status").body["terminals"] if row["terminal"] == terminal)


def live(client, terminal):
    return row_of(client, terminal)["lights"]["relay_terminal"] == "green"


def executed(stack, login, command):
    return [row for row in stack.ledger_of(login) if row["tag"] == tag_of(command["id"]) and row["retcode"] in (10008, 10009, 10010)]


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        first = stack.add_terminal("one", 1001)
        second = stack.admin("create-terminal", "--name", "two")
        client = stack.client()
        stack.wait_live(client, first)
        switch = lambda login: first.control.post("/action", {"name": "relogin", "login": login, "at_once": True})  # noqa: E731

        stack.market.post("/fault", {"match": {"account": 1001}, "effect": "latency", "delay_ms": LATENCY_MS})
        flying = client.command("open", first.id, OPEN).body["command"]
        eventually(lambda: stack.market.get("/fault")["faults"][0]["hits"] > 0, 10, "the order at the broker")
        switch(1002)
        eventually(lambda: not live(client, first.id), 10, "the first account offline")
        eventually(lambda: "belongs to account 1001" in first.panel(), 10, first.panel)
        waiting = client.command("close_all", first.id, {})
        assert waiting.status == 202, waiting
        waiting = waiting.body["command"]
        print("switched in OrderSend: 1001", row_of(client, first.id)["lights"]["relay_terminal"], "- the order", state_of(client, flying))

        first.control.post("/action", {"name": "change_inputs", "inputs": {"InpPairingCode": second["key"]}})
        eventually(lambda: live(client, second["terminal"]), 20, "the second account live")
        assert not live(client, first.id)
        assert row_of(client, second["terminal"])["login"] == "1002", row_of(client, second["terminal"])
        there = client.command("open", second["terminal"], OPEN, wait=10).body["command"]
        assert there["state"] == "done", there
        assert state_of(client, flying) not in FINAL, "settled without a look at its own account"
        assert len(stack.ledger_of(1001)) and not executed(stack, 1002, flying) and not executed(stack, 1002, waiting)

        switch(1001)
        eventually(lambda: live(client, first.id), 20, "the first account live again, with its own key")
        eventually(lambda: state_of(client, flying) == "done", 30, lambda: f"the order settled, now {state_of(client, flying)}")
        eventually(lambda: state_of(client, waiting) in FINAL, 30, "what waited carried out on its own account")
        assert len(executed(stack, 1001, flying)) == 1, executed(stack, 1001, flying)
        assert not live(client, second["terminal"])
        assert not [row for row in stack.ledger_of(1002) if row["tag"] in (tag_of(flying["id"]), tag_of(waiting["id"]))]
        print("back on 1001:", state_of(client, flying), "and", state_of(client, waiting), "- 1002 untouched by either")


if __name__ == "__main__":
    main()
