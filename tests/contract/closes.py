#!/usr/bin/env python3
"""Makes every row of the tables of docs/websocket.md happen once, as a client's author would meet it: each close code, each trouble.
What needs a broken relay is proven elsewhere, and that place is looked for. A row without a proof fails."""
import json
import pathlib
import sys
import tempfile
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent / "support/stack"), str(HERE.parent / "scenarios")]

from account import Account  # noqa: E402
from stack import Stack  # noqa: E402
from web_socket import TEXT, WebSocket, encode_frame  # noqa: E402

ELSEWHERE = {
    "4500": ("tests/unit/relay/api/loopback_test.cpp", "close_code() == 4500"),
    "4503": ("tests/unit/relay/api/api_server_test.cpp", "close_code == 4503"),
    "4508": ("tests/hostile/attacks_readers.py", "is told 4508"),
}


class Client:
    """One socket of a page or a script."""

    def __init__(self, stack, path="/ws", cookie="", origin=None, protocol="signalos.v1"):
        headers = {"Origin": origin or f"https://localhost:{stack.port}", "Sec-WebSocket-Protocol": protocol}
        if cookie:
            headers["Cookie"] = cookie
        self.socket = WebSocket(stack.port, path, str(stack.directory / "tls/ca.pem"), headers)

    def say(self, kind, data):
        mark = str(uuid.uuid4())
        self.socket.send_text(json.dumps({"type": kind, "id": mark, "ts": int(time.time() * 1000), "data": data}))
        return mark

    def frames(self, *kinds):
        return [one for one in self.socket.frames if one["type"] in kinds]

    def hears(self, *kinds, seconds=10):
        """The first such frame."""
        found = self.socket.wait_for(lambda: self.frames(*kinds), seconds)
        assert found, f"none of {kinds} came, but {[one['type'] for one in self.socket.frames]}"
        return found[0]

    def subscribe(self, channel, **more):
        self.say("subscribe", {"channels": [{"ch": channel}], **more})
        return self.hears("subscribed")

    def closed(self, code, seconds=10):
        self.socket.wait_for(lambda: self.socket.close_code is not None, seconds)
        assert self.socket.close_code == code, f"closed with {self.socket.close_code}, {self.socket.frames[-2:]}"


