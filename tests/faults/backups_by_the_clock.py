#!/usr/bin/env python3
"""A relay that is let run makes verified backups by itself and keeps as many as it was told; the health summary and `doctor` say how they are,
a backup that was damaged on its disk is found before it is needed, and one that does not verify is an alarm every trader sees. (How often it is
tried again, and what else may fail, is played on a hand-driven clock: tests/unit/relay/app/backup_schedule_test.cpp.)"""
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import Stack, eventually  # noqa: E402
from terminal_program import BIN  # noqa: E402

SETTINGS = "[backup]\ninterval_hours = 1\nkeep = 3"
OLD = [f"signalos-2024010{day}T000000Z.backup" for day in range(1, 5)]


def backups(folder):
    return sorted(path.name for path in folder.glob("*.backup"))


def health(client):
    return client.get("/api/system/health").body["backup"]


def doctor(stack):
    done = subprocess.run([BIN / "signalos-relay", "doctor", "--config", stack.relay_config], capture_output=True, text=True, timeout=60)
    return [line for line in done.stdout.splitlines() if "backup:" in line]


def alarms(client):
    return [alarm["error"] for alarm in client.get("/api/alarms").body["alarms"]]


def change_audit(stack, sql):
    with sqlite3.connect(stack.directory / "relay/signalos.db") as rows:
        assert rows.execute(f"UPDATE audit SET detail={sql} WHERE n=1").rowcount == 1
    rows.close()


def fails_and_succeeds_again(stack, folder):
    """The log of before is not what was written: no copy of this store verifies, and the old ones stay."""
    stack.relay.stop()
    for newer in backups(folder)[2:]:
        (folder / newer).unlink()  # the next is due at once
    old = backups(folder)
    change_audit(stack, "detail || ' '")
    stack.start_relay()
    client = stack.client()
    eventually(lambda: alarms(client), 30, "the failure told as an alarm")
    assert len(alarms(client)) == 1 and "The scheduled backup failed" in alarms(client)[0] and "audit chain" in alarms(client)[0], alarms(client)
    assert health(client)["state"] == "failed", health(client)
    assert backups(folder) == old and not list(folder.glob("*.part*")), list(folder.iterdir())
    stack.relay.stop()
    change_audit(stack, "rtrim(detail)")
    stack.start_relay()
    client = stack.client()
    eventually(lambda: health(client)["state"] == "ok" and len(backups(folder)) == 3, 30, lambda: f"made again: {health(client)}")
    assert len(alarms(client)) == 1, alarms(client)


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory, relay_settings=SETTINGS, store="sqlite") as stack:
        folder = stack.directory / "relay/backups"
        terminal = stack.add_terminal("one", 1001)
        client = stack.client()
        assert client.command("pause", terminal.id, {}).status == 202  # the audit log holds a line
        assert health(client)["state"] == "none", health(client)
        stack.relay.stop()
        folder.mkdir(mode=0o700)
        for name in OLD:
            (folder / name).write_text("from before")
        stack.start_relay()
        client = stack.client()
        eventually(lambda: health(client)["state"] == "ok" and len(backups(folder)) == 3, 30,
                   lambda: f"a backup made and the oldest deleted: {health(client)}, {backups(folder)}")
        newest = backups(folder)[-1]
        assert newest not in OLD and backups(folder)[:2] == OLD[2:], backups(folder)
        assert (folder / newest).stat().st_mode & 0o777 == 0o600
        assert any("is whole" in line for line in doctor(stack)), doctor(stack)

        # What was made is damaged on its disk: that must not be found out when it is needed.
        with open(folder / newest, "r+b") as file:
            file.seek(4096)
            file.write(bytes(512))
        assert any(line.startswith("WRONG") for line in doctor(stack)), doctor(stack)
        fails_and_succeeds_again(stack, folder)
        print("made, pruned and verified:", newest, "and the one that did not verify was told")


if __name__ == "__main__":
    main()
