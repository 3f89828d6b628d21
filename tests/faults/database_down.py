#!/usr/bin/env python3
"""Promises 1, 2 and 3 with PostgreSQL stopped and killed in mid-run: writes are answered 503, the live view goes on, a stop holds
at once, everything comes back by itself, every 202 ends in a final state and the broker's ledger holds exactly what they tell.
usage: database_down.py [--seed N] [--outages N] [--commands N]
"""
import argparse
import http.client
import pathlib
import random
import sys
import tempfile
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from dashboard import DashboardView  # noqa: E402
from postgres import Postgres  # noqa: E402
from relay_killed import Trader, verify  # noqa: E402
from rest import Relay  # noqa: E402
from stack import Stack, eventually  # noqa: E402


def writes_are_refused(client, terminal):
    """503 and nothing else, however the request is made."""
    order = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.01"}
    answer = client.command("open", terminal.id, order)
    assert answer.status == 503, answer
    assert answer.body["code"] in ("unavailable", "in_doubt"), answer


def group_of(client, *terminals):
    """A group of these terminals; its id."""
    made = client.request("POST", "/api/groups", {"name": "All of them"})
    assert made.status == 201, made
    group = made.body["group"]["id"]
    filled = client.request("PUT", f"/api/groups/{group}/members", {"terminals": list(terminals)})
    assert filled.status == 200, filled
    return group


def stops_all_the_same(client, terminal, group):
    """A group's stop is answered at once, not durable, and latched in the terminal; asked again it is the same one."""
    key = str(uuid.uuid4())

    def stop():
        body = {"kind": "emergency_stop", "group": group, "args": {"level": "halt"}}
        return client.request("POST", "/api/commands", body, {"Idempotency-Key": key})
    answer = stop()
    assert answer.status == 200 and answer.body["durable"] is False, answer
    assert eventually(lambda: "stop" in terminal.panel().lower() or "halt" in terminal.panel().lower(), 10,
                      lambda: f"the stop in the terminal; its panel says: {terminal.panel()}")
    again = stop()
    assert again.status == 200 and again.body == answer.body, (answer, again)
    return answer.body["commands"][0]["id"]


def script(stack, client):
    """A caller with an API key of its own, and the key's id."""
    made = client.request("POST", "/api/auth/api-keys", {"name": "watchdog", "scope": "trade"})
    assert made.status == 200, made
    return Relay(stack.port, str(stack.directory / "tls/ca.pem"), bearer=made.body["secret"]), made.body["api_key"]["id"]


def pauses(caller):
    return caller.request("POST", "/api/trading/pause", {}, {"Idempotency-Key": str(uuid.uuid4())})


def scripts_stop_too(seen, ended, unseen):
    """A key that the store confirmed a moment ago pauses; one that was revoked since, or never used, does not."""
    paused = pauses(seen)
    assert paused.status == 200 and paused.body["durable"] is False, paused
    assert pauses(ended).status == 503 and pauses(unseen).status == 503
    assert seen.get("/api/commands").status == 503


def recorded(client, command):
    """The stop is found in the store again and ends as done."""
    def state():
        answer = client.get(f"/api/commands/{command}")
        return answer.status == 200 and answer.body["command"]["state"]
    eventually(lambda: state() == "done", 30, lambda: f"{command} recorded and done: {client.get(f'/api/commands/{command}')}")


def view_goes_on(stack, view):
    """A trade that the user makes at the terminal reaches an open dashboard."""
    done = stack.market.post("/trade", {"account": 1001, "kind": "open", "symbol": "GBPUSD", "side": "buy", "volume": "0.01"})
    shown = eventually(lambda: view.wait_for(lambda: str(done["ticket"]) in str(view.keys), 1), 20,
                       lambda: f"position {done['ticket']} on the dashboard; it shows {list(view.keys)}")
    assert shown


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=20260102)
    parser.add_argument("--outages", type=int, default=6)
    parser.add_argument("--commands", type=int, default=60)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    server = Postgres()
    with tempfile.TemporaryDirectory() as directory, Stack(
            directory, broker_arguments=["--seed", str(options.seed)], store="postgresql",
            server=server) as stack:
        stack.market.post("/fault", {"match": {}, "effect": "latency", "delay_ms": [20, 300], "times": 1000000, "seed": options.seed})
        terminal = stack.add_terminal("one", 1001)
        client = stack.client()
        stack.wait_live(client, terminal)
        view = DashboardView(stack.port, str(stack.directory / "tls/ca.pem"), client.cookie, terminal.id)
        trader = Trader(stack, terminal, options.commands, options.seed)
        trader.start()
        for outage in range(options.outages):
            time.sleep(draw.uniform(0.3, 1.5))  # lint: allow honest_tests: the random moment of the outage
            stack.wait_live(client, terminal)  # whoever is signed in stays; nobody can sign in without the database
            server.tell("kill" if outage % 2 else "stop")
            writes_are_refused(client, terminal)
            view_goes_on(stack, view)
            server.tell("start")
            eventually(lambda: client.get("/api/commands").status == 200, 30, "the relay finds its database again")
        trader.join(240)
        assert not trader.is_alive(), "the trader did not get its commands accepted"
        if trader.failure:
            raise trader.failure
        verify(stack, trader.accepted)
        away = stack.admin("create-terminal", "--name", "away")["terminal"]
        group = group_of(client, terminal.id, away)
        (seen, _), (ended, revoked), (unseen, _) = (script(stack, client) for _ in range(3))
        assert seen.get("/api/me").status == 200 and ended.get("/api/me").status == 200
        assert client.request("DELETE", f"/api/auth/api-keys/{revoked}").status == 204
        server.tell("stop")
        writes_are_refused(client, terminal)
        scripts_stop_too(seen, ended, unseen)
        stop = stops_all_the_same(client, terminal, group)
        view_goes_on(stack, view)
        server.tell("start")
        recorded(client, stop)
        rows = stack.postgres.query("SELECT count(*) FROM commands WHERE kind='emergency_stop'")
        assert rows == ["2"], f"one stop was given to a group of two, {rows} are recorded"
        print(f"{len(trader.accepted)} commands, {options.outages} outages, seed {options.seed}")
    server.close()


if __name__ == "__main__":
    main()
