#!/usr/bin/env python3
"""Plays scenarios, each against its own relay, and reports every one. usage: run.py [NAME...]"""
import pathlib
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support/stack")]

from script import read_script  # noqa: E402
from stack import Stack  # noqa: E402
from stage import Stage  # noqa: E402


def play(script):
    with tempfile.TemporaryDirectory(prefix="signalos-scenario-") as directory:
        with Stack(directory, relay_only=True) as stack:
            stage = Stage(stack)
            try:
                stage.play(script)
            except AssertionError as why:
                return f"{why}\nthe relay's log ends:\n{stack.relay.tail(12)}"
            finally:
                stage.stop()
    return None


def main(names):
    paths = [HERE / "scripts" / f"{name}.scn" for name in names] or sorted((HERE / "scripts").glob("*.scn"))
    failed = 0
    for path in paths:
        begun = time.monotonic()
        script = read_script(path)
        try:
            trouble = play(script)
        except Exception as why:  # one scenario that breaks must not hide the others
            trouble = f"{type(why).__name__}: {why}"
        took = time.monotonic() - begun
        print(f"  {'FAIL ' if trouble else 'ok   '} {script.name}: {script.rule} ({took:.1f} s)", flush=True)
        if trouble:
            failed += 1
            print("        " + trouble.replace("\n", "\n        "), flush=True)
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
