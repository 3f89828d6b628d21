#!/usr/bin/env python3
"""Makes the dumps of one schema level by letting that level's own programs run: a checkout of the last commit that had it, built, plays an
hour of trading on the engines it knew, and what its store holds then is written here as SQL text, with what its REST said of it.
usage: make.py CHECKOUT [--engine sqlite|postgresql]   (README.md beside this file says how to make the checkout)
"""
import argparse
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PASSWORD = "a password of long ago"
HASTY = {"InpReconcileWait": "10"}  # seconds before an order nobody finds is called not executed
TOO_LATE = 16_000                   # ms: the broker fills it after that
KEY = "0192f3a0-0000-7000-8000-00000000beef"
OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.01"}


class Day:
    """What happens at the relay while it is of this level."""

    def __init__(self, checkout, stack):
        from stack import eventually
        self.eventually, self.stack = eventually, stack
        self.routes = (checkout / "protocol/openapi.yaml").read_text()
        self.client = stack.client()
        self.ok("POST", "/api/auth/password", {"current": stack.sign_in[1], "password": PASSWORD}, (200, 204))
        stack.sign_in = (stack.sign_in[0], PASSWORD)
        self.client = stack.client()
        self.kept = {"owner": stack.sign_in[0], "password": PASSWORD}

    def ok(self, verb, path, body=None, expected=(200, 201, 202)):
        answer = self.client.request(verb, path, body)
        assert answer.status in expected, f"{verb} {path}: {answer}"
        return answer.body

    def knows(self, route):
        return f"\n  {route}:\n" in self.routes

    def fault(self, effect, **more):
        self.stack.market.post("/fault", {"match": {"kind": "open"}, "effect": effect, "times": 1, **more})

    def give(self, terminal, kind="open", args=None, key=None):
        answer = self.client.command(kind, terminal.id, OPEN if args is None else args, key)
        assert answer.status in (202, 409), answer
        return (answer.body.get("command") or answer.body)["id"] if answer.status == 202 else None

    def command(self, number):
        return self.client.get(f"/api/commands/{number}").body["command"]

    def reaches(self, number, *states):
        self.eventually(lambda: self.command(number)["state"] in states, 60, lambda: f"{self.command(number)} in {states}")
        return self.command(number)

    def trade(self):
        """Commands that end in many ways, one whose end the relay never hears, and one that waits."""
        one = self.stack.add_terminal("one", 1001, proxy=True, inputs=HASTY)
        self.stack.wait_live(self.client, one)
        first = self.reaches(self.give(one, key=KEY), "done")
        self.kept["replay"] = {"key": KEY, "kind": "open", "args": OPEN, "command": first["id"]}
        self.fault("retcode", retcode=10018)
        self.reaches(self.give(one), "rejected")
        self.reaches(self.give(one, "pause", {}), "done")
        self.reaches(self.give(one), "refused")
        self.reaches(self.give(one, "resume", {}), "done")
        self.fault("executed-but-timeout", delay_ms=TOO_LATE)
        late = self.give(one)
        self.eventually(lambda: self.command(late)["late"], 60, lambda: f"{self.command(late)} filled late")
        if self.knows("/api/alarms"):
            alarm = self.ok("GET", "/api/alarms")["alarms"][0]["id"]
            self.ok("POST", f"/api/alarms/{alarm}/acknowledge", {})
        self.fault("latency", delay_ms=3_000)
        self.reaches(self.give(one), "executing", "accepted")
        one.proxy.cut()
        self.client = self.stack.client()
        waiting = self.give(one, "close", {"position": first["position"]})
        self.reaches(waiting, "queued", "sent")
        self.give(one)  # a market order does not wait for a terminal that is away
        self.kept["terminal"] = one.id

    def invite(self):
        if not self.knows("/api/admin/invitations"):
            return
        from people import totp
        from rest import Relay
        one = self.kept["terminal"]
        for email in ("reader@example.test", "nobody@example.test"):
            made = self.ok("POST", "/api/admin/invitations", {"email": email, "role": "viewer", "terminals": [one]})
            if email.startswith("nobody"):
                continue
            reader = Relay(self.stack.port, str(self.stack.directory / "tls/ca.pem"))
            reader.request("POST", "/api/auth/invitation/accept", {"token": made["token"], "name": "Reader", "password": PASSWORD})
            reader.sign_in(email, PASSWORD)
            seed = reader.request("POST", "/api/auth/totp", {}).body["secret"]
            assert reader.request("POST", "/api/auth/totp/confirm", {"code": totp(seed)}).status == 200
            self.kept["reader"] = email
        made = self.ok("POST", "/api/auth/api-keys", {"name": "script", "scope": "view"})
        self.kept["api_key"] = next(value for name, value in made.items() if name in ("secret", "key", "token"))

    def arrange(self):
        if self.knows("/api/groups"):
            group = self.ok("POST", "/api/groups", {"name": "Both"})["group"]["id"]
            self.ok("PUT", f"/api/groups/{group}/members", {"terminals": [self.kept["terminal"]]})
            self.ok("POST", "/api/terminals/pair/start", {"name": "two"})
        if self.knows("/api/admin/organisations/{id}/limits"):
            mine = self.ok("GET", "/api/admin/limits")["organisation"]
            self.ok("PATCH", f"/api/admin/organisations/{mine}/limits", {"terminals": 5})
        if self.knows("/api/firebridge/push-trade-result"):
            me = self.ok("GET", "/api/me")["user"]["id"]
            self.ok("POST", "/api/firebridge/push-trade-result",
                    {"userId": me, "signalId": "s-1", "tradeResult": {"success": True, "mt5Ticket": 12345, "entryPrice": 1.085}})

    def told(self):
        """What the relay of this level says of it all; the store does not change any more."""
        commands = self.ok("GET", "/api/commands?limit=100")["commands"]
        self.kept["commands"] = {row["id"]: f'{row["kind"]} {row["state"]}' for row in commands}
        if self.knows("/api/alarms"):
            self.kept["alarms"] = len(self.ok("GET", "/api/alarms")["alarms"])
        return self.kept


