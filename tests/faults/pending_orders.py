#!/usr/bin/env python3
"""Pending orders placed, changed and cancelled, and levels of positions, with the broker's ledger as oracle."""
import pathlib
import sys
import tempfile
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from account import Account, accounts_file, expect  # noqa: E402
from stack import Stack, eventually  # noqa: E402

HEDGING, NETTING, DOUBT = 5001, 5002, 5003
INPUTS = {"InpReconcileWait": "10"}
MARKET = 1.10000
# order, side, price, stop_limit, the broker's name for it
KINDS = (("limit", "buy", "1.09", None, "buy_limit"), ("limit", "sell", "1.11", None, "sell_limit"),
         ("stop", "buy", "1.11", None, "buy_stop"), ("stop", "sell", "1.09", None, "sell_stop"),
         ("stop_limit", "buy", "1.11", "1.105", "buy_stop_limit"), ("stop_limit", "sell", "1.09", "1.095", "sell_stop_limit"))


def hold(account, bid=MARKET):
    account.stack.market.post("/price", {"symbol": "EURUSD", "bid": f"{bid:.5f}", "ask": f"{bid + 0.0001:.5f}", "hold": True})


def orders(account):
    """ticket → row at the broker."""
    return {row["ticket"]: row for row in account.broker()["orders"]}


def levels(account, position):
    row = next(p for p in account.broker()["positions"] if p["identifier"] == position)
    return float(row["sl"]), float(row["tp"])


def now_ms(account):
    return int(time.time() * 1000)


def place(account, order="limit", side="buy", price="1.09", **more):
    return account.open(side=side, order=order, price=price, **more)


def executed(account, command):
    return [row for row in account.rows(command) if row["retcode"] in (10008, 10009, 10010)]


def each_kind(account):
    for order, side, price, stop_limit, name in KINDS:
        more = {"stop_limit": stop_limit} if stop_limit else {}
        done = expect(place(account, order, side, price, **more), "done")
        row = orders(account)[done["order"]]
        assert (row["type"], float(row["price"])) == (name, float(price)), row
        assert len(executed(account, done)) == 1, account.rows(done)
        assert not account.positions()
        gone = expect(account.run("cancel_order", ticket=done["order"]), "done")
        assert not gone["already"] and done["order"] not in orders(account)
        again = expect(account.run("cancel_order", ticket=done["order"]), "done")
        assert again["already"] and not account.rows(again), again


def refused_before_sending(account):
    for rule, args in (("wrong_side_price", {"price": "1.12"}), ("wrong_side_stop", {"sl": "1.095"}),
                       ("expiry_past", {"expiry": now_ms(account) - 3600_000}), ("max_lots", {"volume": "5"}),
                       ("wrong_side_price", {"order": "stop_limit", "price": "1.11", "stop_limit": "1.12"})):
        wrong = expect(place(account, **args), "refused", rule)
        assert not account.rows(wrong), wrong
    answer = account.client.command("open", account.terminal.id, {"symbol": "EURUSD", "side": "buy", "order": "limit", "volume": "0.1"},
                                    key=str(uuid.uuid4()))
    assert answer.status == 400, answer
    expect(account.run("cancel_order", ticket="999999"), "refused", "order_unknown")


def expiry(account):
    until = now_ms(account) + 3600_000
    done = expect(place(account, expiry=until), "done")
    row = orders(account)[done["order"]]
    stamp = int(row["expiration"])
    assert abs(stamp - until) < 1000 or (stamp - until) % 900_000 < 1000, (row, until)
    later = expect(account.run("modify", ticket=done["order"], expiry=until + 600_000), "done")
    assert int(orders(account)[done["order"]]["expiration"]) - stamp == 600_000, later
    expect(account.run("modify", ticket=done["order"], remove=["expiry"]), "done")
    assert int(orders(account)[done["order"]]["expiration"]) == 0, orders(account)
    expect(account.run("cancel_order", ticket=done["order"]), "done")


def change_an_order(account):
    ticket = expect(place(account, sl="1.08", tp="1.12"), "done")["order"]
    expect(account.run("modify", ticket=ticket, price="1.092", sl="1.085"), "done")
    row = orders(account)[ticket]
    assert (float(row["price"]), float(row["sl"]), float(row["tp"])) == (1.092, 1.085, 1.12), row
    same = expect(account.run("modify", ticket=ticket, price="1.092"), "done")
    assert same["already"] and not account.rows(same), same
    expect(account.run("modify", ticket=ticket, remove=["sl", "tp"]), "done")
    assert float(orders(account)[ticket]["sl"]) == 0 == float(orders(account)[ticket]["tp"])
    expect(account.run("modify", ticket=ticket, price="1.2"), "refused", "wrong_side_price")
    path = f"/api/orders/{account.terminal.id}:{ticket}"
    answer = account.client.request("DELETE", path, None, {"Prefer": "wait=20"})
    assert answer.status == 202, answer
    expect(answer.body["command"], "done")
    expect(account.run("modify", ticket=ticket, price="1.09"), "refused", "order_unknown")


def filled_is_not_cancelled(account):
    done = expect(place(account), "done")
    hold(account, 1.08950)
    eventually(lambda: account.positions(), 10, "the limit order is filled")
    late = expect(account.run("cancel_order", ticket=done["order"]), "rejected")
    assert "filled" in late["message"] and not account.rows(late), late
    position = next(iter(account.positions()))
    account.shows(position, "buy", 0.1)
    expect(account.run("close", position=position), "done")
    hold(account)


