#!/usr/bin/env python3
"""close_by and close_all, with the broker's ledger as oracle."""
import pathlib
import sys
import tempfile
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from account import Account, accounts_file, expect  # noqa: E402
from stack import Stack, eventually  # noqa: E402

HEDGING, NETTING = 4001, 4002


def pair(account, buy="0.30", sell="0.10"):
    first = expect(account.open(volume=buy), "done")["position"]
    second = expect(account.open(side="sell", volume=sell), "done")["position"]
    account.shows(first, "buy", float(buy))
    account.shows(second, "sell", float(sell))
    return first, second


def closed_by_each_other(account):
    first, second = pair(account)
    done = expect(account.run("close_by", position=first, opposite=second), "done")
    rows = account.executions(done)
    assert [(row["kind"], row["volume"], len(row["deals"])) for row in rows] == [("close_by", "0.1", 2)], rows
    assert account.positions() == {first: ("buy", 0.2)}, account.positions()
    row = account.shows(first, "buy", 0.2, first)  # the remainder keeps its ticket
    assert row["ticket"] == first
    account.shows(second)
    again = expect(account.run("close_by", position=first, opposite=second, ticket=first), "refused", "position_unknown")
    assert not account.rows(again)
    expect(account.run("close", position=first), "done")


def not_a_pair(account):
    first, second = pair(account)
    third = expect(account.open(volume="0.10"), "done")["position"]
    other = expect(account.open(symbol="GBPUSD", side="sell", volume="0.10"), "done")["position"]
    for opposite in (third, other):
        wrong = expect(account.run("close_by", position=first, opposite=opposite, ticket=first), "refused", "not_opposite")
        assert not account.rows(wrong), wrong
    path = f"/api/trades/{account.terminal.id}:{first}/close-by"
    headers = {"Idempotency-Key": str(uuid.uuid4()), "Prefer": "wait=20"}
    answer = account.client.request("POST", path, {"opposite": f"{account.terminal.id}:{second}"}, headers)
    assert answer.status == 202, answer
    expect(answer.body["command"], "done")
    same = account.client.request("POST", path, {"opposite": first}, {**headers, "Idempotency-Key": str(uuid.uuid4())})
    assert same.status == 400, same
    expect(account.run("close_all"), "done")


def netting_has_no_pairs(account):
    position = expect(account.open(), "done")["position"]
    refused = expect(account.run("close_by", position=position, opposite="999", ticket=position), "refused", "hedging_only")
    assert not account.rows(refused)
    expect(account.run("close", position=position), "done")


def a_field_of_positions(account):
    """Ours and the user's, two symbols, both sides, winning and losing, and three pending orders."""
    made = {}
    for name, symbol, side in (("a", "EURUSD", "buy"), ("b", "EURUSD", "sell"), ("c", "GBPUSD", "buy"), ("d", "GBPUSD", "sell")):
        made[name] = expect(account.open(symbol=symbol, side=side, volume="0.10"), "done")["position"]
    made["user"] = account.manual("open", symbol="EURUSD", side="buy", volume="0.05")["ticket"]
    quotes = {q["symbol"]: float(q["bid"]) for q in account.stack.market.get("/state")["quotes"]}
    for name, symbol in (("o1", "EURUSD"), ("o2", "EURUSD"), ("o3", "GBPUSD")):
        price = f"{quotes[symbol] * 0.9:.5f}"
        made[name] = account.manual("pending", type="buy_limit", symbol=symbol, volume="0.10", price=price)["order"]
    eventually(lambda: len(account.trades()) == 5, 10, "five positions")
    return made


def left(account):
    state = account.broker()
    return {p["identifier"] for p in state["positions"]} | {o["ticket"] for o in state["orders"]}


def by_filter(account):
    made = a_field_of_positions(account)
    every = set(made.values())

    def gone(filter, *names, state="done"):
        nonlocal every
        command = expect(account.run("close_all", **filter), state)
        every -= {made[name] for name in names}
        assert left(account) == every, (filter, left(account), every)
        legs = command.get("legs") or []
        assert {leg["ticket"] for leg in legs} == {made[name] for name in names}, legs
        assert all(leg["state"] == "done" for leg in legs) and command["scan"] == {"positions": 0, "orders": 0}, command
        assert len(account.rows(command)) == len(names), account.rows(command)
        return command

    gone({"symbol": "EURUSD", "side": "sell"}, "b")
    gone({"magic": "0", "symbol": "EURUSD"}, "user")
    gone({"magic": "ours", "symbol": "GBPUSD", "side": "buy", "pending": True}, "c")  # the user's order stays
    gone({"symbol": "GBPUSD", "side": "buy", "pending": True}, "o3")
    nothing = expect(account.run("close_all", symbol="GBPUSD", side="buy"), "done")
    assert nothing["already"] and not account.rows(nothing), nothing
    gone({}, "a", "d")
    gone({"pending": True}, "o1", "o2")


