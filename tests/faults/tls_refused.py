#!/usr/bin/env python3
"""Promise 4: the terminal talks to the relay it was told to, or not at all, and its panel says why.

One case a certificate: wrong authority, wrong host name, expired, not yet valid, missing intermediate are refused with the
reason on the panel and without a session at the relay; the right one is accepted.
"""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import Stack, eventually  # noqa: E402

# certificate of the relay, what the terminal trusts, words that its panel must show
CASES = [
    ("server", "ca", None),
    ("server", "other-ca", "authority"),
    ("wrong-host", "ca", "host name"),
    ("expired", "ca", "expired"),
    ("not-yet-valid", "ca", "not yet valid"),
    ("missing-intermediate", "ca", "intermediate"),
    ("other-server", "ca", "authority"),
]


def run_case(certificate, authority, words):
    with tempfile.TemporaryDirectory() as directory, Stack(directory, certificate=certificate) as stack:
        terminal = stack.add_terminal("one", 1001, ca=f"{directory}/tls/{authority}.pem")
        if words is None:
            stack.wait_live(stack.client(), terminal)
            eventually(lambda: "Live" in terminal.panel(), 10, lambda: f"a live link; the panel says: {terminal.panel()}")
            return terminal.panel()
        eventually(lambda: "TLS refused" in terminal.panel() and words in terminal.panel(), 20,
                   lambda: f"panel naming '{words}'; it says: {terminal.panel()}")
        log = (stack.directory / "relay.log").read_text(errors="replace")
        assert "terminal_session_opened" not in log, "a session was opened although the certificate is bad"
        return terminal.panel()


def main():
    for certificate, authority, words in CASES:
        panel = run_case(certificate, authority, words)
        relay_line = next((line for line in panel.splitlines() if line.startswith("Relay:")), panel)
        print(f"{certificate} with {authority}: {relay_line}")


if __name__ == "__main__":
    main()
