#!/usr/bin/env python3
"""What the chart tells a trader who begins: one missing thing at a time, in words, until the terminal is paired, live and may trade."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import Stack, eventually  # noqa: E402


def says(terminal, words):
    eventually(lambda: words in terminal.panel(), 20, lambda: f"'{words}' on the chart: {terminal.panel()}")
    print(words)


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        terminal = stack.add_terminal("one", 1001, paired=False, inputs={"InpRelayAddress": "https://localhost"})
        says(terminal, "The relay address must look like wss://")
        terminal.act("change_inputs", inputs={"InpRelayAddress": f"wss://localhost:{stack.port}/ws/terminal", "InpPairingCode": "K7QM-2XH"})
        says(terminal, "The pairing code has 8 letters and digits")
        # Without leave to use the DLL the terminal does not even start an expert: its own log says so, no expert could.
        terminal.act("set_permissions", dlls=False)
        terminal.act("recompile")
        eventually(lambda: any("DLL loading is not allowed" in line["text"] for line in terminal.control.get("/log")["lines"]), 20,
                   lambda: terminal.control.get("/log"))
        terminal.act("set_permissions", dlls=True, auto_trading=False)
        terminal.act("recompile")
        terminal.act("change_inputs", inputs={"InpPairingCode": ""})
        says(terminal, "Waiting for approval in the dashboard")
        says(terminal, "1. Scan the square with your phone")
        assert "AutoTrading" not in terminal.panel(), terminal.panel()
        client = stack.client()
        code = terminal.panel().split("Code: ")[1].split("\n")[0]
        found = client.request("POST", "/api/terminals/pair/find", {"code": code}).body["pairing"]
        yes = {"pairing": found["id"], "fingerprint": found["fingerprint"], "name": "Desk"}
        assert client.request("POST", "/api/terminals/pair/approve", yes).status == 200
        says(terminal, "Relay: Live")
        says(terminal, "Terminal: Desk")
        says(terminal, "AutoTrading is off: press the AutoTrading button")
        terminal.act("toggle_autotrading", on=True)
        says(terminal, "Trading: allowed")
        terminal.id = client.get(f"/api/terminals/pair/{found['id']}").body["pairing"]["terminal"]
        stack.wait_live(client, terminal)


if __name__ == "__main__":
    main()
