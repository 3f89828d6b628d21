"""Who acts in a scenario: terminals (T…), dashboards (D…) and the relay itself."""
import json
import time
import uuid

from recorder import note_types
from values import find
from web_socket import WebSocket

DEADLINE = 10  # seconds for anything awaited, unless a step says otherwise


class Peer:
    """What terminals and dashboards share: one socket, frames not yet taken by an expectation."""

    def __init__(self, name, stage):
        self.name = name
        self.stage = stage
        self.variables = stage.variables
        self.socket = None
        self.waiting = []

    def open(self, path, headers):
        stack = self.stage.stack
        self.waiting = []
        self.socket = WebSocket(stack.port, path, str(stack.directory / "tls/ca.pem"), headers)

    def send(self, frame):
        self.socket.send_text(json.dumps({"ts": int(time.time() * 1000), "data": {}, **self.variables.fill(frame)}))

    def expect(self, pattern, seconds=DEADLINE):
        """The first frame not yet taken that matches; it is taken."""
        seen = 0

        def take():
            nonlocal seen
            self._gather()
            index = find(pattern, self.waiting[seen:], self.variables)
            if index is None:
                seen = len(self.waiting)
                return None
            return (self.waiting.pop(seen + index),)

        taken = self.socket.wait_for(take, seconds) or take()
        assert taken, (f"not within {seconds} s: {json.dumps(self.variables.fill_known(pattern))}\n"
                       f"came instead: {self._told()}")
        return taken[0]

    def fence(self):
        """The relay answers in order: afterwards it has read all that was sent, and what it said before has come."""
        mark = str(uuid.uuid4())
        self.send({"type": "fence", "id": mark})
        self.expect({"type": "error", "re": mark, "data": {"code": "unknown_type"}})

    def never(self, pattern):
        """No frame up to now matches."""
        self.fence()
        index = find(pattern, self.waiting, self.variables)
        assert index is None, f"came although it must not: {json.dumps(self.waiting[index])}"

    def closed(self, code):
        self.socket.wait_for(lambda: self.socket.close_code is not None, DEADLINE)
        assert self.socket.close_code == code, f"closed with {self.socket.close_code}; {self._told()}"

    def _gather(self):
        self.waiting += self.socket.frames
        self.socket.frames.clear()

    def _told(self):
        self._gather()
        lines = [json.dumps(frame)[:600] for frame in self.waiting[-12:]] or ["nothing"]
        return "\n  ".join([*lines, f"close code: {self.socket.close_code}"])

    def stop(self):
        if self.socket:
            self.socket.drop()


