#!/usr/bin/env python3
"""The relay's operator: limits, settings, backups and the flag itself, over REST and over the command line; and how fast one may ask."""
import pathlib
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "faults"))
from people import PASSWORD, Place, closes, frame, ok, refused  # noqa: E402
from stack import Stack, eventually  # noqa: E402


def limits(place):
    """What an organisation may have: set by the operator over REST, seen from the command line, and the other way round."""
    admin = place.stack.admin
    own = ok(place.owner.get("/api/admin/limits"))
    used = {row["name"]: row["used"] for row in own["limits"]}
    assert used["terminals"] == len(admin("terminals")["terminals"]) and used["commands_per_minute"] is None, used
    assert {row["key"] for row in own["relay"]} >= {"limits.requests_per_second", "limits.requests_per_second_user"}, own
    path = f"/api/admin/organisations/{own['organisation']}/limits"
    ok(place.owner.request("PATCH", path, {"terminals": used["terminals"], "sockets": 50}))
    try:
        admin("create-terminal", "--name", "one too many")
        raise SystemExit("a terminal beyond the limit was made")
    except AssertionError as told:
        assert "as many terminals as it may" in str(told), told
    shown = admin("call", "organisations.limits", "--id", own["organisation"])
    assert {row["name"]: row["limit"] for row in shown["limits"]}["sockets"] == 50, shown
    assert shown == ok(place.owner.get(path)), "REST and the command line show the same"
    admin("call", "organisations.set-limits", "--id", own["organisation"], "--args", '{"terminals":null,"sockets":null}')
    assert all(row["limit"] is None for row in admin("call", "limits.list")["limits"])
    refused(place.owner.request("PATCH", path, {"chairs": 4}), 400, "bad_request")


def settings(place):
    admin = place.stack.admin
    rows = {row["key"]: row for row in ok(place.owner.get("/api/admin/settings"))["settings"]}
    assert [row["key"] for row in admin("call", "settings.list")["settings"]] == list(rows), "the same on both sides"
    assert rows["limits.login_attempts_per_address"]["value"] == 1000 and rows["limits.login_attempts_per_address"]["source"] == "file"
    assert rows["drain_ms"]["source"] == "default" and rows["drain_ms"]["changes"] == "at_restart", rows["drain_ms"]
    assert rows["data_dir"]["source"] in ("file", "command_line", "environment"), rows["data_dir"]
    change = ok(place.owner.request("PATCH", "/api/admin/settings", {"settings": {"log.level": "debug"}}))
    assert change["after"] == {"log.level": "debug"}, change
    now = {row["key"]: row for row in admin("call", "settings.list")["settings"]}["log.level"]
    assert (now["value"], now["source"]) == ("debug", "running"), now
    for wanted, words in (({"drain_ms": 5}, "needs a restart"), ({"no.such": 1}, "no such setting"), ({"log.level": "loud"}, "give one of")):
        answer = refused(place.owner.request("PATCH", "/api/admin/settings", {"settings": wanted}), 400, "bad_request")
        assert words in answer["errors"][0]["message"], answer
    assert "relay.toml" in refused(place.owner.request("PATCH", "/api/admin/settings", {"settings": {"drain_ms": 5}}), 400,
                                   "bad_request")["errors"][0]["message"]
    assert ok(place.owner.request("POST", "/api/admin/settings/reload"))["reloaded"]
    now = {row["key"]: row for row in ok(place.owner.get("/api/admin/settings"))["settings"]}["log.level"]
    assert now["source"] != "running", "a reload goes back to the configuration"


def backups(place):
    ok(place.owner.request("POST", "/api/admin/backups"))
    done = eventually(lambda: (seen := ok(place.owner.get("/api/admin/backups"))) and not seen["running"] and seen, 20, "a backup is made")
    assert done["state"] in ("ok", "off") and len(done["files"]) == 1 and "/" not in done["files"][0], done
    assert place.stack.admin("call", "backups.list")["files"] == done["files"]


