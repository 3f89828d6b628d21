#!/usr/bin/env python3
"""Closing in part, on both kinds of account, with the broker's ledger as oracle: what happens when nothing is lost."""
import pathlib
import sys
import tempfile
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from account import Account, accounts_file, expect  # noqa: E402
from stack import Stack  # noqa: E402

HEDGING, NETTING = 2001, 2002


def part_of_a_position(account):
    opened = expect(account.open(volume="0.30"), "done")
    position = opened["position"]
    account.shows(position, "buy", 0.3)
    part = expect(account.run("partial_close", position=position, volume="0.10"), "done")
    assert [row["volume"] for row in account.executions(part)] == ["0.1"], account.executions(part)
    assert account.positions()[position] == ("buy", 0.2)
    account.shows(position, "buy", 0.2)
    # The same set of figures again, as another command: what it wanted is already so.
    again = expect(account.run("partial_close", position=position, volume="0.10", expected_volume="0.30"), "done")
    assert again["already"] and not account.executions(again), again
    stale = expect(account.run("partial_close", position=position, volume="0.05", expected_volume="0.30"), "refused", "volume_changed")
    assert stale["figures"] == {"volume": "0.2", "expected": "0.3"} and not account.rows(stale), stale
    expect(account.run("close", position=position), "done")
    account.shows(position)
    expect(account.run("partial_close", position=position, ticket=position, volume="0.05", expected_volume="0.2"),
           "refused", "volume_changed")


def percent_is_cut_to_the_step(account):
    position = expect(account.open(volume="0.05"), "done")["position"]
    account.shows(position, "buy", 0.05)
    half = expect(account.run("partial_close", position=position, percent="50"), "done")
    assert half["arguments"]["volume"] == "0.025" and [r["volume"] for r in account.executions(half)] == ["0.02"], half
    account.shows(position, "buy", 0.03)
    small = expect(account.run("partial_close", position=position, percent="10"), "refused", "volume_min")
    assert not account.rows(small), small
    expect(account.run("partial_close", position=position, volume="0.015"), "refused", "volume_step")
    expect(account.run("close", position=position), "done")


def same_key_same_command(account):
    position = expect(account.open(volume="0.30"), "done")["position"]
    account.shows(position, "buy", 0.3)
    key = str(uuid.uuid4())
    first = expect(account.run("partial_close", key=key, position=position, percent="50"), "done")
    account.shows(position, "buy", 0.15)
    repeated = account.run("partial_close", key=key, position=position, percent="50")
    assert repeated["id"] == first["id"] and account.positions()[position] == ("buy", 0.15), repeated
    missing = account.client.request("POST", "/api/commands", {"kind": "partial_close", "terminal": account.terminal.id,
                                                               "args": {"position": position, "percent": "50"}})
    assert missing.body["code"] == "key_required", missing
    expect(account.run("close", position=position), "done")


def through_the_trade_routes(account):
    position = expect(account.open(volume="0.20"), "done")["position"]
    account.shows(position, "buy", 0.2)
    path = f"/api/trades/{account.terminal.id}:{position}"
    headers = {"Idempotency-Key": str(uuid.uuid4()), "Prefer": "wait=20"}
    part = account.client.request("POST", f"{path}/partial-close", {"percentage": "25"}, headers)
    assert part.status == 202, part
    expect(part.body["command"], "done")
    account.shows(position, "buy", 0.15)
    for body in ({}, {"percentage": "25", "volume": "0.05"}, {"percentage": "100"}, {"volume": "0"}):
        wrong = account.client.request("POST", f"{path}/partial-close", body, {**headers, "Idempotency-Key": str(uuid.uuid4())})
        assert wrong.status == 400, (body, wrong)
    gone = account.client.request("POST", f"/api/trades/{account.terminal.id}:999999/partial-close", {"percentage": "25"},
                                  {"Idempotency-Key": str(uuid.uuid4())})
    assert gone.status == 404, gone
    closed = account.client.request("POST", f"{path}/close", {}, {"Prefer": "wait=20"})
    expect(closed.body["command"], "done")


def new_ticket(account):
    """A broker that renumbers a position: found by its identifier all the same."""
    position = expect(account.open(volume="0.20"), "done")["position"]
    account.shows(position, "buy", 0.2)
    account.fault("partial_close", "new-ticket")
    expect(account.run("partial_close", position=position, volume="0.10"), "done")
    row = account.shows(position, "buy", 0.1)
    assert row["ticket"] != position, row
    expect(account.run("partial_close", position=position, ticket=position, volume="0.05", expected_volume="0.1"), "done")
    expect(account.run("close", position=position, ticket=position), "done")
    account.shows(position)


def main():
    with tempfile.TemporaryDirectory() as directory:
        arguments = accounts_file(pathlib.Path(directory), {HEDGING: "hedging", NETTING: "netting"})
        (pathlib.Path(directory) / "stack").mkdir()
        with Stack(pathlib.Path(directory) / "stack", broker_arguments=arguments) as stack:
            for login in (HEDGING, NETTING):
                account = Account(stack, login)
                for check in (part_of_a_position, percent_is_cut_to_the_step, same_key_same_command, through_the_trade_routes,
                              new_ticket):
                    print(f"-- {login}: {check.__name__.replace('_', ' ')}", flush=True)
                    check(account)
                assert not account.positions(), account.positions()


if __name__ == "__main__":
    main()
