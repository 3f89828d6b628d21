#!/usr/bin/env python3
"""Attacks a real relay over TLS with a real terminal and a signed-in trader beside it. usage: run.py [--seed N] [ATTACK...]

Every attack is a function of an attacks_*.py file; README.md lists them and what is judged after each."""
import argparse
import importlib
import pathlib
import resource
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support/stack"), str(HERE.parent / "scenarios")]

import fuzz  # noqa: E402
from siege import Siege  # noqa: E402

MODULES = ("attacks_http", "attacks_bodies", "attacks_browser", "attacks_frames", "attacks_deflate", "attacks_slow", "attacks_readers", "attacks_floods",
           "attacks_sign_in", "attacks_pairing", "attacks_tokens", "attacks_text")


def attacks():
    """(name, function, MiB) of every attack, in the order in which they run."""
    for module in MODULES:
        for name, (function, memory) in importlib.import_module(module).ATTACKS.items():
            yield name, function, memory


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, help="of the fuzz; a new one each time when left out")
    parser.add_argument("--rounds", type=int, default=400, help="fuzzed inputs of each kind")
    parser.add_argument("attacks", nargs="*")
    arguments = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))
    seed = arguments.seed if arguments.seed is not None else int(time.time())
    chosen = [*attacks(), *fuzz.attacks(seed, arguments.rounds)]
    with tempfile.TemporaryDirectory(prefix="signalos-hostile-") as directory, Siege(directory) as siege:
        for name, function, memory in chosen:
            if not arguments.attacks or any(word in name for word in arguments.attacks):
                began = time.monotonic()
                siege.run(name, function, memory)
                print(f"        {time.monotonic() - began:.1f} s", flush=True)
        if siege.failures:
            print("the relay's log ends:\n" + siege.stack.relay.tail(15))
    print(f"{siege.passed} passed, {len(siege.failures)} failed")
    return 1 if siege.failures or not siege.passed else 0


if __name__ == "__main__":
    sys.exit(main())
