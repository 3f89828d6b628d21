"""One run's own relay, broker and terminals, started within a second from a data folder that was prepared once."""
import dataclasses
import os
import pathlib
import re
import shutil
import sqlite3

from chaos_proxy import ChaosProxy
from journal_file import Journal
from process import Program
from rest import Control, Relay
from stack import BIN, ROOT, Stack, eventually
from terminal_program import start_terminal
from watcher import Watcher

ACCOUNTS = {"one": 1001, "two": 1002}  # hedging, netting
SECONDS_TO_RECONCILE = 10


@dataclasses.dataclass
class Template:
    """A relay's data folder with an owner who is signed in and two terminals that were never seen."""

    directory: pathlib.Path
    cookie: str
    terminals: dict  # name -> {"terminal": id, "key": pairing key}


def make_template(directory):
    directory = pathlib.Path(directory)
    with Stack(directory, relay_only=True) as stack:
        client = stack.client()
        terminals = {name: stack.admin("create-terminal", "--name", name) for name in ACCOUNTS}
    return Template(directory, client.cookie, terminals)


def _waits_for_lost_orders():
    """The EA's input for how long a lost order is looked for, at its smallest, when this EA has one."""
    source = (ROOT / "mql5/Experts/SignalOS/SignalOS.mq5").read_text()
    return {"InpReconcileWait": str(SECONDS_TO_RECONCILE)} if re.search(r"\bInpReconcileWait\b", source) else {}


class RunTerminal:
    """A terminal behind its chaos proxy."""

    def __init__(self, world, name, known):
        self.name, self.login, self.id, self._key = name, ACCOUNTS[name], known["terminal"], known["key"]
        self._world = world
        self.folder = world.directory / name
        self.proxy = ChaosProxy(world.directory / "tls", world.port)
        self.program = None

    def launch(self):
        """Starts the program without waiting for it."""
        inputs = {"InpRelayAddress": f"wss://localhost:{self.proxy.port}/ws/terminal", "InpPairingCode": self._key,
                  "InpCaFile": str(self._world.directory / "tls/ca.pem"), **_waits_for_lost_orders()}
        self.program = start_terminal(self.name, self.folder, self._world.broker_address, self.login, inputs)

    def wait_ready(self):
        self.program.wait_ready(30)
        self.control = Control(self.program.ready["control"])

    def journal(self):
        return Journal(self.folder)


class World(Stack):
    """Use as a context manager; everything in it is killed at the end, as nothing of it is needed any more."""

    def __init__(self, directory, template, names, broker_arguments=()):
        super().__init__(directory, broker_arguments=broker_arguments, relay_only=True)
        self._template, self._names = template, names

    def __enter__(self):
        (self.directory / "tls").symlink_to(self._template.directory / "tls")
        shutil.copytree(self._template.directory / "relay", self.directory / "relay")
        try:
            self.start_broker()
            self.start_relay()
            for name in self._names:
                self.terminals[name] = RunTerminal(self, name, self._template.terminals[name])
                self.terminals[name].launch()
            for terminal in self.terminals.values():
                terminal.wait_ready()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_):
        for terminal in self.terminals.values():
            terminal.proxy.close()
            if terminal.program:
                terminal.program.kill()
        for program in (self.relay, self.broker):
            if program:
                program.kill()

    def watcher(self):
        watcher = Watcher(self, self._template.cookie)
        watcher.start()
        assert watcher.connected.wait(10), "no dashboard could be opened"
        return watcher

    def client(self, timeout=3):
        relay = Relay(self.port, str(self.directory / "tls/ca.pem"), timeout)
        relay.use_cookie(self._template.cookie)
        return relay

    def wait_all_live(self, client, seconds=30):
        def live():
            try:
                rows = client.get("/api/mt5/status").body["terminals"]
            except OSError:
                return False
            lights = {row["terminal"]: row["isConnected"] and row["lights"]["relay_terminal"] == "green" for row in rows}
            return all(lights.get(terminal.id) for terminal in self.terminals.values())
        eventually(live, seconds, "every terminal live")

    def commands_stored(self):
        """Rows of the relay's own database: (id, terminal, kind, state number)."""
        with sqlite3.connect(f"file:{self.directory}/relay/signalos.db?mode=ro", uri=True) as db:
            return db.execute("SELECT id, terminal_id, kind, state FROM commands").fetchall()

    def keys_stored(self):
        with sqlite3.connect(f"file:{self.directory}/relay/signalos.db?mode=ro", uri=True) as db:
            return {row[0] for row in db.execute("SELECT key FROM request_keys")}


def strike(program):
    """kill -9 this instant; the caller waits for the end."""
    if program.running():
        os.kill(program.pid, 9)
