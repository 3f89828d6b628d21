#!/usr/bin/env python3
"""Seeded runs over the real programs: users, kill -9 at named points, bad links, a misbehaving broker; the ledger as oracle.

usage: process_runs.py --seeds FROM-TO[,FROM-TO…] [--jobs N] [--keep DIR]
Ends with one JSON line; exits with 1 when a run broke a rule. --keep leaves every run's data and logs in DIR.
"""
import argparse
import collections
import json
import multiprocessing
import pathlib
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1] / "support" / folder) for folder in ("stack", "runs")]
from one_run import play_one  # noqa: E402
from world import make_template  # noqa: E402

COUNTS = ("commands", "duplicates", "lost", "wrong_final", "in_doubt")


def seeds_of(text):
    ranges = [part.partition("-") for part in text.split(",")]
    return [seed for first, _, last in ranges for seed in range(int(first), int(last or first) + 1)]


def play(job):
    seed, template, keep = job
    started = time.monotonic()
    try:
        outcome = play_one(seed, template, keep)
    except Exception:  # a run that does not get to its end proves nothing, and that is a violation
        outcome = {"seed": seed, "kills": {}, "faults": 0, **dict.fromkeys(COUNTS, 0),
                   "violations": [{"rule": "broken_run", "step": -1, "words": traceback.format_exc()}]}
    outcome["seconds"] = time.monotonic() - started
    return outcome


def show(outcome):
    line = {name: outcome.get(name) for name in ("seed", "commands", "faults", "kills", "finals")}
    print(f"{outcome['seconds']:5.1f} s  {json.dumps(line)}", flush=True)
    for violation in outcome["violations"]:
        print(f"  VIOLATION seed {outcome['seed']} {violation['rule']} step {violation['step']}: {violation['words']}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", required=True, type=seeds_of)
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--keep")
    options = parser.parse_args()
    totals, kills, violations = collections.Counter(), collections.Counter(), []
    with tempfile.TemporaryDirectory() as directory, multiprocessing.Pool(options.jobs, maxtasksperchild=1) as pool:
        template = make_template(directory)
        jobs = [(seed, template, options.keep) for seed in options.seeds]
        for outcome in pool.imap_unordered(play, jobs):
            show(outcome)
            totals["runs"] += 1
            totals.update({name: outcome[name] for name in COUNTS})
            kills.update(outcome["kills"])
            violations += [{"seed": outcome["seed"], "rule": v["rule"], "step": v["step"]} for v in outcome["violations"]]
    print(json.dumps({"runs": totals["runs"], **{name: totals[name] for name in COUNTS}, "violations": violations,
                      "kills": dict(sorted(kills.items()))}))
    return 1 if violations or totals["runs"] != len(options.seeds) else 0


if __name__ == "__main__":
    sys.exit(main())
