#!/usr/bin/env python3
"""The file that ships: its imports are DLLs of Windows itself, its exports what bridge.h declares; its size, and what loading it costs."""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/stack"))
from terminal_program import BRIDGE, WINDOWS_BIN, wine_environment  # noqa: E402

# In every Windows 10 and 11; nothing a compiler or a redistributable would bring.
SYSTEM = {"advapi32.dll", "bcrypt.dll", "crypt32.dll", "kernel32.dll", "msvcrt.dll", "mswsock.dll", "user32.dll", "ws2_32.dll"}


def main():
    dll = WINDOWS_BIN / BRIDGE
    told = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", dll], check=True, capture_output=True, text=True).stdout
    imported = {name.lower() for name in re.findall(r"DLL Name: (\S+)", told)}
    assert imported and imported <= SYSTEM, f"not of Windows itself: {imported - SYSTEM}"
    exported = set(re.findall(r"^\t\[ *\d+\] (?:\+base\[ *\d+\] +[0-9a-f]+ )?([A-Za-z_]\w*)$", told, re.M))
    declared = set(re.findall(r"SOS_EXPORT int32_t (sos_\w+)\(", (ROOT / "plugin-dll/include/signalos/bridge.h").read_text()))
    assert exported == declared, f"exported but not declared {exported - declared}, declared but not exported {declared - exported}"
    print(f"imports {', '.join(sorted(imported))}")
    print(f"exports {len(exported)} functions; {dll.stat().st_size / 1e6:.2f} MB")
    done = subprocess.run(["wine", WINDOWS_BIN / "signalos_shipped_tests.exe", "shipped: loading*"], capture_output=True, text=True,
                          env={**os.environ, **wine_environment()}, timeout=60)
    print(done.stdout.strip())
    assert done.returncode == 0, done.stderr


if __name__ == "__main__":
    main()
