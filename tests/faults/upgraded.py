#!/usr/bin/env python3
"""What relays of every earlier schema level left behind (tests/data/schemas), brought up by `migrate` and served by this one: the old owner
signs in, everything reads as it was told then, a repeated request finds its command of then, and nothing is left for a second `migrate`.
usage: upgraded.py [LEVEL.ENGINE...]
"""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "support/stack"))
from backup_restored import relay  # noqa: E402
from postgres import TOOLS, Postgres  # noqa: E402
from rest import Relay  # noqa: E402
from stack import Stack  # noqa: E402
from terminal_program import BIN, ROOT  # noqa: E402

SCHEMAS = TESTS / "data/schemas"
ENDED = {"queued": "expired"}  # it waited too long: what became of it since


def dumps():
    """Names like 3.postgresql, by engine and then by level."""
    names = [path.name.removesuffix(".sql") for path in SCHEMAS.glob("*.sql")]
    return sorted(names, key=lambda name: (name.split(".")[1], int(name.split(".")[0])))


def facts_of(name):
    return json.loads((SCHEMAS / f"{name}.json").read_text())


def load(stack, name):
    """In place of what the stack's relay, which does not run, has kept."""
    assert name.split(".")[1] == stack.store, f"{name} into {stack.store}"
    text = SCHEMAS / f"{name}.sql"
    if stack.store == "sqlite":
        folder = stack.directory / "relay"
        for file in folder.glob("signalos.db*"):
            file.unlink()
        rows = sqlite3.connect(folder / "signalos.db")
        rows.executescript(text.read_text())
        rows.close()
    else:
        stack.postgres.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        subprocess.run([TOOLS / "psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", stack.postgres.dsn, "-f", text], check=True,
                       stdout=subprocess.DEVNULL)


def doctor(stack):
    """What it says of the store."""
    done = subprocess.run([BIN / "signalos-relay", "doctor", "--config", stack.relay_config], capture_output=True, text=True, timeout=60)
    return [line for line in done.stdout.splitlines() if "storage:" in line]


def reads_back(stack, facts):
    stack.sign_in = (facts["owner"], facts["password"])
    client = stack.client()
    told = {row["id"]: f'{row["kind"]} {row["state"]}' for row in client.get("/api/commands?limit=100").body["commands"]}
    for number, was in facts["commands"].items():
        kind, state = was.split()
        assert told[number] in (was, f"{kind} {ENDED.get(state)}"), f"{number}: {told[number]}, was {was}"
    assert len(told) == len(facts["commands"]), told
    replay = facts["replay"]
    again = client.command(replay["kind"], facts["terminal"], replay["args"], replay["key"])
    assert again.body["command"]["id"] == replay["command"], again
    assert len(client.get("/api/alarms").body["alarms"]) == facts.get("alarms", 1)
    verdict = client.get("/api/admin/audit/verify")
    assert verdict.status == 200 and not verdict.body.get("first_bad"), verdict
    if "api_key" in facts:
        script = Relay(stack.port, str(stack.directory / "tls/ca.pem"))
        answer = script.request("GET", "/api/commands", headers={"Authorization": f"Bearer {facts['api_key']}"})
        assert answer.status == 200, answer
    if "reader" in facts:  # the seed of the second factor cannot be read without the key that lay beside the database
        people = client.get("/api/admin/users").body["users"]
        assert facts["reader"] in {user["email"] for user in people}, people


def upgrade(stack, name):
    stack.relay.stop()
    load(stack, name)
    told = relay(stack, "migrate")
    assert told["store"] == stack.store and told["schema"] == len(list((ROOT / "relay/migrations").glob("*.sql"))), told
    assert relay(stack, "migrate") == told
    findings = doctor(stack)
    assert findings and not any(line.startswith("WRONG") for line in findings), findings
    stack.start_relay()
    reads_back(stack, facts_of(name))
    print(f"level {name}: {len(facts_of(name)['commands'])} commands, audit and credentials as they were")


def copy_to_server(stack, server):
    """The file of a relay that began long ago moves to PostgreSQL, whatever the order of its tables."""
    stack.relay.stop()
    stack.postgres = server.database()
    stack.write_config()
    done = subprocess.run([BIN / "signalos-relay", "store", "copy", "--config", stack.relay_config], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "Everything was copied and verified" in done.stdout, done.stderr
    stack.store = "postgresql"
    stack.start_relay()


def released_migrations_are_as_released():
    """What a store has seen cannot be changed behind it: a mistake in a migration is mended by the next one."""
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SCHEMAS / "migrations.sha256"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    listed = {line.split()[1] for line in (SCHEMAS / "migrations.sha256").read_text().splitlines()}
    newest = max(int(name.split(".")[0]) for name in dumps())
    assert len(listed) >= newest, f"{newest} levels have a dump, {len(listed)} migrations are listed as released"


def main():
    released_migrations_are_as_released()
    wanted = sys.argv[1:] or dumps()
    server = Postgres()
    for engine in ("sqlite", "postgresql"):
        names = [name for name in wanted if name.endswith(engine)]
        with tempfile.TemporaryDirectory() as directory, Stack(directory, relay_only=True, store=engine, server=server) as stack:
            for name in names:
                upgrade(stack, name)
            if engine == "sqlite" and names:
                copy_to_server(stack, server)
                reads_back(stack, facts_of(names[-1]))
                print(f"and {names[-1]}, brought up, moved to PostgreSQL")
    server.close()


if __name__ == "__main__":
    main()
