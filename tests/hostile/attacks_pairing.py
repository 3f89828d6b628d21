"""Codes that let a terminal in, used again, guessed, or approved for another terminal than the one that shows itself."""
import json
import os
import time

from catalogue import Catalogue

ATTACKS = Catalogue()


class Newcomer:
    """A terminal without a credential."""

    def __init__(self, siege, secret=None, source=None):
        self.secret = secret or os.urandom(32).hex()
        self.socket = siege.socket("/ws/terminal", {"Authorization": f"Pairing {self.secret}"}, source=source, signed_in=False)

    def pair(self, code):
        account = {"login": "9001", "server": "SignalOS-Demo", "company": "SignalOS", "currency": "USD", "trade_mode": "demo"}
        self.say("pair", {"role": "terminal", "platform": "mt5", "proto": [1], "agent": {"ea": "1.0", "dll": "0.1.0", "os": "linux"},
                          "account": account, "code": code})
        return self

    def say(self, kind, data):
        self.socket.send_text(json.dumps({"type": kind, "ts": int(time.time() * 1000), "data": data}))

    def hears(self, *kinds):
        """The first frame of one of these kinds; {} when none comes."""
        def came():
            return next((frame for frame in self.socket.frames if frame["type"] in kinds), None)
        return self.socket.wait_for(came, 10) or {"type": "", "data": {}}


def _start(siege):
    answer = siege.trader.request("POST", "/api/terminals/pair/start", {"name": f"guest {siege.key()[:4]}"})
    assert answer.status == 201, answer
    return answer.body


def _approve(siege, pairing, fingerprint):
    return siege.trader.request("POST", "/api/terminals/pair/approve", {"pairing": pairing, "fingerprint": fingerprint})


@ATTACKS.attack("a pairing code used again")
def replayed_code(siege):
    started = _start(siege)
    first = Newcomer(siege).pair(started["code"])
    shown = first.hears("pairing")["data"].get("fingerprint", "")
    answer = _approve(siege, started["pairing"]["id"], "AAAA-AAAA-AAAA")
    siege.expected[answer.body["code"]] += 1
    siege.case("another fingerprint than the terminal's is refused with 409", answer.status == 409, answer)
    rival = Newcomer(siege).pair(started["code"])
    told = rival.hears("pairing_refused", "pairing")
    siege.case("a second terminal with the same code is not let in", told["type"] == "pairing_refused", told)
    answer = _approve(siege, started["pairing"]["id"], shown)
    siege.case("the terminal whose fingerprint was seen is let in", answer.status == 200, answer)
    key = first.hears("paired")["data"].get("key")
    siege.case("and gets its credential", bool(key), first.socket.frames[-1:])
    first.say("pair_stored", {})
    first.socket.wait_for(lambda: first.socket.close_code is not None, 10)
    replay = Newcomer(siege).pair(started["code"])
    told = replay.hears("pairing_refused", "pairing")
    siege.case("the code that was used lets nobody in", told["type"] == "pairing_refused", told)
    again = _approve(siege, started["pairing"]["id"], shown)
    siege.case("an approval said twice makes no second credential", again.status in (200, 409) and "paired" not in
               [frame["type"] for frame in replay.socket.frames], again)
    if again.status != 200:
        siege.expected[again.body["code"]] += 1
    siege.case("the log holds neither code nor credential", started["code"] not in siege.log() and key not in siege.log(), "it does")
    for one in (first, rival, replay):
        one.socket.drop()


@ATTACKS.attack("pairing codes guessed")
def guessed_codes(siege):
    """Eight characters, one address: it is told to wait long before it could matter."""
    source, reasons = siege.address(), []
    for number in range(40):
        newcomer = Newcomer(siege, source=source).pair("KMPQ%04d" % (2222 + number))
        reasons.append(newcomer.hears("pairing_refused", "error")["data"].get("reason", "closed"))
        newcomer.socket.drop()
    siege.case("an address that guesses is locked out", reasons[0] == "code_refused" and "locked" in reasons, reasons)
    siege.case("and stays so", reasons[-1] == "locked", reasons)


@ATTACKS.attack("newcomers without manners")
def newcomers(siege):
    for name, secret in {"none": " ", "short": "abc", "capitals": "A" * 64, "of 10 KB": "a" * 10_000}.items():
        socket = siege.socket("/ws/terminal", {"Authorization": f"Pairing {secret}"}, signed_in=False)
        siege.closed(f"a pairing secret, {name}, closes with 4401", socket, 4401, "unauthorized")
    newcomer = Newcomer(siege)
    newcomer.socket.send_text("x" * 5000)
    siege.closed("more than a newcomer needs closes with 1009", newcomer.socket, 1009, "too_large")
    newcomer = Newcomer(siege)
    newcomer.say("hello", {"role": "terminal"})
    told = newcomer.hears("welcome", "error", "pairing_refused")
    siege.case("a newcomer is never welcome as a terminal", told["type"] != "welcome", told)
    newcomer.socket.drop()
    held = [Newcomer(siege) for _ in range(30)]
    siege.case("thirty who say nothing are closed", all(one.socket.wait_for(lambda one=one: one.socket.close_code is not None, 12) for one in held),
               [one.socket.close_code for one in held])
    for one in held:
        one.socket.drop()
