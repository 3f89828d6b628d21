#!/usr/bin/env python3
"""Mutation proof: each patch here takes one mechanism away that guards a promise, and at least one test must turn red.

  run.py --check   every patch still applies (part of every ./test)
  run.py [NAME…]   in a copy of the tree: apply, build, run the tests named below, expect red; README.md holds the table
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SIMULATION = ["signalos-faults", "--seeds", "1-400"]
BRIDGE = ["bridge_session_tests"]
STORE = ["signalos_conformance"]
JOURNAL = ["signalos_bridge_tests"]
FAULTS = ["signalos_relay_core_faults_tests"]
# What is taken away, and the tests of which at least one must say no.
MUTATIONS = {
    "claim-before-send": ("queued → sent is not committed before the bytes leave (A2)", [STORE, SIMULATION]),
    "expiry-only-from-queued": ("the relay expires what it has sent already (A3)", [SIMULATION, STORE]),
    "epoch-check": ("a write about a terminal does not ask whether its session is the newest", [STORE, SIMULATION]),
    "intent-flush": ("OrderSend follows an intent that is not on the disk (A4)", [SIMULATION, BRIDGE]),
    "reconciliation-by-tag": ("reconciliation does not look for the magic number", [SIMULATION]),
    "command-id-check": ("a command known by its id is taken for a new one", [BRIDGE, SIMULATION]),
    "latch-flush": ("a stop is acknowledged before it is on the disk", [BRIDGE, SIMULATION]),
    "both-files-while-rewriting": ("what is written while the journal changes files goes into the old one alone", [JOURNAL]),
    "account-identity": ("the guard does not compare the account", [BRIDGE]),
    "restore-asks": ("a restore leaves what was not final as it stood in the backup", [STORE]),
    "restore-other-journal": ("after a restore a terminal with a new journal is sent what may have run under its old one", [STORE]),
    "lost-answer-looked-up": ("what the store noted as sent while its answer was lost is not looked up", [FAULTS]),
    "held-stop-key": ("a repeated request does not find the stop that waits for the store", [FAULTS]),
    "shared-critical-section": ("the lock is let go between the guard's decision and the intent", [BRIDGE]),
}


def git(*words: str, cwd: pathlib.Path) -> subprocess.CompletedProcess:
    return subprocess.run(["git", *words], cwd=cwd, capture_output=True, text=True)


def check() -> int:
    patches = sorted(path.stem for path in HERE.glob("*.patch"))
    problems = [f"{name}: no such patch" for name in MUTATIONS if name not in patches]
    problems += [f"{name}: not in the table" for name in patches if name not in MUTATIONS]
    for name in patches:
        tried = git("apply", "--check", str(HERE / f"{name}.patch"), cwd=ROOT)
        if tried.returncode != 0:
            problems.append(f"{name}: {tried.stderr.strip().splitlines()[0]}")
    for problem in problems:
        print(problem)
    print(f"{len(patches) - len(problems)} passed, {len(problems)} failed")
    return 1 if problems else 0


def copy_tree(to: pathlib.Path) -> None:
    for name in git("ls-files", cwd=ROOT).stdout.splitlines():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, to / name)


def first_red(tree: pathlib.Path, tests: list[list[str]]) -> str:
    """The first test that said no, and its words; empty when all passed."""
    for command in tests:
        try:
            done = subprocess.run([str(tree / "build/release/bin" / command[0]), *command[1:]], cwd=tree, capture_output=True, text=True,
                                  timeout=300)
        except subprocess.TimeoutExpired:
            return " ".join(command) + ": did not end within 300 s"
        if done.returncode != 0:
            words = (done.stdout + done.stderr).strip().splitlines()
            return " ".join(command) + ": " + (words[-1] if words else f"exit {done.returncode}")[:160]
    return ""


def prove(names: list[str]) -> int:
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="signalos-mutations-") as folder:
        tree = pathlib.Path(folder)
        copy_tree(tree)
        subprocess.run(["git", "init", "-q"], cwd=tree, check=True)  # so that patches apply to this tree and no other
        subprocess.run(["cmake", "--preset", "release", "-B", "build/release"], cwd=tree, check=True, stdout=subprocess.DEVNULL)
        for name in names:
            what, tests = MUTATIONS[name]
            patch = str(HERE / f"{name}.patch")
            subprocess.run(["git", "apply", patch], cwd=tree, check=True)
            targets = sorted({command[0] for command in tests})
            subprocess.run(["ninja", "-C", "build/release", *targets], cwd=tree, check=True, stdout=subprocess.DEVNULL)
            red = first_red(tree, tests)
            subprocess.run(["git", "apply", "-R", patch], cwd=tree, check=True)
            survivors += 0 if red else 1
            print(f"  {'ok  ' if red else 'FAIL'}  {name}: {what}\n        {red or 'nothing turned red'}", flush=True)
    print(f"{len(names) - survivors} passed, {survivors} failed")
    return 1 if survivors else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in MUTATIONS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    return check() if options.check else prove(options.names or list(MUTATIONS))


if __name__ == "__main__":
    sys.exit(main())
