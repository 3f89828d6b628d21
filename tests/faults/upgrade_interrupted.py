#!/usr/bin/env python3
"""A migration cut off anywhere leaves the store as it was before one of its steps, to the letter, and the next start brings it up: on a file,
killed by the kernel or refused by a full disk at one size of its files after another; on PostgreSQL, killed, cut off by the server, run into an
operator's lock or table, or with the whole server dying under it, at one statement after another.
"""
import json
import os
import pathlib
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from backup_restored import relay  # noqa: E402
from postgres import TOOLS, Postgres  # noqa: E402
from stack import Stack, eventually  # noqa: E402
from terminal_program import BIN, ROOT  # noqa: E402
from upgraded import dumps, facts_of, load, reads_back  # noqa: E402

SIZES = range(16_000, 270_000, 22_000)  # bytes a file may have: from before the first step to behind the last
HOLDER = 7  # an advisory lock of the test's own
NOTED = "public.schema_versions"  # where the last statement of each step says that it was made
# (level to begin with, object whose statement is the last before the cut): early and late in every step since PostgreSQL came.
POINTS = [(2, "public.alarms"), (2, "public.alarms_newest"), (3, "public.grants"), (3, "public.organisations"), (3, "public.login_tries_by_age"),
          (4, "public.pairings"), (4, "public.terminal_groups_of"), (5, "public.commands"), (5, "public.orphans"), (6, "public.deals"),
          (6, "public.tool_reports_of"), (2, NOTED), (6, NOTED)]


def start_migrate(stack, **how):
    return subprocess.Popen([BIN / "signalos-relay", "migrate", "--config", stack.relay_config], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True, **how)


def schema_of(stack):
    if stack.store == "postgresql":
        dump = [TOOLS / "pg_dump", "--schema-only", "--no-owner", "--no-privileges", "--no-comments", "-d", stack.postgres.dsn]
        text = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
        return [line for line in text.splitlines() if line and not line.startswith(("--", "\\", "CREATE SCHEMA public"))]
    rows = sqlite3.connect(stack.directory / "relay/signalos.db")
    sql = sqlite_schema(rows)
    rows.close()
    return sql


def sqlite_schema(rows):
    return sorted(row[0] for row in rows.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))


def level_of(stack):
    if stack.store == "postgresql":
        return int(stack.postgres.query("SELECT max(version) FROM schema_versions")[0])
    rows = sqlite3.connect(stack.directory / "relay/signalos.db")
    level = rows.execute("PRAGMA user_version").fetchone()[0]
    rows.close()
    return level


class Levels:
    """The schema of each level as its own relay left it, and of the newest as a fresh store has it."""

    def __init__(self, stack):
        stack.relay.stop()
        self.schemas = {level_of(stack): schema_of(stack)}
        self.newest = level_of(stack)
        for name in dumps():
            if name.endswith(stack.store):
                load(stack, name)
                self.schemas.setdefault(level_of(stack), schema_of(stack))
        if stack.store == "sqlite":
            self._add_those_without_dump(stack.directory / "reference.db")

    def _add_those_without_dump(self, file):
        """What the migrations' own text makes of an empty file."""
        rows = sqlite3.connect(file)
        for level, migration in enumerate(sorted((ROOT / "relay/migrations").glob("*.sql")), start=1):
            rows.executescript(migration.read_text())
            self.schemas.setdefault(level, sqlite_schema(rows))
        rows.close()

    def whole(self, stack):
        """The level that the store is at; all of it and nothing more."""
        level = level_of(stack)
        assert level in self.schemas, f"level {level}, of which there is no dump: see tests/data/schemas/README.md"
        assert schema_of(stack) == self.schemas[level], f"not as level {level} is: {set(schema_of(stack)) ^ set(self.schemas[level])}"
        return level


def limit(size):
    def set_limits():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return set_limits


def cut_at_sizes(stack, levels):
    """The kernel ends whoever writes past the limit; with the signal ignored the write fails, as on a full disk. A step is written at once when it
    commits: what is cut is a commit in its middle."""
    seen = {}
    for killed in (True, False):
        found = []
        for size in SIZES:
            load(stack, "1.sqlite")
            process = start_migrate(stack, preexec_fn=limit(size), restore_signals=killed)
            out, error = process.communicate(timeout=60)
            if process.returncode == 0:
                assert json.loads(out)["schema"] == levels.newest
            elif killed:
                assert process.returncode == -signal.SIGXFSZ, (process.returncode, error)
            else:
                assert process.returncode == 1 and error.startswith("signalos-relay: "), (process.returncode, error)
            found.append(levels.whole(stack))
            assert relay(stack, "migrate")["schema"] == levels.newest
            assert levels.whole(stack) == levels.newest
        assert found == sorted(found) and found[0] == 1 and len(set(found)) >= 4, found
        seen["killed" if killed else "disk full"] = found
    print(f"sqlite: {json.dumps(seen)}")


WAIT = f"LANGUAGE plpgsql SET lock_timeout=0 AS $$ BEGIN {{}} PERFORM pg_advisory_xact_lock({HOLDER}); {{}} END $$"


