#!/usr/bin/env python3
"""The dashboard ends with the broker's state whatever happens to trade transactions on the way.

First a burst: while the expert stands in OrderSend, the user's own trades make well over 1,100 transactions, more than the terminal's
queue holds, so that the oldest are displaced. Then every kind of trade with its transactions in seeded orders, or lost altogether.
After each, positions, orders, account and the events of every deal are compared. At last more positions than fit one frame.
"""
import collections
import pathlib
import random
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from dashboard import DashboardView  # noqa: E402
from stack import FINAL, Stack, eventually  # noqa: E402

QUEUE = 1024
SHUFFLES = 60
CROWD = 800
QUIET = {"EURUSD": "1.08500", "GBPUSD": "1.27000"}
DEAL_EVENTS = ("position_open", "position_update", "position_close")
OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}


class Case:
    """One account: the broker's view, the dashboard's view, and what must be equal."""

    def __init__(self, stack, client, terminal):
        self.stack, self.client, self.terminal, self.login = stack, client, terminal, terminal.login
        self.view = DashboardView(stack.port, stack.directory / "tls/ca.pem", client.cookie, terminal.id)

    def trade(self, **body):
        answer = self.stack.market.post("/trade", {"account": self.login, **body})
        assert answer["retcode"] in (10008, 10009), answer
        return answer

    def command(self, kind, wait=20, **args):
        answer = self.client.command(kind, self.terminal.id, args, wait=wait)
        assert answer.status == 202, answer
        return answer.body["command"]

    def account(self):
        return next(a for a in self.stack.market.get("/state")["accounts"] if a["login"] == self.login)

    def at_broker(self):
        account = self.account()
        positions = {row["identifier"]: (row["ticket"], row["symbol"], row["side"], float(row["volume"]), float(row["price"]),
                                         float(row["sl"] or 0), float(row["tp"] or 0)) for row in account["positions"]}
        orders = {row["ticket"]: (row["symbol"], row["type"], float(row["volume_current"]), float(row["price"])) for row in account["orders"]}
        figures = {name: float(account[name]) for name in ("balance", "equity", "profit", "margin")}
        deals = sorted(str(deal["deal"] if isinstance(deal, dict) else deal) for row in self.stack.ledger()
                       if row["account"] == self.login and row["kind"] != "balance" for deal in row["deals"])
        return {"positions": positions, "orders": orders, "figures": figures, "deals": deals}

    def on_dashboard(self):
        def number(text):
            return float(text or 0)
        positions = {key: (row["ticket"], row["symbol"], row["side"], float(row["volume"]), float(row["price"]),
                           number(row.get("stopLoss")), number(row.get("takeProfit")))
                     for key, row in self.view.under("position:").items()}
        orders = {key: (row["symbol"], row["type"], float(row["volume"]), float(row["price"]))
                  for key, row in self.view.under("order:").items()}
        account = self.view.keys.get("account", {})
        figures = {name: number(account.get(name)) for name in ("balance", "equity", "profit", "margin")}
        return {"positions": positions, "orders": orders, "figures": figures, "deals": self.told_deals()}

    def told_deals(self):
        """A deal is told once; one that turns a netting position round is told as its end and a new beginning."""
        told = collections.defaultdict(list)
        for frame in self.view.events:
            if frame["type"] in DEAL_EVENTS and frame["data"].get("deal"):
                told[frame["data"]["deal"]].append(frame["type"])
        return sorted(deal for deal, kinds in told.items()
                      for _ in range(1 if kinds == ["position_close", "position_open"] else len(kinds)))

    def same(self, what, seconds=15):
        has = self.at_broker()
        if self.view.wait_for(lambda: self.on_dashboard() == has, seconds):
            shown = {row["position"] for row in self.client.get(f"/api/trades?terminal={self.terminal.id}").body["trades"]}
            assert shown == set(has["positions"]), f"{what}: GET /api/trades shows {shown}, the broker has {set(has['positions'])}"
            return has
        shown = self.on_dashboard()
        for part, truth in has.items():
            if shown[part] != truth:
                print(f"{what}: {part} differ\n  broker    {str(truth)[:600]}\n  dashboard {str(shown[part])[:600]}")
        raise AssertionError(f"{what}: the dashboard does not show what the broker has")