class Tour:
    """What a row says, done. Methods are called by the first cell of the row."""

    def __init__(self, stack):
        self.stack = stack
        self.account = Account(stack, "1001")
        self.cookie = self.account.client.cookie
        self.silent = Client(stack, cookie=self.cookie)  # asked for below, 25 s from now

    def client(self, path="/ws", **how):
        return Client(self.stack, path, **{"cookie": self.cookie, **how})

    def code_1000(self):
        command = self.account.open()
        self.client(f"/ws/runs/{command['id']}").closed(1000)

    def code_1002(self):
        one = self.client()
        one.socket.send_bytes(b"\x81\x02{}")
        one.closed(1002)

    def code_1007(self):
        one = self.client()
        one.socket.send_bytes(encode_frame(TEXT, b"\xff"))
        one.closed(1007)

    def code_1009(self):
        one = self.client()
        one.socket.send_text("x" * (16 * 1024 + 1))
        one.closed(1009)

    def code_1012(self):
        one = self.client()
        self.stack.relay.stop()
        assert one.hears("goodbye")["data"]["retry_after_ms"] > 0
        one.closed(1012)

    def code_4400(self):
        one = self.client()
        for _ in range(10):
            one.socket.send_text("{")
        one.closed(4400)

    def code_4401(self):
        self.client(cookie="").closed(4401)
        leaving = self.stack.client()
        one = self.client(cookie=leaving.cookie)
        one.hears("heartbeat")
        leaving.request("POST", "/api/auth/logout", {})
        one.closed(4401)

    def code_4403(self):
        self.client(origin="https://elsewhere.example").closed(4403)
        self.client(f"/ws/runs/{uuid.uuid4()}").closed(4403)

    def code_4408(self):
        self.silent.closed(4408, 40)

    def code_4426(self):
        self.client(protocol="signalos.v9").closed(4426)

    def code_4429(self):
        one = self.client()
        for _ in range(80):
            one.say("ping", {})
        one.closed(4429)

    def the_upgrade_is_answered_with_404(self):
        try:
            self.client("/ws/nowhere")
        except AssertionError as why:
            assert " 404 " in str(why), why
            return
        raise AssertionError("it was not")

    def code_4403_right_after_connecting_from_your_own_page(self):
        own = "https://my.dashboard.example"
        self.client(origin=own).closed(4403)
        with tempfile.TemporaryDirectory(prefix="signalos-allowed-") as directory:
            with Stack(directory, relay_settings=f'allowed_origins = ["{own}"]', relay_only=True) as allowing:
                Client(allowing, cookie=allowing.client().cookie, origin=own).hears("heartbeat")

    def code_4401_right_after_connecting_from_a_script(self):
        self.client(cookie="__Host-sid=" + "a" * 43).closed(4401)
        token = self.account.client.request("POST", "/api/auth/token", {}).body["access_token"]
        self.client(cookie="", protocol=f"signalos.v1, bearer.{token}", origin="https://elsewhere.example").hears("heartbeat")

    def figures_do_not_move(self):
        one = self.client()
        channel = f"state:{self.account.terminal.id}"
        one.subscribe(channel)
        mine = one.hears("snapshot")["off"]
        self.account.open()
        behind = one.socket.wait_for(lambda: [beat for beat in one.frames("heartbeat") if beat["data"]["tops"].get(channel, 0) > mine], 15)
        assert behind, "no heartbeat says that there is more"
        one.socket.frames.clear()
        one.say("resync", {"ch": channel})
        assert one.hears("snapshot")["off"] > mine

    def nothing_but_heartbeats(self):
        channel = f"events:{self.account.terminal.id}"
        quiet, filtered, open_to_all = self.client(), self.client(), self.client()
        filtered.subscribe(channel, types=["kill_switch"])
        open_to_all.subscribe(channel)
        self.account.open()
        open_to_all.hears("position_open")
        for one in (quiet, filtered):
            mark = one.say("ping", {})
            one.socket.wait_for(lambda one=one, mark=mark: any(frame.get("re") == mark for frame in one.socket.frames), 10)
            assert {frame["type"] for frame in one.socket.frames} <= {"connection_established", "subscribed", "heartbeat", "pong"}, one.socket.frames


def rows():
    """The first cells of both tables, as names of methods."""
    tables = (ROOT / "docs/websocket.md").read_text().split("## When it closes", 1)[1]
    for line in tables.splitlines():
        first = line.strip("|").split("|")[0].strip() if line.startswith("|") else ""
        if first and first not in ("code", "what you see") and not first.startswith("-"):
            name = first.replace(" ", "_").replace("-", "_")
            yield first, f"code_{name}" if first[0].isdigit() else name


def prove(tour, first, name):
    if first in ELSEWHERE:
        place, words = ELSEWHERE[first]
        assert words in (ROOT / place).read_text(), f"{place} does not say {words!r}"
    else:
        assert hasattr(tour, name), "nothing makes this row happen"
        getattr(tour, name)()


def main():
    failed = 0
    todo = sorted(rows(), key=lambda row: (row[0] == "1012", row[0] == "4408"))  # the wait last, and then the end of the relay
    assert len(todo) >= 19, "the page has lost its tables"
    with tempfile.TemporaryDirectory(prefix="signalos-closes-") as directory, Stack(directory) as stack:
        tour = Tour(stack)
        for first, name in todo:
            try:
                prove(tour, first, name)
                print(f"  ok    {first}", flush=True)
            except Exception as why:
                failed += 1
                print(f"  FAIL  {first}: {type(why).__name__}: {why}", flush=True)
    print(f"{len(todo) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
