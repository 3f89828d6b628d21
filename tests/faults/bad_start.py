#!/usr/bin/env python3
"""What is wrong before the start refuses the start, naming the thing, its value and the remedy; and it says nothing twice."""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/stack"))
from stack import BIN, ROOT, Stack  # noqa: E402

SECONDS = 20


def refused(directory, text, *words):
    """The relay does not start with this configuration and says each of the words, on one line."""
    config = directory / "bad.toml"
    config.write_text(text)
    done = subprocess.run([BIN / "signalos-relay", "serve", "--config", config], capture_output=True, text=True, timeout=SECONDS)
    line = done.stderr.strip().splitlines()[-1]
    assert done.returncode != 0, "it started"
    assert '{"ready"' not in done.stdout, done.stdout
    for word in words:
        assert word in line, f"'{word}' is not in: {line}"
    print(line[:160])


def configuration(directory, **changed):
    values = {"listen": '"127.0.0.1:0"', "data_dir": f'"{directory}/relay"', "web_root": f'"{ROOT}/web/dist"', **changed}
    tls = {"certificate": values.pop("certificate", f'"{directory}/tls/server.pem"'), "key": f'"{directory}/tls/server.key"'}
    lines = [f"{name} = {value}" for name, value in values.items()]
    return "\n".join([*lines, "[tls]", *(f"{name} = {value}" for name, value in tls.items())]) + "\n"


def main():
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        with Stack(directory, relay_only=True):
            refused(directory, configuration(directory), "another relay")  # the folder is taken
        refused(directory, configuration(directory, listen="5"), "listen", "5", "string")
        refused(directory, configuration(directory, lsten='"127.0.0.1:0"'), "lsten", "no such key", "known:")
        refused(directory, configuration(directory, web_root='"/nowhere"'), "web_root", "/nowhere")
        refused(directory, configuration(directory, certificate='"/nowhere.pem"'), "tls.certificate", "/nowhere.pem", "give")
        damage(directory / "relay/signalos.db")
        refused(directory, configuration(directory), "signalos.db", "damaged", "backup")


def damage(path):
    """Flips bits behind the header, as a failing disk does."""
    content = bytearray(path.read_bytes())
    for at in range(4096, len(content), 3):
        content[at] ^= 0x5A
    path.write_bytes(content)


if __name__ == "__main__":
    main()
