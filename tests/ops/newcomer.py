#!/usr/bin/env python3
"""Somebody follows docs/running.md to the letter, on PostgreSQL behind nginx: every shell block of "A relay for others" is run as it stands there,
in order. A terminal of the simulator is paired by code, a trader is invited and trades by curl, before and after the backup; then the machine is lost,
and the page says what to do. Nothing is executed twice, nothing is lost, orphans are shown.

The machine is this one with its own mounts, processes and network: /etc, /usr, /var and /opt are copies that vanish at the end, ports are all free, and there
is no service manager: `systemctl`, `journalctl` and `apt-get` are small stand-ins that do with the shipped unit file and package what the real
ones would. Needs root (or sudo).
usage: newcomer.py
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/stack"))
from process import Program  # noqa: E402
from rest import Control  # noqa: E402
from stack import BIN, eventually, tag_of  # noqa: E402
from terminal_program import start_terminal  # noqa: E402

NAME = "relay.test"
INSIDE = "SIGNALOS_TEST_NEWCOMER"


def enter():
    """This script again, as the first process of a machine of its own."""
    with tempfile.TemporaryDirectory(prefix="signalos-newcomer-") as scratch:
        os.chmod(scratch, 0o755)
        words = ["unshare", "--mount", "--propagation", "private", "--net", "--pid", "--fork", "--kill-child", "--mount-proc",
                 "env", f"{INSIDE}={scratch}", f"BUILD={BIN.parent}", sys.executable, __file__]
        if os.geteuid() != 0:
            words = ["sudo", "-n", *words]
        return subprocess.run(words, timeout=540).returncode


def run(*words, **how):
    return subprocess.run(words, check=True, **how)


def make_machine(scratch):
    """Copies on top of the system's folders, a network with loopback alone, and the stand-ins first in PATH."""
    run("mount", "-t", "tmpfs", "tmpfs", scratch)
    for folder in ("etc", "usr", "var"):
        for part in ("new", "work"):
            (scratch / folder / part).mkdir(parents=True)
        run("mount", "-t", "overlay", "overlay", "-o",
            f"lowerdir=/{folder},upperdir={scratch / folder / 'new'},workdir={scratch / folder / 'work'}", f"/{folder}")
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run")
    run("ip", "link", "set", "lo", "up")
    (scratch / "bin").mkdir()
    for name in ("systemctl", "journalctl", "apt-get"):
        (scratch / "bin" / name).symlink_to(ROOT / "tests/ops/machine.py")
    with open("/etc/hosts", "a", encoding="ascii") as hosts:
        hosts.write(f"127.0.0.1 {NAME}\n")
    os.environ["PATH"] = f"{scratch / 'bin'}:/usr/sbin:/usr/bin:/sbin:/bin:{os.environ['PATH']}"
    for name in ("nginx/sites-enabled/signalos", "signalos"):
        assert not pathlib.Path("/etc", name).exists(), f"/etc/{name} is there before the newcomer came"


def sections(page):
    """The part for a relay for others: heading -> its shell blocks, in order."""
    part = page.split("\n## A relay for others\n")[1].split("\n## ")[0]
    found = {}
    for section in part.split("\n### ")[1:]:
        heading, _, text = section.partition("\n")
        found[heading] = re.findall(r"^```sh\n(.*?)^```", text, flags=re.M | re.S)
    return found


class Shell:
    """One root shell for all blocks, as somebody would have it open."""

    def __init__(self, folder):
        self.known = {"NAME": NAME}  # what somebody would write in the place of the page's examples
        self._settings = ""
        self._folder = folder

    def run(self, block):
        # Variables that a block sets hold in those behind it.
        block = re.sub(r"^([A-Z]+)=\S+$", lambda setting: f"{setting[1]}={self.known[setting[1]]}", block, flags=re.M)
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", self._settings + block], cwd=self._folder, text=True, capture_output=True,
                              timeout=120)
        assert done.returncode == 0, f"this block of the page fails:\n{block}\n{done.stdout}{done.stderr}"
        self._settings += "".join(f"{line}\n" for line in block.splitlines() if re.fullmatch(r"[A-Z]+=\S+", line))
        return done.stdout