def dump_sqlite(file):
    with sqlite3.connect(file) as rows:
        level = rows.execute("PRAGMA user_version").fetchone()[0]
        text = "\n".join(line for line in rows.iterdump())
    return level, f"PRAGMA foreign_keys=OFF;\n{text}\nPRAGMA user_version={level};\n"


def dump_postgresql(dsn):
    """Without what names the server's version, and without psql's own words, so that every client can load it; a statement a line."""
    done = subprocess.run(["/usr/lib/postgresql/15/bin/pg_dump", "--inserts", "--no-owner", "--no-privileges", "-d", dsn], check=True,
                          capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line and not line.startswith(("--", "\\"))]
    text = "".join(line + "\n" if line.endswith(";") else line.strip() + " " for line in lines)
    return int(re.findall(r"INSERT INTO public.schema_versions VALUES \((\d+)\)", text)[-1]), text


def make(checkout, engine):
    from stack import Stack
    other = {} if engine == "sqlite" else {"store": engine}  # level 1 had no choice
    with tempfile.TemporaryDirectory() as directory, Stack(directory, relay_settings="[limits]\nrequests_per_second = 100000",
                                                           relay_only=True, **other) as stack:
        stack.start_broker()
        day = Day(checkout, stack)
        day.trade()
        day.invite()
        day.arrange()
        kept = day.told()
        stack.relay.kill()
        if engine == "sqlite":
            level, text = dump_sqlite(stack.directory / "relay/signalos.db")
        else:
            level, text = dump_postgresql(stack.postgres.dsn)
    commit = subprocess.run(["git", "-C", checkout, "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True)
    (HERE / f"{level}.{engine}.sql").write_text(text)
    facts = {"made_by": commit.stdout.strip(), **kept}
    (HERE / f"{level}.{engine}.json").write_text("{" + ",\n ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in facts.items()) + "}\n")
    print(f"level {level} of {engine}: {len(text)} bytes, {len(kept['commands'])} commands")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkout", type=pathlib.Path)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    checkout = options.checkout.resolve()
    sys.path[:0] = [str(checkout / "tests" / part) for part in ("support/stack", "faults", "scenarios")]
    engines = [options.engine] if options.engine else ["sqlite", "postgresql"]
    for engine in engines:
        make(checkout, engine)


if __name__ == "__main__":
    main()
