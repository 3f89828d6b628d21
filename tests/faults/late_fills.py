#!/usr/bin/env python3
"""Orders that are filled after the broker said it does not know: never twice, never lost, never called what they are not.

Every check has an account of its own and runs beside the others; the broker's ledger is the oracle.
usage: late_fills.py [NAME...]
"""
import os
import pathlib
import signal
import sys
import tempfile
import threading
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from account import Account, accounts_file  # noqa: E402
from events import Events  # noqa: E402
from stack import Stack, eventually  # noqa: E402

SHORT = {"InpReconcileWait": "10"}   # seconds before nothing found means not executed
SOON, LATE = 3000, 16000             # ms: filled while it is looked for, and after it was given up


def once(account, command, volume):
    """Exactly one execution of exactly this volume carries the command's tag."""
    rows = account.executions(command)
    assert [row["volume"] for row in rows] == [volume], rows


def an_order(account, kind):
    """Everything a command of this kind needs: (arguments, the volume it executes, the positions afterwards)."""
    if kind == "open":
        return {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}, "0.1", None
    first = account.open(volume="0.30")["position"]
    account.shows(first, "buy", 0.3)
    if kind == "partial_close":
        return {"position": first, "volume": "0.10"}, "0.1", {first: ("buy", 0.2)}
    if kind == "close":
        return {"position": first}, "0.3", {}
    second = account.open(side="sell", volume="0.10")["position"]
    account.shows(second, "sell", 0.1)
    return {"position": first, "opposite": second}, "0.1", {first: ("buy", 0.2)}


def filled_while_looked_for(account, kind):
    arguments, volume, after = an_order(account, kind)
    account.fault(kind, "executed-but-timeout", delay_ms=SOON)
    command = account.submit(kind, **arguments)
    account.when(command, "in_doubt")
    found = account.final(command)
    assert found["state"] == "done" and not found["late"] and found["deal"], found
    once(account, command, volume)
    assert after is None or account.positions() == after, account.positions()


def filled_after_it_was_given_up(account, kind):
    events = Events(account.stack, account.client, account.terminal)
    arguments, volume, after = an_order(account, kind)
    account.fault(kind, "executed-but-timeout", delay_ms=LATE)
    command = account.submit(kind, **arguments)
    given_up = account.when(command, "not_executed", 40)
    assert not account.executions(command), given_up
    found = account.when(command, "done", 40)
    assert found["late"] and found["deal"], found
    once(account, command, volume)
    assert after is None or account.positions() == after, account.positions()
    alarm = events.take("error_alert", seconds=10)[0][1]
    assert command["id"] in alarm["error"] and alarm["severity"] == "high", alarm
    events.close()


def never_filled(account, kind):
    """10012 and no fill at all: given up after the wait, and a netting close or a part is not sent again."""
    arguments, _, _ = an_order(account, kind)
    before = account.positions()
    account.fault(kind, "lost-before", cut=False)
    command = account.submit(kind, **arguments)
    given_up = account.final(command, 60)
    assert given_up["state"] == "not_executed", given_up
    assert not account.executions(command) and account.positions() == before, account.rows(command)


def killed_while_sent(account, kind):
    """kill -9 of the terminal while the broker works on the order: found after the restart, not sent again."""
    arguments, volume, after = an_order(account, kind)
    account.fault(kind, "latency", delay_ms=1500)
    command = account.submit(kind, **arguments)
    account.when(command, "executing")
    account.terminal.restart()
    account.stack.wait_live(account.client, account.terminal)
    found = account.final(command, 60)
    assert found["state"] == "done", found
    once(account, command, volume)
    assert after is None or account.positions() == after, account.positions()


def link_to_the_broker_lost(account, kind):
    """Executed, then the line is cut before the answer (10031): found after the next sign-in."""
    arguments, volume, after = an_order(account, kind)
    account.fault(kind, "lost-after")
    command = account.submit(kind, **arguments)
    found = account.final(command, 60)
    assert found["state"] == "done", found
    once(account, command, volume)
    assert after is None or account.positions() == after, account.positions()


def filled_in_part(account):
    """The broker fills half of a partial close and says so (10010): partial is final, the rest stays open."""
    arguments, _, _ = an_order(account, "partial_close")
    account.fault("partial_close", "partial-fill", fraction=0.5)
    command = account.final(account.submit("partial_close", **arguments))
    assert command["state"] == "partial" and command["volume"] == "0.05", command
    once(account, command, "0.05")
    assert account.positions()[arguments["position"]] == ("buy", 0.25)


