#!/usr/bin/env python3
"""One scripted trading session, run on Linux and under Wine: the same ledger and the same words of the EA, times and ids aside.

Under Wine it is the DLL that ships, loaded by Windows' rules, over verified TLS to the real relay. The script opens, closes in part, moves the
stop, closes, stops everything, is refused, resumes, changes the chart and goes on.
"""
import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from account import Account, expect  # noqa: E402
from stack import Stack, eventually, tag_of  # noqa: E402

# What a row of the ledger says about the trade itself; the rest are clocks and numbers drawn at random.
COMPARED = ("account", "ticket", "deal", "order", "volume", "price", "symbol", "kind", "retcode", "answered", "source", "deals", "faults")
# What the EA said of a command.
WORDS = ("kind", "state", "rule", "message", "retcode")


def play(account):
    """The session; returns the commands in order, so that their random ids can be told apart."""
    commands = []

    def run(state, kind, rule=None, **args):
        commands.append(expect(account.run(kind, **args), state, rule))
        return commands[-1]

    def trade():
        return eventually(lambda: next(iter(account.trades().values()), None), 10, "a trade shown")

    def target(row):
        return {"position": row["position"], "ticket": row["ticket"]}

    run("done", "open", symbol="EURUSD", side="buy", order="market", volume="0.10")
    run("done", "partial_close", volume="0.04", expected_volume="0.10", **target(trade()))
    account.shows(trade()["position"], "buy", 0.06)
    run("done", "modify", sl="1.07000", tp="1.10000", position=trade()["position"])
    run("done", "close", **target(trade()))
    run("done", "open", symbol="EURUSD", side="sell", order="market", volume="0.02")
    run("done", "open", symbol="EURUSD", side="buy", order="limit", volume="0.03", price="1.05000")
    run("refused", "open", "volume_min", symbol="EURUSD", side="buy", order="market", volume="0.001")
    stop = run("done", "emergency_stop", level="flatten", scope="account")
    assert stop["scan"] == {"positions": 0, "orders": 0}, stop
    run("refused", "open", "stopped", symbol="EURUSD", side="buy", order="market", volume="0.01")
    status = next(row for row in account.client.get("/api/mt5/status").body["terminals"] if row["terminal"] == account.terminal.id)
    run("done", "resume", latch_id=status["latch"]["id"])
    account.terminal.control.post("/action", {"name": "change_symbol", "symbol": "GBPUSD"})
    account.stack.wait_live(account.client, account.terminal)
    run("done", "open", symbol="EURUSD", side="buy", order="market", volume="0.01")
    return commands


def normalised(text, names):
    """Without times, and with every random id by the order of its first appearance."""
    for number, command in enumerate(names):
        for id in (command["id"], tag_of(command["id"]), command["id"][-8:]):
            text = text.replace(id, f"<command {number}>")
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<uuid>", text)
    text = re.sub(r"\d{4}[.-]\d\d[.-]\d\d[ T]\d\d:\d\d(:\d\d)?", "<time>", text)
    text = re.sub(r"\b\d+(\.\d+)? ?ms\b", "<duration>", text)
    text = re.sub(r"<duration> (ahead of|behind) the relay", "<duration> off the relay", text)
    return re.sub(r"wss://localhost:\d+", "wss://localhost:<port>", text)


def session(wine):
    with tempfile.TemporaryDirectory() as directory, Stack(directory, broker_arguments=["--tick-ms", "0", "--seed", "5"]) as stack:
        stack.wine = wine
        account = Account(stack, 1001, "one")
        commands = play(account)
        ledger = [{name: row[name] for name in COMPARED} for row in stack.ledger_of(1001)]
        checks = account.terminal.control.post("/action", {"name": "run_script", "script": "SelfTest"})
        assert checks["state"] == "stopped", checks
        words = [f"{line['source']}: {line['text']}" for line in account.terminal.control.get("/log")["lines"]]
        words += [json.dumps([command.get(name) for name in WORDS]) for command in commands] + account.terminal.panel().splitlines()
        return ledger, [normalised(line, commands) for line in words]


def differences(linux, windows):
    return [f"Linux   {a}\nWindows {b}" for a, b in zip(linux, windows) if a != b] + \
        ([f"{len(linux)} and {len(windows)} entries"] if len(linux) != len(windows) else [])


def main():
    linux, windows = session(False), session(True)
    assert any("SelfTest" in line for line in linux[1]), linux[1]
    for name, a, b in zip(("ledger", "EA's log, answers and panel"), linux, windows):
        found = differences(a, b)
        assert not found, f"the {name} differs:\n" + "\n".join(found)
        print(f"same {name}: {len(a)} entries")
    assert len(linux[0]) >= 8 and len(linux[1]) >= 5, linux


if __name__ == "__main__":
    main()
