#!/usr/bin/env python3
"""One EA per account: a second one on the same installation says so and stays idle, and takes over when the first ends.

The second may be another chart of the same terminal, which shares the one loaded DLL, or another terminal. The first may end in order or
be killed in the middle of an order: the second goes on with the same journal.
"""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import FINAL, Stack, Terminal, eventually, tag_of  # noqa: E402

OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}
IDLE = "another SignalOS already serves this account; this one stays idle"
LATENCY_MS = 1500


class SecondWindow(Terminal):
    """Another program on the account, the data folder and the key of `first`."""

    def __init__(self, stack, first, log):
        self.account, self.login, self.id = first.account, first.login, first.id
        self._stack, self._options, self._key = stack, first._options, first._key
        self.proxy = self.program = None
        self.start()
        stack.terminals[log] = self


def two_charts(stack, client, terminal):
    """The second chart's EA is idle whatever is done to either, trades when the first is gone, and not before."""
    def act(name, chart=1, **fields):
        return terminal.control.post("/action", {"name": name, "chart": chart, **fields})["ea"]

    def panel(chart):
        return next((c["comment"] for c in terminal.control.get("/state")["charts"] if c["chart"] == chart), "")

    assert act("attach", 2, symbol="GBPUSD") == "running"
    eventually(lambda: IDLE in panel(2), 10, lambda: panel(2))
    for changed in (1, 2):
        assert act("change_symbol", changed, symbol="XAUUSD") == "running"
        assert act("change_inputs", changed, inputs={"InpDeviation": "15"}) == "running"
        eventually(lambda: IDLE in panel(2) and "Relay: " in panel(1), 10, lambda: (panel(1), panel(2)))
    stack.wait_live(client, terminal)
    rows = len(stack.ledger())
    assert client.command("open", terminal.id, OPEN, wait=10).body["command"]["state"] == "done"
    assert len(stack.ledger()) == rows + 1, "one of two charts sent the order"
    assert act("remove", 1) == "none"
    eventually(lambda: "Relay: " in panel(2), 15, lambda: panel(2))
    stack.wait_live(client, terminal)
    assert client.command("open", terminal.id, OPEN, wait=10).body["command"]["state"] == "done"
    assert len(stack.ledger()) == rows + 2
    assert act("attach", 1) == "running"
    eventually(lambda: IDLE in panel(1), 10, lambda: panel(1))
    assert act("close_chart", 2) == "none"
    eventually(lambda: "Relay: " in panel(1), 15, lambda: panel(1))
    print("two charts of one terminal: one served, the other idle until the first is gone")


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        first = stack.add_terminal("one", 1001)
        client = stack.client()
        stack.wait_live(client, first)
        two_charts(stack, client, first)
        stack.wait_live(client, first)
        second = SecondWindow(stack, first, "second")
        eventually(lambda: IDLE in second.panel(), 10, second.panel)
        opened = client.command("open", first.id, OPEN, wait=10).body["command"]
        assert opened["state"] == "done", opened
        print("second:", second.panel().splitlines()[-1])

        # Killed in the middle of an order.
        stack.market.post("/fault", {"match": {"account": 1001}, "effect": "latency", "delay_ms": LATENCY_MS})
        flying = client.command("open", first.id, OPEN).body["command"]
        eventually(lambda: stack.market.get("/fault")["faults"][0]["hits"] > 0, 10, "the order at the broker")
        first.program.kill()
        eventually(lambda: "Relay: " in second.panel(), 15, second.panel)
        stack.wait_live(client, second)
        state = lambda: client.get(f"/api/commands/{flying['id']}").body["command"]["state"]  # noqa: E731
        eventually(lambda: state() in FINAL, 90, lambda: f"the order settled by the second, now {state()}")
        rows = [row for row in stack.ledger() if row["tag"] == tag_of(flying["id"]) and row["retcode"] in (10008, 10009, 10010)]
        assert (state(), len(rows)) in (("done", 1), ("not_executed", 0)), (state(), rows)
        print("taken over after a kill:", state())

        # Back again, idle in its turn; taken over when the other ends in order.
        first.start()
        eventually(lambda: IDLE in first.panel(), 10, first.panel)
        second.program.stop()
        stack.wait_live(client, first)
        again = client.command("open", first.id, OPEN, wait=10).body["command"]
        assert again["state"] == "done", again
        print("taken over after an end in order:", again["state"])


if __name__ == "__main__":
    main()
