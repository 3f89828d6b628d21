"""Passwords that are guessed: many, for many users, from one address and from many."""
import json
import threading
import time

from catalogue import Catalogue
from raw_client import request
from work import Work

ATTACKS = Catalogue()


def _sign_in(siege, email, password, source=None, headers=()):
    body = json.dumps({"email": email, "password": password}).encode()
    with siege.client(source, timeout=30) as client:
        return client.ask(request("POST", "/api/auth/login", ["X-SignalOS-CSRF: 1", f"Origin: {siege.origin}", *headers], body))


def _told(answer):
    """What an attacker learns: everything but the countdown."""
    body = json.loads(answer.body)
    body.pop("retry_after_ms", None)
    names = sorted(line.split(":")[0].lower() for line in answer.head.split("\r\n")[1:])
    return answer.status, body, names


@ATTACKS.attack("a known and an unknown user, one answer", memory=160)
def known_or_not(siege):
    """Each is tried until locked out; the lock ends with its window, which is short here for nobody: later cases use other names."""
    known, unknown = siege.member("second"), "nobody@signalos.example"
    for number in range(5):
        for email in (known, unknown):
            siege.refused(f"try {number + 1} of {email.split('@')[0]} is 401", _sign_in(siege, email, f"wrong {number}"), 401, "bad_credentials")
    answers = [_sign_in(siege, email, "wrong") for email in (known, unknown)]
    siege.expected["locked_out"] += 2
    siege.case("both are locked out in the same words", _told(answers[0]) == _told(answers[1]) and answers[0].status == 429, answers)
    siege.case("with a countdown", all(0 < int(answer.header("Retry-After")) <= 900 for answer in answers), answers)


@ATTACKS.attack("passwords sprayed from one address", memory=160)
def spray(siege):
    source = siege.address()
    statuses = [_sign_in(siege, f"user{number}@signalos.example", "Password1!", source).status for number in range(30)]
    siege.expected["bad_credentials"] += 20
    siege.expected["locked_out"] += 10
    siege.case("an address that guesses for everyone is locked out after twenty", statuses == [401] * 20 + [429] * 10, statuses)


@ATTACKS.attack("passwords stuffed from two hundred addresses at once", memory=200)
def stuffing(siege):
    """More than the hashing can take: what is too much is refused at once, and memory is that of two hashes."""
    results = []

    def one(number):
        results.append(_sign_in(siege, f"victim{number}@signalos.example", "hunter2").status)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    siege.expected["bad_credentials"] += results.count(401)
    siege.expected["rate_limited"] += results.count(429)
    siege.case("two hundred tries: each is refused or told to wait", len(results) == 200 and set(results) <= {401, 429}, results)
    siege.case("the line of those who wait is bounded", results.count(429) >= 100, results.count(429))
    fresh = siege.browser()
    began = time.monotonic()
    fresh.sign_in(*siege.stack.sign_in)
    siege.case("afterwards a user signs in", True)
    print(f"        the sign-in took {time.monotonic() - began:.2f} s", flush=True)
    fresh.request("POST", "/api/auth/logout", {})


@ATTACKS.attack("an address that says it is another", memory=160)
def forwarded(siege):
    """No proxy is declared, so nobody's word counts: the lock holds, and the log names the true address."""
    source = siege.address()
    claims = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP", "CF-Connecting-IP")
    statuses = []
    for number in range(24):
        lie = f"for=192.0.2.{number}" if claims[number % 5] == "Forwarded" else f"192.0.2.{number}"
        statuses.append(_sign_in(siege, f"liar{number}@signalos.example", "Password1!", source, [f"{claims[number % 5]}: {lie}"]).status)
    siege.expected["bad_credentials"] += 20
    siege.expected["locked_out"] += 4
    siege.case("an address is locked out whatever address it claims", statuses == [401] * 20 + [429] * 4, statuses)
    siege.case("and the log believes none of it", "192.0.2." not in siege.log() and f"login_locked peer={source}" in siege.log(), "it does")


@ATTACKS.attack("users told apart by time", memory=160)
def timing(siege):
    """Members and strangers, each tried once: the same store operations and one hash either way (the hash is counted by test_relay_api)."""
    tries = 12
    members = [siege.member(f"member{number}") for number in range(tries)]

    def known(number):
        siege.expected["bad_credentials"] += 1
        assert _sign_in(siege, members[number], "wrong").status == 401

    def unknown(number):
        siege.expected["bad_credentials"] += 1
        assert _sign_in(siege, f"other{number}@signalos.example", "wrong").status == 401

    Work(siege).compare("a member and nobody", known, unknown, rounds=tries - 4, counted=4)
