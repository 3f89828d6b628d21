"""One run: users at work, troubles one after another, everything mended, and the oracle's word."""
import collections
import functools
import pathlib
import queue
import random
import tempfile
import threading
import time

from chaos_proxy import PASS
from oracle import judge
from points import gaps_of_kill, of_kill
from troubles import draw_troubles
from users import Asked, User, kinds_of_this_product, new_key
from world import World, strike

PATIENCE = 1.0  # seconds a trouble waits for its moment; then it comes anyway


class Run:
    """Everything that users, proxies and the main thread share."""

    def __init__(self, world, troubles, commands, seed):
        self.world, self.kinds = world, kinds_of_this_product()
        self.asked, self.told_wrong = [], []
        self.met = []  # (point, command, terminal) of every kill
        self.gaps = collections.Counter()
        self.faults = 0
        self.watcher = world.watcher()
        self._troubles, self._commands, self._seed = troubles, commands, seed
        self._lock = threading.Lock()
        self._unanswered = set()
        self._armed = None
        self._fired = queue.Queue()
        self._seen = {terminal.id: [0, 0, 0] for terminal in world.terminals.values()}  # command, ack up, ack down
        for terminal in world.terminals.values():
            terminal.proxy.decide = functools.partial(self._decide, terminal)

    # What users report.

    def ask(self, kind, terminal, args):
        with self._lock:
            self.asked.append(Asked(len(self.asked), kind, terminal, args, new_key()))
            return self.asked[-1]

    def before_request(self, asked):
        with self._lock:
            self._unanswered.add(asked.key)
        terminal = next(t for t in self.world.terminals.values() if t.id == asked.terminal)
        self._meet({"post"}, terminal)

    def answered(self, asked, answer):
        with self._lock:
            self._unanswered.discard(asked.key)
            asked.answers += 1
            asked.status = asked.status or answer.status
            command = (answer.body or {}).get("command")
            if answer.status not in (202, 404, 409):
                self.told_wrong.append((asked.step, f"{asked.kind} was answered {answer}"))
            if command and asked.id and command["id"] != asked.id:
                self.told_wrong.append((asked.step, "one key made two commands"))
            if command:
                asked.id = command["id"]
                asked.told.append(command["state"])

    def looked(self, asked, answer):
        with self._lock:
            if answer.status == 200:
                asked.told.append(answer.body["command"]["state"])
            elif answer.status == 404:
                self.told_wrong.append((asked.step, "an accepted command is not there"))

    def count_accepted(self):
        with self._lock:
            return sum(asked.status == 202 for asked in self.asked)

    # What proxies see.

    def _moments(self, terminal, frame):
        seen, moments = self._seen[terminal.id], set()
        if frame.up:
            if frame.type in ("command_step", "command_result"):
                moments.add({"command_step": "step_up", "command_result": "result_up"}[frame.type])
            if seen[1] < (frame.ack or 0) <= seen[0]:
                moments.add("ack_up")
            seen[1] = max(seen[1], frame.ack or 0)
        else:
            if frame.type == "command":
                moments.add("command_down")
                seen[0] = max(seen[0], frame.seq)
            if (frame.ack or 0) > seen[2]:
                moments.add("ack_down")
            seen[2] = max(seen[2], frame.ack or 0)
        return moments

    def _decide(self, terminal, frame):
        return self._meet(self._moments(terminal, frame), terminal)

    def _meet(self, moments, terminal):
        with self._lock:
            trouble = self._armed
            if trouble is None or trouble.moment not in moments:
                return PASS
            self._armed = None
        if trouble.what == "kill" and trouble.after == 0.0:
            for program in self._victims(trouble, terminal).values():
                strike(program)
        if trouble.what == "half_open":
            terminal.proxy.half_open(*trouble.ways)
        self._fired.put(terminal)
        return trouble.frame

    # What goes wrong.

    def _victims(self, trouble, terminal):
        victims = {}
        if trouble.victims in ("relay", "both"):
            victims["relay"] = self.world.relay
        if trouble.victims in ("terminal", "both"):
            victims[terminal.name] = terminal.program
        return victims

    def _make(self, trouble, draw):
        """Waits for the moment of one trouble, lets it happen and mends what must be mended at once."""
        self.faults += 1
        if trouble.what == "broker":
            self.world.market.post("/fault", trouble.fault)
            return
        with self._lock:
            self._armed = trouble
        try:
            terminal, met = self._fired.get(timeout=PATIENCE), True
        except queue.Empty:
            with self._lock:
                met, self._armed = self._armed is None, None
            terminal = self._fired.get() if met else draw.choice(list(self.world.terminals.values()))
        if trouble.what == "kill":
            self._kill(trouble, terminal)
        elif trouble.what == "half_open":
            if not met:
                terminal.proxy.half_open(*trouble.ways)
            time.sleep(trouble.down)  # lint: allow honest_tests: how long the trouble lasts
            terminal.proxy.heal()
        elif trouble.what == "outage":
            terminal.control.post("/action", {"name": "disconnect"})
            time.sleep(trouble.down)  # lint: allow honest_tests: how long the trouble lasts
            terminal.control.post("/action", {"name": "reconnect"})
        elif not met:
            terminal.proxy.cut(reset=draw.random() < 0.5)

    def _kill(self, trouble, terminal):
        time.sleep(trouble.after)  # lint: allow honest_tests: the drawn moment of the kill
        victims = self._victims(trouble, terminal)
        for program in victims.values():
            strike(program)
        for program in victims.values():
            program.kill()
        with self._lock:
            unanswered = set(self._unanswered)
        self.met += of_kill(self.world, victims, unanswered, self.watcher)
        self.gaps.update(gaps_of_kill(self.world, victims))
        time.sleep(trouble.down)  # lint: allow honest_tests: how long the trouble lasts
        if "relay" in victims:
            self.world.start_relay()
        if terminal.name in victims:
            terminal.launch()
            terminal.wait_ready()

    def play(self):
        draw = random.Random(f"play {self._seed}")
        terminals = list(self.world.terminals.values())
        share = -(-self._commands // (2 * len(terminals)))
        users = [User(self, terminal, share, f"user {self._seed} {n}") for n, terminal in enumerate(terminals * 2)]
        total = share * len(users)
        for user in users:
            user.start()
        for n, trouble in enumerate(self._troubles):
            due = total * n // (len(self._troubles) + 1)
            while self.count_accepted() < due and any(user.is_alive() for user in users):
                time.sleep(0.005)  # lint: allow honest_tests: waits for the users' progress, which has a deadline of its own
            self._make(trouble, draw)
        for user in users:
            user.join(120)
            assert not user.is_alive(), "a user found no answer"
            if user.failure:
                raise user.failure

    def mend(self):
        for terminal in self.world.terminals.values():
            terminal.proxy.decide = None
            terminal.proxy.heal()
        self.world.market.request("DELETE", "/fault")


def play_one(seed, template, keep=None):
    """Plays one seed; a dictionary with the counts and violations of it."""
    draw = random.Random(f"run {seed}")
    names = draw.choice((["one"], ["one"], ["two"], ["one", "two"], ["one", "two"]))
    latency = sorted((draw.randint(20, 300), draw.randint(20, 300)))
    with tempfile.TemporaryDirectory() as scratch:
        directory = pathlib.Path(keep, str(seed)) if keep else pathlib.Path(scratch)
        directory.mkdir(parents=True, exist_ok=True)
        broker = ["--seed", str(seed), "--latency", *map(str, latency)]
        with World(directory, template, names, broker) as world:
            client = world.client()
            world.wait_all_live(client)
            run = Run(world, draw_troubles(seed), draw.randint(10, 14), seed)
            run.play()
            run.mend()
            verdict = judge(world, client, run)
            executed = verdict.pop("tags")
    points = collections.Counter(
        "T4" if point == "T5" and command.replace("-", "")[-12:] not in executed else point for point, command, _ in run.met)
    return {"seed": seed, "kills": dict(points), "faults": run.faults, **verdict}
