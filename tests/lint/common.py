"""What the lint rules share: the tree's files, findings, and C++ text without comments and strings."""
import pathlib
import re
import subprocess
from typing import Iterator, NamedTuple

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = "tests/lint/samples/"
ALLOWED = re.compile(r"lint: allow (\w+): \S")

CPP = (".cpp", ".hpp", ".h", ".c", ".cc")


class Finding(NamedTuple):
    line: int
    message: str


class Source(NamedTuple):
    """A file as a rule sees it: its path from the root of the tree, and its text."""

    path: str
    text: str

    def lines(self) -> list[str]:
        return self.text.split("\n")


def tree() -> Iterator[Source]:
    """Every text file of the tree that git tracks, or would: not what .gitignore names, and not the rules' own samples."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            cwd=ROOT, check=True, capture_output=True).stdout.decode()
    for path in sorted(filter(None, listed.split("\0"))):
        file = ROOT / path
        if path.startswith(SAMPLES) or not file.is_file() or file.is_symlink():
            continue
        try:
            yield Source(path, file.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue


def is_allowed(source: Source, line: int, rule: str) -> bool:
    """True when the line, or the one above it, says `lint: allow RULE: reason`."""
    lines = source.lines()
    near = lines[max(0, line - 2):line]
    return any(match and match[1] == rule for match in map(ALLOWED.search, near))


_HIDDEN = re.compile(
    r"""//[^\n]*                                  # line comment
      | /\*.*?\*/                                 # block comment
      | R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)"        # raw string
      | "(?:\\.|[^"\\\n])*"                       # string
      | '(?:\\.|[^'\\\n])+'                       # character, or what follows a digit separator
    """, re.S | re.X)


def _blank(match: re.Match[str]) -> str:
    text = match[0]
    filler = re.sub(r"[^\n]", " ", text)
    if text.startswith(("//", "/*")):
        return filler
    return '"' + filler[1:-1] + '"' if len(text) > 1 else filler


def bare_cpp(text: str) -> str:
    """The text with comments and string contents blanked out; line numbers and columns stay."""
    return _HIDDEN.sub(_blank, re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "_", text))


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
