#!/usr/bin/env python3
"""What a trader does to a running expert, under Wine with the DLL that ships: a hundred attach and remove cycles, changes of symbol, inputs
and account, recompilations, a second terminal on the same account, and closing the terminal. Nothing crashes; threads and handles are counted.
"""
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from account import Account, expect  # noqa: E402
from stack import Stack, eventually  # noqa: E402

CYCLES = 100


def counts(terminal):
    """Threads and open files of the terminal's process, as this machine's kernel counts them."""
    process = pathlib.Path(f"/proc/{terminal.program.pid}")
    return len(os.listdir(process / "task")), len(os.listdir(process / "fd"))


def act(terminal, name, **fields):
    answer = terminal.control.post("/action", {"name": name, **fields})
    assert terminal.program.running(), f"the terminal died of {name}"
    return answer["ea"]


def settled(terminal, before, what):
    """Threads end a moment after they were waited for; asked for again until they have."""
    def back():
        now = counts(terminal)
        return now if now[0] <= before[0] and now[1] <= before[1] else None
    now = eventually(back, 20, lambda: f"no more threads and handles than {before} after {what}: {counts(terminal)}")
    print(f"{what}: threads {before[0]} -> {now[0]}, handles {before[1]} -> {now[1]}")


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory, broker_arguments=["--tick-ms", "0"]) as stack:
        stack.wine = True
        account = Account(stack, 1001, "one")
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

        for number in range(20):
            assert act(terminal, "change_symbol", symbol=("GBPUSD", "EURUSD")[number % 2]) == "running"
            assert act(terminal, "change_inputs", inputs={"InpDeviation": str(10 + number)}) == "running"
            assert act(terminal, "recompile") == "running"
        account.stack.wait_live(account.client, terminal)
        settled(terminal, before, "20 changes of symbol, inputs and program each")

        for login in (1002, 1001):
            assert act(terminal, "relogin", login=login) in ("running", "failed")
        eventually(lambda: terminal.control.get("/state")["login"] == 1001, 20, "the first account again")
        account.stack.wait_live(account.client, terminal, 60)
        settled(terminal, before, "to another account and back")
        expect(account.open(), "done")
        assert len(account.positions()) == 2, account.positions()
        terminal.program.stop()
        assert terminal.program._child.returncode == 0, f"the closed terminal left {terminal.program._child.returncode}"
        print("the terminal closed in order")


if __name__ == "__main__":
    main()
