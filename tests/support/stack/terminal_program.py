"""A simulated terminal as a process: on Linux with the bridge as .so, or the Windows program under Wine with the DLL that ships.

SIGNALOS_TEST_TERMINALS=wine in the environment chooses Wine for a whole script; SIGNALOS_TEST_WINE_PREFIX names the prefix, which tests/parts/45-wine.sh
makes and whose server it stops.
"""
import contextlib
import http.client
import os
import pathlib
import shutil
import subprocess

from process import Program
from rest import Control

ROOT = pathlib.Path(__file__).resolve().parents[3]
BIN = pathlib.Path(os.environ.get("BUILD", ROOT / "build/release")) / "bin"
WINDOWS_BIN = ROOT / "build/windows/bin"
BRIDGE = "SignalOSBridge.dll"


def on_wine():
    return os.environ.get("SIGNALOS_TEST_TERMINALS") == "wine"


def wine_environment():
    """No sound, browser or .NET is looked for, no window opened, nothing printed that is not ours."""
    return {"WINEPREFIX": os.environ["SIGNALOS_TEST_WINE_PREFIX"], "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "DISPLAY": ""}


def windows_path(path):
    """What Wine calls a file of this machine."""
    return "Z:" + str(pathlib.Path(path).absolute()).replace("/", "\\")


class WineProgram(Program):
    """Wine's loader becomes the program: its process id is the terminal's, so kill -9 hits what it should."""

    def __init__(self, name, arguments, log_path):
        super().__init__(name, ["wine", *arguments], log_path, wine_environment())

    def stop(self, seconds=12):
        if self.running() and self.ready:
            # The program may be gone before its answer is out.
            with contextlib.suppress(OSError, http.client.HTTPException):
                Control(self.ready["control"]).post("/stop", {})
        elif self.running():
            self.kill()
        try:
            self._child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not stop within {seconds} s") from None


def install_bridge(folder, bridge=WINDOWS_BIN / BRIDGE):
    """As a trader does: the DLL into the terminal's own MQL5/Libraries."""
    libraries = pathlib.Path(folder) / "MQL5/Libraries"
    libraries.mkdir(parents=True, exist_ok=True)
    if not (libraries / BRIDGE).exists():
        shutil.copy(bridge, libraries / BRIDGE)


def start_terminal(name, folder, broker, login, inputs, extra=(), wine=None):
    """The program, started and not waited for. Beside `folder` (the terminal's data folder) lie its log and its inputs, which hold a
    secret and therefore do not stand in the arguments."""
    wine = on_wine() if wine is None else wine
    folder = pathlib.Path(folder)
    listed = folder.parent / f"{folder.name}.inputs"
    path = windows_path if wine else str
    if wine and inputs.get("InpCaFile"):
        inputs = {**inputs, "InpCaFile": windows_path(inputs["InpCaFile"])}
    listed.write_text("".join(f"{key}={value}\n" for key, value in inputs.items()))
    arguments = ["--broker", broker, "--login", str(login), "--data", path(folder), "--control", "127.0.0.1:0",
                 "--inputs-file", path(listed), *extra]
    log = folder.parent / f"{folder.name}.log"
    if wine:
        install_bridge(folder)
        return WineProgram(name, [str(WINDOWS_BIN / "signalos-terminal.exe"), *arguments], log)
    return Program(name, [str(BIN / "signalos-terminal"), "--bridge", str(BIN / "libSignalOSBridge.so"), *arguments], log)