def install_hold(stack, level, identity):
    """The statement that makes or changes this object, or that notes the new level, ends only when the test lets go; then the step goes on."""
    made = f"IF EXISTS (SELECT 1 FROM pg_event_trigger_ddl_commands() WHERE object_identity='{identity}') THEN"
    stack.postgres.query(
        f"CREATE SCHEMA held; CREATE FUNCTION held.made() RETURNS event_trigger {WAIT.format(made, 'END IF;')}; "
        f"CREATE FUNCTION held.noted() RETURNS trigger {WAIT.format('', 'RETURN NEW;')}")
    if identity == NOTED:
        stack.postgres.query(f"CREATE TRIGGER hold BEFORE INSERT ON {NOTED} FOR EACH ROW WHEN (NEW.version={level + 1}) EXECUTE FUNCTION held.noted()")
    else:
        stack.postgres.query("CREATE EVENT TRIGGER hold ON ddl_command_end EXECUTE FUNCTION held.made()")


def remove_hold(stack):
    stack.postgres.query("DROP SCHEMA held CASCADE")


class Session:
    """An operator's session that stays open."""

    def __init__(self, stack, sql):
        self._psql = subprocess.Popen([TOOLS / "psql", "-XAtq", "-d", stack.postgres.dsn], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._psql.stdin.write(f"{sql};\n\\echo ready\n")
        self._psql.stdin.flush()
        while (line := self._psql.stdout.readline()) != "ready\n":
            assert line, "psql ended"

    def end(self):
        self._psql.stdin.close()
        self._psql.wait(30)
        self._psql.stdout.close()


def waiting(stack):
    """Process number of the server's side of the migration, once it is held."""
    return stack.postgres.query("SELECT pid FROM pg_locks WHERE locktype='advisory' AND NOT granted AND database=(SELECT oid FROM pg_database WHERE "
                                f"datname=current_database()) AND objid={HOLDER}")


def cut_while_held(stack, levels, level, identity, cut):
    load(stack, f"{level}.postgresql")
    install_hold(stack, level, identity)
    holder = Session(stack, f"SELECT pg_advisory_lock({HOLDER})")
    process = start_migrate(stack)
    server = eventually(lambda: waiting(stack), 30, f"the migration is held at {identity}")[0]
    cut(stack, process, server)
    holder.end()
    status = process.wait(30)
    error = process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    assert status == -signal.SIGKILL or (status == 1 and error.startswith("signalos-relay: ")), (status, error)
    eventually(lambda: not waiting(stack), 30, "the server has given up the migration")
    remove_hold(stack)
    assert levels.whole(stack) == level, f"cut at {identity} of level {level + 1}, the store is at level {level_of(stack)}"
    assert relay(stack, "migrate")["schema"] == levels.newest
    assert levels.whole(stack) == levels.newest


def killed(_stack, process, _server):
    os.kill(process.pid, signal.SIGKILL)


def cut_off(stack, _process, server):
    assert stack.postgres.query(f"SELECT pg_terminate_backend({server})") == ["t"]


def server_dies(stack, _process, _server):
    stack.server.tell("kill")
    stack.server.tell("start")


def refused(stack):
    process = start_migrate(stack)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 1 and error.startswith("signalos-relay: "), (process.returncode, error)
    return error


def in_the_way(stack, levels):
    """What an operator may have left: a table with the name, a lock on a table. Steps before it stand, its own is not begun."""
    load(stack, "2.postgresql")
    stack.postgres.query("CREATE TABLE public.pairings (mine INTEGER)")
    assert "pairings" in refused(stack)
    stack.postgres.query("DROP TABLE public.pairings")
    assert levels.whole(stack) == 4
    operator = Session(stack, "BEGIN; LOCK TABLE public.orphans IN ACCESS EXCLUSIVE MODE")
    assert "lock" in refused(stack)
    operator.end()
    assert levels.whole(stack) == 5
    stack.start_relay()  # serve brings it up as migrate does
    assert levels.whole(stack) == levels.newest
    reads_back(stack, facts_of("2.postgresql"))


def main():
    server = Postgres()
    with tempfile.TemporaryDirectory() as directory, Stack(directory, relay_only=True, store="sqlite") as stack:
        cut_at_sizes(stack, Levels(stack))
        stack.start_relay()
        reads_back(stack, facts_of("1.sqlite"))
    with tempfile.TemporaryDirectory() as directory, Stack(directory, relay_only=True, store="postgresql", server=server) as stack:
        levels = Levels(stack)
        # First: a server with many databases takes long to come back from a power cut.
        cut_while_held(stack, levels, 6, "public.deals_newest", server_dies)
        for number, (level, identity) in enumerate(POINTS):
            cut_while_held(stack, levels, level, identity, killed if number % 2 else cut_off)
        in_the_way(stack, levels)
    server.close()
    print(f"postgresql: cut at {len(POINTS) + 1} statements, and twice by what was in the way; whole after each, and up at the next start")


if __name__ == "__main__":
    main()