def levels_of_a_position(account):
    position = expect(account.open(), "done")["position"]
    account.shows(position, "buy", 0.1)
    first = expect(account.run("modify", position=position, sl="1.09", tp="1.12"), "done")
    assert levels(account, position) == (1.09, 1.12) and len(executed(account, first)) == 1, account.rows(first)
    same = expect(account.run("modify", position=position, sl="1.09"), "done")
    assert same["already"] and not account.rows(same), same
    path = f"/api/trades/{account.terminal.id}:{position}/modify"
    answer = account.client.request("PUT", path, {"stopLoss": "1.091", "takeProfit": None}, {"Prefer": "wait=20"})
    assert answer.status == 202, answer
    expect(answer.body["command"], "done")
    assert levels(account, position) == (1.091, 0), levels(account, position)
    for body in ({}, {"sl": "1.09"}, {"stopLoss": "0"}, {"stopLoss": 1.09}):
        assert account.client.request("PUT", path, body).status == 400, body
    expect(account.run("modify", position=position, sl="1.2"), "refused", "wrong_side_stop")
    # The stop holds: what lets more be lost is refused, what lets less be lost is not.
    expect(account.run("emergency_stop", level="halt"), "done")
    for args in ({"sl": "1.08"}, {"remove": ["sl"]}):
        wrong = expect(account.run("modify", position=position, **args), "refused", "stopped")
        assert not account.rows(wrong), wrong
    expect(account.run("modify", position=position, sl="1.095"), "done")
    expect(account.run("modify", position=position, tp="1.13"), "done")
    assert levels(account, position) == (1.095, 1.13)
    expect(place(account), "refused", "stopped")
    expect(account.run("close", position=position), "done")
    account.shows(position)
    expect(account.run("modify", position=position, sl="1.09"), "refused", "position_unknown")


def placed_without_an_answer(account):
    account.fault("pending", "executed-but-timeout", delay_ms=300)
    done = expect(account.final(account.submit("open", symbol="EURUSD", side="buy", order="limit", volume="0.10", price="1.09")), "done")
    assert len(executed(account, done)) == 1 and list(orders(account)) == [done["order"]], (done, account.rows(done))
    return done["order"]


def not_placed_is_said(account):
    account.fault("pending", "retcode", retcode=10012)
    command = account.final(account.submit("open", symbol="EURUSD", side="buy", order="limit", volume="0.10", price="1.09"), 60)
    expect(command, "not_executed")
    assert len(orders(account)) == 1 and not executed(account, command)


def changed_without_an_answer(account, ticket):
    account.fault("modify", "executed-but-timeout", delay_ms=300)
    done = expect(account.final(account.submit("modify", ticket=ticket, price="1.092")), "done")
    assert len(executed(account, done)) == 1 and float(orders(account)[ticket]["price"]) == 1.092
    # Nothing ran: the same absolute values go out once more, within the command's lifetime.
    account.fault("modify", "retcode", retcode=10012)
    done = expect(account.final(account.submit("modify", ticket=ticket, sl="1.08"), 60), "done")
    assert len(executed(account, done)) == 1 and float(orders(account)[ticket]["sl"]) == 1.08, account.rows(done)


def cancelled_without_an_answer(account, ticket):
    account.fault("cancel", "executed-but-timeout", delay_ms=300)
    done = expect(account.final(account.submit("cancel_order", ticket=ticket)), "done")
    assert len(executed(account, done)) == 1 and not orders(account), account.rows(done)
    other = expect(place(account), "done")["order"]
    account.fault("cancel", "retcode", retcode=10012)
    done = expect(account.final(account.submit("cancel_order", ticket=other), 60), "done")
    assert len(executed(account, done)) == 1 and not orders(account), account.rows(done)


def levels_without_an_answer(account):
    position = expect(account.open(), "done")["position"]
    account.fault("sltp", "executed-but-timeout", delay_ms=300)
    done = expect(account.final(account.submit("modify", position=position, sl="1.09")), "done")
    assert len(executed(account, done)) == 1 and levels(account, position) == (1.09, 0)
    account.fault("sltp", "retcode", retcode=10012)
    command = account.submit("modify", position=position, sl="1.091")
    account.when(command, "in_doubt")
    account.manual("close", ticket=position)
    gone = expect(account.final(command, 60), "rejected")
    assert "closed" in gone["message"], gone


def main():
    with tempfile.TemporaryDirectory() as directory:
        modes = {HEDGING: "hedging", NETTING: "netting", DOUBT: "hedging"}
        arguments = accounts_file(pathlib.Path(directory), modes)
        (pathlib.Path(directory) / "stack").mkdir()
        with Stack(pathlib.Path(directory) / "stack", broker_arguments=arguments) as stack:
            doubt = Account(stack, DOUBT, inputs=INPUTS)
            hold(doubt)
            print("-- without an answer", flush=True)
            ticket = placed_without_an_answer(doubt)
            not_placed_is_said(doubt)
            changed_without_an_answer(doubt, ticket)
            cancelled_without_an_answer(doubt, ticket)
            levels_without_an_answer(doubt)
            for login in (HEDGING, NETTING):
                account = Account(stack, login, inputs=INPUTS)
                for check in (each_kind, refused_before_sending, expiry, change_an_order, filled_is_not_cancelled, levels_of_a_position):
                    print(f"-- {login}: {check.__name__.replace('_', ' ')}", flush=True)
                    check(account)


if __name__ == "__main__":
    main()
