#!/usr/bin/env python3
"""The journal as a file: what it holds after a kill -9 in the order in which it must have been written, what its reader says
of a torn and of a damaged one, and that a terminal with a damaged journal refuses new work, says why, still stops, and goes on
when the file is put back."""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import BIN, FINAL, Stack, eventually, tag_of  # noqa: E402

OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.01"}
WHOLE, TORN, DAMAGED, UNREADABLE = range(4)


def read(path):
    """The reader's exit code, its lines but the last, and the last."""
    done = subprocess.run([str(BIN / "signalos-journal"), str(path)], capture_output=True, text=True, timeout=30)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, lines[:-1], lines[-1] if lines else {}


def give(client, terminal, kind, args):
    answer = client.command(kind, terminal.id, args)
    assert answer.status == 202, answer
    return answer.body["command"]["id"]


def ended(client, id, seconds=30):
    def final():
        command = client.get(f"/api/commands/{id}").body["command"]
        return command if command["state"] in FINAL else None
    return eventually(final, seconds, lambda: f"{id} ended: {client.get(f'/api/commands/{id}').body}")


def order_of(lines, id):
    """The records of one command by name, and the states it was reported with."""
    return [line["record"] for line in lines if id in (line.get("id"), line.get("re"))]


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        terminal = stack.add_terminal("one", 1001)
        client = stack.client()
        stack.wait_live(client, terminal)
        opened = give(client, terminal, "open", OPEN)
        assert ended(client, opened)["state"] == "done"
        paths = list((stack.directory / "one").rglob("journal"))
        assert len(paths) == 1, paths
        journal = paths[0]
        terminal.program.kill()
        saved = journal.read_bytes()

        code, lines, end = read(journal)
        assert (code, end["file"]) in ((WHOLE, "whole"), (TORN, "torn")), end
        assert [line["record"] for line in lines[:2]] == ["meta", "run"], lines[:2]
        names = order_of(lines, opened)
        assert names[:4] == ["recv", "intent", "leg", "out"], names
        intent = next(line for line in lines if line["record"] == "intent")
        assert f"{intent['magic'] & (1 << 48) - 1:012x}" == tag_of(opened), (intent, opened)
        assert "(secret)" in {line.get("resume") for line in lines}, "the session's secret is not shown"
        print(f"after kill -9: {end['file']}, {len(lines)} records; of the open: {', '.join(names)}")

        # Half a record at the end is what a power cut leaves: the reader says so, the next start cuts it.
        journal.write_bytes(saved + saved[-20:-3])
        code, torn, end = read(journal)
        assert code == TORN and torn == lines, end
        terminal.start()
        stack.wait_live(client, terminal)
        closed = give(client, terminal, "close", {"position": client.get("/api/trades").body["trades"][0]["position"]})
        assert ended(client, closed)["state"] == "done"
        terminal.program.kill()
        code, lines, end = read(journal)
        assert code in (WHOLE, TORN) and order_of(lines, closed)[:3] == ["recv", "intent", "leg"], end
        print("a torn tail is cut, and work goes on")

        # A flipped bit in the middle: nothing may be executed on what cannot be trusted.
        whole = journal.read_bytes()
        at = next(line["offset"] for line in lines if line["record"] == "intent") + 30
        journal.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1:])
        code, _, end = read(journal)
        assert code == DAMAGED and "damaged at byte" in end["words"], end
        terminal.start()
        stack.wait_live(client, terminal)
        orders = len(stack.ledger())
        refused = ended(client, give(client, terminal, "open", OPEN))
        assert refused["state"] == "refused" and refused["rule"] == "journal" and "damaged" in refused["message"], refused
        eventually(lambda: "damaged" in terminal.panel(), 10, lambda: f"the panel says it: {terminal.panel()}")
        stop = give(client, terminal, "emergency_stop", {"level": "halt", "scope": "account"})
        eventually(lambda: "EMERGENCY STOP" in terminal.panel().upper(), 10, lambda: f"the stop holds: {terminal.panel()}")
        assert len(stack.ledger()) == orders, "nothing was sent"
        print(f"damaged: {refused['rule']}: {refused['message']}")

        # Put back from a copy, the same terminal goes on; the stop, which could not be kept, is delivered again.
        terminal.program.kill()
        journal.write_bytes(whole)
        terminal.start()
        assert ended(client, stop)["state"] == "done"
        assert read(journal)[0] == WHOLE
        print("mended: the stop is kept now and ended as done")

        missing = read(stack.directory / "no-such-journal")
        assert missing[0] == UNREADABLE, missing


if __name__ == "__main__":
    main()
