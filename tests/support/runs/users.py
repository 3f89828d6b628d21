"""Impatient users: each sends commands of every kind, repeats with the same key until there is an answer, and sometimes after."""
import dataclasses
import http.client
import random
import re
import threading
import time
import uuid

from stack import ROOT

GIVE_UP = 60  # seconds without any answer
SYMBOLS = ("EURUSD", "GBPUSD")


def kinds_of_this_product():
    document = (ROOT / "protocol/openapi.yaml").read_text()
    return set(re.search(r"CommandKind: \{type: string, enum: \[([^\]]*)\]", document).group(1).replace(" ", "").split(","))


@dataclasses.dataclass
class Asked:
    """One command as its user knows it."""

    step: int
    kind: str
    terminal: str
    args: dict
    key: str
    id: str | None = None
    status: int = 0
    answers: int = 0
    told: list = dataclasses.field(default_factory=list)  # states in the order in which they were shown


class User(threading.Thread):
    """Runs until `quota` commands were accepted. Nothing it does depends on what another user does, but the account does."""

    def __init__(self, run, terminal, quota, seed):
        super().__init__(daemon=True)
        self._run, self._terminal, self._quota = run, terminal, quota
        self._random = random.Random(seed)
        self._client = run.world.client()
        self.failure = None

    def run(self):
        try:
            done = 0
            while done < self._quota:
                done += self._one()
                time.sleep(self._random.uniform(0, 0.06))  # lint: allow honest_tests: the pace of a person, nothing is awaited by it
        except Exception as failure:  # shown by the main thread
            self.failure = failure

    def _one(self):
        kind, args = self._choose()
        if kind is None:
            return 0
        asked = self._run.ask(kind, self._terminal.id, args)
        self._send(asked)
        if asked.id and self._random.random() < 0.2:
            self._send(asked)  # a second click on the same button
        if asked.id and self._random.random() < 0.4:
            self._look(asked)
        return asked.status == 202

    def _send(self, asked):
        deadline = time.monotonic() + GIVE_UP
        while True:
            self._run.before_request(asked)
            try:
                answer = self._client.command(asked.kind, asked.terminal, asked.args, asked.key,
                                              wait=self._random.choice((0, 0, 0, 2)))
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < deadline, f"no answer to {asked.kind} within {GIVE_UP} s"
                time.sleep(self._random.uniform(0.005, 0.05))  # lint: allow honest_tests: a client repeats at this pace
                continue
            if answer.status != 503:
                return self._run.answered(asked, answer)

    def _look(self, asked):
        try:
            answer = self._client.get(f"/api/commands/{asked.id}")
        except (OSError, http.client.HTTPException):
            return
        self._run.looked(asked, answer)

    def _read(self, path):
        try:
            answer = self._client.get(path)
        except (OSError, http.client.HTTPException):
            return None
        return answer.body if answer.status == 200 else None

    def _choose(self):
        """(kind, args), or (None, None) when there is nothing of that sort to do."""
        kind = self._random.choices(*zip(*WEIGHTS))[0]
        row = self._row()
        if row and (row["paused"] or row["latch"]) and self._random.random() < 0.5:
            kind = "resume"  # nobody leaves an account stopped for long
        if kind not in self._run.kinds:
            kind = "open"
        return CHOICES[kind](self) if kind in CHOICES else (kind, {})

    def _open(self):
        side, symbol = self._random.choice(("buy", "sell")), self._random.choice(SYMBOLS)
        return "open", {"symbol": symbol, "side": side, "order": "market", "volume": self._random.choice(("0.02", "0.04", "0.10"))}

    def _trade(self):
        body = self._read(f"/api/trades?terminal={self._terminal.id}")
        return self._random.choice(body["trades"]) if body and body["trades"] else None

    def _close(self):
        trade = self._trade()
        if not trade:
            return self._open()
        return "close", {"position": trade["position"], "ticket": trade["ticket"], "symbol": trade["symbol"]}

    def _partial_close(self):
        trade = self._trade()
        if not trade or float(trade["volume"]) < 0.02:
            return self._open()
        return "partial_close", {"position": trade["position"], "ticket": trade["ticket"], "symbol": trade["symbol"],
                                 "volume": "0.01", "expected_volume": trade["volume"]}

    def _close_by(self):
        body = self._read(f"/api/trades?terminal={self._terminal.id}")
        trades = body["trades"] if body else []
        pairs = [(one, other) for one in trades for other in trades if (one["symbol"], one["side"], other["side"]) ==
                 (other["symbol"], "buy", "sell")]
        if not pairs:
            return self._open()
        one, other = self._random.choice(pairs)
        return "close_by", {"position": one["position"], "opposite": other["position"], "ticket": one["ticket"], "symbol": one["symbol"]}

    def _close_all(self):
        return "close_all", self._random.choice(({"side": "buy"}, {"side": "sell"}, {"symbol": "EURUSD"}, {"profit": "losing"}))

    def _row(self):
        body = self._read("/api/mt5/status")
        return next((row for row in body["terminals"] if row["terminal"] == self._terminal.id), None) if body else None

    def _resume(self):
        row = self._row()
        latch = row["latch"] if row else None
        return "resume", {"latch_id": latch["id"]} if latch else {}

    def _emergency_stop(self):
        return "emergency_stop", {"level": self._random.choice(("pause", "halt", "flatten")), "scope": "account"}


WEIGHTS = (("open", 45), ("close", 18), ("partial_close", 8), ("close_by", 4), ("close_all", 4), ("pause", 3), ("resume", 3),
           ("emergency_stop", 5), ("force_sync", 3), ("health_check", 3))
CHOICES = {"open": User._open, "close": User._close, "partial_close": User._partial_close, "close_by": User._close_by,
           "close_all": User._close_all, "resume": User._resume, "emergency_stop": User._emergency_stop}


def new_key():
    return str(uuid.uuid4())
