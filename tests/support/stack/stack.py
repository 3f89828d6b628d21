"""The whole product on free loopback ports in a temporary directory: relay, broker and terminals as a trader runs them."""
import json
import os
import pathlib
import shutil
import subprocess
import time
import uuid

from cut_proxy import CutProxy
from postgres import Postgres
from process import Program
from rest import Control, Relay
from terminal_program import BIN, ROOT, start_terminal


# A script asks faster than people click, and by one session: what limits do is proven where they are set.
UNHURRIED = "[limits]\nrequests_per_second = 100000"


def eventually(condition, seconds, what):
    """Waits until condition() is true and returns its value; AssertionError with `what` (text, or a function that makes it)
    after the deadline."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what() if callable(what) else what}")
        time.sleep(0.02)  # lint: allow honest_tests: the one poll behind every wait, with a deadline


class Terminal:
    """One simulated terminal: its program, its control port and, when asked for, a proxy on its link."""

    def __init__(self, stack, account, login, options):
        self.account = account
        self.login = login
        self._stack = stack
        self._options = options
        paired = options.get("paired", True)  # False: it has yet to get a key, by code
        made = stack.admin("create-terminal", "--name", account) if paired else {"terminal": None, "key": ""}
        self.id = made["terminal"]
        self._key = made["key"]
        self.proxy = CutProxy(stack.public_port) if options.get("proxy") else None
        self.program = None
        self.start()

    def start(self):
        stack = self._stack
        port = self.proxy.port if self.proxy else stack.public_port
        inputs = {"InpRelayAddress": f"wss://{self._options.get('host', 'localhost')}:{port}/ws/terminal",
                  "InpPairingCode": self._key,
                  "InpCaFile": self._options.get("ca", str(stack.directory / "tls/ca.pem")),
                  **self._options.get("inputs", {})}
        self.program = start_terminal(self.account, stack.directory / self.account, stack.broker_address, self.login, inputs,
                                      self._options.get("arguments", ()), self._options.get("wine", stack.wine))
        self.program.wait_ready(30)
        self.control = Control(self.program.ready["control"])

    def restart(self):
        self.program.kill()
        self.start()

    def act(self, name, **how):
        self.control.post("/action", {"name": name, **how})

    def image(self):
        """Rows of the one picture on its chart; None when there is none."""
        images = self.control.get("/state")["images"]
        return next(iter(images.values()))["rows"] if images else None

    def panel(self):
        return self.control.get("/state").get("comment", "")

    def stop(self):
        if self.proxy:
            self.proxy.close()
        self.program.stop()


class Stack:
    """Use as a context manager. directory must be empty; every program logs into it."""

    def __init__(self, directory, relay_settings=UNHURRIED, broker_arguments=(), certificate="server", relay_only=False, store=None,
                 server=None):
        self.directory = pathlib.Path(directory)
        self.terminals = {}
        self._relay_settings = relay_settings
        self._certificate = certificate
        self._broker_arguments = list(broker_arguments)
        self._relay_only = relay_only
        self.store = store or os.environ.get("SIGNALOS_TEST_STORE", "sqlite")
        self.server = server
        self.postgres = None
        self.wine = None  # whether terminals run under Wine; None: as the environment says
        self.port = 0
        self.front_port = None  # of a reverse proxy, when one stands before the relay
        self.relay = self.broker = self.rest = None

    def __enter__(self):
        subprocess.run([ROOT / "packaging/setup/make-ca.sh", self.directory / "tls", "--variants"], check=True,
                       stdout=subprocess.DEVNULL)
        try:
            if self.store == "postgresql":
                self.server = self.server or Postgres.shared()
                self.postgres = self.server.database()
            self.start_relay()
            self.sign_in = (self.relay.ready["owner"], self.relay.ready["one_time_password"])
            if not self._relay_only:
                self.start_broker()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_):
        failures = []
        for program in [*self.terminals.values(), self.broker, self.relay]:
            if program is not None:
                try:
                    program.stop()
                except AssertionError as failure:
                    failures.append(str(failure))
        assert not failures, failures

    @property
    def public_port(self):
        return self.front_port or self.port

    @property
    def relay_config(self):
        return self.directory / "relay.toml"

    def back_up(self, name):
        """What an operator would copy away: the data folder, and the database when it is elsewhere."""
        shutil.copytree(self.directory / "relay", self.directory / name, ignore=shutil.ignore_patterns("*.sock"))
        if self.postgres:
            self.postgres.dump(self.directory / name / "database.dump")

    def put_back(self, name):
        """The relay is not running."""
        shutil.rmtree(self.directory / "relay")
        shutil.copytree(self.directory / name, self.directory / "relay")
        if self.postgres:
            self.postgres.restore(self.directory / name / "database.dump")

    def write_config(self):
        config = self.relay_config
        server = f'[postgresql]\ndsn = "{self.postgres.dsn}"\n' if self.postgres else ""
        tls = self.directory / "tls"
        web = "" if self._relay_only else ROOT / "web/dist"
        config.write_text(f'listen = "127.0.0.1:{self.port}"\nstore = "{self.store}"\ndata_dir = "{self.directory / "relay"}"\n'
                          f'web_root = "{web}"\n{self._relay_settings}\n'
                          f'[tls]\ncertificate = "{tls / self._certificate}.pem"\nkey = "{tls / self._certificate}.key"\n{server}')

    def start_relay(self):
        """Also after a kill: the port stays, so that terminals find it again."""
        self.write_config()
        self.relay = Program("relay", [str(BIN / "signalos-relay"), "serve", "--config", str(self.relay_config)],
                             self.directory / "relay.log")
        ready = self.relay.wait_ready(30)
        self.port = int(ready["listen"].rsplit(":", 1)[1])

    def start_broker(self):
        arguments = [str(BIN / "signalos-broker"), "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0",
                     "--data", str(self.directory / "broker"), *self._broker_arguments]
        self.broker = Program("broker", arguments, self.directory / "broker.log")
        ready = self.broker.wait_ready(30)
        self.broker_address = ready["listen"]
        self.market = Control(ready["control"])

    def admin(self, *arguments):
        done = subprocess.run([str(BIN / "signalos-relay"), "admin", arguments[0], "--config", str(self.relay_config),
                               *arguments[1:]], capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def client(self):
        relay = Relay(self.public_port, str(self.directory / "tls/ca.pem"))
        relay.sign_in(*self.sign_in)
        return relay

    def add_terminal(self, account, login, **options):
        self.terminals[account] = Terminal(self, account, login, options)
        return self.terminals[account]

    def wait_live(self, client, terminal, seconds=30):
        """Until the relay shows the terminal connected to it and to its broker."""
        def live():
            rows = client.get("/api/mt5/status").body["terminals"]
            return any(row["terminal"] == terminal.id and row["isConnected"] and row["lights"]["relay_terminal"] == "green"
                       for row in rows)
        eventually(live, seconds, lambda: f"terminal {terminal.account} live; its panel says: {terminal.panel()}")

    def ledger(self):
        return self.market.get("/ledger")["rows"]

    def ledger_of(self, login):
        return self.market.get(f"/ledger?account={login}")["rows"]


def tag_of(command_id):
    """The last 48 bits of a command's id: what the ledger shows as `tag`."""
    return uuid.UUID(command_id).hex[-12:]


FINAL = {"done", "partial", "rejected", "refused", "not_executed", "expired", "cancelled"}
