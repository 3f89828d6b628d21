#!/usr/bin/env python3
"""The Windows certificate store decides when no CA file is given, and the key survives a restart sealed.

Without the relay's root in the store the terminal refuses the relay and says so; once it is there, and nothing else changed, it connects.
The key is given once; afterwards the terminal starts without it, and it stands nowhere on the disk as it was typed.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import Stack, eventually  # noqa: E402
from terminal_program import WINDOWS_BIN, windows_path, wine_environment  # noqa: E402


def trust(stack):
    der = stack.directory / "ca.der"
    subprocess.run(["openssl", "x509", "-in", stack.directory / "tls/ca.pem", "-outform", "DER", "-out", der], check=True)
    subprocess.run(["wine", WINDOWS_BIN / "trust_root.exe", windows_path(der)], check=True, timeout=60,
                   env={**os.environ, **wine_environment()})


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        stack.wine = True
        terminal = stack.add_terminal("one", 1001, ca="")
        refused = eventually(lambda: next((line for line in terminal.panel().splitlines() if "certificate" in line), None), 30,
                             lambda: f"a refusal on the panel: {terminal.panel()}")
        print("before:", refused)
        trust(stack)
        terminal.restart()
        client = stack.client()
        stack.wait_live(client, terminal, 60)
        print("with the root in the Windows store: live")

        key = terminal._key
        folder = stack.directory / "one"
        held = [path for path in folder.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]
        assert not held, f"the key lies open in {held}"
        assert any(path.name == "credential" for path in folder.rglob("*")), "a sealed key"
        terminal._key = ""
        terminal.restart()
        stack.wait_live(client, terminal, 60)
        print("restarted without a key: live by the sealed one")


if __name__ == "__main__":
    main()
