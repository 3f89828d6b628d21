#!/usr/bin/env python3
"""A terminal gets its key: by a code of the dashboard, and by the code and the QR square that it shows itself.

It trades, is renamed, grouped and revoked. Guessed, used, denied codes and codes of a second terminal come to nothing, in words; a killed
relay, a cut link and a killed terminal in the middle change nothing. No code is in any log, address or process list.
"""
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
import qr_picture  # noqa: E402
from stack import Stack, eventually  # noqa: E402

OPEN = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}
codes = set()


def says(terminal, words, seconds=20):
    eventually(lambda: words in terminal.panel(), seconds, lambda: f"'{words}' on the chart: {terminal.panel()}")


def line(terminal, name):
    """What stands behind `name: ` on the chart."""
    return next((text.split(": ", 1)[1] for text in terminal.panel().splitlines() if text.startswith(name + ": ")), None)


def post(client, path, body, status):
    answer = client.request("POST", path, body)
    assert answer.status == status, f"{path}: {answer}"
    return answer.body


def start(client, name):
    begun = post(client, "/api/terminals/pair/start", {"name": name}, 201)
    codes.add(begun["code"])
    return begun["code"], begun["pairing"]["id"]


def pairing(client, number):
    return client.get(f"/api/terminals/pair/{number}").body["pairing"]


def comes_to(client, number, state):
    eventually(lambda: pairing(client, number)["state"] == state, 20, lambda: f"{state}: {pairing(client, number)}")
    return pairing(client, number)


def approve(client, number, fingerprint):
    return post(client, "/api/terminals/pair/approve", {"pairing": number, "fingerprint": fingerprint}, 200)["pairing"]


def by_code(stack, client):
    """Typed code, kill of the relay and of the terminal while it waits, approval, trade."""
    code, number = start(client, "Desk")
    terminal = stack.add_terminal("one", 1001, paired=False, proxy=True, inputs={"InpPairingCode": f"{code[:4].lower()}-{code[4:]}"})
    says(terminal, "Waiting for approval")
    fingerprint = line(terminal, "Fingerprint")
    seen = pairing(client, number)
    assert seen["fingerprint"] == fingerprint and seen["account"]["login"] == "1001", seen
    assert qr_picture.text_of(terminal.image()) == f"https://localhost:{terminal.proxy.port}/pair#{code}"
    stack.relay.kill()
    stack.start_relay()
    client = stack.client()
    terminal.restart()
    says(terminal, "Waiting for approval", 40)
    assert line(terminal, "Fingerprint") == fingerprint, "another fingerprint after a restart"
    assert post(client, "/api/terminals/pair/approve", {"pairing": number, "fingerprint": "2222-2222-2222"}, 409)
    approve(client, number, fingerprint)
    terminal.id = comes_to(client, number, "paired")["terminal"]
    stack.wait_live(client, terminal)
    eventually(lambda: terminal.image() is None, 10, "the square gone from the chart")
    done = client.command("open", terminal.id, OPEN, wait=10).body["command"]
    assert done["state"] == "done", done
    print("by code: approved", fingerprint, "and traded; the relay and the terminal were killed while it waited")
    return client, terminal, code


def again_without_code(stack, client, terminal):
    """The used code still stands in the inputs; it is never asked for again."""
    terminal.restart()
    stack.wait_live(client, terminal)
    folder = next((stack.directory / "one/MQL5/Files/SignalOS").glob("1001-*"))
    assert (folder / "credential").stat().st_mode & 0o777 == 0o600
    assert not (folder / "pairing").read_text()
    print("restarted with the used code in its inputs: live again by its own key")


def second_terminal_with_that_code(stack, client, code):
    other = stack.add_terminal("two", 1002, paired=False, inputs={"InpPairingCode": code})
    says(other, "The pairing code is not valid, or not any more")
    print("a second terminal with the used code:", line(other, "Pairing"))
    return other