def operators(place):
    """The flag is given and taken at any time, and what it opens with it."""
    user = place.invite("second@example.test", "admin")
    browser, _ = place.browser("second@example.test", PASSWORD)
    refused(browser.get("/api/admin/settings"), 403, "forbidden")
    refused(browser.request("PATCH", f"/api/admin/users/{user}", {"operator": True}), 403, "forbidden")
    socket = place.socket(browser)
    with closes(socket, 1012, "the flag given"):
        place.stack.admin("call", "users.change", "--id", user, "--args", '{"operator":true}')
    ok(browser.get("/api/admin/settings"))
    entry = ok(place.owner.get("/api/admin/audit?limit=1"))["entries"][0]
    assert (entry["actor"], entry["action"]) == ("console", "user_changed"), entry
    assert (entry["detail"]["before"]["operator"], entry["detail"]["after"]["operator"]) == (False, True), entry
    ok(place.owner.request("PATCH", f"/api/admin/users/{user}", {"operator": False}))
    refused(browser.get("/api/admin/settings"), 403, "forbidden")


def own_password(place):
    """A member's other connections hear of a changed password before they end."""
    place.invite("third@example.test", "viewer")
    browser, _ = place.browser("third@example.test", PASSWORD)
    socket = place.socket(browser)
    ok(browser.request("POST", "/api/auth/password", {"current": PASSWORD, "password": PASSWORD + " again"}), 204)
    assert frame(socket, "account_update", what="password_changed"), socket.frames
    entry = ok(place.owner.get("/api/admin/audit?limit=1"))["entries"][0]
    assert entry["action"] == "password_changed", entry


def key_of(browser, name):
    return ok(browser.request("POST", "/api/auth/api-keys", {"name": name, "scope": "trade"}))["secret"]


def flood(caller, most):
    """Asks until it is refused; how often it was not."""
    for passed in range(most):
        answer = caller.get("/api/me")
        if answer.status == 429:
            assert int(answer.headers["Retry-After"]) >= 1 and answer.body["retry_after_ms"] >= 1, answer
            return passed, refused(answer, 429, "rate_limited")["detail"]
        ok(answer)
    raise AssertionError(f"never refused in {most} requests")


def rates(place):
    """One member's flood is theirs alone: another member, and another key within the user's total, go on; a stop always does."""
    place.invite("quick@example.test", "trader")
    place.invite("calm@example.test", "trader")
    quick, _ = place.browser("quick@example.test", PASSWORD)
    calm, _ = place.browser("calm@example.test", PASSWORD)
    one, two = (place.script(key_of(quick, name)) for name in ("one", "two"))
    passed, words = flood(one, 2000)
    assert passed >= 10 and words.startswith("One session or key"), (passed, words)
    for _ in range(5):
        ok(two.get("/api/me"))
        ok(calm.get("/api/me"))
    # Together they reach what their user may ask; the other member does not notice.
    refusals = set()

    def used_up():
        refusals.update(answer.body["detail"].split(" ")[1] for caller in (one, two, quick)
                        if (answer := caller.get("/api/me")).status == 429)
        ok(calm.get("/api/me"))
        return "user," in refusals
    eventually(used_up, 20, "the user's total binds every key and session of theirs")
    # In the very moment in which everything else of theirs is refused.
    for caller in (one, two, quick):
        while caller.get("/api/me").status != 429:
            pass
        assert caller.request("POST", "/api/trading/emergency-stop").status in (200, 202)
        assert caller.request("POST", "/api/trading/pause").status in (200, 202)
    health = ok(place.owner.get("/api/system/health"))
    assert health["refused"]["rate_limited"] >= 4, health


def at_the_address(place):
    """Whoever has used up what an address may ask can stop, and nothing else."""
    flood(place.owner, 4000)
    while place.owner.get("/healthz").status != 429:
        pass
    assert place.owner.request("POST", "/api/trading/emergency-stop").status in (200, 202)


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory, "limits.login_attempts_per_address = 1000", relay_only=True) as stack:
        place = Place(stack)
        stack.admin("create-terminal", "--name", "one")
        for part in (limits, settings, backups, operators, own_password):
            part(place)
        actions = {entry["action"] for entry in ok(place.owner.get("/api/admin/audit?limit=500"))["entries"]}
        assert {"limits_changed", "settings_changed", "settings_reloaded", "backup_requested"} <= actions, actions
    slow = "[limits]\nrequests_per_second = 10000\nrequests_per_second_user = 8\nrequests_per_second_token = 4"
    with tempfile.TemporaryDirectory() as directory, Stack(directory, slow, relay_only=True) as stack:
        stack.admin("create-terminal", "--name", "one")
        rates(Place(stack))
    with tempfile.TemporaryDirectory() as directory, Stack(directory, "[limits]\nrequests_per_second = 20", relay_only=True) as stack:
        stack.admin("create-terminal", "--name", "one")
        at_the_address(Place(stack))


if __name__ == "__main__":
    main()
