#!/usr/bin/env python3
"""What an operator sees of a whole stack at work: every figure is there, none names anybody, and no secret stands in any log."""
import http.client
import json
import pathlib
import re
import ssl
import sys
import tempfile
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/stack"))
from dashboard import DashboardView  # noqa: E402
from figures import figures_of  # noqa: E402
from stack import Stack, eventually  # noqa: E402

MARKET = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}
TOKEN = "an-operators-token-" + uuid.uuid4().hex
NAMES = ("Distinctive Organisation", "distinctive.owner", "Distinctive Terminal")


def ask(stack, path, source="127.0.0.1", **headers):
    context = ssl.create_default_context(cafile=stack.directory / "tls/ca.pem")
    connection = http.client.HTTPSConnection("localhost", stack.port, timeout=10, context=context, source_address=(source, 0))
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def figures(stack):
    status, text = ask(stack, "/metrics")
    assert status == 200, text
    return figures_of(text)


def work(stack, client, terminal):
    """Commands of several ends, a refused frame, a wrong password."""
    for _ in range(3):
        assert client.command("open", terminal.id, MARKET, wait=20).body["command"]["state"] == "done"
    refused = client.command("open", terminal.id, {**MARKET, "volume": "0.013"}, wait=20)
    assert refused.body["command"]["state"] in ("refused", "rejected"), refused
    assert client.request("POST", "/api/commands", {"kind": "nonsense"}).status == 400


def every_figure_is_there(stack, client, terminal):
    def settled():
        now = figures(stack)
        done = now.get(("signalos_commands_finished_total", "kind=open,state=done"), 0)
        return now if done == 3 and now[("signalos_terminals_known", "")] == 2 else None
    now = eventually(settled, 20, "three commands done and two terminals known")
    assert now[("signalos_terminals_live", "")] == 1
    assert now[("signalos_commands_accepted_total", "kind=open")] == 4
    assert now[("signalos_commands_open", "state=in_doubt")] == 0 and now[("signalos_in_doubt_age_seconds", "")] == 0
    for hop in ("queue", "link", "terminal", "broker", "report", "total"):
        assert now[("signalos_command_hop_seconds_count", f"hop={hop}")] >= 3, hop
    assert now[("signalos_terminal_round_trip_seconds_count", "")] >= 1
    assert now[("signalos_websockets", "")] == 2
    assert now[("signalos_store_up", "")] == 1 and now[("signalos_store_operation_seconds_count", "operation=accept_commands")] == 4
    assert now[("signalos_store_failures_total", "outcome=unavailable")] == 0
    assert now[("signalos_certificate_expires_seconds", "")] > 1.7e9
    assert now[("signalos_http_answers_total", "status=400")] >= 1
    assert now[("process_resident_memory_bytes", "")] > 1e6 and now[("process_open_fds", "")] > 5
    assert 0 < now[("process_start_time_seconds", "")]
    stack.terminals["Distinctive Terminal"].program.kill()
    eventually(lambda: figures(stack)[("signalos_terminals_live", "")] == 0, 40, "the dead terminal still counts as live")
    print(f"{len(now)} figures, and they follow what happens")


def nobody_is_named(stack, terminal):
    _, text = ask(stack, "/metrics")
    for name in (*NAMES, terminal.id, "EURUSD", "1001"):
        assert name not in text, f"{name} stands in /metrics"
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text), "an id stands in /metrics"
    print("/metrics names no organisation, user or terminal")


def only_the_operator_reads(stack):
    # 127.0.0.9 is this machine as well; a forwarded request is not.
    assert ask(stack, "/metrics", "127.0.0.9")[0] == 200
    assert ask(stack, "/metrics", **{"X-Forwarded-For": "127.0.0.1"})[0] == 404
    assert ask(stack, "/metrics", **{"X-Forwarded-For": "192.0.2.1", "Authorization": f"Bearer {TOKEN}"})[0] == 200
    assert ask(stack, "/metrics", **{"X-Forwarded-For": "192.0.2.1", "Authorization": f"Bearer {TOKEN}x"})[0] == 404
    status, text = ask(stack, "/readyz")
    assert status == 200 and json.loads(text) == {"status": "ready", "checks": {"store": "ok", "migrations": "ok", "listener": "ok"}}, text
    print("this machine and the token read /metrics, nobody else; /readyz says ready")


def logs_hold_no_secret(stack, client, secrets):
    text = "".join(path.read_text(errors="replace") for path in stack.directory.glob("*.log"))
    # The one-time password is printed once, in the ready line on standard output, which the tests keep in the same file.
    logged = "\n".join(line for line in text.splitlines() if not line.startswith('{"ready"'))
    assert "terminal_connected" in logged and "opened" in logged, "the logs were not at debug level"
    for kind, secret in secrets.items():
        assert secret and secret not in logged, f"the {kind} stands in a log"
    print(f"{len(logged.splitlines())} log lines of relay, broker and terminal hold none of {len(secrets)} secrets")


def lines_have_one_form(stack):
    for line in (stack.directory / "relay.log").read_text().splitlines():
        if line.startswith('{"ready"'):
            continue
        entry = json.loads(line)
        assert {"ts", "level", "module", "event"} <= entry.keys(), line


def main():
    with tempfile.TemporaryDirectory() as directory:
        token = pathlib.Path(directory) / "metrics.token"
        token.touch(0o600)
        token.write_text(TOKEN + "\n")
        settings = ('[log]\nlevel = "debug"\njson = true\n'
                    f'[metrics]\ntoken_file = "{token}"\n'
                    f'[owner]\nemail = "distinctive.owner@example.test"\norganisation = "{NAMES[0]}"\n')
        with Stack(directory, settings) as stack:
            client = stack.client()
            made = stack.admin("create-terminal", "--name", "spare", "--owner", "distinctive.owner@example.test")
            terminal = stack.add_terminal("Distinctive Terminal", 1001)
            stack.wait_live(client, terminal)
            view = DashboardView(stack.port, str(stack.directory / "tls/ca.pem"), client.cookie, terminal.id)
            view.wait_for(lambda: view.keys, 20)
            assert made["key"]
            work(stack, client, terminal)
            wrong = "wrong-password-" + uuid.uuid4().hex
            client.request("POST", "/api/auth/login", {"email": stack.sign_in[0], "password": wrong})
            only_the_operator_reads(stack)
            nobody_is_named(stack, terminal)
            logs_hold_no_secret(stack, client, {
                "terminal's key": terminal._key, "spare key": made["key"], "session cookie": client.cookie.split("=", 1)[1],
                "one-time password": stack.sign_in[1], "wrong password": wrong, "metrics token": TOKEN})
            lines_have_one_form(stack)
            every_figure_is_there(stack, client, terminal)
            view.close()


if __name__ == "__main__":
    main()
