#!/usr/bin/env python3
"""Every command kind and every way it can end, from the REST request to the broker's ledger."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import FINAL, Stack, eventually, tag_of  # noqa: E402

INPUTS = {"InpMaxLots": "1.0", "InpAllowedSymbols": "EURUSD,GBPUSD"}


class Case:
    """One account with its client, and the questions every check asks."""

    def __init__(self, stack, client, terminal):
        self.stack, self.client, self.terminal = stack, client, terminal

    def command(self, kind, **args):
        answer = self.client.command(kind, self.terminal.id, args, wait=20)
        assert answer.status in (202, 409), answer
        return answer.body["command"]

    def open(self, **args):
        return self.command("open", **{"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10", **args})

    def close(self, position, **args):
        return self.command("close", position=position, **args)

    def executions(self, command):
        return [row for row in self.stack.ledger() if row["tag"] == tag_of(command["id"]) and row["deals"]]

    def trades(self):
        rows = self.client.get(f"/api/trades?terminal={self.terminal.id}").body["trades"]
        return {row["position"]: row for row in rows}


def expect(command, state, rule=None):
    assert command["state"] == state, command
    assert rule is None or command["rule"] == rule, command
    print(f"{command['kind']:14} {state:12} {command.get('rule') or '':20} {command.get('message') or ''}")
    return command


def opening_and_closing(case):
    opened = expect(case.open(sl="1.00000", tp="1.20000"), "done")
    assert len(case.executions(opened)) == 1
    row = eventually(lambda: case.trades().get(opened["position"]), 5, "the position among the trades")
    assert (row["side"], float(row["volume"]), row["stopLoss"], row["takeProfit"]) == ("buy", 0.1, "1.00000", "1.20000"), row
    expect(case.close(opened["position"], expected_volume="0.20"), "refused", "volume_changed")
    closed = expect(case.close(opened["position"]), "done")
    assert len(case.executions(closed)) == 1
    eventually(lambda: opened["position"] not in case.trades(), 5, "the position gone from the trades")


def refused_before_sending(case):
    before = len(case.stack.ledger())
    expect(case.open(volume="1.50"), "refused", "max_lots")
    expect(case.open(volume="0.015"), "refused", "volume_step")
    expect(case.open(volume="0.001"), "refused", "volume_min")
    expect(case.open(sl="1.50000"), "refused", "wrong_side_stop")
    expect(case.open(symbol="USDJPY"), "refused", "symbol_not_allowed")
    expect(case.open(symbol="NOSUCH"), "refused", "symbol_unknown")
    assert len(case.stack.ledger()) == before, "something refused was sent all the same"


def told_no_by_the_broker(case):
    case.stack.market.post("/fault", {"match": {"kind": "open"}, "effect": "retcode", "retcode": 10018})
    rejected = expect(case.open(), "rejected")
    assert rejected["retcode"] == 10018 and "closed" in rejected["message"].lower(), rejected
    assert not case.executions(rejected)


def answered_late(case):
    """10012, yet executed: found by its magic number, never sent again."""
    case.stack.market.post("/fault", {"match": {"kind": "open"}, "effect": "executed-but-timeout", "delay_ms": 1500})
    found = expect(case.open(), "done")
    assert len(case.executions(found)) == 1, case.executions(found)
    expect(case.close(found["position"]), "done")


def paused_and_resumed(case):
    expect(case.command("pause"), "done")
    expect(case.open(), "refused", "paused")
    expect(case.command("resume"), "done")
    opened = expect(case.open(), "done")
    expect(case.command("emergency_stop", level="halt", scope="account"), "done")
    expect(case.open(), "refused", "stopped")
    expect(case.command("resume", latch_id="99"), "refused", "stale_latch")
    latch = next(row for row in case.client.get("/api/mt5/status").body["terminals"] if row["terminal"] == case.terminal.id)["latch"]
    expect(case.close(opened["position"]), "done")
    expect(case.command("resume", latch_id=latch["id"]), "done")


def seen_without_a_command(case):
    """What the trader and the broker do themselves shows up too."""
    case.stack.market.post("/trade", {"account": 1001, "kind": "open", "symbol": "EURUSD", "side": "buy", "volume": "0.03"})
    manual = eventually(lambda: [row for row in case.trades().values() if float(row["volume"]) == 0.03], 5, "the manual trade")[0]
    assert manual["ours"] is False, manual
    expect(case.close(manual["position"]), "done")


def looked_after(case):
    expect(case.command("force_sync"), "done")
    expect(case.command("health_check"), "done")
    lines = case.terminal.control.post("/action", {"name": "run_script", "script": "SelfTest"})["lines"]
    words = [line["text"] if isinstance(line, dict) else line for line in lines]
    assert any("0 failed" in line for line in words), words
    print("self test:", words[-1])


def not_allowed_to_trade(case):
    case.terminal.control.post("/action", {"name": "toggle_autotrading", "on": False})
    expect(case.open(), "refused", "trade_not_allowed")
    eventually(lambda: "AutoTrading is off" in case.terminal.panel(), 5, "the panel naming the missing permission")
    case.terminal.control.post("/action", {"name": "toggle_autotrading", "on": True})
    expect(case.close(expect(case.open(), "done")["position"]), "done")


def away(case):
    case.terminal.program.kill()
    eventually(lambda: any(row["terminal"] == case.terminal.id and row["lights"]["relay_terminal"] == "red"
                           for row in case.client.get("/api/mt5/status").body["terminals"]), 10, "the light of the link red")
    expect(case.open(), "refused", "terminal_offline")


def test_mode(stack, client):
    """Up to the order check and not one step further."""
    terminal = stack.add_terminal("test mode", 1002, inputs={"InpMode": "1"})
    stack.wait_live(client, terminal)
    case = Case(stack, client, terminal)
    before = len(stack.ledger())
    expect(case.open(), "refused", "test_mode")
    assert len(stack.ledger()) == before


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        client = stack.client()
        terminal = stack.add_terminal("one", 1001, inputs=INPUTS)
        stack.wait_live(client, terminal)
        case = Case(stack, client, terminal)
        for check in (opening_and_closing, refused_before_sending, told_no_by_the_broker, answered_late, paused_and_resumed,
                      seen_without_a_command, looked_after, not_allowed_to_trade, away):
            check(case)
        test_mode(stack, client)
        assert all(command["state"] in FINAL for command in client.get("/api/commands?limit=500").body["commands"])


if __name__ == "__main__":
    main()
