#!/usr/bin/env python3
"""Promises 1 and 2 over the real programs: the relay is killed with -9 twenty times while 100 commands run.

Every 202 must end in a final state, and the broker's ledger must hold exactly the executions that the finals tell of.
usage: relay_killed.py [--seed N] [--kills N] [--commands N]
"""
import argparse
import http.client
import pathlib
import random
import sys
import tempfile
import threading
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import FINAL, Stack, eventually, tag_of  # noqa: E402


class Trader(threading.Thread):
    """Opens and closes until it has `quota` commands accepted. A request without an answer is repeated with the same key."""

    def __init__(self, stack, terminal, quota, seed):
        super().__init__(daemon=True)
        self.stack, self.terminal, self.quota = stack, terminal, quota
        self.random = random.Random(seed)
        self.accepted = {}  # command id -> kind
        self.retries = 0
        self.failure = None

    def run(self):
        try:
            self._run()
        except Exception as failure:  # shown by the main thread
            self.failure = failure

    def _run(self):
        client = eventually(self._sign_in, 30, "a signed-in trader")
        while len(self.accepted) < self.quota:
            kind, args = self._next(client)
            answer = self._send(client, kind, args)
            if answer.status == 202:
                self.accepted[answer.body["command"]["id"]] = kind
            elif answer.status not in (404, 409, 503):
                raise AssertionError(f"{kind} was answered {answer}")
            time.sleep(self.random.uniform(0, 0.1))  # lint: allow honest_tests: the pace of the load, nothing is awaited by it

    def _sign_in(self):
        try:
            return self.stack.client()
        except (OSError, http.client.HTTPException):
            return None  # the relay was killed meanwhile

    def _next(self, client):
        trades = self._read(client, f"/api/trades?terminal={self.terminal.id}")["trades"]
        if trades and self.random.random() < 0.5:
            trade = self.random.choice(trades)
            return "close", {"position": trade["position"], "ticket": trade["ticket"], "symbol": trade["symbol"]}
        return "open", {"symbol": "EURUSD", "side": self.random.choice(["buy", "sell"]), "order": "market", "volume": "0.01"}

    def _read(self, client, path):
        def attempt():
            try:
                answer = client.get(path)
                return answer.body if answer.status == 200 else None
            except (OSError, http.client.HTTPException):
                return None
        return eventually(attempt, 60, f"GET {path}")

    def _send(self, client, kind, args):
        key = str(uuid.uuid4())
        while True:
            try:
                return client.command(kind, self.terminal.id, args, key)
            except (OSError, http.client.HTTPException):
                self.retries += 1
                time.sleep(0.05)  # lint: allow honest_tests: a client retries at this pace


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--commands", type=int, default=100)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as directory, Stack(
            directory, broker_arguments=["--seed", str(options.seed)]) as stack:
        stack.market.post("/fault", {"match": {}, "effect": "latency", "delay_ms": [20, 300], "times": 1000000, "seed": options.seed})
        terminals = [stack.add_terminal("one", 1001)]
        client = stack.client()
        for terminal in terminals:
            stack.wait_live(client, terminal)
        traders = [Trader(stack, terminal, options.commands // len(terminals), options.seed + n)
                   for n, terminal in enumerate(terminals)]
        for trader in traders:
            trader.start()
        for _ in range(options.kills):
            time.sleep(draw.uniform(0.1, 1.2))  # lint: allow honest_tests: the random moment of the kill
            stack.relay.kill()
            stack.start_relay()
        for trader in traders:
            trader.join(240)
            assert not trader.is_alive(), "a trader did not get its commands accepted"
            if trader.failure:
                raise trader.failure
        accepted = {id: kind for trader in traders for id, kind in trader.accepted.items()}
        verify(stack, accepted)
        print(f"{len(accepted)} commands, {options.kills} kills, {sum(t.retries for t in traders)} requests repeated, seed {options.seed}")


def verify(stack, accepted):
    client = stack.client()

    finals = {}

    def all_final():
        for id in accepted:
            if id not in finals:
                answer = client.get(f"/api/commands/{id}")
                assert answer.status == 200, f"a 202 is not there: {id}: {answer}"
                if answer.body["command"]["state"] in FINAL:
                    finals[id] = answer.body["command"]
        return len(finals) == len(accepted)

    eventually(all_final, 120, lambda: f"every accepted command final; open: {set(accepted) - set(finals)}")
    executed = {}
    for row in stack.ledger():
        if row["source"] == "ea" and int(row["retcode"]) in (10009, 10010) and row["deal"] not in ("0", 0, None):
            executed.setdefault(row["tag"], []).append(row)
    duplicates = {tag: rows for tag, rows in executed.items() if len(rows) > 1}
    assert not duplicates, f"executed more than once: {duplicates}"
    for command in finals.values():
        ran = tag_of(command["id"]) in executed
        says = command["state"] in ("done", "partial") and not command.get("already")
        assert ran == says, f"the ledger says executed={ran}, the command says {command}"
    unknown = set(executed) - {tag_of(id) for id in accepted}
    assert not unknown, f"the ledger holds executions nobody was told of: {unknown}"
    counts = {}
    for command in finals.values():
        counts[command["state"]] = counts.get(command["state"], 0) + 1
    print("finals:", counts)
    assert counts.get("done", 0) >= len(finals) // 2, "most commands should have run"


if __name__ == "__main__":
    main()
