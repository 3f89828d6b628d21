#!/usr/bin/env python3
"""Members, credentials and what becomes of them: every route about people, and every revocation closes its sockets at once."""
import base64
import contextlib
import hashlib
import hmac
import json
import pathlib
import sqlite3
import struct
import sys
import tempfile
import time
import uuid

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "support/stack"))
sys.path.append(str(TESTS / "scenarios"))
from recorder import note_types  # noqa: E402
from rest import Relay  # noqa: E402
from stack import Stack, eventually  # noqa: E402
from web_socket import WebSocket  # noqa: E402

PASSWORD = "correct horse battery"
WITHIN = 2  # seconds in which a revocation ends what is live


def totp(secret, at=None):
    """RFC 6238 with SHA-1, 30 s, six digits, written from the standard and not from the relay."""
    counter = struct.pack(">Q", int((at or time.time()) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def ok(answer, status=200):
    assert answer.status == status, f"expected {status}: {answer}"
    return answer.body


def refused(answer, status, code):
    assert (answer.status, answer.body["code"]) == (status, code), f"expected {status} {code}: {answer}"
    return answer.body


class Place:
    """One relay with an owner signed in."""

    def __init__(self, stack):
        self.stack = stack
        self.ca = str(stack.directory / "tls/ca.pem")
        self.owner = stack.client()

    def browser(self, email, password, code=None):
        browser = Relay(self.stack.port, self.ca)
        body = {"email": email, "password": password, **({"code": code} if code else {})}
        answer = browser.request("POST", "/api/auth/login", body)
        if answer.status == 200:
            browser.use_cookie(answer.headers["Set-Cookie"].split(";")[0])
        return browser, answer

    def script(self, token):
        """A client with nothing but a bearer's token: no cookie, no Origin, no CSRF header."""
        return Relay(self.stack.port, self.ca, bearer=token)

    def invite(self, email, role, terminals=()):
        made = ok(self.owner.request("POST", "/api/admin/invitations", {"email": email, "role": role, "terminals": list(terminals)}))
        anybody = Relay(self.stack.port, self.ca)
        seen = ok(anybody.request("POST", "/api/auth/invitation", {"token": made["token"]}))
        assert seen["email"] == email and seen["role"] == role, seen
        accept = {"token": made["token"], "name": email.split("@")[0], "password": PASSWORD}
        ok(anybody.request("POST", "/api/auth/invitation/accept", accept))
        refused(anybody.request("POST", "/api/auth/invitation/accept", accept), 404, "not_found")
        users = ok(self.owner.get("/api/admin/users"))["users"]
        return next(user for user in users if user["email"] == email)["id"]

    def socket(self, browser=None, token=None, path="/ws", channels=("mission", "user", "events:*")):
        headers = {"Sec-WebSocket-Protocol": "signalos.v1"}
        if browser:
            headers |= {"Cookie": browser.cookie, "Origin": browser.origin}
        if token:
            headers["Sec-WebSocket-Protocol"] = f"signalos.v1, bearer.{token}"
        socket = WebSocket(self.stack.port, path, self.ca, headers)
        if path == "/ws" and channels:
            socket.send_text(json.dumps({"type": "subscribe", "id": str(uuid.uuid4()), "ts": 0,
                                         "data": {"channels": [{"ch": channel} for channel in channels]}}))
            assert frame(socket, "subscribed"), socket.frames
        return socket


def frame(socket, kind, **data):
    def came():
        return next((one for one in socket.frames if one["type"] == kind and data.items() <= one["data"].items()), None)
    found = socket.wait_for(came, 10)
    note_types(socket.frames)
    return found


@contextlib.contextmanager
def closes(socket, code, what):
    """What is done inside ends the socket with this code, in time."""
    since = time.monotonic()
    yield
    socket.wait_for(lambda: socket.close_code is not None, 10)
    took = time.monotonic() - since
    assert socket.close_code == code, f"{what}: closed with {socket.close_code}"
    assert took < WITHIN, f"{what}: only after {took:.1f} s"
    print(f"{what}: closed with {code} after {took * 1000:.0f} ms")


def grants(place, one, two):
    trader = place.invite("trader@example.test", "trader", [one])
    browser, _ = place.browser("trader@example.test", PASSWORD)
    rows = lambda: [row["terminal"] for row in ok(browser.get("/api/mt5/status"))["terminals"]]  # noqa: E731
    assert rows() == [one], rows()
    socket = place.socket(browser)
    mission = frame(socket, "snapshot")["data"]["keys"]
    assert list(mission) == [one], mission
    everywhere = ok(browser.request("POST", "/api/trading/emergency-stop", {}), 202)["commands"]
    assert [command["terminal"] for command in everywhere] == [one], everywhere
    for missing in (two, str(uuid.uuid4())):
        answer = browser.request("POST", f"/api/trades/{missing}:1/close", {})
        assert refused(answer, 404, "not_found")["detail"] == "There is no such thing here."
    theirs = ok(place.owner.request("POST", "/api/trading/pause", {"terminal": two}), 202)["commands"][0]["id"]
    refused(browser.get(f"/api/commands/{theirs}"), 404, "not_found")
    assert all(command["terminal"] == one for command in ok(browser.get("/api/commands"))["commands"])
    with closes(socket, 1012, "other grants"):
        ok(place.owner.request("PUT", f"/api/admin/users/{trader}/grants", {"terminals": [two]}))
    assert frame(socket, "account_update", what="grants_changed"), socket.frames
    assert rows() == [two], rows()
    refused(place.owner.request("PUT", f"/api/admin/users/{trader}/grants", {"terminals": [str(uuid.uuid4())]}), 404, "not_found")
    return trader, browser


def roles(place, trader, browser):
    refused(browser.get("/api/admin/users"), 403, "forbidden")
    socket = place.socket(browser)
    with closes(socket, 1012, "another role"):
        changed = ok(place.owner.request("PATCH", f"/api/admin/users/{trader}", {"role": "viewer"}))["user"]
    assert changed["role"] == "viewer", changed
    refused(browser.request("POST", "/api/trading/pause", {}), 403, "forbidden")
    owner = ok(place.owner.get("/api/me"))["user"]["id"]
    refused(place.owner.request("PATCH", f"/api/admin/users/{owner}", {"role": "admin"}), 409, "last_owner")
    refused(place.owner.request("PATCH", f"/api/admin/users/{owner}", {"disabled": True}), 409, "last_owner")
    assert ok(place.owner.get(f"/api/admin/users/{trader}"))["user"]["role"] == "viewer"
    assert len(ok(place.owner.get("/api/admin/roles"))["roles"]) == 4
    ok(place.owner.request("PATCH", f"/api/admin/users/{trader}", {"role": "trader"}))


def sessions(place, trader, browser):
    other, _ = place.browser("trader@example.test", PASSWORD)
    listed = ok(browser.get("/api/auth/sessions"))["sessions"]
    assert len(listed) == 2 and sum(one["current"] for one in listed) == 1, listed
    socket = place.socket(other)
    with closes(socket, 4401, "one session ended"):
        gone = next(one["id"] for one in listed if not one["current"])
        ok(browser.request("DELETE", f"/api/auth/sessions/{gone}"), 204)
    refused(other.get("/api/me"), 401, "unauthorized")
    refused(browser.request("DELETE", f"/api/auth/sessions/{gone}"), 404, "not_found")
    other, _ = place.browser("trader@example.test", PASSWORD)
    socket = place.socket(other)
    with closes(socket, 4401, "signed out everywhere else"):
        ok(browser.request("DELETE", "/api/auth/sessions"), 204)
    assert ok(browser.request("POST", "/api/auth/refresh"))["expires_at"] > time.time() * 1000
    mine = next(one for one in ok(place.owner.get("/api/admin/sessions"))["sessions"] if one["user"] == trader)
    socket = place.socket(browser)
    with closes(socket, 4401, "a session ended by an admin"):
        ok(place.owner.request("DELETE", f"/api/admin/sessions/{mine['id']}"), 204)
    browser, _ = place.browser("trader@example.test", PASSWORD)
    with closes(place.socket(browser), 4401, "all sessions of a user ended"):
        ok(place.owner.request("DELETE", f"/api/admin/users/{trader}/sessions"), 204)
    browser, _ = place.browser("trader@example.test", PASSWORD)
    before = browser.cookie
    refused(browser.request("POST", "/api/auth/step-up", {"password": "wrong"}), 401, "bad_credentials")
    answer = browser.request("POST", "/api/auth/step-up", {"password": PASSWORD})
    assert ok(answer)["until"] > time.time() * 1000
    refused(browser.get("/api/me"), 401, "unauthorized")  # the cookie of before opens nothing
    browser.use_cookie(answer.headers["Set-Cookie"].split(";")[0])
    assert browser.cookie != before
    return browser


def keys(place, browser, two):
    made = ok(browser.request("POST", "/api/auth/api-keys", {"name": "script", "scope": "view", "terminals": [two]}))
    secret, key = made["secret"], made["api_key"]["id"]
    assert secret.startswith(made["api_key"]["prefix"])
    listed = browser.get("/api/auth/api-keys")
    assert secret not in json.dumps(listed.body) and ok(listed)["api_keys"][0]["id"] == key
    script = place.script(secret)
    assert ok(script.get("/api/me"))["credential"] == {"kind": "api_key", "id": key}
    refused(script.request("POST", "/api/trading/pause", {}), 403, "forbidden")
    refused(script.request("POST", "/api/auth/api-keys", {"name": "more", "scope": "view"}), 403, "forbidden")
    refused(browser.request("POST", "/api/auth/api-keys", {"name": "more", "scope": "manage"}), 403, "forbidden")
    token = ok(script.request("POST", "/api/auth/token", {}))["access_token"]
    bearer = place.script(token)
    assert ok(bearer.get("/api/me"))["credential"]["kind"] == "access_token"
    refused(bearer.request("POST", "/api/auth/token", {}), 403, "forbidden")
    head, body, mark = token.split(".")
    bare = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    hs512 = base64.urlsafe_b64encode(b'{"alg":"HS512","typ":"JWT"}').decode().rstrip("=")
    for forged in (f"{bare}.{body}.", f"{bare}.{body}.{mark}", f"{hs512}.{body}.{mark}", f"{head}.{body}.{mark[:-2]}AA", "a.b.c"):
        refused(place.script(forged).get("/api/me"), 401, "unauthorized")
    by_key, by_token = place.socket(token=secret), place.socket(token=token)
    with closes(by_key, 4401, "a key revoked"), closes(by_token, 4401, "the token of a revoked key"):
        ok(browser.request("DELETE", f"/api/auth/api-keys/{key}"), 204)
    refused(script.get("/api/me"), 401, "unauthorized")
    refused(bearer.get("/api/me"), 401, "unauthorized")
    second = ok(browser.request("POST", "/api/auth/api-keys", {"name": "trades", "scope": "trade"}))
    script = place.script(second["secret"])
    ok(script.request("POST", "/api/trading/pause", {}), 202)  # neither Origin nor CSRF header: no browser sent it
    assert any(one["last_used"] for one in ok(place.owner.get("/api/admin/api-keys"))["api_keys"])
    ok(place.owner.request("DELETE", f"/api/admin/api-keys/{second['api_key']['id']}"), 204)
    refused(script.get("/api/me"), 401, "unauthorized")
    terminal = place.script(place.stack.admin("create-terminal", "--name", "three")["key"])
    assert ok(terminal.get("/api/me"))["user"] is None
    refused(terminal.get("/api/commands"), 403, "forbidden")


def second_factor(place, trader, browser):
    assert ok(browser.get("/api/auth/totp")) == {"enabled": False, "pending": False, "recovery_codes_left": 0}
    secret = ok(browser.request("POST", "/api/auth/totp", {}))["secret"]
    refused(browser.request("POST", "/api/auth/totp/confirm", {"code": "000000" if totp(secret) != "000000" else "000001"}), 400,
            "bad_request")
    codes = ok(browser.request("POST", "/api/auth/totp/confirm", {"code": totp(secret)}))["recovery_codes"]
    assert len(set(codes)) == 10
    refused(place.browser("trader@example.test", PASSWORD)[1], 401, "totp_required")
    # The step that confirmed it is spent: only a newer one opens.
    refused(place.browser("trader@example.test", PASSWORD, totp(secret))[1], 401, "bad_credentials")
    ok(place.browser("trader@example.test", PASSWORD, totp(secret, time.time() + 30))[1])
    refused(place.browser("trader@example.test", PASSWORD, totp(secret, time.time() + 30))[1], 401, "bad_credentials")
    ok(place.browser("trader@example.test", PASSWORD, codes[0].upper())[1])
    refused(place.browser("trader@example.test", PASSWORD, codes[0])[1], 401, "bad_credentials")
    assert ok(browser.get("/api/auth/totp"))["recovery_codes_left"] == 9
    fresh = ok(browser.request("POST", "/api/auth/totp/recovery-codes", {}))["recovery_codes"]
    refused(place.browser("trader@example.test", PASSWORD, codes[1])[1], 401, "bad_credentials")
    ok(place.browser("trader@example.test", PASSWORD, fresh[0])[1])
    ok(browser.request("DELETE", "/api/auth/totp"), 204)
    ok(place.browser("trader@example.test", PASSWORD)[1])
    ok(place.owner.request("DELETE", f"/api/admin/users/{trader}/totp"), 204)


def lock_out(place):
    place.invite("locked@example.test", "viewer")
    for _ in range(5):
        refused(place.browser("locked@example.test", "wrong")[1], 401, "bad_credentials")
    assert refused(place.browser("locked@example.test", PASSWORD)[1], 429, "locked_out")["retry_after_ms"] > 60_000
    place.stack.relay.kill()
    place.stack.start_relay()
    cookie, place.owner = place.owner.cookie, Relay(place.stack.port, place.ca)
    place.owner.use_cookie(cookie)
    refused(place.browser("locked@example.test", PASSWORD)[1], 429, "locked_out")


def organisations(place):
    made = ok(place.owner.request("POST", "/api/admin/organisations", {"name": "Other", "owner_email": "other@example.test"}))
    accept = {"token": made["token"], "name": "Other", "password": PASSWORD}
    ok(place.owner.request("POST", "/api/auth/invitation/accept", accept))
    browser, _ = place.browser("other@example.test", PASSWORD)
    assert ok(browser.get("/api/mt5/status"))["terminals"] == []
    assert [user["email"] for user in ok(browser.get("/api/admin/users"))["users"]] == ["other@example.test"]
    refused(browser.get("/api/admin/organisations"), 403, "forbidden")
    mine = ok(place.owner.get("/api/admin/users"))["users"][0]["id"]
    refused(browser.get(f"/api/admin/users/{mine}"), 404, "not_found")
    refused(browser.request("PUT", f"/api/admin/users/{mine}/grants", {"terminals": []}), 404, "not_found")
    socket = place.socket(browser)
    with closes(socket, 4401, "an organisation disabled"):
        ok(place.owner.request("PATCH", f"/api/admin/organisations/{made['organisation']}", {"disabled": True}), 204)
    refused(browser.get("/api/me"), 401, "unauthorized")
    refused(place.browser("other@example.test", PASSWORD)[1], 401, "bad_credentials")
    rows = ok(place.owner.get("/api/admin/organisations"))["organisations"]
    assert any(row["disabled"] for row in rows), rows


def connections(place, browser):
    socket = place.socket(browser)
    classic = place.socket(browser, path="/ws/classic")
    assert place.owner.request("POST", "/api/admin/broadcast", {"severity": "low", "text": "Hello."}).body["reached"] >= 2
    assert frame(socket, "system_notice", text="Hello."), socket.frames
    assert frame(classic, "SYSTEM_NOTICE", text="Hello."), classic.frames
    classic.close()
    live = eventually(lambda: [one for one in ok(place.owner.get("/api/admin/connections"))["connections"]
                               if one["name"] == "trader"], 10, "the connection is listed")
    assert live[0]["dropped"] >= 0, live
    with closes(socket, 4401, "a connection kicked"):
        ok(place.owner.request("DELETE", f"/api/admin/connections/{live[0]['id']}"), 204)


def leaving(place, trader, browser):
    socket = place.socket(browser)
    with closes(socket, 4401, "a password reset by an admin"):
        password = ok(place.owner.request("POST", f"/api/admin/users/{trader}/reset-password"))["one_time_password"]
    browser, answer = place.browser("trader@example.test", password)
    assert ok(answer)["must_change_password"]
    with closes(place.socket(browser), 4401, "a user disabled"):
        ok(place.owner.request("PATCH", f"/api/admin/users/{trader}", {"disabled": True}))
    refused(browser.get("/api/me"), 401, "unauthorized")
    made = ok(place.owner.request("POST", "/api/admin/invitations", {"email": "late@example.test", "role": "viewer"}))
    assert ok(place.owner.get("/api/admin/invitations"))["invitations"][0]["id"] == made["invitation"]["id"]
    ok(place.owner.request("DELETE", f"/api/admin/invitations/{made['invitation']['id']}"), 204)
    refused(place.owner.request("POST", "/api/auth/invitation", {"token": made["token"]}), 404, "not_found")


def console(place):
    """The command line does what REST does, on a relay that runs."""
    rows = place.stack.admin("call", "users.list")["users"]
    assert {row["email"] for row in rows} == {row["email"] for row in ok(place.owner.get("/api/admin/users"))["users"]}
    made = place.stack.admin("call", "invitations.create", "--args", json.dumps({"email": "cli@example.test", "role": "viewer"}))
    assert made["token"]
    entry = ok(place.owner.get("/api/admin/audit?limit=1"))["entries"][0]
    assert (entry["actor"], entry["action"]) == ("console", "invitation_created"), entry


def audit(place):
    actions = {entry["action"] for entry in ok(place.owner.get("/api/admin/audit?limit=500"))["entries"]}
    expected = {"user_changed", "grants_changed", "sessions_ended", "api_key_created", "api_key_revoked", "totp_on", "totp_off",
                "recovery_code_used", "invitation_created", "invitation_accepted", "invitation_revoked", "password_reset",
                "connection_kicked", "broadcast", "signed_in"}
    assert expected <= actions, expected - actions
    verdict = ok(place.owner.get("/api/admin/audit/verify"))
    assert verdict["sound"] and verdict["first_bad"] is None, verdict
    if place.stack.store != "sqlite":
        return
    with contextlib.closing(sqlite3.connect(place.stack.directory / "relay/signalos.db", timeout=10)) as db:
        db.execute("UPDATE audit SET detail='{}' WHERE n=3 AND org_id=(SELECT org_id FROM users WHERE email='owner@localhost')")
        db.commit()
    verdict = ok(place.owner.get("/api/admin/audit/verify"))
    assert (verdict["sound"], verdict["first_bad"]) == (False, 3), verdict
    print("the verifier names the changed row")


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory, "limits.login_attempts_per_address = 1000", relay_only=True) as stack:
        place = Place(stack)
        one, two = (stack.admin("create-terminal", "--name", name)["terminal"] for name in ("one", "two"))
        trader, browser = grants(place, one, two)
        roles(place, trader, browser)
        browser = sessions(place, trader, browser)
        keys(place, browser, two)
        second_factor(place, trader, browser)
        connections(place, browser)
        organisations(place)
        leaving(place, trader, browser)
        console(place)
        lock_out(place)
        audit(place)


if __name__ == "__main__":
    main()
