#!/usr/bin/env python3
"""Promise 5: the link lives in a thread of its own, so a living link says nothing about the EA behind it.

An expert that stands in OrderSend for long calls nothing. Neither the status row nor the dashboard's mission row may look healthy
then; both name since when, and both are well again once it calls.
"""
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from dashboard import DashboardView  # noqa: E402
from stack import Stack, eventually  # noqa: E402

HANG_MS = 9000
OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}


def status(client, terminal):
    return next(row for row in client.get("/api/mt5/status").body["terminals"] if row["terminal"] == terminal.id)


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        terminal = stack.add_terminal("one", 1001)
        client = stack.client()
        stack.wait_live(client, terminal)
        view = DashboardView(stack.port, stack.directory / "tls/ca.pem", client.cookie, terminal.id)
        assert view.wait_for(lambda: view.mission.get("state") == "available", 5), view.mission
        assert status(client, terminal)["ea_silent_since"] is None

        stack.market.post("/fault", {"match": {}, "effect": "latency", "delay_ms": HANG_MS})
        asked_at = time.time() * 1000
        command = client.command("open", terminal.id, OPEN).body["command"]
        row = eventually(lambda: (now := status(client, terminal))["ea_silent_since"] and now, 8, "the silence told")
        assert row["lights"] == {"relay_terminal": "amber", "terminal_broker": "amber"}, row
        assert abs(row["ea_silent_since"] - asked_at) < 2000, (row, asked_at)
        assert view.wait_for(lambda: view.mission.get("ea_silent_since"), 5), view.mission
        assert (view.mission["state"], view.mission["reason"]) == ("busy", "the EA is not responding"), view.mission
        print("hung:", row["lights"], "-", view.mission["reason"])

        row = eventually(lambda: (now := status(client, terminal))["ea_silent_since"] is None and now, 15, "the EA back")
        assert row["lights"] == {"relay_terminal": "green", "terminal_broker": "green"}, row
        assert view.wait_for(lambda: view.mission.get("state") == "available" and not view.mission.get("ea_silent_since"), 5), view.mission
        eventually(lambda: client.get(f"/api/commands/{command['id']}").body["command"]["state"] == "done", 5, "the order done")
        print("back:", row["lights"])


if __name__ == "__main__":
    main()