def filled_in_part_late(account):
    """10012 and half of it filled: the history says how much, and what was asked is not completed by another order."""
    arguments, _, _ = an_order(account, "partial_close")
    account.fault("partial_close", "executed-but-timeout", delay_ms=SOON)
    account.fault("partial_close", "partial-fill", fraction=0.5)
    command = account.final(account.submit("partial_close", **arguments))
    assert command["state"] == "partial" and command["volume"] == "0.05", command
    once(account, command, "0.05")


def second_one_while_in_doubt(account):
    """Whoever gives the same partial close again while the first has no answer is refused: both could be filled."""
    arguments, volume, after = an_order(account, "partial_close")
    account.fault("partial_close", "executed-but-timeout", delay_ms=SOON)
    first = account.submit("partial_close", **arguments)
    account.when(first, "in_doubt")
    second = account.final(account.submit("partial_close", expected_volume="0.30", **arguments))
    assert second["state"] == "refused" and second["rule"] == "position_busy" and not account.rows(second), second
    assert account.final(first)["state"] == "done"
    once(account, first, volume)
    assert account.positions() == after


def open_answered_after_a_minute(account):
    """The answer itself takes 65 s, longer than any patience but the terminal's: done, once, and the link lives."""
    account.fault("open", "latency", delay_ms=65000)
    command = account.submit("open", symbol="EURUSD", side="buy", order="market", volume="0.10")
    found = account.final(command, 100)
    assert found["state"] == "done", found
    once(account, command, "0.1")


