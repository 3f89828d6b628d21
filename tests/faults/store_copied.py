#!/usr/bin/env python3
"""A relay that has outgrown its file: `store copy` moves it to PostgreSQL with every row verified, and the relay goes on from there: the
command that waited is executed once, numbers and offsets go on, the old pages read as before.
usage: store_copied.py [--commands N] [--events N]   (the rows that a year of trading would have left, beside the real ones)
"""
import argparse
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from postgres import Postgres  # noqa: E402
from relay_restored import ends, give, open_one  # noqa: E402
from stack import Stack, tag_of  # noqa: E402
from terminal_program import BIN  # noqa: E402

OLD = 1_700_000_000_000  # ms UTC: long before anything that the real programs write
PAGE = 500


def copies_of(rows, name, changes):
    """INSERT … SELECT of one row again and again, with the columns of `changes` made from n, the number of the copy."""
    columns = [column[1] for column in rows.execute(f"PRAGMA table_info({name})")]
    values = ", ".join(changes.get(column, column) for column in columns)
    return f"INSERT INTO {name} ({', '.join(columns)}) SELECT {values} FROM {name}, numbers"


def add_years(folder, terminal, command, commands, events):
    """Makes the file as large as asked, by copies of a command that has ended and of an event; the counters rise with them."""
    with sqlite3.connect(folder / "signalos.db") as rows:
        top, number = rows.execute("SELECT event_seq, cmd_seq FROM terminals WHERE id=?", (terminal,)).fetchone()
        rows.execute("CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY)")

        def count_to(last):
            rows.execute("DELETE FROM numbers")
            rows.execute("WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM up WHERE n<?) INSERT INTO numbers SELECT n FROM up",
                         (last,))
        count_to(commands)
        rows.execute(copies_of(rows, "commands", {
            "id": "printf('018bcfe5-6800-7000-8000-%012x', n)", "tag48": "n", "cmd_seq": f"{number}+n", "created_at": f"{OLD}+n",
            "journal": "''", "out_seq": "0"}) + " WHERE id=?", (command,))
        count_to(events)
        rows.execute(copies_of(rows, "events", {"off": f"{top}+n", "at": f"{OLD}+n"}) + " WHERE terminal_id=? AND off=1", (terminal,))
        rows.execute("UPDATE terminals SET event_seq=event_seq+?, cmd_seq=cmd_seq+? WHERE id=?", (events, commands, terminal))
        return {name: rows.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("commands", "events")}


def copy(stack):
    began = time.monotonic()
    done = subprocess.run([BIN / "signalos-relay", "store", "copy", "--config", stack.relay_config], capture_output=True, text=True,
                          timeout=900)
    assert done.returncode == 0, done.stderr or done.stdout
    assert "Everything was copied and verified" in done.stdout, done.stdout
    copied = dict(re.findall(r"^(\w+): (\d+) rows, sha256 [0-9a-f]{64}$", done.stdout, re.MULTILINE))
    return copied, time.monotonic() - began


def every_old_command(client):
    """Walks all pages from the oldest on; a page is what one request gives."""
    ids, cursor = [], ""
    while True:
        page = client.get(f"/api/commands?sort=created_at&limit={PAGE}" + (f"&cursor={cursor}" if cursor else ""))
        assert page.status == 200, page.body
        ids += [command["id"] for command in page.body["commands"]]
        cursor = page.body["next"]
        if not cursor:
            return ids


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--commands", type=int, default=2_000)
    parser.add_argument("--events", type=int, default=20_000)
    options = parser.parse_args()
    server = Postgres()
    settings = "[limits]\nrequests_per_second = 100000"
    with tempfile.TemporaryDirectory() as directory, Stack(directory, relay_settings=settings, store="sqlite", server=server) as stack:
        terminal = stack.add_terminal("one", 1001, proxy=True)
        client = stack.client()
        stack.wait_live(client, terminal)
        first = open_one(client, terminal)
        assert ends(client, first) == "done"
        position = client.get(f"/api/commands/{first}").body["command"]["position"]
        terminal.proxy.cut()
        waiting = give(client, terminal, "close", {"position": position})
        ends(client, waiting, ("queued", "sent"))
        stack.relay.stop()

        rows = add_years(stack.directory / "relay", terminal.id, first, options.commands, options.events)
        stack.postgres = server.database()
        stack.write_config()
        copied, seconds = copy(stack)
        for table, count in rows.items():
            assert int(copied[table]) == count, f"{table}: {copied[table]} of {count}"
        again = subprocess.run([BIN / "signalos-relay", "store", "copy", "--config", stack.relay_config], capture_output=True, text=True,
                               timeout=60)
        assert again.returncode != 0 and "not empty" in again.stderr, again

        stack.store = "postgresql"
        stack.start_relay()
        terminal.proxy.heal()
        client = stack.client()
        stack.wait_live(client, terminal)
        assert ends(client, waiting) == "done"
        after = open_one(client, terminal)
        assert ends(client, after) == "done"
        sequence = client.get(f"/api/commands/{after}").body["command"]["cmd_seq"]
        assert int(sequence) == rows["commands"] + 1, f"cmd_seq {sequence} behind {rows['commands']} commands"
        listed = every_old_command(client)
        assert len(listed) == len(set(listed)) == rows["commands"] + 1, len(listed)
        executed = [row["tag"] for row in stack.ledger() if row["source"] == "ea" and row["deal"] not in ("0", 0, None)]
        assert sorted(executed) == sorted(tag_of(command) for command in (first, waiting, after)), executed
        print(json.dumps({"commands": rows["commands"], "events": rows["events"], "seconds": round(seconds, 1)}))
        print(f"copied and verified {rows['commands']} commands and {rows['events']} events; {len(listed)} commands read page by page, "
              f"3 executed, each once")
    server.close()


if __name__ == "__main__":
    main()
