"""The broker's ledger decides: what ran, how often, and whether everybody was told the truth about it."""
import collections
import http.client
import time

from stack import FINAL, tag_of
from world import SECONDS_TO_RECONCILE, _waits_for_lost_orders

RANKS = {"queued": 0, "sent": 1, "accepted": 2, "executing": 3, "in_doubt": 4}
MANY_LEGS = ("emergency_stop", "close_all")
TRADES = ("open", "close", "partial_close", "close_by", *MANY_LEGS)
EXECUTED = (10008, 10009, 10010)
SECONDS_TO_SETTLE = 25


def _read(client, path):
    try:
        return client.get(path)
    except (OSError, http.client.HTTPException):
        return None


def _settled(client, asked):
    """Commands as they ended, or as they are when the time is over: step -> command (None = not there)."""
    patience = SECONDS_TO_SETTLE + (SECONDS_TO_RECONCILE if _waits_for_lost_orders() else 60)
    deadline = time.monotonic() + patience
    ended = {}
    while True:
        for one in asked:
            if one.id and (one.step not in ended or ended[one.step]["state"] not in FINAL):
                answer = _read(client, f"/api/commands/{one.id}")
                if answer and answer.status == 200:
                    ended[one.step] = answer.body["command"]
        waiting = [one for one in asked if one.id and (one.step not in ended or ended[one.step]["state"] not in FINAL)]
        if not waiting or time.monotonic() > deadline:
            return ended
        time.sleep(0.05)  # lint: allow honest_tests: the poll of a wait with a deadline


def _executions(ledger):
    by_tag = collections.defaultdict(list)
    for row in ledger:
        if row["source"] == "ea" and int(row["retcode"]) in EXECUTED and row["deals"]:
            by_tag[row["tag"]].append(row)
    return by_tag


class Verdict:
    def __init__(self):
        self.counts = {"duplicates": 0, "lost": 0, "wrong_final": 0, "in_doubt": 0}
        self.violations = []

    def broken(self, rule, step, words, counted=None):
        if counted:
            self.counts[counted] += 1
        self.violations.append({"rule": rule, "step": step, "words": words})


def judge(world, client, run):
    """Counts, violations, number of commands and the tags that ran, once everything runs again."""
    asked = run.asked
    ended = _settled(client, asked)
    rows = _executions(world.ledger())
    verdict = Verdict()
    for step, words in run.told_wrong:
        verdict.broken("told", step, words)
    for one in asked:
        if one.id:
            _judge_one(verdict, one, ended.get(one.step), rows.get(tag_of(one.id), []))
    known = {tag_of(one.id) for one in asked if one.id}
    for tag in set(rows) - known:
        verdict.broken("untold", -1, f"an execution that nobody was told of: {rows[tag]}", "lost")
    if not verdict.counts["in_doubt"]:
        _judge_view(verdict, world, client)
    _judge_dashboard(verdict, world, run, ended)
    return {"commands": sum(one.status == 202 for one in asked), **verdict.counts, "violations": verdict.violations, "tags": set(rows),
            "finals": dict(collections.Counter(command["state"] for command in ended.values()))}


def _judge_one(verdict, one, command, rows):
    if command is None:
        return verdict.broken("lost", one.step, f"{one.kind} {one.id} is not there", "lost")
    state = command["state"]
    if state not in FINAL and state != "in_doubt":
        return verdict.broken("not_final", one.step, f"{one.kind} {one.id} is still {state}", "lost")
    ranks = [RANKS.get(told, 5) for told in [*one.told, state]]
    if ranks != sorted(ranks):
        verdict.broken("rank", one.step, f"{one.kind} was shown as {[*one.told, state]}")
    # What a broker filled in part may be gone on with by another leg.
    whole = [row for row in rows if one.kind not in MANY_LEGS or int(row["retcode"]) != 10010]
    legs = collections.Counter(row["ticket"] if one.kind in MANY_LEGS else "" for row in whole)
    for leg, times in legs.items():
        if times > 1:
            verdict.broken("duplicate", one.step, f"{one.kind} {one.id} ran {times} times: {rows}", "duplicates")
    if state == "in_doubt":
        verdict.counts["in_doubt"] += 1
        return None
    if one.kind not in TRADES and rows:
        return verdict.broken("traded", one.step, f"{one.kind} traded: {rows}", "wrong_final")
    if one.kind in MANY_LEGS:
        told = {leg["deal"] for leg in command["legs"] or [] if leg.get("deal") and leg["state"] in ("done", "partial")}
        ran = {str(deal) for row in rows for deal in [row["deal"]]}
        if state == "done" and told != ran:
            verdict.broken("legs", one.step, f"{one.kind} tells of deals {told}, the ledger has {ran}", "wrong_final")
        return None
    says = state in ("done", "partial") and not command["already"]
    if one.kind in TRADES and says != bool(rows):
        return verdict.broken("wrong_final", one.step, f"{len(rows)} executions of {command}", "wrong_final")
    if says and one.kind != "close_by" and abs(sum(float(row["volume"]) for row in rows) - float(command["volume"] or 0)) > 1e-9:
        verdict.broken("volume", one.step, f"told {command['volume']}, the ledger has {rows}", "wrong_final")
    return None


def _judge_dashboard(verdict, world, run, ended):
    """An open dashboard missed nothing, was told of every deal once, and ends with what the relay answers."""
    logins = {terminal.login for terminal in world.terminals.values()}
    deals = sorted(str(deal) for row in world.ledger() if row["account"] in logins and row["kind"] != "balance" for deal in row["deals"])
    def behind():
        return [step for step, command in ended.items() if run.watcher.states.get(command["id"], [""])[-1] != command["state"]]
    deadline = time.monotonic() + 10
    while (behind() or run.watcher.told_deals() != deals) and time.monotonic() < deadline:
        time.sleep(0.02)  # lint: allow honest_tests: the poll of a wait with a deadline
    run.watcher.stop()
    for step in behind():
        verdict.broken("dashboard", step, f"shown {run.watcher.states.get(ended[step]['id'])}, it is {ended[step]['state']}")
    if run.watcher.told_deals() != deals:
        verdict.broken("deals", -1, f"told of {run.watcher.told_deals()}, the ledger has {deals}")
    for words in run.watcher.holes:
        verdict.broken("hole", -1, words)


def _judge_view(verdict, world, client):
    """What the dashboard shows is what the broker has."""
    deadline = time.monotonic() + 10
    for terminal in world.terminals.values():
        while True:
            account = next(a for a in world.market.get("/state")["accounts"] if int(a["login"]) == terminal.login)
            has = {row["identifier"]: (row["side"], float(row["volume"])) for row in account["positions"]}
            answer = _read(client, f"/api/trades?terminal={terminal.id}")
            shown = {row["position"]: (row["side"], float(row["volume"])) for row in answer.body["trades"]} if answer else None
            if shown == has:
                break
            if time.monotonic() > deadline:
                verdict.broken("view", -1, f"the dashboard shows {shown}, the broker has {has}")
                break
            time.sleep(0.05)  # lint: allow honest_tests: the poll of a wait with a deadline
