#!/usr/bin/env python3
"""Every level and scope of the emergency stop on both kinds of account, with the broker's ledger as oracle."""
import pathlib
import sys
import tempfile
import threading
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from account import Account, accounts_file  # noqa: E402
from stack import Stack, eventually  # noqa: E402

PREFIX = 21313
LEVELS = ("pause", "halt", "halt_cancel", "flatten")
SCOPES = ("account", "ours")


def say(account, *words):
    print(f"{account.terminal.account:36}", *words, flush=True)


def furnish(account):
    """One position and one pending order of ours, one of each of the user's: name → ticket."""
    quote = next(q for q in account.stack.market.get("/state")["quotes"] if q["symbol"] == "EURUSD")
    price = f"{float(quote['bid']) * 0.9:.5f}"
    pending = {"type": "buy_limit", "symbol": "EURUSD", "volume": "0.10", "price": price}
    made = {"our position": account.open(symbol="EURUSD")["position"],
            "user's position": account.manual("open", symbol="GBPUSD", side="buy", volume="0.05")["ticket"],
            "our order": account.manual("pending", magic=str(PREFIX << 48 | 0xABC), **pending)["order"],
            "user's order": account.manual("pending", **pending)["order"]}
    eventually(lambda: len(account.trades()) == 2, 10, "two positions")
    return made


def standing(account):
    state = account.broker()
    return {p["identifier"] for p in state["positions"]} | {o["ticket"] for o in state["orders"]}


def latch_of(account):
    rows = account.client.get("/api/mt5/status").body["terminals"]
    return next(row for row in rows if row["terminal"] == account.terminal.id)["latch"]


def lift(account):
    latch = latch_of(account)
    assert account.run("resume", **({"latch_id": latch["id"]} if latch else {}))["state"] == "done"


def level_and_scope(account, level, scope):
    made = furnish(account)
    stop = account.run("emergency_stop", level=level, scope=scope)
    assert stop["state"] == "done", stop
    taken = set()
    if level in ("halt_cancel", "flatten"):
        taken |= {"our order"} | ({"user's order"} if scope == "account" else set())
    if level == "flatten":
        taken |= {"our position"} | ({"user's position"} if scope == "account" else set())
    assert standing(account) == {ticket for name, ticket in made.items() if name not in taken}, (level, scope, made)
    rows = account.rows(stop)
    assert len(rows) == len(taken) and all(row["retcode"] == 10009 for row in rows), rows
    if taken:
        assert stop["scan"] == {"positions": 0, "orders": 0} and len(stop["legs"]) == len(taken), stop
        assert all(leg["state"] == "done" for leg in stop["legs"]), stop
    refused = account.open()
    assert refused["state"] == "refused" and refused["rule"] == ("paused" if level == "pause" else "stopped"), refused
    assert (latch_of(account) or {}).get("level") == (None if level == "pause" else level)
    if "our position" not in taken:
        assert account.run("close", position=made["our position"])["state"] == "done", "closing must stay possible"
    lift(account)
    assert account.run("close_all", pending=True)["state"] == "done"
    assert not standing(account)
    say(account, level, scope, "took", sorted(taken) or "nothing")


def every_level_and_scope(account):
    for level in LEVELS:
        for scope in SCOPES:
            level_and_scope(account, level, scope)


def orders_without_an_answer(account):
    """Cancel and close both get 10012 and are carried out later: found, and nothing is sent twice that may not be."""
    made = furnish(account)
    account.fault("close", "executed-but-timeout", delay_ms=4000, times=2)
    account.fault("cancel", "executed-but-timeout", delay_ms=4000, times=2)
    stop = account.final(account.submit("emergency_stop", level="flatten", scope="account"), 40)
    assert stop["state"] == "done" and not standing(account), (stop, made)
    executed = [row for row in account.executions(stop)]
    assert sorted(row["volume"] for row in executed) == ["0.05", "0.1"], executed
    lift(account)
    say(account, "two closes and two cancels without an answer:", len(executed), "deals")


def a_close_that_never_came(account):
    """Netting: what may still be filled is not sent again, the stop says so; a new stop is a new decision."""
    position = account.open()["position"]
    account.fault("close", "lost-before", cut=False)
    stop = account.final(account.submit("emergency_stop", level="flatten", scope="account"), 60)
    assert stop["state"] == "partial" and stop["scan"]["positions"] == 1, stop
    assert "not sent again" in stop["message"] and set(account.positions()) == {position}, stop
    assert not account.executions(stop)
    second = account.final(account.submit("emergency_stop", level="flatten", scope="account"), 40)
    assert second["state"] == "done" and not account.positions(), second
    assert len(account.executions(second)) == 1
    lift(account)
    say(account, stop["message"])


def a_close_filled_after_it_was_given_up(account):
    """Netting: the late fill closes, the stop's repetition would have opened the other side."""
    account.open()
    account.fault("close", "executed-but-timeout", delay_ms=17000)
    stop = account.submit("emergency_stop", level="flatten", scope="account")
    eventually(lambda: account.executions(stop), 40, "the late fill")
    ended = account.final(stop, 40)
    assert not account.positions() and len(account.executions(stop)) == 1, (ended, account.positions())
    assert account.read(stop)["state"] in ("done", "partial")
    lift(account)
    say(account, "late fill after the stop gave up:", account.read(stop)["state"])


