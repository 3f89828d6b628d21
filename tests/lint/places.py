"""The tree names no place of the machine it was written on, and no registry: those come from each machine's own settings."""
import re

from common import Finding, Source

PATHS = re.compile(r"(?<![\w.$}/*-])/(?:work|root|home/[\w.-]+|tmp/\w[\w.-]*|var/tmp/\w+|Users/\w+)/[\w.-]")
# Written in pieces so that this file passes its own rule.
HOSTS = re.compile(r"\b(?:" + "|".join(host.replace(".", r"\.") for host in (
    "npmjs" + ".org", "npmjs" + ".com", "npmmirror" + ".com", "yarnpkg" + ".com", "debian" + ".org/debian", "deb.debian" + ".org",
    "security.debian" + ".org", "pypi" + ".org", "pythonhosted" + ".org", "crates" + ".io", "nodesource" + ".com")) + r")")
RESOLVED = re.compile(r"\"resolved\":\s*\"https?:")


def check(source: Source) -> list[Finding]:
    found = []
    for number, line in enumerate(source.lines(), 1):
        if match := PATHS.search(line):
            found.append(Finding(number, f"a path of one machine: {match[0]}..."))
        if match := HOSTS.search(line):
            found.append(Finding(number, f"a registry by name: {match[0]}"))
        elif RESOLVED.search(line):
            found.append(Finding(number, "a lock file that names its registry (set omit-lockfile-registry-resolved)"))
    return found
