#!/usr/bin/env python3
"""Certificates by ACME, against an authority on loopback (pebble): the shipped hook and renewal with uacme, the challenge answered through the
shipped nginx site, the files taken over by a relay that serves meanwhile."""
import json
import os
import pathlib
import socket
import ssl
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/stack"))
from nginx import Nginx, free_port  # noqa: E402
from process import Program  # noqa: E402
from stack import Stack, eventually  # noqa: E402


# Every name leads to loopback for this authority; uacme wants one with a dot.
NAME = "relay.test"


class Authority:
    """Pebble, which believes whoever answers on `http_port` under any name."""

    def __init__(self, directory, tls, http_port):
        self.port, self._management = free_port(), free_port()
        directory.mkdir()
        config = directory / "pebble.json"
        config.write_text(json.dumps({"pebble": {
            "listenAddress": f"127.0.0.1:{self.port}", "managementListenAddress": f"127.0.0.1:{self._management}",
            "certificate": str(tls / "server.pem"), "privateKey": str(tls / "server.key"),
            "httpPort": http_port, "tlsPort": free_port(), "ocspResponderURL": "", "externalAccountBindingRequired": False}}))
        names, management = free_port(), free_port()
        self.names = Program("names", ["pebble-challtestsrv", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dns01", f"127.0.0.1:{names}",
                                       "-http01", "", "-https01", "", "-tlsalpn01", "", "-management", f"127.0.0.1:{management}"],
                             directory / "names.log")
        self.url = f"https://localhost:{self.port}/dir"
        self.program = Program("pebble", ["pebble", "-config", str(config), "-dnsserver", f"127.0.0.1:{names}"], directory / "pebble.log",
                               {"PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0", "PEBBLE_AUTHZREUSE": "0"})

    def stop(self):
        self.program.stop()
        self.names.stop()

    def answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            assert self.program.running(), self.program.tail()
            return False


def issuer_served(port):
    """Who signed what a new connection gets."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain, context.wrap_socket(plain) as encrypted:
        raw = ssl.DER_cert_to_PEM_cert(encrypted.getpeercert(True))
    return subprocess.run(["openssl", "x509", "-noout", "-issuer", "-ext", "subjectAltName"], input=raw, capture_output=True, text=True,
                          check=True).stdout


def trusting(stack, words, **environment):
    """Runs a program that trusts the tests' CA in the place of this machine's authorities, in mounts of its own: libcurl reads one fixed file."""
    mine = [] if os.geteuid() == 0 else ["--map-root-user"]
    place = ["unshare", "--mount", *mine, "sh", "-c", 'mount --bind "$0" /etc/ssl/certs/ca-certificates.crt && exec "$@"', stack.directory / "tls/ca.pem"]
    return subprocess.run([*place, *words], env={**os.environ, **environment}, capture_output=True, text=True, timeout=90)


def renew(stack, authority, challenges, reload_command, *more):
    """The shipped renewal, as its timer would run it."""
    words = ["sh", ROOT / "packaging/acme/renew.sh", NAME, "--acme-url", authority.url, *more]
    return trusting(stack, words, SIGNALOS_TLS=str(stack.directory / "live"), SIGNALOS_UACME=str(stack.directory / "uacme"),
                    SIGNALOS_RELOAD=reload_command, SIGNALOS_ACME_ROOT=str(challenges))


def main():
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        with AcmeStack(directory, relay_only=True) as stack:
            tls = directory / "tls"
            nginx = Nginx(directory / "nginx", stack.port, tls / "server.pem", tls / "server.key")
            authority = Authority(directory / "authority", tls, nginx.http_port)
            try:
                eventually(nginx.answers, 20, nginx.program.tail)
                eventually(authority.answers, 20, authority.program.tail)
                walk(stack, authority, nginx.directory / "challenges")
            finally:
                authority.stop()
                nginx.stop()


def walk(stack, authority, challenges):
    live = stack.directory / "live"
    reload_command = f"kill -HUP {stack.relay.pid}"
    made = trusting(stack, ["uacme", "--confdir", stack.directory / "uacme", "--acme-url", authority.url, "--yes", "new"])
    assert made.returncode == 0, made.stderr
    assert "Pebble" not in issuer_served(stack.port)
    done = renew(stack, authority, challenges, reload_command)
    assert done.returncode == 0, done.stderr + authority.program.tail()
    eventually(lambda: "Pebble" in issuer_served(stack.port), 20, lambda: issuer_served(stack.port))
    assert f"DNS:{NAME}" in issuer_served(stack.port)
    assert not list((challenges / ".well-known/acme-challenge").iterdir()), "an answer to a challenge was left behind"
    assert (live / "key.pem").stat().st_mode & 0o007 == 0
    print("a certificate by ACME: challenge through nginx's site, taken over by the relay that serves")
    first = (live / "fullchain.pem").read_text()
    again = renew(stack, authority, challenges, "false")
    assert again.returncode == 0 and (live / "fullchain.pem").read_text() == first, again.stderr
    # A renewal is a new pair; it is forced here, the authority's certificates are good for years.
    forced = renew(stack, authority, challenges, reload_command, "--force")
    assert forced.returncode == 0 and (live / "fullchain.pem").read_text() != first, forced.stderr
    assert stack.relay.running()
    print("a good certificate is left alone, a renewed one is taken over")


class AcmeStack(Stack):
    """Serves from the folder that the renewal writes; begins with the tests' own certificate."""

    def start_relay(self):
        live = self.directory / "live"
        live.mkdir(exist_ok=True)
        for source, target in (("server.pem", "fullchain.pem"), ("server.key", "key.pem")):
            (live / target).write_bytes((self.directory / "tls" / source).read_bytes())
        self._relay_settings = ""
        self._certificate = "../live/fullchain"
        (live / "fullchain.key").unlink(missing_ok=True)
        (live / "fullchain.key").symlink_to("key.pem")
        super().start_relay()


if __name__ == "__main__":
    main()