def curl(*words):
    done = subprocess.run(["curl", "-sS", "--cacert", "/etc/signalos/tls/fullchain.pem", "-b", "/run/cookies", "-c", "/run/cookies",
                           "-H", "X-SignalOS-CSRF: 1", "-H", f"Origin: https://{NAME}", "-w", "\n%{http_code}", *words],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    body, _, status = done.stdout.rpartition("\n")
    return int(status), json.loads(body) if body.strip() else None


def post(path, body, *headers):
    return curl("-X", "POST", "-H", "Content-Type: application/json", *headers, "--data", json.dumps(body), f"https://{NAME}{path}")


def get(path):
    return curl(f"https://{NAME}{path}")[1]


def sign_in(who, password):
    status, answer = post("/api/auth/login", {"email": f"{who}@{NAME}", "password": password})
    assert status == 200, answer


def trade(terminal):
    order = {"symbol": "EURUSD", "side": "buy", "order": "market", "volume": "0.10"}
    status, answer = post("/api/commands", {"kind": "open", "terminal": terminal, "args": order}, "-H", f"Idempotency-Key: {uuid.uuid4()}",
                          "-H", "Prefer: wait=20")
    assert status == 202 and answer["command"]["state"] == "done", answer
    return answer["command"]["id"]


def live(terminal):
    rows = get("/api/mt5/status")["terminals"]
    return any(row["terminal"] == terminal and row["lights"]["relay_terminal"] == "green" for row in rows)


def follow(scratch):
    page = sections((ROOT / "docs/running.md").read_text())
    folder = scratch / "home"
    folder.mkdir()
    run(ROOT / "packaging/debian/make-package.sh", folder, BIN.parent, stdout=subprocess.DEVNULL)
    shell = Shell(folder)
    steps = {heading.split(".")[0]: blocks for heading, blocks in page.items()}

    def step(number):
        said = [shell.run(block) for block in steps[number]]
        print(f"step {number}: {len(said)} blocks")
        return said

    for number in "1234":
        step(number)
    said = step("5")
    assert "Nothing is wrong." in said[0], said[0]
    password = json.loads(said[1])["one_time_password"]
    sign_in("owner", password)
    status, answer = post("/api/auth/password", {"current": password, "password": "a newcomer's long password"})
    assert status in (200, 204), answer
    broker = Program("broker", [BIN / "signalos-broker", "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0", "--data", scratch / "broker"],
                     scratch / "broker.log")
    market = Control(broker.wait_ready(30)["control"])
    begin, note, approve = steps["6"]
    begun = json.loads(shell.run(begin))
    inputs = {"InpRelayAddress": f"wss://{NAME}/ws/terminal", "InpPairingCode": begun["code"], "InpCaFile": "/etc/signalos/tls/fullchain.pem"}
    terminal = start_terminal("one", scratch / "one", broker.ready["listen"], 1001, inputs, wine=False)
    terminal.wait_ready(30)
    chart = Control(terminal.ready["control"])
    fingerprint = eventually(lambda: re.search(r"^Fingerprint: (\S+)$", panel(chart), re.M), 30, lambda: panel(chart))[1]
    shell.known |= {"PAIRING": begun["pairing"]["id"], "FINGERPRINT": fingerprint}
    shell.run(note)
    shell.run(approve)
    print("step 6: 3 blocks; paired by code and fingerprint")
    eventually(lambda: get("/api/mt5/status")["terminals"], 30, lambda: panel(chart))
    listing, note, invite = steps["7"]
    paired = shell.known["TERMINAL"] = json.loads(shell.run(listing))["terminals"][0]["terminal"]
    eventually(lambda: live(paired), 30, lambda: panel(chart))
    shell.run(note)
    token = json.loads(shell.run(invite))["token"]
    status, answer = post("/api/auth/invitation/accept", {"token": token, "name": "Trader", "password": "a trader's long password"})
    assert status == 200, answer
    sign_in("trader", "a trader's long password")
    print("step 7: 3 blocks; the invited trader is signed in")

    before = [trade(paired) for _ in range(3)]
    step("8")
    after = [trade(paired) for _ in range(3)]
    print("traded by curl before and behind the backup")

    # The machine is lost, the backup was elsewhere; the terminal at home goes on.
    run("systemctl", "kill", "signalos-relay")
    shutil.rmtree("/var/lib/signalos")
    os.mkdir("/var/lib/signalos", 0o700)
    shutil.chown("/var/lib/signalos", "signalos", "signalos")
    run("runuser", "-u", "postgres", "--", "dropdb", "--force", "signalos")
    shell.run(steps["2"][0].splitlines()[-1])
    step("9")
    os.remove("/run/cookies")
    signing_in = {"email": f"trader@{NAME}", "password": "a trader's long password"}
    eventually(lambda: post("/api/auth/login", signing_in)[0] == 200, 30, "a sign-in")
    eventually(lambda: live(paired), 60, lambda: panel(chart))
    settled(market, before, after)
    last = trade(paired)
    assert executed(market).count(tag_of(last)) == 1
    step("10")
    step("11")
    terminal.stop()
    broker.stop()


def panel(chart):
    return chart.get("/state").get("comment", "")


def executed(market):
    return [row["tag"] for row in market.get("/ledger")["rows"] if row.get("tag")]


def settled(market, before, after):
    for command in before:
        assert get(f"/api/commands/{command}")["command"]["state"] == "done"
    alarms = eventually(lambda: [alarm for alarm in get("/api/alarms")["alarms"] if any(command in json.dumps(alarm) for command in after)],
                        30, lambda: get("/api/alarms"))
    told = json.dumps(get("/api/alarms"))
    for command in after:
        assert command in told, f"{command} ran after the backup, and no alarm tells of it"
    tags = executed(market)
    for command in (*before, *after):
        assert tags.count(tag_of(command)) == 1, f"{command} ran {tags.count(tag_of(command))} times"
    print(f"restored: {len(before)} done as before, {len(after)} orphans told by {len(alarms)} alarms, each executed once")


def main():
    if INSIDE not in os.environ:
        sys.exit(enter())
    scratch = pathlib.Path(os.environ.pop(INSIDE))
    make_machine(scratch)
    try:
        follow(scratch)
    except BaseException:
        for log in sorted(pathlib.Path("/run").glob("*.journal")):
            print(f"{log.name}:\n" + "\n".join(log.read_text(errors="replace").splitlines()[-25:]), file=sys.stderr)
        raise
    finally:
        subprocess.run(["systemctl", "stop", "signalos-relay", "nginx", "postgresql"], check=False)


if __name__ == "__main__":
    main()
