#!/usr/bin/env python3
"""What the chart tells a trader who begins: one missing thing at a time, in words, until the link is live and may trade."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import Stack, eventually  # noqa: E402


def says(terminal, words):
    eventually(lambda: words in terminal.panel(), 20, lambda: f"'{words}' on the chart: {terminal.panel()}")
    print(words)


def act(terminal, name, **how):
    terminal.control.post("/action", {"name": name, **how})


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        terminal = stack.add_terminal("one", 1001, inputs={"InpPairingCode": ""})
        says(terminal, "This account has no key yet")
        # Without leave to use the DLL the terminal does not even start an expert: its own log says so, no expert could.
        act(terminal, "set_permissions", dlls=False)
        act(terminal, "recompile")
        eventually(lambda: any("DLL loading is not allowed" in line["text"] for line in terminal.control.get("/log")["lines"]), 20,
                   lambda: terminal.control.get("/log"))
        act(terminal, "set_permissions", dlls=True, auto_trading=False)
        act(terminal, "recompile")
        says(terminal, "This account has no key yet")
        act(terminal, "change_inputs", inputs={"InpPairingCode": terminal._key})
        says(terminal, "Relay: Live")
        says(terminal, "AutoTrading is off: press the AutoTrading button")
        act(terminal, "toggle_autotrading", on=True)
        says(terminal, "Trading: allowed")
        client = stack.client()
        stack.wait_live(client, terminal)


if __name__ == "__main__":
    main()
