#!/usr/bin/env python3
"""`doctor` says of each thing that it is well, or what is wrong and what to do; and it changes nothing."""
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/stack"))
from stack import BIN, Stack  # noqa: E402


def examine(config):
    done = subprocess.run([BIN / "signalos-relay", "doctor", "--config", config], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout


def is_well(config, *words):
    status, said = examine(config)
    assert status == 0 and "WRONG" not in said and said.endswith("Nothing is wrong.\n"), said
    for word in words:
        assert word in said, f"'{word}' is not in:\n{said}"


def is_ill(config, *words):
    status, said = examine(config)
    wrong = [line for line in said.splitlines() if line.startswith("WRONG")]
    assert status == 1 and any(all(word in line for word in words) for line in wrong), f"{words} in no WRONG line of:\n{said}"
    print(next(line for line in wrong if words[0] in line)[:150])


def changed(stack, **values):
    """A configuration beside the stack's own in which single lines differ."""
    lines = []
    for line in stack.relay_config.read_text().splitlines():
        name = line.split(" = ")[0]
        lines.append(f"{name} = {values.pop(name)}" if name in values else line)
    config = stack.directory / "other.toml"
    config.write_text("\n".join([*(f"{name} = {value}" for name, value in values.items()), *lines]) + "\n")
    return config


def main():
    with tempfile.TemporaryDirectory() as directory, Stack(directory, relay_only=True) as stack:
        config, tls = stack.relay_config, stack.directory / "tls"
        is_well(config, "ok    configuration", "ok    port: a relay serves", "ok    tls: the certificate is for localhost",
                "ok    proxy", "clock", "is sound", "audit: the chain of")
        stack.relay.stop()
        is_well(config, "is free")
        is_ill(changed(stack, nonsense="1"), "configuration", "nonsense", "no such key")
        for name, words in (("expired", "has ended"), ("wrong-host", "not for localhost"), ("missing-intermediate", "holds no chain")):
            is_ill(changed(stack, certificate=f'"{tls / name}.pem"', key=f'"{tls / name}.key"'), "tls", words)
        is_ill(changed(stack, key=f'"{tls / "other-server.key"}"'), "tls", "give the PEM key")
        is_ill(changed(stack, trusted_proxies='["0.0.0.0/0"]'), "proxy", "strangers")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            is_ill(changed(stack, listen=f'"127.0.0.1:{taken.getsockname()[1]}"'), "port", "stop who holds it")
        shutil.copytree(stack.directory / "relay", stack.directory / "falsified")
        with sqlite3.connect(stack.directory / "falsified/signalos.db") as database:
            database.execute("INSERT INTO audit (org_id, n, at, actor, action, subject, detail, hash) "
                             "SELECT id, 1, 1, 'somebody', 'nothing', '', '{}', 'forged' FROM organisations")
        is_ill(changed(stack, data_dir=f'"{stack.directory / "falsified"}"'), "audit", "not what was written")
        stack.start_relay()


if __name__ == "__main__":
    main()