class Terminal(Peer):
    """A terminal that says exactly what the script says."""

    def create(self):
        made = self.stage.stack.admin("create-terminal", "--name", self.name)
        self.variables.update({f"{self.name}.id": made["terminal"], f"{self.name}.key": made["key"],
                               f"{self.name}.instance": str(uuid.uuid4()), f"{self.name}.journal": str(uuid.uuid4())})

    def share(self, other):
        """Another socket with the credential, the account and the installation of `other`."""
        for field in ("id", "key", "instance", "journal"):
            self.variables[f"{self.name}.{field}"] = self.variables[f"{other}.{field}"]
        self.variables[f"{self.name}.login"] = self.variables.get(f"{other}.login", other)

    def connect(self, credential=None):
        key = self.variables[f"{self.name}.key"] if credential is None else credential
        headers = {"Sec-WebSocket-Protocol": "signalos.v1"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self.open("/ws/terminal", headers)

    def knock(self):
        """Without a key: with a secret of its own, the same each time."""
        secret = self.variables.setdefault(f"{self.name}.secret", uuid.uuid4().hex + uuid.uuid4().hex)
        self.open("/ws/terminal", {"Sec-WebSocket-Protocol": "signalos.v1", "Authorization": f"Pairing {secret}"})

    def ask_for_key(self, changes):
        data = {"role": "terminal", "platform": "mt5", "proto": [1], "agent": {"ea": "1.0", "dll": "0.1.0", "os": "linux"},
                "account": {"login": self.name, "server": "SignalOS-Demo", "company": "SignalOS", "currency": "USD", "trade_mode": "demo"}}
        self.send({"type": "pair", "data": {**data, **changes}})

    def paired(self):
        """Awaits the key, and says that it is stored; from then on the terminal may connect."""
        given = self.expect({"type": "paired"})["data"]
        self.variables.update({f"{self.name}.id": given["terminal"], f"{self.name}.key": given["key"],
                               f"{self.name}.instance": str(uuid.uuid4()), f"{self.name}.journal": str(uuid.uuid4())})
        self.send({"type": "pair_stored"})

    def hello(self, changes):
        """A complete hello of a terminal without history, with what the script changes in it."""
        name, known = self.name, self.variables
        data = {"role": "terminal", "platform": "mt5", "proto": [1],
                "agent": {"ea": "1.0", "dll": "0.1.0", "build": 4153, "os": "linux"},
                "instance": known[f"{name}.instance"], "journal": known[f"{name}.journal"],
                "account": {"login": known.get(f"{name}.login", name), "server": "SignalOS-Demo", "company": "SignalOS",
                            "currency": "USD", "currency_digits": 2, "margin_mode": "hedging", "trade_mode": "demo",
                            "leverage": 100},
                "mode": "live", "magic_prefix": 21313, "last_in": 0, "last_out": 0, "paused": False,
                "pause_version": 0, "session_epoch": 0, "open_commands": []}
        self.send({"type": "hello", "id": "${uuid_hello}", "data": {**data, **changes}})

    def report(self, keys):
        """Its whole state; returns when the relay has it."""
        self.send({"type": "state", "data": {"reset": True, "set": keys}})
        self.fence()

    def welcomed(self, pattern):
        """Awaits `welcome` and remembers ${T1.epoch}, ${T1.resume} and ${T1.last_in}."""
        welcome = self.expect({"type": "welcome", "data": pattern})["data"]
        for name, member in (("epoch", "session_epoch"), ("resume", "resume"), ("last_in", "last_in")):
            self.variables[f"{self.name}.{name}"] = welcome[member]


class Dashboard(Peer):
    """A signed-in browser: REST and one WebSocket."""

    def __init__(self, name, stage):
        super().__init__(name, stage)
        self.rest = None
        self.answer = None

    def sign_in(self):
        self.variables["owner.password"] = self.stage.stack.sign_in[1]
        self.rest = self.stage.stack.client()

    def connect(self, origin=None, signed_in=True, path="/ws"):
        headers = {"Origin": origin or self.rest.origin}
        if path != "/ws/classic":  # a plain client knows of no subprotocol
            headers["Sec-WebSocket-Protocol"] = "signalos.v1"
        if signed_in:
            headers["Cookie"] = self.rest.cookie
        self.open(path, headers)

    def _gather(self):
        note_types(self.socket.frames)
        super()._gather()

    def ask(self, verb, path, options, body):
        headers = {}
        for option in options:
            name, _, value = option.partition("=")
            header = {"key": "Idempotency-Key", "origin": "Origin", "wait": "Prefer", "tag": "If-None-Match", "no-csrf": "X-SignalOS-CSRF"}[name]
            headers[header] = None if name == "no-csrf" else f"wait={value}" if name == "wait" else value
        self._request = (verb, path, body, headers)
        self.answer = self.rest.request(*self._request)

    def has_line(self, line):
        """The answer is text, and one of its lines is this one."""
        assert line in self.answer.body.split("\r\n"), f"answered {self.answer.body!r}"

    def take_tag(self, variable):
        """Remembers the ETag of the answer."""
        assert self.answer.status == 200 and self.answer.headers["ETag"], f"answered {self.answer}"
        self.variables[variable] = self.answer.headers["ETag"]

    def expect_answer(self, status, pattern):
        assert self._answered(status, pattern), f"answered {self.answer}"

    def eventually_answers(self, status, pattern):
        """Asks again until the answer is the one awaited: for facts that another party is about to make true."""
        deadline = time.monotonic() + DEADLINE
        while not self._answered(status, pattern):
            assert time.monotonic() < deadline, f"not within {DEADLINE} s; answered {self.answer}"
            self.answer = self.rest.request(*self._request)

    def _answered(self, status, pattern):
        if self.answer.status != status:
            return False
        return pattern is None or find(pattern, [self.answer.body], self.variables) is not None