def partial_close_filled_after_a_minute(account):
    """The terminal gives up after 20 s, the broker fills after 65 s, the usual wait of 60 s finds it."""
    arguments, volume, after = an_order(account, "partial_close")
    account.fault("partial_close", "latency", delay_ms=130000 // 2)
    command = account.submit("partial_close", **arguments)
    account.when(command, "in_doubt", 40)
    found = account.final(command, 100)
    assert found["state"] == "done", found
    once(account, command, volume)
    assert account.positions() == after


def legs_in_one_millisecond(account):
    """Six legs without an answer that the broker then fills in one breath: each finds its own deal."""
    opened = [account.open(volume=f"0.0{n}")["position"] for n in range(1, 7)]
    eventually(lambda: len(account.trades()) == 6, 10, "six positions")
    account.fault("close", "executed-but-timeout", delay_ms=2000, times=6)
    command = account.submit("close_all", symbol="EURUSD")
    eventually(lambda: len(account.read(command).get("legs") or []) == 6, 20, lambda: f"six legs: {account.read(command)}")
    broker = account.stack.broker.pid
    os.kill(broker, signal.SIGSTOP)
    time.sleep(2.5)  # lint: allow honest_tests: the fills become due while the broker sleeps
    os.kill(broker, signal.SIGCONT)
    found = account.final(command)
    assert found["state"] == "done", found
    rows = account.executions(command)
    assert sorted(row["volume"] for row in rows) == [f"0.0{n}" for n in range(1, 7)], rows
    assert len({row["t"] for row in rows}) < 6, "no two legs of one millisecond"
    deals = {leg["position"]: leg["deal"] for leg in found["legs"]}
    assert deals == {row["ticket"]: row["deal"] for row in rows} and set(deals) == set(opened), (deals, rows)
    assert not account.positions()


def blanked(account, kind):
    """The broker keeps neither magic nor comment: in doubt with the deal as evidence, and never sent again."""
    arguments, volume, after = an_order(account, kind)
    sent = len(account.stack.ledger_of(account.login))
    account.fault(kind, "executed-but-timeout", delay_ms=SOON)
    account.fault(kind, "blank-magic")
    account.fault(kind, "rewrite-comment", comment="")
    command = account.submit(kind, **arguments)
    eventually(lambda: account.read(command).get("evidence"), 30, lambda: f"the evidence: {account.read(command)}")
    time.sleep(25)  # lint: allow honest_tests: far longer than the wait of 10 s, in which nothing may happen
    doubt = account.read(command)
    rows = [row for row in account.stack.ledger_of(account.login)[sent:] if row["source"] == "ea"]
    assert doubt["state"] == "in_doubt" and len(rows) == 1 and rows[0]["volume"] == volume, (doubt, rows)
    assert rows[0]["deal"] in doubt["evidence"], (doubt, rows)
    assert after is None or account.positions() == after, account.positions()


def found_by_its_comment(account):
    """Only the magic number is blanked: the short tag in the comment is enough."""
    account.fault("open", "executed-but-timeout", delay_ms=SOON)
    account.fault("open", "blank-magic")
    command = account.submit("open", symbol="EURUSD", side="buy", order="market", volume="0.10")
    found = account.final(command)
    assert found["state"] == "done" and found["position"] in account.positions(), found
    assert len(account.positions()) == 1, account.positions()


def pair_found_by_itself(account):
    """Neither magic nor comment is kept, but two positions closed by each other are mark enough."""
    arguments, volume, after = an_order(account, "close_by")
    for effect in ({"effect": "executed-but-timeout", "delay_ms": SOON}, {"effect": "blank-magic"},
                   {"effect": "rewrite-comment", "comment": ""}):
        account.fault("close_by", **effect)
    command = account.submit("close_by", **arguments)
    found = account.final(command)
    assert found["state"] == "done" and account.positions() == after, found


def blanked_but_answered(account):
    """With the broker's answer no mark is needed; the next one in doubt does not take the answered one's deal for its own."""
    account.fault("open", "blank-magic", times=0)
    account.fault("open", "rewrite-comment", comment="", times=0)
    done = account.open()
    assert done["state"] == "done" and done["deal"], done
    account.fault("open", "lost-before", cut=False)
    command = account.submit("open", symbol="EURUSD", side="buy", order="market", volume="0.10")
    given_up = account.final(command, 60)
    assert given_up["state"] == "not_executed" and len(account.positions()) == 1, given_up


TIMEOUT_5 = ["--order-timeout-ms", "5000"]
CHECKS = {}


def check(name, mode, act, inputs=None, arguments=()):
    CHECKS[name] = (mode, act, inputs or SHORT, arguments)


for KIND, MODE in (("open", "hedging"), ("open", "netting"), ("partial_close", "hedging"), ("partial_close", "netting"),
                   ("close", "netting"), ("close_by", "hedging")):
    check(f"{MODE}_{KIND}_filled_late", MODE, lambda a, k=KIND: filled_while_looked_for(a, k))
    check(f"{MODE}_{KIND}_filled_after_not_executed", MODE, lambda a, k=KIND: filled_after_it_was_given_up(a, k))
for KIND, MODE in (("partial_close", "hedging"), ("close", "netting"), ("close_by", "hedging")):
    check(f"{MODE}_{KIND}_never_filled", MODE, lambda a, k=KIND: never_filled(a, k), arguments=TIMEOUT_5)
for KIND, MODE in (("partial_close", "hedging"), ("partial_close", "netting"), ("close", "netting"), ("close_by", "hedging")):
    check(f"{MODE}_{KIND}_killed_while_sent", MODE, lambda a, k=KIND: killed_while_sent(a, k))
    check(f"{MODE}_{KIND}_link_to_the_broker_lost", MODE, lambda a, k=KIND: link_to_the_broker_lost(a, k))
check("filled_in_part", "hedging", filled_in_part)
check("filled_in_part_late", "netting", filled_in_part_late)
check("second_one_while_in_doubt", "hedging", second_one_while_in_doubt)
for KIND, MODE in (("open", "hedging"), ("partial_close", "hedging"), ("close", "netting")):
    check(f"{MODE}_{KIND}_without_magic_and_comment", MODE, lambda a, k=KIND: blanked(a, k))
check("open_without_magic", "hedging", found_by_its_comment)
check("close_by_without_magic_and_comment", "hedging", pair_found_by_itself)
check("answered_without_magic_and_comment", "hedging", blanked_but_answered, arguments=TIMEOUT_5)
check("legs_in_one_millisecond", "hedging", legs_in_one_millisecond)
check("open_answered_after_a_minute", "hedging", open_answered_after_a_minute, arguments=["--order-timeout-ms", "90000"])
check("partial_close_filled_after_a_minute", "hedging", partial_close_filled_after_a_minute, {"InpReconcileWait": "60"},
      ["--order-timeout-ms", "20000"])


def run_one(stack, login, name, failures):
    mode, act, inputs, arguments = CHECKS[name]
    try:
        with stack.signing_in:  # many sign-ins at once look like an attack
            client = stack.client()
        act(Account(stack, login, name, inputs, arguments, client))
        print(f"ok    {name}", flush=True)
    except BaseException:  # a thread's failure must reach the one that counts
        failures.append(name)
        print(f"FAIL  {name}\n{traceback.format_exc()}", flush=True)


def main():
    names = sys.argv[1:] or list(CHECKS)
    logins = {3001 + i: name for i, name in enumerate(names)}
    failures = []
    with tempfile.TemporaryDirectory() as directory:
        broker = accounts_file(pathlib.Path(directory), {login: CHECKS[name][0] for login, name in logins.items()})
        home = pathlib.Path(directory) / "stack"
        home.mkdir()
        with Stack(home, "[limits]\nrequests_per_second = 5000", broker) as stack:
            stack.signing_in = threading.Lock()
            threads = [threading.Thread(target=run_one, args=(stack, login, name, failures)) for login, name in logins.items()]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    print(f"{len(names) - len(failures)} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
