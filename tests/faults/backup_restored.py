#!/usr/bin/env python3
"""Promises 1 and 2 when a relay is destroyed and put back from a verified backup, on both engines and from one to the other: what ran after
the backup does not run again, what was in flight is settled from the terminal's journal, what is not known becomes an orphan with an alarm.
usage: backup_restored.py [--from ENGINE --to ENGINE]
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from relay_restored import alarms, ends, open_one, scene, state_of, trade_on  # noqa: E402
from stack import Stack, eventually, tag_of  # noqa: E402
from terminal_program import BIN  # noqa: E402


def relay(stack, *words, status=0):
    """A form of the program that works on the store; its JSON line."""
    done = subprocess.run([BIN / "signalos-relay", words[0], "--config", stack.relay_config, *words[1:]], capture_output=True,
                          text=True, timeout=60)
    assert done.returncode == status, done.stderr or done.stdout
    return json.loads(done.stdout) if status == 0 else done.stderr


def destroy(stack, backup, engine):
    """The relay's machine burns down; the backup was elsewhere. The new one may keep its truth in another engine."""
    stack.relay.kill()
    refused = relay(stack, "restore", str(backup), status=1)
    assert "--replace" in refused, refused
    shutil.rmtree(stack.directory / "relay")
    stack.store = engine
    stack.postgres = stack.server.database() if engine == "postgresql" else None
    stack.write_config()
    told = relay(stack, "restore", str(backup))
    assert told["terminals"] == 1 and told["store_epoch"] > 1, told
    return told


def trade_between(came_from, goes_to, server):
    with tempfile.TemporaryDirectory() as directory, Stack(directory, store=came_from,
                                                           server=server) as stack:
        terminal, client, before, running, queued = scene(stack)
        backup = stack.directory / "kept.backup"
        made = relay(stack, "backup", str(backup))  # while the relay serves
        assert made["verified"] and backup.stat().st_mode & 0o777 == 0o600, made
        forgotten = trade_on(stack, client, terminal, running, queued)
        told = destroy(stack, backup, goes_to)
        assert told["in_doubt"] == 2, told
        stack.start_relay()
        client = stack.client()
        stack.wait_live(client, terminal)
        # Neither expired nor sent again: the terminal's journal says how both ended.
        for command in (running, queued):
            assert ends(client, command, ("done",)) == "done"
        after = open_one(client, terminal)
        assert ends(client, after) == "done"
        assert state_of(client, before) == "done"
        for command in forgotten:
            assert client.get(f"/api/commands/{command}").status == 404

        def orphans():
            return {alarm["command"] for alarm in alarms(stack, client, terminal) if "command" in alarm}
        eventually(lambda: orphans() == set(forgotten), 20, lambda: f"{len(forgotten)} orphans told; told are {orphans()}")
        executed = [row["tag"] for row in stack.ledger() if row["source"] == "ea" and row["deal"] not in ("0", 0, None)]
        expected = [tag_of(command) for command in [before, running, queued, *forgotten, after]]
        assert sorted(executed) == sorted(expected), f"executed {executed}, expected {expected}"
        print(f"{came_from} to {goes_to}: {len(expected)} commands, each executed once; 2 settled from the journal, "
              f"{len(forgotten)} orphans told")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="came_from")
    parser.add_argument("--to", dest="goes_to")
    options = parser.parse_args()
    ways = [("sqlite", "sqlite"), ("postgresql", "postgresql"), ("sqlite", "postgresql"), ("postgresql", "sqlite")]
    from postgres import Postgres
    server = Postgres()
    for came_from, goes_to in [(options.came_from, options.goes_to)] if options.came_from else ways:
        trade_between(came_from, goes_to, server)
    server.close()


if __name__ == "__main__":
    main()
