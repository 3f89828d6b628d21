#!/usr/bin/env python3
"""The relay on plain loopback HTTP behind Debian's nginx with the site file that ships: a terminal and a dashboard live through it, and the
client's own address counts in limits and logs, whatever the client writes into its headers."""
import http.client
import json
import pathlib
import ssl
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/stack"))
from dashboard import DashboardView  # noqa: E402
from nginx import Nginx, free_port  # noqa: E402
from stack import Stack, eventually  # noqa: E402

MARKET = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}


def ask(stack, verb, path, body=None, source="127.0.0.1", **headers):
    """One request from a loopback address of its own, with no session."""
    context = ssl.create_default_context(cafile=stack.directory / "tls/ca.pem")
    connection = http.client.HTTPSConnection("localhost", stack.public_port, timeout=10, context=context, source_address=(source, 0))
    sent = {"Origin": f"https://localhost:{stack.public_port}", "X-SignalOS-CSRF": "1", "Content-Type": "application/json", **headers}
    connection.request(verb, path, body if body is None or isinstance(body, bytes) else json.dumps(body), sent)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer, text


def plain(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer, text


def client_addresses_count(stack):
    wrong = {"email": stack.sign_in[0], "password": "not the password"}
    statuses = [ask(stack, "POST", "/api/auth/login", wrong, "127.0.0.5", **{"X-Forwarded-For": f"192.0.2.{n}"})[0].status for n in range(4)]
    assert statuses == [401, 401, 401, 429], statuses
    assert ask(stack, "POST", "/api/auth/login", {**wrong, "email": "other@example.test"}, "127.0.0.6")[0].status == 401
    foreign, _ = ask(stack, "POST", "/api/auth/login", wrong, "127.0.0.7", Origin="https://evil.example")
    assert foreign.status == 403, foreign.status
    log = (stack.directory / "relay.log").read_text()
    assert "foreign_request peer=127.0.0.7" in log, log
    assert "192.0.2." not in log, log
    print("limits and logs go by the client's own address; a header it made up changes nothing")


def only_the_proxy_is_believed(stack):
    # Straight at the relay: loopback is the declared proxy, another address is not.
    answer, _ = plain(stack.port, "/api/system/health", **{"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "http"})
    assert answer.status == 403, answer.status
    answer, _ = plain(stack.port, "/metrics")
    assert answer.status == 200, answer.status
    answer, _ = plain(stack.port, "/metrics", **{"X-Forwarded-For": "127.0.0.1"})
    assert answer.status == 404, answer.status
    answer, _ = ask(stack, "GET", "/metrics")
    assert answer.status == 404, answer.status
    print("a client without TLS is refused, and /metrics stays on this machine")


def bodies_are_limited(stack):
    for size in (17 * 1024, 100 * 1024):
        answer, text = ask(stack, "POST", "/api/auth/login", b"{" + b" " * size + b"}")
        assert (answer.status, json.loads(text)["code"]) == (413, "too_large"), (size, answer.status, text)
        assert answer.getheader("Content-Type") == "application/problem+json"
    print("bodies beyond the limits get a problem document, from the relay and from nginx")


def http_leads_to_https(nginx):
    answer, _ = plain(nginx.http_port, "/trades?x=1", Host="localhost")
    assert answer.status == 301 and answer.getheader("Location") == "https://localhost/trades?x=1", answer.getheader("Location")


def trade_through_it(stack, client, terminal, view):
    answer = client.command("open", terminal.id, MARKET, wait=20)
    assert answer.status == 202 and answer.body["command"]["state"] == "done", answer
    assert view.wait_for(lambda: view.under("position:"), 20), "the dashboard saw no position"
    print("a trade went through nginx both ways")


def sockets_live_long(stack, view, seconds=25):
    """Beyond two heartbeats and the relay's own 25 s of patience: nothing on the way closed what is only quiet."""
    began = time.monotonic()
    view.wait_for(lambda: time.monotonic() - began > seconds, seconds + 1)
    log = (stack.directory / "relay.log").read_text()
    assert log.count("terminal_connected") == 1, log
    assert "terminal_connected" in log and "peer=127.0.0.1" in log
    print(f"terminal and dashboard lived {seconds} s of quiet on one connection each")


def relay_down(stack):
    stack.relay.stop()
    answer, text = ask(stack, "GET", "/api/system/health")
    assert (answer.status, json.loads(text)["code"], answer.getheader("Retry-After")) == (503, "unavailable", "5"), text
    print("a relay that is down is 503 with a problem document")


def main():
    port = free_port()
    settings = (f'plain_http = true\ntrusted_proxies = ["127.0.0.1"]\npublic_origin = "https://localhost:{port}"\n'
                "[limits]\nlogin_attempts_per_address = 3\n")
    with tempfile.TemporaryDirectory() as directory, Stack(directory, settings) as stack:
        tls = stack.directory / "tls"
        nginx = Nginx(stack.directory / "nginx", stack.port, tls / "server.pem", tls / "server.key", port)
        stack.front_port = port
        try:
            eventually(nginx.answers, 20, nginx.program.tail)
            client = stack.client()
            terminal = stack.add_terminal("one", 1001)
            stack.wait_live(client, terminal)
            view = DashboardView(port, str(tls / "ca.pem"), client.cookie, terminal.id)
            trade_through_it(stack, client, terminal, view)
            http_leads_to_https(nginx)
            bodies_are_limited(stack)
            only_the_proxy_is_believed(stack)
            client_addresses_count(stack)
            sockets_live_long(stack, view)
            view.close()
            relay_down(stack)
        finally:
            nginx.stop()


if __name__ == "__main__":
    main()
