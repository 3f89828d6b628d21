#!/usr/bin/env python3
"""What a trader downloads, under Wine: the zip's steps followed literally and the installer against a terminal's data folder.

The installer finds the terminal, copies, compiles with its MetaEditor (a stand-in that writes down how it was called: MetaQuotes' own cannot
be had here), upgrades beside a terminal that runs and has the DLL loaded, and takes everything away again. After the zip and after the
installer the Windows terminal trades with what was installed.
"""
import filecmp
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/stack"))
from account import Account, expect  # noqa: E402
from stack import Stack  # noqa: E402
from terminal_program import BRIDGE, WINDOWS_BIN, windows_path, wine_environment  # noqa: E402

IDS = ("D0E8209F77C8CF37AD8BF550E51FF075", "A" * 32)


def wine(*arguments):
    # Into no pipe: Wine's desktop may start along with the program, inherit the pipe and hold it open long after the program's end.
    return subprocess.run(["wine", *map(str, arguments)], env={**os.environ, **wine_environment()}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120).returncode


def app_data():
    """Where Windows keeps this user's roaming data."""
    users = pathlib.Path(os.environ["SIGNALOS_TEST_WINE_PREFIX"]) / "drive_c/users"
    return next(path for path in users.glob("*/AppData/Roaming") if path.parts[-3] != "Public")


def make_terminals(work):
    """Two data folders as MetaTrader makes them, one with its program's folder elsewhere and a MetaEditor in it."""
    program = work / "Program Files" / "MetaTrader 5"
    program.mkdir(parents=True)
    shutil.copy(WINDOWS_BIN / "fake_metaeditor.exe", program / "metaeditor64.exe")
    folders = []
    for id in IDS:
        folder = app_data() / "MetaQuotes/Terminal" / id
        (folder / "MQL5/Experts").mkdir(parents=True)
        folders.append(folder)
    (folders[0] / "origin.txt").write_text(windows_path(program), encoding="utf-16")
    (app_data() / "MetaQuotes/Terminal/Common/Files").mkdir(parents=True)
    return program, folders


def installed(folder):
    """Every file of the zip lies in the terminal's folder, as it was packed."""
    sources = [path for part in ("Experts", "Include", "Scripts") for path in (ROOT / "mql5" / part).rglob("*") if path.is_file()]
    same = all(filecmp.cmp(path, folder / "MQL5" / path.relative_to(ROOT / "mql5"), shallow=False) for path in sources)
    return same and filecmp.cmp(WINDOWS_BIN / BRIDGE, folder / "MQL5/Libraries" / BRIDGE, shallow=False)


def trades(stack, name, login):
    account = Account(stack, login, name)
    expect(account.open(volume="0.01"), "done")
    return account


def check_words():
    """What the instructions quote from the chart and the log is what the product says."""
    said = "".join(path.read_text() for folder in ("mql5", "plugin-dll/src", "tests/simulator/terminal/src")
                   for path in (ROOT / folder).rglob("*") if path.suffix in (".mq5", ".mqh", ".cpp"))
    page = (ROOT / "docs/install-mt5.md").read_text()
    quoted = re.findall(r"^\| `(.*?)` \|", page, re.M)
    assert len(quoted) >= 6, quoted
    for words in quoted:
        # A name the program puts in, and the rest of a sentence, stand apart in the source.
        pieces = [piece for piece in re.split(r"'[^']*'|…|: ", words) if piece.strip()]
        assert all(piece.strip() in said for piece in pieces), f"nobody says: {words}"
    print(f"{len(quoted)} messages in the instructions are the product's own words")


def compiles(folder):
    """Step 4 of the zip, as far as it goes without MetaEditor: our own strict reader finds nothing in what was unpacked."""
    for program in ("Experts/SignalOS/SignalOS.mq5", "Scripts/SignalOS/SelfTest.mq5"):
        subprocess.run([ROOT / "build/release/bin/mql5c", "--lint", "-I", folder / "MQL5/Include", folder / "MQL5" / program], check=True)


def check_zip(packages, stack):
    archive = next(packages.glob("*.zip"))
    subprocess.run(["sha256sum", "--check", "--quiet", "--ignore-missing", "SHA256SUMS"], cwd=packages, check=True)
    folder = stack.directory / "by-zip"
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(folder)
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    assert installed(folder)
    assert (folder / "INSTALL.md").read_bytes() == (ROOT / "docs/install-mt5.md").read_bytes()
    compiles(folder)
    account = trades(stack, "by-zip", 1001)
    # Over it once more, as after an upgrade: the terminal is closed first.
    account.terminal.program.stop()
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(folder)
    account.terminal.start()
    stack.wait_live(account.client, account.terminal)
    expect(account.open(volume="0.01"), "done")
    print(f"{archive.name}: {archive.stat().st_size / 1e6:.2f} MB, its sums hold, and a terminal trades with it, again after an upgrade")


def check_installer(packages, stack, work):
    setup = next(packages.glob("*setup.exe"))
    program, (first, second) = make_terminals(work)
    assert wine(setup, "/S") == 0
    assert installed(first) and installed(second), "both terminals were found and have every file"
    calls = (program / "metaeditor64.log").read_text().splitlines()
    assert [line.split("\\")[-1] for line in calls] == ['SignalOS.mq5" /log', 'SelfTest.mq5" /log'], calls
    print(f"{setup.name}: {setup.stat().st_size / 1e6:.2f} MB; two terminals found; compiled by {len(calls)} calls")

    # The terminal of the first folder runs with the DLL loaded while the installer comes again.
    (stack.directory / "by-setup").symlink_to(first)
    account = trades(stack, "by-setup", 1002)
    assert wine(setup, "/S") == 0, "an upgrade beside a running terminal"
    assert installed(first)
    expect(account.open(volume="0.01"), "done")
    account.terminal.program.stop()
    account.terminal.start()
    stack.wait_live(account.client, account.terminal)
    expect(account.open(volume="0.01"), "done")
    account.terminal.program.stop()
    print("upgraded beside a running terminal, which went on and came back")

    journal = list((first / "MQL5/Files/SignalOS").rglob("journal"))
    local = app_data().parent / "Local/SignalOS"
    assert wine(local / "uninstall.exe", "/S", f"_?={windows_path(local)}") == 0
    for folder in (first, second):
        left = [path for path in (folder / "MQL5").rglob("*") if path.is_file() and "Files" not in path.parts]
        assert not left, f"left behind: {left}"
    assert journal and all(path.exists() for path in journal), "the journal stays"
    assert [path.name for path in local.iterdir()] in ([], ["uninstall.exe"]), list(local.iterdir())
    print("uninstalled: nothing but the journal's folder is left")


def check_nothing_found(packages):
    shutil.rmtree(app_data() / "MetaQuotes/Terminal")
    assert wine(next(packages.glob("*setup.exe")), "/S") == 3, "without a terminal the installer says so"


def main():
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as directory, \
            Stack(directory, broker_arguments=["--tick-ms", "0"]) as stack:
        stack.wine = True
        work = pathlib.Path(place)
        packages = work / "packages"
        subprocess.run([ROOT / "packaging/windows/make-packages.sh", packages], check=True, stdout=subprocess.DEVNULL)
        check_words()
        check_zip(packages, stack)
        check_installer(packages, stack, work)
        check_nothing_found(packages)


if __name__ == "__main__":
    main()
