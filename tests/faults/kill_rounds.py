#!/usr/bin/env python3
"""kill -9 of relay, terminal or both, in twenty seeded rounds during 200 commands at a broker that takes 20 to 300 ms.

The kills are aimed at the two gaps where duplicates are born, and counted by what they left behind: between `intent` and `result` (the
journal of the killed terminal holds an intent without an outcome) and between claim and ack (the relay's database says sent, the
terminal's journal has never heard of it). Fewer than five of either is a failure of this script, not a pass.
usage: kill_rounds.py [--seed N] [--rounds N] [--commands N]
"""
import argparse
import collections
import pathlib
import random
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1] / "support" / folder) for folder in ("stack", "runs")]
from chaos_proxy import CUT_BEFORE  # noqa: E402
from one_run import Run  # noqa: E402
from oracle import judge  # noqa: E402
from troubles import Trouble  # noqa: E402
from world import World, make_template  # noqa: E402

AT_LEAST = 5
KINDS = {"open", "close", "partial_close"}


def draw_kill(draw):
    down = draw.uniform(0, 0.3)
    if draw.random() < 0.6:
        return Trouble("kill", "step_up", draw.uniform(0, 0.1), draw.choice(("terminal", "terminal", "both")), down=down)
    return Trouble("kill", "command_down", 0.0, draw.choice(("relay", "relay", "terminal", "both")), CUT_BEFORE, down)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--commands", type=int, default=200)
    options = parser.parse_args()
    draw = random.Random(f"kill rounds {options.seed}")
    kills = [draw_kill(draw) for _ in range(options.rounds)]
    with tempfile.TemporaryDirectory() as prepared, tempfile.TemporaryDirectory() as directory:
        template = make_template(prepared)
        with World(directory, template, ["one", "two"], ["--seed", str(options.seed), "--latency", "20", "300"]) as world:
            client = world.client()
            world.wait_all_live(client)
            run = Run(world, kills, options.commands, options.seed)
            run.kinds = KINDS
            run.play()
            run.mend()
            verdict = judge(world, client, run)
    for violation in verdict["violations"]:
        print(f"VIOLATION {violation['rule']} step {violation['step']}: {violation['words']}")
    victims = collections.Counter(kill.victims for kill in kills)
    print(f"{verdict['commands']} commands, {len(kills)} kills {dict(victims)}, finals {verdict['finals']}")
    print(f"{run.gaps['intent']} kills between intent and result, {run.gaps['claim']} between claim and ack, seed {options.seed}")
    assert not verdict["violations"] and not verdict["in_doubt"], "a promise was broken"
    assert verdict["commands"] >= options.commands, "too few commands were accepted"
    assert run.gaps["intent"] >= AT_LEAST and run.gaps["claim"] >= AT_LEAST, "too few kills fell where they hurt"
    assert verdict["finals"].get("done", 0) >= verdict["commands"] // 2, "most commands should have run"


if __name__ == "__main__":
    main()
