"""Debian's nginx in front of a relay, with the site file that ships: another name, other ports and files, nothing else changed."""
import os
import pathlib
import re
import shutil
import socket

from process import Program

ROOT = pathlib.Path(__file__).resolve().parents[3]
SITE = ROOT / "packaging/nginx/signalos.conf"
PROGRAM = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _replace(text, old, new):
    assert old in text, f"the site file says nothing of {old}"
    return text.replace(old, new)


def site(relay_port, http_port, https_port, certificate, key, challenges):
    """The site file for loopback: the ports and files of a test in the places of the real ones."""
    text = re.sub(r"^\s*listen \[::\].*\n", "", SITE.read_text(), flags=re.M)
    for old, new in (("127.0.0.1:8080", f"127.0.0.1:{relay_port}"), ("relay.example", "localhost"),
                     ("listen 80;", f"listen 127.0.0.1:{http_port};"), ("listen 443 ssl", f"listen 127.0.0.1:{https_port} ssl"),
                     ("/etc/signalos/tls/fullchain.pem", str(certificate)), ("/etc/signalos/tls/key.pem", str(key)),
                     ("/var/lib/signalos-acme", str(challenges))):
        text = _replace(text, old, new)
    return text


class Nginx:
    """Serves when constructed; `port` and `http_port` are its own. Stopped by its process id."""

    def __init__(self, directory, relay_port, certificate, key, port=None):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.port, self.http_port = port or free_port(), free_port()
        (self.directory / "site.conf").write_text(
            site(relay_port, self.http_port, self.port, certificate, key, self.directory / "challenges"))
        scratch = "".join(f"{kind}_temp_path {self.directory}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;\n" if os.geteuid() == 0 else ""
        (self.directory / "nginx.conf").write_text(
            f"{user}daemon off;\nmaster_process off;\npid {self.directory}/nginx.pid;\nerror_log stderr warn;\n"
            f"events {{ worker_connections 1024; }}\nhttp {{\naccess_log {self.directory}/access.log;\n{scratch}include {self.directory}/site.conf;\n}}\n")
        self.program = Program("nginx", [PROGRAM, "-p", str(self.directory), "-e", "stderr", "-c", str(self.directory / "nginx.conf")],
                               self.directory / "nginx.log")

    def answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            assert self.program.running(), self.program.tail()
            return False

    def stop(self):
        self.program.stop()