def burst(case, opens, closes):
    """Transactions while the expert is in OrderSend: four for a market trade, two for placing or removing an order."""
    case.stack.market.post("/fault", {"match": {"account": case.login}, "effect": "latency", "delay_ms": 5000})
    before = case.terminal.control.get("/state")["ea"]["displaced"]
    blocked = case.command("open", wait=0, **OPEN)
    eventually(lambda: case.client.get(f"/api/commands/{blocked['id']}").body["command"]["state"] == "executing", 5,
               "the expert in OrderSend")
    tickets = [case.trade(kind="open", symbol="EURUSD", side=("buy", "sell")[n % 2], volume="0.01")["ticket"] for n in range(opens)]
    for ticket in tickets[:closes]:
        case.trade(kind="close", ticket=ticket)
    for n in range(closes, closes + 20):
        case.trade(kind="modify", ticket=tickets[n], tp=("1.50000", "0.50000")[n % 2])
    orders = [case.trade(kind="pending", type="buy_limit", symbol="EURUSD", volume="0.01", price=f"1.0{n:02}00")["order"]
              for n in range(10, 50)]
    for ticket in orders[:15]:
        case.trade(kind="cancel", ticket=ticket)
    made = 4 * (opens + closes) + 2 * (len(orders) + 15)
    final = eventually(lambda: (now := case.client.get(f"/api/commands/{blocked['id']}").body["command"])["state"] in FINAL and now,
                       20, "the end of OrderSend")
    assert final["state"] == "done", final
    has = case.same("after the burst", 30)
    lost = case.terminal.control.get("/state")["ea"]["displaced"] - before
    assert made >= 1100 and lost >= made - QUEUE, f"{made} transactions, {lost} displaced"
    print(f"burst: {made} transactions, {lost} displaced; {len(has['positions'])} positions, {len(has['orders'])} orders and "
          f"{len(has['deals'])} deals are shown as the broker has them")


def step(case, draw):
    """One trade of any kind, by command or by the user's own hand."""
    trades = list(case.at_broker()["positions"].items())
    choice = draw.choice(("open", "open", "close", "user", "partial", "flip"))
    if choice == "user":
        case.trade(kind="open", symbol="GBPUSD", side=draw.choice(("buy", "sell")), volume="0.02")
    elif choice == "flip":
        case.command("open", **{**OPEN, "side": "sell", "volume": "0.30"})  # on a netting account it turns the position round
    elif choice == "open" or not trades:
        case.command("open", **{**OPEN, "volume": draw.choice(("0.10", "0.20"))})
    else:
        position, (ticket, symbol, _, volume, *_) = draw.choice(trades)
        if choice == "partial" and volume > 0.02:
            case.trade(kind="close", ticket=ticket, volume="0.01")
        else:
            case.command("close", position=position, ticket=ticket, symbol=symbol)


def shuffled(case, seed):
    draw = random.Random(f"orders {seed} {case.login}")
    for n in range(SHUFFLES):
        effect = "displace" if n % 5 == 4 else "reorder"
        case.stack.market.post("/fault", {"match": {"account": case.login}, "effect": effect, "seed": seed * 1000 + n})
        step(case, draw)
        if n % 6 == 5:
            case.stack.market.request("DELETE", "/fault")
            case.same(f"account {case.login}, step {n}")
    print(f"account {case.login}: {SHUFFLES} trades with transactions in seeded orders or lost, the dashboard equal each time")


def crowd(stack, case):
    """More positions than fit one frame of the link, and a relay that has to be told all of them anew."""
    while len(case.account()["positions"]) < CROWD:
        for n in range(50):
            case.trade(kind="open", symbol="EURUSD", side=("buy", "sell")[n % 2], volume="0.01")
    stack.relay.kill()
    stack.start_relay()
    client = stack.client()
    stack.wait_live(client, case.terminal)
    after = Case(stack, client, case.terminal)
    has = after.at_broker()["positions"]
    assert after.view.wait_for(lambda: after.on_dashboard()["positions"] == has, 20), "not all positions are shown after a restart"
    print(f"crowd: {len(has)} positions are shown after a restart of the relay")


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        client = stack.client()
        for symbol, bid in QUIET.items():
            stack.market.post("/price", {"symbol": symbol, "bid": bid, "hold": True})
        cases = []
        for name, login in (("hedging", 1001), ("netting", 1002)):
            terminal = stack.add_terminal(name, login)
            stack.wait_live(client, terminal)
            cases.append(Case(stack, client, terminal))
        for case in cases:
            shuffled(case, 5)
        burst(cases[0], opens=330, closes=60)
        crowd(stack, cases[0])


if __name__ == "__main__":
    main()