def denied_and_rivals(client, other, stack):
    code, number = start(client, "Netting")
    other.act("change_inputs", inputs={"InpPairingCode": code})
    says(other, "Waiting for approval")
    rival = stack.add_terminal("three", 1001, paired=False, inputs={"InpPairingCode": code})
    says(rival, "The pairing code is not valid, or not any more")
    assert comes_to(client, number, "waiting")["rivals"] == 1, pairing(client, number)
    rival.program.stop()
    del stack.terminals["three"]
    post(client, "/api/terminals/pair/deny", {"pairing": number}, 200)
    says(other, "Denied in the dashboard")
    assert pairing(client, number)["state"] == "denied"
    print("denied:", line(other, "Pairing"))


def by_square(client, other, stack):
    """Without a code: the terminal shows one, and the page behind its square finds it."""
    other.act("change_inputs", inputs={"InpPairingCode": ""})
    says(other, "Waiting for approval")
    shown = line(other, "Code").replace("-", "")
    codes.add(shown)
    assert qr_picture.text_of(other.image()).endswith(f"/pair#{shown}")
    assert client.request("POST", "/api/terminals/pair/find", {"code": "22222222"}).status == 404
    found = post(client, "/api/terminals/pair/find", {"code": line(other, "Code")}, 200)["pairing"]
    assert found["fingerprint"] == line(other, "Fingerprint") and found["state"] == "waiting", found
    approve(client, found["id"], found["fingerprint"])
    other.id = comes_to(client, found["id"], "paired")["terminal"]
    stack.wait_live(client, other)
    print("by the square:", found["name"])


def named_and_grouped(client, terminal, other):
    assert client.request("PUT", f"/api/terminals/{terminal.id}", {"name": "Laptop"}).status == 200
    rows = client.get("/api/mt5/status").body["terminals"]
    assert "Laptop" in [row["name"] for row in rows], rows
    group = post(client, "/api/groups", {"name": "Both"}, 201)["group"]["id"]
    members = client.request("PUT", f"/api/groups/{group}/members", {"terminals": [terminal.id, other.id]})
    assert members.status == 200, members
    sent = client.request("POST", "/api/commands", {"kind": "pause", "group": group}, {"Prefer": "wait=10"})
    assert sent.status == 202 and {c["state"] for c in sent.body["commands"]} == {"done"}, sent
    print("renamed, grouped, and both paused by one command")


def revoked(client, terminal, other):
    begun = time.monotonic()
    assert client.request("POST", f"/api/terminals/{terminal.id}/revoke").status == 204
    says(terminal, "unknown, revoked or expired", 10)
    took = time.monotonic() - begun
    listed = [row["terminal"] for row in client.get("/api/terminals").body["terminals"]]
    assert listed == [other.id], listed
    assert client.command("close_all", terminal.id, {}).status == 404
    print(f"revoked: the panel says so {took:.1f} s later:", line(terminal, "Relay"))


def guesses_lock(client):
    answers = [client.request("POST", "/api/terminals/pair/find", {"code": f"222222{n:02d}".replace("0", "3").replace("1", "4")}) for n in range(12)]
    assert answers[0].status == 404 and answers[-1].status == 429, answers
    assert answers[-1].body["code"] == "locked_out" and answers[-1].body["retry_after_ms"] > 0, answers[-1]
    print("guessing is locked after", sum(answer.status == 404 for answer in answers), "wrong codes")


def nowhere_written(stack):
    logs = [path for path in stack.directory.rglob("*.log")]
    assert len(logs) >= 3, logs
    told = "".join(path.read_text(errors="replace") for path in logs) + subprocess.run(["ps", "axww"], capture_output=True, text=True).stdout
    for code in codes:
        for form in (code, f"{code[:4]}-{code[4:]}"):
            assert form not in told, "a pairing code is in a log or in a process list"
    print(len(codes), "codes, none in a log or a process list")


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        client, terminal, code = by_code(stack, stack.client())
        again_without_code(stack, client, terminal)
        other = second_terminal_with_that_code(stack, client, code)
        denied_and_rivals(client, other, stack)
        by_square(client, other, stack)
        named_and_grouped(client, terminal, other)
        revoked(client, terminal, other)
        guesses_lock(client)
        nowhere_written(stack)


if __name__ == "__main__":
    main()
