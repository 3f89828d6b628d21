"""One relay over TLS with a broker, a terminal and a signed-in trader beside it, and what must hold after every attack."""
import collections
import json
import pathlib
import subprocess
import sys
import uuid

from account import Account
from raw_client import RawClient
from rest import Relay
from stack import Stack, eventually
from vitals import Vitals
from web_socket import WebSocket

HERE = pathlib.Path(__file__).resolve().parent

SETTINGS = """
[limits]
handshake_timeout_ms = 3000
header_timeout_ms = 1000
body_timeout_ms = 1000
write_timeout_ms = 2000
idle_timeout_ms = 5000
connections_per_address = 300
sockets_per_user = 12
sockets_per_address = 40
connects_per_second = 100
"""

MEMORY_AFTER = 64  # MiB above the quiet relay that may stay resident 15 s later


class Siege:
    """Use as a context manager."""

    def __init__(self, directory):
        self._directory = directory
        self._addresses = 0
        self.failures = []
        self.passed = 0

    def __enter__(self):
        self.stack = Stack(self._directory, relay_settings=SETTINGS)
        self.stack.__enter__()
        self.port, self.ca_file = self.stack.port, str(self.stack.directory / "tls/ca.pem")
        self.origin = f"https://localhost:{self.port}"
        self.trader = self.stack.client()
        self.account = Account(self.stack, 1001, client=self.trader)
        self.vitals = Vitals(self.stack.relay.pid)
        self._bystander = subprocess.Popen([sys.executable, str(HERE / "bystander.py"), str(self.port), self.ca_file,
                                            self.trader.cookie], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.second_key = self.stack.admin("create-terminal", "--name", "under attack")["key"]
        self._warm_up()
        return self

    def __exit__(self, *how):
        self._bystander.stdin.close()
        self._bystander.wait(timeout=10)
        self.stack.__exit__(*how)

    def _warm_up(self):
        self._trade()
        self.lap()
        self.quiet_descriptors = self.vitals.descriptors()
        self.quiet_memory = self.vitals.resident()
        self.quiet = self.lap(100)
        self._links = self._terminal_links()

    # What attacks are made with.

    def address(self):
        """A loopback address that nobody has used yet: every attacker brings their own allowance."""
        self._addresses += 1
        return f"127.{66 + self._addresses // 62500}.{self._addresses // 250 % 250}.{self._addresses % 250 + 2}"

    def client(self, source=None, tls=True, timeout=10):
        return RawClient(self.port, self.ca_file, source or self.address(), tls, timeout)

    def socket(self, path="/ws", headers=(), source=None, signed_in=True, receive_buffer=None):
        """A WebSocket that the relay has accepted: the trader's own, or a stranger's."""
        sent = {"Origin": self.origin, "Sec-WebSocket-Protocol": "signalos.v1"}
        if signed_in:
            sent["Cookie"] = self.trader.cookie
        return WebSocket(self.port, path, self.ca_file, {**sent, **dict(headers)}, source=source or self.address(),
                         receive_buffer=receive_buffer)

    def descriptors_back(self, seconds):
        """Whether the relay gives back every connection within the time."""
        try:
            return eventually(lambda: self.vitals.descriptors() <= self.quiet_descriptors, seconds, "descriptors")
        except AssertionError:
            return False

    def browser(self):
        """A browser that has not signed in."""
        return Relay(self.port, self.ca_file)

    def member(self, name, password="a member's own words"):
        """A trader of the siege's organisation, who exists and has not signed in; the e-mail."""
        email = f"{name}@signalos.example"
        invited = self.trader.request("POST", "/api/admin/invitations", {"email": email, "role": "trader", "terminals": []})
        assert invited.status == 200, invited
        answer = self.browser().request("POST", "/api/auth/invitation/accept",
                                        {"token": invited.body["token"], "name": name, "password": password})
        assert answer.status == 200, answer
        return email

    @staticmethod
    def key():
        """An idempotency key."""
        return str(uuid.uuid4())

    # What is told and judged.

    def case(self, name, good, told=""):
        if good:
            self.passed += 1
            print(f"  ok    {name}", flush=True)
        else:
            self.failures.append(name)
            print(f"  FAIL  {name}: {told}", flush=True)

    def refused(self, name, answer, status, code):
        """The answer is exactly this refusal, and the relay must have counted it."""
        self.expected[code] += 1
        self.case(name, (answer.status, answer.code) == (status, code), f"{status} {code} awaited, got {answer}")

    def refused_body(self, name, answer, status, code):
        """The same for an answer of the REST client."""
        self.expected[code] += 1
        told = answer.body.get("code") if isinstance(answer.body, dict) else None
        self.case(name, (answer.status, told) == (status, code), f"{status} {code} awaited, got {answer}")

    def closed(self, name, socket, close_code, code=None):
        """The WebSocket ends with this code; `code`: under which it must have been counted."""
        socket.wait_for(lambda: socket.close_code is not None, 10)
        if code:
            self.expected[code] += 1
        self.case(name, socket.close_code == close_code, f"close {close_code} awaited, got {socket.close_code}, {socket.frames[-2:]}")
        socket.drop()

    def counts(self):
        return collections.Counter(self.trader.get("/api/system/health").body["refused"])

    def lap(self, looks=1):
        """What the trader saw since the last lap, and in so many further looks."""
        self._bystander.stdin.write(f"{looks}\n")
        self._bystander.stdin.flush()
        return json.loads(self._bystander.stdout.readline())

    def log(self):
        """What the relay has logged so far."""
        return (self.stack.directory / "relay.log").read_text(errors="replace")

    def _terminal_links(self):
        return self.log().count(f"terminal_connected terminal={self.account.terminal.id}")

    def _refresh(self):
        """A new connection for the same session: the last one may have been idle for longer than it may."""
        cookie = self.trader.cookie
        self.trader = self.account.client = Relay(self.port, self.ca_file)
        self.trader.use_cookie(cookie)

    def _trade(self):
        command = self.account.open(volume="0.01")
        assert command["state"] == "done", command
        rows = self.account.executions(command)
        assert len(rows) == 1, f"executed {len(rows)} times: {rows}"

    def _attempt(self, name, check):
        try:
            check()
            self.case(name, True)
        except Exception as why:
            self.case(name, False, f"{type(why).__name__}: {why}")

    def run(self, name, attack, memory):
        """One attack, then everything that must hold behind it. memory: MiB above the quiet relay it may cost."""
        print(f"{name}", flush=True)
        self.expected = collections.Counter()
        self._refresh()
        before, resident = self.counts(), self.vitals.resident()
        self.lap()
        self.vitals.forget_peak()
        try:
            attack(self)
        except Exception as why:
            self.case(f"{name}: the attack itself", False, f"{type(why).__name__}: {why}")
        during, peak = self.lap(), self.vitals.peak() - resident
        self._refresh()
        self._attempt(f"{name}: every refusal is counted", lambda: self._counted(before))
        self.case(f"{name}: memory stays within {memory} MiB", peak <= memory, f"{peak:.0f} MiB above what it held before")
        self._attempt(f"{name}: descriptors and memory are given back", self._given_back)
        self.case(f"{name}: the trader's session and socket live", during["trouble"] is None, during["trouble"])
        self._attempt(f"{name}: the terminal's link lives and a trade runs once", self._still_trades)
        ratio = during["median_ms"] / self.quiet["median_ms"]
        print(f"        trader's round trip {during['median_ms']:.2f} ms over {during['asked']}, {ratio:.1f} x quiet "
              f"(worst {during['worst_ms']:.0f} ms, socket {during['socket_median_ms']:.2f} ms); peak +{peak:.0f} MiB", flush=True)

    def _counted(self, before):
        grown = self.counts() - before
        missing = {code: (count, grown[code]) for code, count in self.expected.items() if grown[code] < count}
        assert not missing, f"code: (refused, counted) {missing}"

    def _given_back(self):
        eventually(lambda: self.vitals.descriptors() <= self.quiet_descriptors, 15,
                   lambda: f"{self.vitals.descriptors()} descriptors, {self.quiet_descriptors} before")
        eventually(lambda: self.vitals.resident() - self.quiet_memory <= MEMORY_AFTER, 15,
                   lambda: f"{self.vitals.resident() - self.quiet_memory:.0f} MiB stay resident")

    def _still_trades(self):
        self._refresh()  # giving back may have taken longer than a connection may be idle
        self._trade()
        assert self._terminal_links() == self._links, "the terminal had to connect again"
