"""One broker account with its terminal and a signed-in client, and the questions tests ask of it. The ledger is the oracle."""
import json

from stack import FINAL, eventually, tag_of


def accounts_file(directory, modes):
    """Writes the broker's accounts file: login → "hedging" or "netting". Returns the broker's arguments."""
    path = directory / "accounts.json"
    path.write_text(json.dumps([{"login": login, "name": f"account {login}", "currency": "USD", "leverage": 100,
                                 "margin_mode": mode, "deposit": "10000"} for login, mode in modes.items()]))
    return ["--accounts", str(path)]


class Account:
    """A terminal on one account. inputs and arguments go to the terminal; proxy puts one on its link."""

    def __init__(self, stack, login, name=None, inputs=None, arguments=(), client=None, proxy=False):
        self.stack, self.login, self.client = stack, login, client or stack.client()
        self.terminal = stack.add_terminal(name or f"account-{login}", login, inputs=inputs or {}, arguments=list(arguments),
                                           proxy=proxy)
        stack.wait_live(self.client, self.terminal)

    def submit(self, kind, wait=0, key=None, **args):
        """The command as stored; 409 (refused at once) counts as an answer."""
        answer = self.client.command(kind, self.terminal.id, args, wait=wait, key=key)
        assert answer.status in (202, 409), answer
        return answer.body["command"]

    def run(self, kind, **args):
        """The command when it is final or 20 s later."""
        return self.submit(kind, wait=20, **args)

    def open(self, side="buy", volume="0.10", **args):
        return self.run("open", **{"symbol": "EURUSD", "side": side, "order": "market", "volume": volume, **args})

    def read(self, command):
        return self.client.get(f"/api/commands/{command['id']}").body["command"]

    def final(self, command, seconds=30):
        def done():
            now = self.read(command)
            return now if now["state"] in FINAL else None
        return eventually(done, seconds, lambda: f"final: {self.read(command)}")

    def when(self, command, state, seconds=30):
        def reached():
            now = self.read(command)
            return now if now["state"] == state else None
        return eventually(reached, seconds, lambda: f"{state}: {self.read(command)}")

    def executions(self, command):
        """Ledger rows with deals that carry the command's tag: what really happened."""
        return [row for row in self.stack.ledger() if row["tag"] == tag_of(command["id"]) and row["deals"]]

    def rows(self, command):
        """Every row of the ledger that carries the command's tag, refusals and cancels too."""
        return [row for row in self.stack.ledger() if row["tag"] == tag_of(command["id"])]

    def broker(self):
        return next(a for a in self.stack.market.get("/state")["accounts"] if a["login"] == self.login)

    def positions(self):
        """identifier → (side, volume) at the broker."""
        return {p["identifier"]: (p["side"], float(p["volume"])) for p in self.broker()["positions"]}

    def trades(self):
        """position identifier → row, as the relay shows them."""
        rows = self.client.get(f"/api/trades?terminal={self.terminal.id}").body["trades"]
        return {row["position"]: row for row in rows}

    def manual(self, kind, **fields):
        """The user's own trade, past every terminal."""
        return self.stack.market.post("/trade", {"account": self.login, "kind": kind, **fields})

    def shows(self, position, side=None, volume=None, ticket=None):
        """Waits until the relay shows the position like this; without side it waits until it is gone."""
        def right():
            row = self.trades().get(position)
            if side is None:
                return row is None
            return row and row["side"] == side and float(row["volume"]) == volume and ticket in (None, row["ticket"]) and row
        return eventually(right, 10, lambda: f"position {position} as {side} {volume} {ticket}: {self.trades()}")

    def fault(self, kind, effect, **fields):
        match = {"account": self.login}
        if kind:
            match["kind"] = kind
        return self.stack.market.post("/fault", {"match": match, "effect": effect, **fields})


def expect(command, state, rule=None):
    assert command["state"] == state, command
    assert rule is None or command["rule"] == rule, command
    print(f"{command['kind']:14} {state:12} {command.get('rule') or '':20} {command.get('message') or ''}", flush=True)
    return command
