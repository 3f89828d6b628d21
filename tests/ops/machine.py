#!/usr/bin/env python3
"""Stand-ins for `systemctl`, `journalctl` and `apt-get` on the newcomer's machine, by the name they are called by. They do with the
shipped unit file and package what the real ones would; what they do not know is an error, so the page cannot lean on it."""
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

UNITS = pathlib.Path("/usr/lib/systemd/system")
RUN = pathlib.Path("/run")


def journal(unit):
    return RUN / f"{unit}.journal"


def pid_of(unit):
    try:
        pid = int((RUN / f"{unit}.pid").read_text())
        # Nobody reaps the dead on this machine: a zombie does not run.
        state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        return 0 if state == "Z" else pid
    except (OSError, ValueError):
        return 0


def wait_until(condition, seconds, what):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            sys.exit(f"{what}: not within {seconds} s")
        time.sleep(0.05)  # lint: allow honest_tests: the one poll of this stand-in, with a deadline


def settings_of(unit):
    found = {}
    for line in (UNITS / f"{unit}.service").read_text().splitlines():
        if re.match(r"[A-Z]\w+=", line):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def demote(user):
    entry = pwd.getpwnam(user)

    def become():
        os.setgroups([])
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
        os.umask(0o077)
    return become


def start_relay(unit):
    unit_file = settings_of(unit)
    user = unit_file["User"][0]
    state = pathlib.Path("/var/lib") / unit_file["StateDirectory"][0]
    state.mkdir(mode=0o700, exist_ok=True)
    shutil.chown(state, user, user)
    secrets = RUN / f"credentials/{unit}.service"
    secrets.mkdir(parents=True, exist_ok=True)
    for entry in unit_file.get("LoadCredential", []):
        name, _, source = entry.partition(":")
        shutil.copy(source, secrets / name)
        (secrets / name).chmod(0o400)
        shutil.chown(secrets / name, user, user)
    shutil.chown(secrets, user, user)
    notify = RUN / f"{unit}.notify"
    notify.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(notify))
        notify.chmod(0o666)
        manager.settimeout(60)
        with open(journal(unit), "ab") as log:
            child = subprocess.Popen(unit_file["ExecStart"][0].split(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                                     preexec_fn=demote(user), start_new_session=True,
                                     env={"PATH": "/usr/bin:/bin", "NOTIFY_SOCKET": str(notify), "CREDENTIALS_DIRECTORY": str(secrets)})
        (RUN / f"{unit}.pid").write_text(str(child.pid))
        while "READY=1" not in manager.recv(4096).decode().splitlines():
            if child.poll() is not None:
                sys.exit(f"{unit} ended before it was ready")


def start(unit):
    if unit == "postgresql":
        (RUN / "postgresql").mkdir(exist_ok=True)
        shutil.chown(RUN / "postgresql", "postgres", "postgres")
        if not pathlib.Path("/var/lib/postgresql/15/main/PG_VERSION").exists():
            shutil.rmtree("/etc/postgresql/15/main", ignore_errors=True)
            subprocess.run(["pg_createcluster", "15", "main"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["pg_ctlcluster", "15", "main", "start"], check=True)
    elif unit == "nginx":
        subprocess.run(["nginx", "-e", str(journal(unit))], check=True)
    elif pid_of(unit) == 0:
        start_relay(unit)


def stop(unit):
    if unit == "postgresql":
        subprocess.run(["pg_ctlcluster", "15", "main", "stop", "-m", "fast"], check=False, capture_output=True)
    elif pid := pid_of(unit):
        os.kill(pid, signal.SIGTERM)
        wait_until(lambda: pid_of(unit) == 0, 20, f"{unit} stops")


def systemctl(words):
    verb, *units = [word for word in words if word != "--now"]
    for unit in (name.removesuffix(".service") for name in units):
        if verb in ("start", "enable"):
            start(unit)
        elif verb == "stop":
            stop(unit)
        elif verb == "restart":
            stop(unit)
            start(unit)
        elif verb == "kill":
            os.kill(pid_of(unit), signal.SIGKILL)
            wait_until(lambda name=unit: pid_of(name) == 0, 20, f"{unit} dies")
        elif verb == "reload":
            os.kill(pid_of(unit), signal.SIGHUP)
        else:
            sys.exit(f"systemctl {verb}: not known here")


def journalctl(words):
    assert words[:1] == ["-u"], words
    sys.stdout.write(journal(words[1]).read_text())


def apt_get(words):
    assert words[:2] == ["install", "-y"], words
    for name in words[2:]:
        if not name.endswith(".deb"):
            # Installed by ./test beforehand: this machine has no network.
            assert subprocess.run(["dpkg", "-s", name], capture_output=True).returncode == 0, f"{name} is not installed"
            continue
        upgrade = pathlib.Path("/usr/bin/signalos-relay").exists()
        kept = pathlib.Path("/etc/signalos/relay.toml").read_bytes() if upgrade else None
        subprocess.run(["dpkg-deb", "-x", name, "/"], check=True)
        if kept is not None:
            pathlib.Path("/etc/signalos/relay.toml").write_bytes(kept)
        subprocess.run(["dpkg-deb", "-e", name, "/run/package"], check=True)
        subprocess.run(["/run/package/postinst", "configure", *(["0.1.0"] if upgrade else [])], check=True)


def main():
    {"systemctl": systemctl, "journalctl": journalctl, "apt-get": apt_get}[pathlib.Path(sys.argv[0]).name](sys.argv[1:])


if __name__ == "__main__":
    main()
