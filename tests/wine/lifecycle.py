#!/usr/bin/env python3
"""What a trader does to a running expert, under Wine with the DLL that ships: a hundred attach and remove cycles, changes of symbol, inputs
and account, recompilations, a second chart with an EA of its own, and closing the terminal. Nothing crashes, the link is kept where it should
be, and threads and handles are counted.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from account import Account, expect  # noqa: E402
from stack import Stack, eventually  # noqa: E402
from terminal_program import WINDOWS_BIN, wine_environment  # noqa: E402

CYCLES = 100
# A lock gets its event when two threads first meet at it, and keeps it; one handle left behind by every change would make 20 or more.
LATE_EVENTS = 6


def counts(terminal):
    """Threads and handles of the terminal's process as its Windows counts them, and open files as this machine's kernel does."""
    told = subprocess.run(["wine", WINDOWS_BIN / "process_counts.exe", "signalos-terminal.exe"], capture_output=True, text=True, timeout=60,
                          check=True, env={**os.environ, **wine_environment()}).stdout.split()
    return int(told[0]), int(told[1]), len(os.listdir(f"/proc/{terminal.program.pid}/fd"))


def act(terminal, name, **fields):
    answer = terminal.control.post("/action", {"name": name, **fields})
    assert terminal.program.running(), f"the terminal died of {name}"
    return answer["ea"]


def settled(terminal, before, what):
    """Threads end a moment after they were waited for; asked for again until they have."""
    def back():
        now = counts(terminal)
        return now if now[0] <= before[0] and now[1] <= before[1] + LATE_EVENTS and now[2] <= before[2] else None
    now = eventually(back, 20, lambda: f"no more threads, handles and files than {before} after {what}: {counts(terminal)}")
    print(f"{what}: threads {before[0]} -> {now[0]}, handles {before[1]} -> {now[1]}, files {before[2]} -> {now[2]}", flush=True)


def two_charts(account, terminal, before):
    """A second chart's EA shares the loaded DLL: idle while the first serves, serving when it is gone, and neither flaps the other's link."""
    def panel(chart):
        return next((c["comment"] for c in terminal.control.get("/state")["charts"] if c["chart"] == chart), "")

    def served_by(chart, idle=None):
        eventually(lambda: "Relay: " in panel(chart), 30, lambda: panel(chart))
        if idle:
            eventually(lambda: "stays idle" in panel(idle), 30, lambda: panel(idle))
        account.stack.wait_live(account.client, terminal)

    assert act(terminal, "attach", chart=2, symbol="GBPUSD") == "running"
    served_by(1, idle=2)
    both = counts(terminal)
    assert both[0] == before[0] + 1, f"one thread more, the second EA's own: {before} -> {both}"
    links = terminal.proxy.connections
    for number in range(10):
        for chart in (1, 2):
            assert act(terminal, "change_symbol", chart=chart, symbol=("XAUUSD", "EURUSD")[number % 2]) == "running"
            assert act(terminal, "change_inputs", chart=chart, inputs={"InpDeviation": str(30 + number)}) == "running"
        assert act(terminal, "recompile") == "running"
    account.stack.wait_live(account.client, terminal)
    assert terminal.proxy.connections == links, "the link is kept"
    settled(terminal, both, "two charts, 10 changes of symbol and inputs of each and of the program")
    rows = len(account.stack.ledger())
    expect(account.open(), "done")
    assert len(account.stack.ledger()) == rows + 1
    for _ in range(20):
        assert act(terminal, "close_chart", chart=2) == "none"
        assert act(terminal, "attach", chart=2) == "running"
    settled(terminal, both, "20 closings and openings of the second chart")
    for login in (1002, 1001):
        act(terminal, "relogin", login=login)
    account.stack.wait_live(account.client, terminal, 60)
    settled(terminal, both, "two charts to another account and back")
    serving = 1 if "stays idle" in panel(2) else 2
    assert act(terminal, "remove", chart=serving) == "none"
    served_by(3 - serving)
    expect(account.open(), "done")
    assert act(terminal, "attach", chart=1) == "running"
    return both


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory, broker_arguments=["--tick-ms", "0"]) as stack:
        stack.wine = True
        account = Account(stack, 1001, "one", proxy=True)
        terminal = account.terminal
        for _ in range(3):  # what is made once and kept
            act(terminal, "remove")
            assert act(terminal, "attach") == "running"
        account.stack.wait_live(account.client, terminal)
        expect(account.open(), "done")
        before = counts(terminal)

        for _ in range(CYCLES):
            assert act(terminal, "remove") == "none"
            assert act(terminal, "attach") == "running"
        account.stack.wait_live(account.client, terminal)
        settled(terminal, before, f"{CYCLES} attach and remove cycles")

        links = terminal.proxy.connections
        for number in range(20):
            assert act(terminal, "change_symbol", symbol=("GBPUSD", "EURUSD")[number % 2]) == "running"
            assert act(terminal, "change_inputs", inputs={"InpDeviation": str(10 + number)}) == "running"
            assert act(terminal, "recompile") == "running"
        account.stack.wait_live(account.client, terminal)
        assert terminal.proxy.connections == links, "changes of symbol, inputs and program keep the link"
        settled(terminal, before, "20 changes of symbol, inputs and program each")

        for login in (1002, 1001):
            assert act(terminal, "relogin", login=login) in ("running", "failed")
        eventually(lambda: terminal.control.get("/state")["login"] == 1001, 20, "the first account again")
        account.stack.wait_live(account.client, terminal, 60)
        settled(terminal, before, "to another account and back")
        expect(account.open(), "done")
        two_charts(account, terminal, before)
        assert len(account.positions()) == 4, account.positions()
        terminal.program.stop()
        assert terminal.program._child.returncode == 0, f"the closed terminal left {terminal.program._child.returncode}"
        print("the terminal closed in order")


if __name__ == "__main__":
    main()
