"""Includes go downwards only: the table layers.txt says which folders a folder may include, and what a pure one may not use."""
import pathlib
import re

from common import CPP, Finding, Source, bare_cpp, line_of

TABLE = pathlib.Path(__file__).with_name("layers.txt")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"(?P<own>[^"]+)"|<(?P<system>[^>]+)>)', re.M)
# A clock is a port of the pure folders, never a call.
CLOCK = re.compile(r"\b(?:\w*_clock\s*::\s*now|::\s*time|clock_gettime|gettimeofday|std::time)\s*\(")
THREAD = re.compile(r"\b(?:co_await|co_return|co_yield|thread_local|std::j?thread)\b")
IMPURE = ("boost/asio", "boost/beast", "openssl/", "sqlite3.h", "libpq", "pqxx/", "spdlog/", "sodium", "sys/", "unistd.h", "fcntl.h",
          "thread", "mutex", "shared_mutex", "condition_variable", "future", "coroutine", "fstream", "iostream", "filesystem", "ctime")


def read_table() -> dict[str, tuple[set[str], bool]]:
    """Folder -> (folders it may include, whether it is pure)."""
    table = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        line = line.split("#", 1)[0].strip()
        if line:
            folder, allowed = (part.strip() for part in line.split(":", 1))
            words = set(allowed.split())
            table[folder] = (words - {"pure"}, "pure" in words)
    return table


def layer_of(path: str, table: dict[str, tuple[set[str], bool]]) -> str | None:
    """The longest folder of the table that holds the file."""
    return max((folder for folder in table if path.startswith(folder + "/")), key=len, default=None)


def check(source: Source) -> list[Finding]:
    table = read_table()
    layer = layer_of(source.path, table)
    if not source.path.endswith(CPP):
        return []
    if layer is None:
        if re.match(r"(protocol|relay|plugin-dll)/src/[^/]+/", source.path):
            return [Finding(1, f"{source.path.rsplit('/', 1)[0]} is not in tests/lint/layers.txt")]
        return []
    allowed, pure = table[layer]
    found = []
    for match in INCLUDE.finditer(source.text):
        line = line_of(source.text, match.start())
        own, system = match["own"], match["system"]
        # A header beside the file, or below the module's src/ itself, has no folder to judge.
        if own and "/" in own and own.split("/")[0] not in allowed:
            found.append(Finding(line, f"{layer} may not include {own} (allowed: {' '.join(sorted(allowed))})"))
        if system and pure and system.startswith(IMPURE) and (system in IMPURE or system.endswith((".h", ".hpp"))):
            found.append(Finding(line, f"{layer} is pure and may not include <{system}>"))
    if pure:
        text = bare_cpp(source.text)
        for pattern, what in ((CLOCK, "reads a clock"), (THREAD, "is not a plain function")):
            found += [Finding(line_of(text, match.start()), f"{layer} is pure, but this {what}") for match in pattern.finditer(text)]
    return found
