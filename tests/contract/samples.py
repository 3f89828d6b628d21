#!/usr/bin/env python3
"""Runs the samples of docs/api.md and docs/websocket.md as they stand there. usage: samples.py [NAME...] (api, websocket)"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent / "support/stack")]

from account import Account  # noqa: E402
from stack import Stack  # noqa: E402

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = 120


def blocks(page, language):
    text = (ROOT / "docs" / f"{page}.md").read_text()
    return [code for kind, code in BLOCK.findall(text) if kind == language]


def run(arguments, environment, directory):
    done = subprocess.run(arguments, env={**os.environ, **environment}, cwd=directory, capture_output=True, text=True,
                          timeout=SECONDS, check=False)
    assert done.returncode == 0, f"{arguments[0]} left with {done.returncode}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
    return done.stdout


def api(stack, account, environment):
    """All samples of the page are one shell: what one makes, the next uses."""
    samples = blocks("api", "sh")
    assert len(samples) >= 8, "the page has lost its samples"
    script = stack.directory / "samples.sh"
    script.write_text("set -euo pipefail\n" + "\n".join(samples))
    run(["bash", str(script)], environment, stack.directory)
    commands = account.client.get("/api/commands?kind=open").body["commands"]
    assert len(commands) == 1, "the sample that repeats its request with the same key opened twice"


def websocket(stack, account, environment):
    """Each client is started, a trade is made meanwhile, and the client must end by itself and content."""
    (python,) = blocks("websocket", "python")
    (javascript,) = blocks("websocket", "js")
    (stack.directory / "sample.py").write_text(python)
    (stack.directory / "sample.mjs").write_text(javascript)
    interpreter = next(one for one in ("/usr/bin/python3", sys.executable)
                       if subprocess.run([one, "-c", "import websocket"], capture_output=True, check=False).returncode == 0)
    node = ["node"] if subprocess.run(["node", "-e", "WebSocket"], capture_output=True, check=False).returncode == 0 \
        else ["node", "--experimental-websocket"]
    ended = threading.Event()
    outcome = []

    def client():
        try:
            outcome.append(run([interpreter, "sample.py"], environment, stack.directory))
        finally:
            ended.set()
    watcher = threading.Thread(target=client)
    watcher.start()
    while not ended.wait(0.5):  # it may not be connected yet: trades are made until it has seen one
        account.open()
    watcher.join()
    assert outcome, "the plain client failed"
    for name in ("connection_established", "HEARTBEAT", "pong", "STATUS", "POSITION_OPEN", "trade_update"):
        assert f" {name} " in outcome[0], f"the plain client did not show {name}:\n{outcome[0]}"
    shown = run([*node, "sample.mjs"], {**environment, "NODE_EXTRA_CA_CERTS": environment["CA"]}, stack.directory)
    assert "position:" in shown, shown


def main(names):
    pages = {"api": api, "websocket": websocket}
    for name in names or pages:
        with tempfile.TemporaryDirectory(prefix="signalos-samples-") as directory:
            with Stack(directory) as stack:
                account = Account(stack, "1001")
                email, password = stack.sign_in
                pages[name](stack, account, {"RELAY": account.client.origin, "CA": str(stack.directory / "tls/ca.pem"),
                                             "EMAIL": email, "PASSWORD": password, "COOKIE": account.client.cookie})
                print(f"the samples of docs/{name}.md run")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