def by_the_sign_of_profit(account):
    buy = expect(account.open(side="buy"), "done")["position"]
    sell = expect(account.open(side="sell"), "done")["position"]
    quote = next(q for q in account.stack.market.get("/state")["quotes"] if q["symbol"] == "EURUSD")
    account.stack.market.post("/price", {"symbol": "EURUSD", "bid": f"{float(quote['bid']) + 0.005:.5f}", "hold": True})
    eventually(lambda: float((account.trades().get(buy) or {"pnl": "0"})["pnl"]) > 0, 10, "the buy winning")
    expect(account.run("close_all", profit="losing"), "done")
    assert set(account.positions()) == {buy}, account.positions()
    expect(account.run("close_all", profit="losing"), "done")
    expect(account.run("close_all", profit="winning"), "done")
    assert not account.positions()
    account.stack.market.post("/price", {"symbol": "EURUSD", "bid": quote["bid"]})


def some_are_refused(account):
    positions = [expect(account.open(), "done")["position"] for _ in range(3)]
    eventually(lambda: len(account.trades()) == 3, 10, "three positions")
    account.stack.market.post("/fault", {"match": {"account": account.login, "kind": "close", "nth": 2}, "effect": "retcode",
                                         "retcode": 10018})
    some = expect(account.run("close_all"), "partial")
    states = sorted(leg["state"] for leg in some["legs"])
    assert states == ["done", "done", "rejected"] and some["scan"]["positions"] == 1, some
    account.fault("close", "retcode", retcode=10018)
    none = expect(account.run("close_all"), "rejected")
    assert set(account.positions()) < set(positions) and not account.executions(none)
    expect(account.run("close_all"), "done")


def killed_in_the_middle(account):
    """kill -9 between two legs: the terminal goes on after its restart, and no ticket is closed twice."""
    for _ in range(6):
        account.open(volume="0.02")
    eventually(lambda: len(account.positions()) == 6, 10, "six positions")
    account.fault("close", "latency", delay_ms=300, times=0)
    command = account.submit("close_all")
    eventually(lambda: len(account.executions(command)) >= 2, 10, "two legs executed")
    account.terminal.restart()
    account.stack.wait_live(account.client, account.terminal)
    account.stack.market.request("DELETE", "/fault")
    done = account.final(command, 60)
    assert done["state"] == "done" and not account.positions(), done
    rows = account.executions(command)
    assert len(rows) == 6 and len({row["ticket"] for row in rows}) == 6, rows
    print(f"{'close_all':14} {done['state']:12} killed after two of six legs: {done['message']}")


def stopped_in_the_middle(account):
    """An emergency stop is never behind the legs of a close_all: both end, and every ticket is closed once."""
    for _ in range(8):
        account.open(volume="0.02")
    eventually(lambda: len(account.positions()) == 8, 10, "eight positions")
    account.fault("close", "latency", delay_ms=200, times=0)
    command = account.submit("close_all")
    eventually(lambda: account.executions(command), 10, "a leg executed")
    stop = account.submit("emergency_stop", level="flatten", scope="account")
    stopped, closed = account.final(stop), account.final(command)
    assert stopped["state"] == "done" and closed["state"] in ("done", "partial"), (stopped, closed)
    rows = account.executions(command) + account.executions(stop)
    assert len({row["ticket"] for row in rows}) == len(rows) == 8 and account.executions(stop), rows
    account.stack.market.request("DELETE", "/fault")
    status = next(row for row in account.client.get("/api/mt5/status").body["terminals"] if row["terminal"] == account.terminal.id)
    expect(account.run("resume", latch_id=status["latch"]["id"]), "done")


def netting_symbols(account):
    for symbol in ("EURUSD", "GBPUSD"):
        expect(account.open(symbol=symbol), "done")
    eventually(lambda: len(account.trades()) == 2, 10, "two positions")
    account.fault("close", "latency", delay_ms=100, times=0)
    done = expect(account.run("close_all"), "done")
    assert not account.positions() and len(account.executions(done)) == 2
    account.stack.market.request("DELETE", "/fault")


def main():
    with tempfile.TemporaryDirectory() as directory:
        arguments = accounts_file(pathlib.Path(directory), {HEDGING: "hedging", NETTING: "netting"})
        home = pathlib.Path(directory) / "stack"
        home.mkdir()
        with Stack(home, broker_arguments=arguments) as stack:
            for login, checks in ((HEDGING, (closed_by_each_other, not_a_pair, by_filter, by_the_sign_of_profit, some_are_refused,
                                             killed_in_the_middle, stopped_in_the_middle)),
                                  (NETTING, (netting_has_no_pairs, netting_symbols))):
                account = Account(stack, login)
                for check in checks:
                    print(f"-- {login}: {check.__name__.replace('_', ' ')}", flush=True)
                    check(account)
                assert not account.positions(), account.positions()


if __name__ == "__main__":
    main()
