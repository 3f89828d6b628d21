#!/usr/bin/env python3
"""A netting account: one position a symbol, which opens add to, reduce or turn round. The broker's ledger is the oracle."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from account import Account, accounts_file, expect  # noqa: E402
from events import Events  # noqa: E402
from stack import Stack, eventually  # noqa: E402

TRADE_EVENTS = ("position_open", "position_update", "position_close")


def told(events, count):
    """(type, side, volume) of the next trade events."""
    return [(kind, data["side"], float(data["volume"])) for kind, data in events.take(*TRADE_EVENTS, count=count)]


def opens_add_up(account, events):
    first = expect(account.open(volume="0.10"), "done")
    second = expect(account.open(volume="0.20"), "done")
    assert second["position"] == first["position"] and second["deal"] != first["deal"], (first, second)
    assert account.positions() == {first["position"]: ("buy", 0.3)}
    account.shows(first["position"], "buy", 0.3)
    assert told(events, 2) == [("position_open", "buy", 0.1), ("position_update", "buy", 0.2)]
    return first["position"]


def opposite_open_reduces(account, events, position):
    reduced = expect(account.open(side="sell", volume="0.10"), "done")
    assert reduced["position"] == position, reduced
    account.shows(position, "buy", 0.2)
    assert told(events, 1) == [("position_update", "buy", 0.1)]


def the_user_turns_it_round(account, events, position):
    """A close given for the old side must not reach the broker: it would enlarge what it meant to close."""
    account.manual("open", symbol="EURUSD", side="sell", volume="0.50")
    row = account.shows(position, "sell", 0.3)
    assert row["ticket"] != position, row
    assert told(events, 2) == [("position_close", "buy", 0.2), ("position_open", "sell", 0.3)]
    for kind, args in (("close", {}), ("close", {"expected_volume": "0.2"}), ("partial_close", {"volume": "0.1"}),
                       ("partial_close", {"volume": "0.1", "expected_volume": "0.3"})):
        old = expect(account.run(kind, position=position, expected_side="buy", **args), "refused", "side_changed")
        assert not account.rows(old) and "sell 0.3" in old["message"], old
        assert old["figures"] == {"side": "sell", "expected": "buy", "volume": "0.3"}, old
    late = expect(account.run("close", position=position, expected_volume="0.2"), "refused", "volume_changed")
    assert not account.rows(late), late
    assert account.positions() == {position: ("sell", 0.3)}


def an_open_turns_it_round(account, events, position):
    turned = expect(account.open(side="buy", volume="0.40"), "done")
    assert turned["position"] == position and turned["deal"], turned
    account.shows(position, "buy", 0.1)
    assert told(events, 2) == [("position_close", "sell", 0.3), ("position_open", "buy", 0.1)]


def a_close_takes_all_of_it(account, events, position):
    account.manual("open", symbol="EURUSD", side="buy", volume="0.05")
    account.shows(position, "buy", 0.15)
    closed = expect(account.run("close", position=position), "done")
    assert [(row["kind"], row["volume"]) for row in account.executions(closed)] == [("close", "0.15")]
    account.shows(position)
    assert told(events, 2) == [("position_update", "buy", 0.05), ("position_close", "buy", 0.15)]
    again = expect(account.run("close", position=position, ticket=position), "done")
    assert again["already"] and not account.rows(again), again
    assert not account.positions()


def a_burst_of_turns(account, events):
    """Six turns before anyone looks: every step is told, in order, and the picture is the broker's."""
    for side, volume in (("buy", "0.10"), ("sell", "0.30"), ("buy", "0.30"), ("buy", "0.10"), ("sell", "0.20")):
        account.manual("open", symbol="EURUSD", side=side, volume=volume)
    assert told(events, 7) == [("position_open", "buy", 0.1), ("position_close", "buy", 0.1), ("position_open", "sell", 0.2),
                               ("position_close", "sell", 0.2), ("position_open", "buy", 0.1), ("position_update", "buy", 0.1),
                               ("position_close", "buy", 0.2)]
    eventually(lambda: not account.trades(), 5, "nothing open")


def restarted_in_between(account, events):
    """What happened while the terminal was away is told once, and nothing twice."""
    account.manual("open", symbol="EURUSD", side="buy", volume="0.10")
    assert told(events, 1) == [("position_open", "buy", 0.1)]
    account.terminal.program.kill()
    account.manual("open", symbol="EURUSD", side="sell", volume="0.30")
    account.terminal.start()
    account.stack.wait_live(account.client, account.terminal)
    assert told(events, 2) == [("position_close", "buy", 0.1), ("position_open", "sell", 0.2)]
    position = eventually(lambda: list(account.trades()), 10, "the position")[0]
    expect(account.run("close", position=position), "done")
    assert told(events, 1) == [("position_close", "sell", 0.2)]


def main():
    with tempfile.TemporaryDirectory() as directory:
        arguments = accounts_file(pathlib.Path(directory), {2002: "netting"})
        (pathlib.Path(directory) / "stack").mkdir()
        with Stack(pathlib.Path(directory) / "stack", broker_arguments=arguments) as stack:
            account = Account(stack, 2002)
            events = Events(stack, account.client, account.terminal)
            position = opens_add_up(account, events)
            for check in (opposite_open_reduces, the_user_turns_it_round, an_open_turns_it_round, a_close_takes_all_of_it):
                print(f"-- {check.__name__.replace('_', ' ')}", flush=True)
                check(account, events, position)
            a_burst_of_turns(account, events)
            restarted_in_between(account, events)
            events.close()


if __name__ == "__main__":
    main()
