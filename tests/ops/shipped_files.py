#!/usr/bin/env python3
"""The files that ship for operators name only what is there: metrics, alerts and their runbook, unit, container file."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/stack"))
from stack import BIN, Stack, eventually  # noqa: E402

MONITORING = ROOT / "packaging/monitoring"
METRIC = re.compile(r"\b((?:signalos|process)_[a-z_]+)\b")
# Present once a backup exists.
LATER = {"signalos_backup_age_seconds"}


def run(*arguments, **how):
    done = subprocess.run(arguments, capture_output=True, text=True, **how)
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout


def metrics_of_a_relay():
    with tempfile.TemporaryDirectory() as directory, Stack(directory) as stack:
        client = stack.client()
        terminal = stack.add_terminal("one", 1001)
        stack.wait_live(client, terminal)
        # A family without a row is not shown: one trade, one refusal and one closed connection fill them all.
        order = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}
        assert client.command("open", terminal.id, order, wait=20).body["command"]["state"] == "done"
        assert client.request("POST", "/api/commands", {"kind": "nonsense"}).status == 400
        terminal.program.kill()
        eventually(lambda: "signalos_websockets_closed_total{" in client.get("/metrics").body, 20, "the closed connection is counted")
        text = client.get("/metrics").body
    checked = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
    # Its exit status is for mistakes of the form; what it says beside that are matters of taste.
    assert checked.returncode in (0, 3), checked
    named = set(re.findall(r"^# TYPE (\S+) (\S+)$", text, flags=re.M))
    return {name for name, _ in named} | {f"{name}_{suffix}" for name, kind in named if kind == "histogram" for suffix in ("bucket", "sum", "count")}


def expressions_name_what_is_there(known):
    dashboard = json.loads((MONITORING / "grafana.json").read_text())
    shown = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    alerts = re.findall(r"^\s+expr: (.*)$", (MONITORING / "alerts.yml").read_text(), flags=re.M)
    assert len(shown) >= 20 and len(alerts) >= 10
    for expression in (*shown, *alerts):
        for name in METRIC.findall(expression):
            assert name in known | LATER, f"{name} is no metric of the relay: {expression}"
    never_looked_at = {name for name in known if name.startswith("signalos_") and not name.endswith(("_sum", "_count"))}
    for expression in (*shown, *alerts):
        never_looked_at -= set(METRIC.findall(expression))
    print(f"{len(shown)} panels' and {len(alerts)} alerts' expressions name metrics that exist; shown nowhere: {len(never_looked_at)}")


def alerts_are_sound():
    print(run("promtool", "check", "rules", MONITORING / "alerts.yml").splitlines()[1].strip())
    run("promtool", "check", "config", "--syntax-only", MONITORING / "prometheus.yml")
    runbook = (ROOT / "docs/runbook.md").read_text()
    headings = {re.sub(r"[^a-z0-9]", "", line[3:].lower()) for line in runbook.splitlines() if line.startswith("## ")}
    text = (MONITORING / "alerts.yml").read_text()
    names = re.findall(r"alert: (\w+)", text)
    assert [anchor for anchor in re.findall(r"runbook\.md#(\w+)", text)] == [name.lower() for name in names]
    for name in names:
        assert name.lower() in headings, f"the runbook says nothing of {name}"
    run("promtool", "test", "rules", ROOT / "tests/ops/alerts_test.yml")
    print("every alert has its part in the runbook, and fires on its figures")


def unit_is_sound():
    with tempfile.TemporaryDirectory() as directory:
        # The program is not installed where the tests run.
        unit = pathlib.Path(directory) / "signalos-relay.service"
        unit.write_text((ROOT / "packaging/systemd/signalos-relay.service").read_text().replace("/usr/bin/signalos-relay", str(BIN / "signalos-relay")))
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True)
        assert done.returncode == 0 and not done.stderr.strip(), done.stderr
        exposure = run("systemd-analyze", "security", "--offline=yes", "--threshold=20", unit).strip().splitlines()[-1]
        print(exposure.encode("ascii", "ignore").decode().strip())


def container_file_is_sound():
    text = (ROOT / "packaging/container/Containerfile").read_text()
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
    words = [line.split()[0] for line in lines]
    assert words[0] == "FROM" and set(words) <= {"FROM", "COPY", "RUN", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT"}, words
    assert words.index("USER") < words.index("ENTRYPOINT"), "it would run as root"
    for line in lines:
        if line.startswith("RUN "):
            run("sh", "-n", "-c", line[4:])
        if line.startswith("ENTRYPOINT "):
            assert json.loads(line[11:])[0] == "signalos-relay"


def main():
    alerts_are_sound()
    unit_is_sound()
    container_file_is_sound()
    expressions_name_what_is_there(metrics_of_a_relay())


if __name__ == "__main__":
    main()
