#!/usr/bin/env python3
"""Every reducing kind at random, with faults of the broker and kill -9 of the terminal, the ledger as oracle.

usage: reduce_at_random.py [--seed N] [--commands N] [--kills N]
"""
import argparse
import pathlib
import random
import sys
import tempfile
import threading
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from account import Account, accounts_file  # noqa: E402
from stack import FINAL, Stack, eventually  # noqa: E402

FAULTS = (
    {"effect": "latency", "delay_ms": 150},
    {"effect": "executed-but-timeout", "delay_ms": 700},
    {"effect": "executed-but-timeout", "delay_ms": 14000},
    {"effect": "lost-before", "cut": False},
    {"effect": "lost-before"},
    {"effect": "lost-after"},
    {"effect": "reorder"},
    {"effect": "displace"},
    {"effect": "new-ticket"},
    {"effect": "rewrite-comment", "comment": "bank"},
    {"effect": "blank-magic"},
    {"effect": "partial-fill"},
    {"effect": "retcode", "retcode": 10018},
)


class Player:
    """Gives commands to one account and judges each by what the ledger holds of it."""

    def __init__(self, account, seed):
        self.account = account
        self.draw = random.Random(seed)
        self.given = []

    def fault(self):
        fault = self.draw.choice(FAULTS)
        self.account.stack.market.post("/fault", {"match": {"account": self.account.login}, "seed": self.draw.randrange(1 << 30), **fault})
        return fault["effect"]

    def one(self):
        account, draw = self.account, self.draw
        trades = list(account.trades().values())
        kind = draw.choice(("open", "open", "close", "partial_close", "partial_close", "close_by", "close_all", "user"))
        if kind == "open" or not trades:
            return self.give("open", symbol=draw.choice(("EURUSD", "GBPUSD")), side=draw.choice(("buy", "sell")), order="market",
                             volume=f"0.{draw.randrange(1, 30):02}")
        trade = draw.choice(trades)
        if kind == "user":
            return account.manual("open", symbol=trade["symbol"], side=draw.choice(("buy", "sell")), volume=f"0.{draw.randrange(1, 40):02}")
        if kind == "close_all":
            return self.give("close_all", **draw.choice(({"symbol": trade["symbol"]}, {"profit": "losing"}, {"side": "sell"})))
        if kind == "close_by":
            other = next((t for t in trades if t["symbol"] == trade["symbol"] and t["side"] != trade["side"]), None)
            return other and self.give("close_by", position=trade["position"], opposite=other["position"])
        part = {"percent": str(draw.choice((10, 33.3, 50, 75)))} if draw.random() < 0.7 else {"volume": "0.01"}
        return self.give(kind, position=trade["position"], **(part if kind == "partial_close" else {}))

    def give(self, kind, **args):
        answer = self.account.client.command(kind, self.account.terminal.id, args)
        if answer.status in (400, 404):  # the position went in the meantime, or 0.01 is all of it
            return None
        assert answer.status in (202, 409), answer
        self.given.append(answer.body["command"])

    def judge(self, command):
        """What the relay says became of it against what the ledger holds."""
        rows = self.account.executions(command)
        kind, state = command["kind"], command["state"]
        marked = not any("blank-magic" in row["faults"] for row in self.account.stack.ledger_of(self.account.login))
        if kind == "close_all":
            tickets = [row["ticket"] for row in rows]
            assert len(tickets) == len(set(tickets)) or self.partly(rows), f"a ticket closed twice: {rows}\n{command}"
            told = sum(leg["state"] in ("done", "partial") for leg in command["legs"] or [])
            assert told == len(rows) or state == "in_doubt", f"{told} legs told, {len(rows)} executed\n{command}\n{rows}"
            return
        assert len(rows) <= 1, f"executed twice: {rows}\n{command}"
        if state in ("done", "partial") and not command["already"]:
            assert rows, f"said to be {state}, but nothing was executed: {command}"
        elif state in ("rejected", "refused", "not_executed", "expired", "cancelled"):
            assert not rows, f"said to be {state}, but was executed: {rows}\n{command}"
        assert state in FINAL or (state == "in_doubt" and not marked), command
        if rows and state in FINAL:
            assert abs(float(rows[0]["volume"]) - float(command["volume"])) < 1e-9, (rows, command)

    def partly(self, rows):
        return any("partial-fill" in row["faults"] for row in rows)

    def end(self):
        """All final (or in doubt for a reason), the picture at the relay that of the broker."""
        def settled():
            now = [self.account.read(command) for command in self.given]
            return now if all(c["state"] in FINAL or c["evidence"] for c in now) else None
        eventually(settled, 60, lambda: [c for c in map(self.account.read, self.given) if c["state"] not in FINAL])
        time.sleep(16)  # lint: allow honest_tests: the latest fill of any fault is due after 14 s
        for command in eventually(settled, 60, "settled"):
            self.judge(command)
        broker = self.account.positions()
        eventually(lambda: {p: (t["side"], float(t["volume"])) for p, t in self.account.trades().items()} == self.account.positions(),
                   10, lambda: f"the relay shows {self.account.trades()}, the broker has {broker}")


def play(stack, login, mode, options, failures):
    seed = options.seed * 1000 + login
    try:
        with stack.signing_in:
            client = stack.client()
        account = Account(stack, login, f"{mode}-{login}", {"InpReconcileWait": "10", "InpMaxLots": "1"},
                          ["--order-timeout-ms", "3000"], client)
        player = Player(account, seed)
        kill_after = {player.draw.randrange(3, options.commands) for _ in range(options.kills)}
        effects = 0
        for n in range(options.commands):
            if player.draw.random() < 0.4:
                player.fault()
                effects += 1
            player.one()
            time.sleep(player.draw.uniform(0, 0.3))  # lint: allow honest_tests: the random pace of the orders
            if n in kill_after:
                account.terminal.restart()
        player.end()
        states = {}
        for command in player.given:
            states[account.read(command)["state"]] = states.get(account.read(command)["state"], 0) + 1
        print(f"ok    {mode} {login}: {len(player.given)} commands, {effects} faults, {len(kill_after)} kills, seed {options.seed}: {states}", flush=True)
    except BaseException:  # a thread's failure must reach the one that counts
        failures.append(login)
        print(f"FAIL  {mode} {login}, seed {options.seed}\n{traceback.format_exc()}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--commands", type=int, default=30)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--accounts", type=int, default=4)
    options = parser.parse_args()
    modes = {6001 + n: ("hedging", "netting")[n % 2] for n in range(options.accounts)}
    failures = []
    with tempfile.TemporaryDirectory() as directory:
        arguments = accounts_file(pathlib.Path(directory), modes)
        home = pathlib.Path(directory) / "stack"
        home.mkdir()
        with Stack(home, "[limits]\nrequests_per_second = 5000", arguments) as stack:
            stack.signing_in = threading.Lock()
            threads = [threading.Thread(target=play, args=(stack, login, mode, options, failures)) for login, mode in modes.items()]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