def refused_at_first(account):
    """A market that is closed for two tries: the stop goes on until it is flat."""
    account.open()
    account.fault("close", "reject-burst", retcode=10018, times=2)
    stop = account.final(account.submit("emergency_stop"), 40)
    assert stop["state"] == "done" and not account.positions(), stop
    lift(account)
    say(account, "flat after two refusals")


def surfaces_after_the_stop(account, restart=False):
    """An open without an answer is filled when the stop has long ended: closed by it; the user's new trade is not."""
    account.fault("open", "executed-but-timeout", delay_ms=20000)
    opened = account.submit("open", symbol="EURUSD", side="buy", order="market", volume="0.10")
    account.when(opened, "in_doubt")
    stop = account.final(account.submit("emergency_stop", level="flatten", scope="account"), 40)
    assert stop["state"] == "done" and account.read(opened)["state"] == "not_executed", (stop, account.read(opened))
    manual = account.manual("open", symbol="GBPUSD", side="buy", volume="0.05")["ticket"]
    if restart:
        account.terminal.restart()
    eventually(lambda: account.executions(opened), 40, "the late fill")
    eventually(lambda: set(account.positions()) == {manual}, 10, lambda: f"only the user's trade: {account.positions()}")
    late = account.when(opened, "done")
    assert late["late"] and [row["volume"] for row in account.executions(stop)] == ["0.1"], late
    eventually(lambda: account.read(stop)["late"], 10, lambda: f"the stop tells of it: {account.read(stop)}")
    told = account.read(stop)
    assert [leg["position"] for leg in told["legs"]] == [late["position"]], told
    account.manual("close", ticket=manual)
    lift(account)
    say(account, "surfaced after the stop, closed by it", "after a restart" if restart else "")


def surfaces_after_a_restart(account):
    surfaces_after_the_stop(account, restart=True)


def latched_between_begin_and_send(account):
    """The open is on its way when the stop comes: it is executed and then closed by the stop, both told."""
    account.fault("open", "latency", delay_ms=1500)
    opened = account.submit("open", symbol="EURUSD", side="buy", order="market", volume="0.10")
    account.when(opened, "executing")
    stop = account.submit("emergency_stop", level="flatten", scope="account")
    eventually(lambda: latch_of(account), 5, "latched while the order is on its way")
    assert not account.executions(opened)
    ended = account.final(stop, 30)
    assert account.final(opened)["state"] == "done" and ended["state"] == "done" and not account.positions(), ended
    assert len(account.executions(opened)) == len(account.executions(stop)) == 1
    lift(account)
    say(account, "an open on its way when the stop came was closed by it")


def stops_on_top_of_each_other(account):
    """A weaker stop does not end a flatten at work; a second flatten takes it over; each command gets an end."""
    account.open()
    account.fault("close", "reject-burst", retcode=10018, times=2)
    first = account.submit("emergency_stop", level="flatten", scope="account")
    eventually(lambda: account.rows(first), 10, "the flatten at work")
    weaker = account.run("emergency_stop", level="halt", scope="account")
    assert weaker["state"] == "done" and latch_of(account)["level"] == "flatten", latch_of(account)
    ended = account.final(first, 40)
    assert ended["state"] == "done" and not account.positions(), ended
    lift(account)
    account.open()
    account.fault("close", "reject-burst", retcode=10018, times=2)
    stops = [account.submit("emergency_stop", level="flatten", scope="account") for _ in range(3)]
    states = [account.final(stop, 40)["state"] for stop in stops]
    assert states[-1] == "done" and set(states) <= {"done", "partial"} and not account.positions(), states
    assert sum(len(account.executions(stop)) for stop in stops) == 1
    lift(account)
    say(account, "three stops at once ended", states)


CHECKS = [(mode, act) for mode in ("hedging", "netting") for act in (every_level_and_scope, orders_without_an_answer, refused_at_first,
                                                                         surfaces_after_the_stop, latched_between_begin_and_send,
                                                                         stops_on_top_of_each_other)]
CHECKS += [("netting", a_close_that_never_came), ("netting", a_close_filled_after_it_was_given_up),
           ("hedging", surfaces_after_a_restart)]


def run_one(stack, login, mode, act, failures):
    name = f"{mode}-{act.__name__}"
    try:
        with stack.signing_in:
            client = stack.client()
        act(Account(stack, login, name, {"InpReconcileWait": "10"}, ["--order-timeout-ms", "5000"], client))
        print(f"ok    {name}", flush=True)
    except BaseException:  # a thread's failure must reach the one that counts
        failures.append(name)
        print(f"FAIL  {name}\n{traceback.format_exc()}", flush=True)


def main():
    failures = []
    with tempfile.TemporaryDirectory() as directory:
        broker = accounts_file(pathlib.Path(directory), {5001 + i: mode for i, (mode, _) in enumerate(CHECKS)})
        home = pathlib.Path(directory) / "stack"
        home.mkdir()
        with Stack(home, "[limits]\nrequests_per_second = 5000", broker) as stack:
            stack.signing_in = threading.Lock()
            threads = [threading.Thread(target=run_one, args=(stack, 5001 + i, mode, act, failures))
                       for i, (mode, act) in enumerate(CHECKS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    print(f"{len(CHECKS) - len(failures)} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
