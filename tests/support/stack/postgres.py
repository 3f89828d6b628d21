"""A PostgreSQL of the test's own, kept by signalos-test-postgres: started, stopped, killed, dumped and put back."""
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
BIN = pathlib.Path(os.environ.get("BUILD", ROOT / "build/release")) / "bin"
TOOLS = pathlib.Path("/usr/lib/postgresql/15/bin")


class Database:
    """One database of a server."""

    def __init__(self, dsn):
        self.dsn = dsn

    def dump(self, path):
        subprocess.run([TOOLS / "pg_dump", "-Fc", "-f", path, "-d", self.dsn], check=True)

    def restore(self, path):
        subprocess.run([TOOLS / "pg_restore", "--clean", "--if-exists", "--single-transaction", "-d", self.dsn, path],
                       check=True)

    def query(self, sql):
        done = subprocess.run([TOOLS / "psql", "-XAtq", "-d", self.dsn, "-c", sql], check=True, capture_output=True, text=True)
        return done.stdout.splitlines()


class Postgres:
    """Ready when constructed. Everything of it goes with close()."""

    _shared = None

    @classmethod
    def shared(cls):
        """The one server of this process, for tests that never stop it; it goes with the process."""
        cls._shared = cls._shared or cls()
        return cls._shared

    def __init__(self):
        self._child = subprocess.Popen([BIN / "signalos-test-postgres"], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.ready = self._answer()

    def _answer(self):
        line = self._child.stdout.readline()
        assert line, "PostgreSQL for the tests did not start"
        return json.loads(line)

    def database(self):
        self._say("database")
        return Database(self._answer()["dsn"])

    def tell(self, command):
        """start, stop (connections are cut, data is flushed) or kill (as a power cut would)."""
        self._say(command)
        answer = self._answer()
        assert answer == {"done": command}, answer

    def _say(self, command):
        self._child.stdin.write(command + "\n")
        self._child.stdin.flush()

    def close(self):
        self._child.stdin.close()
        self._child.stdout.close()
        self._child.wait(30)
