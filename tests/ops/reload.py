#!/usr/bin/env python3
"""A running relay takes over log levels and certificates: by SIGHUP, by the command line, and with the service manager's socket told. What lives
goes on living, and a certificate that cannot be used changes nothing but an alert."""
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/stack"))
from dashboard import DashboardView  # noqa: E402
from figures import figures_of  # noqa: E402
from stack import BIN, Stack, eventually  # noqa: E402


def served(stack):
    """The certificate that a new connection gets, in DER."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", stack.port), timeout=10) as plain, context.wrap_socket(plain) as encrypted:
        return encrypted.getpeercert(True)


def der(path):
    return ssl.PEM_cert_to_DER_cert(path.read_text().split("-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n")


def install(stack, name):
    """As a renewal does: key and chain into the places that the configuration names."""
    for suffix in ("pem", "key"):
        fresh = stack.directory / f"tls/live.{suffix}.new"
        shutil.copy(stack.directory / f"tls/{name}.{suffix}", fresh)
        os.replace(fresh, stack.directory / f"tls/live.{suffix}")


def events(stack):
    return [json.loads(line) for line in (stack.directory / "relay.log").read_text().splitlines() if not line.startswith('{"ready"')]


def admin_reload(stack):
    return subprocess.run([BIN / "signalos-relay", "admin", "reload", "--config", stack.relay_config], capture_output=True, text=True)


def renewed(stack, client, view):
    first = served(stack)
    stack.make_server_certificate()
    install(stack, "server")
    os.kill(stack.relay.pid, signal.SIGHUP)
    eventually(lambda: served(stack) != first, 20, "the new certificate")
    assert served(stack) == der(stack.directory / "tls/server.pem")
    assert view.wait_for(lambda: view.keys, 5), "the dashboard's connection did not outlive the renewal"
    assert client.get("/api/me").status == 200
    print("a renewed certificate is served at once, and what lives goes on")


def figure(stack, client, name):
    text = client.get("/metrics").body
    return figures_of(text)[name, ""]


def bad_ones_keep_the_old(stack, client):
    good, until = served(stack), figure(stack, client, "signalos_certificate_expires_seconds")
    tls = stack.directory / "tls"
    for count, name in enumerate(("expired", "not-yet-valid"), 1):
        install(stack, name)
        done = admin_reload(stack)
        assert done.returncode == 1 and "tls.certificate" in done.stderr and "stays in use" in done.stderr, done
        assert served(stack) == good
        assert figure(stack, client, "signalos_certificate_reload_failures") == count
    (tls / "live.key").write_text((tls / "other-server.key").read_text())
    assert "give the PEM key of that certificate" in admin_reload(stack).stderr
    (tls / "live.pem").write_text("nonsense\n")
    assert "tls.certificate" in admin_reload(stack).stderr
    (tls / "live.pem").unlink()
    assert admin_reload(stack).returncode == 1
    assert served(stack) == good and figure(stack, client, "signalos_certificate_expires_seconds") == until
    assert [entry for entry in events(stack) if entry["event"] == "certificate_kept" and entry["level"] == "error"]
    install(stack, "server")
    assert admin_reload(stack).returncode == 0
    assert figure(stack, client, "signalos_certificate_reload_failures") == 0
    print("ended, not begun, foreign, unreadable and missing certificates keep the old one, and say so")


def levels_change(stack, client):
    config = stack.relay_config
    text = config.read_text()
    assert not [entry for entry in events(stack) if entry["level"] == "debug"]
    config.write_text(text.replace('level = "info"', 'level = "info"\nmodules = ["ws=debug"]').replace(
        "drain_ms = 9000", "drain_ms = 9001"))
    done = admin_reload(stack)
    assert json.loads(done.stdout) == {"reloaded": True, "needs_restart": ["drain_ms"]}, done
    view = stack.dashboard(client)
    view.close()
    eventually(lambda: {entry["module"] for entry in events(stack) if entry["level"] == "debug"} == {"ws"}, 20, lambda: events(stack)[-3:])
    config.write_text(text + "\nnonsense = 1\n")
    done = admin_reload(stack)
    assert done.returncode == 1 and "nonsense" in done.stderr and "no such key" in done.stderr, done
    config.write_text(text)
    print("levels of one module change in flight; what needs a restart is named, what is wrong is refused")


class ReloadStack(Stack):
    """Its certificate lies where a renewal replaces it."""

    def start_relay(self):
        self._certificate = "live"
        install(self, "server")
        super().start_relay()

    def make_server_certificate(self):
        for suffix in ("pem", "key"):
            (self.directory / f"tls/server.{suffix}").unlink()
        subprocess.run([ROOT / "packaging/setup/make-ca.sh", self.directory / "tls"], check=True, stdout=subprocess.DEVNULL)

    def dashboard(self, client):
        terminal = self.made["terminal"]
        return DashboardView(self.port, str(self.directory / "tls/ca.pem"), client.cookie, terminal)


def main():
    settings = 'drain_ms = 9000\n[log]\nlevel = "info"\njson = true\n'
    with tempfile.TemporaryDirectory() as directory, ReloadStack(directory, settings, relay_only=True) as stack:
        stack.made = stack.admin("create-terminal", "--name", "one")
        client = stack.client()
        view = stack.dashboard(client)
        assert view.wait_for(lambda: view.mission, 20)
        view.keys["seen"] = True
        renewed(stack, client, view)
        stack_ca_is_the_same = client.get("/readyz")
        assert stack_ca_is_the_same.status == 200
        bad_ones_keep_the_old(stack, client)
        levels_change(stack, client)


if __name__ == "__main__":
    main()
