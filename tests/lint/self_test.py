"""Each rule against its sample: it must find exactly the lines marked `<-- bad`, in every virtual file of samples/<rule>.txt.

`~~` in a sample stands for nothing: it keeps a name that must not stand in the tree out of the sample itself."""
import pathlib
import re
import sys

from common import Source, is_allowed
from lint import RULES

MARK = re.compile(r"[ \t]*<-- bad[ \t]*$")


def virtual_files(sample: pathlib.Path) -> list[tuple[Source, set[int]]]:
    """The files of a sample with their marks taken out, and the marked lines of each."""
    files = []
    for part in re.split(r"^=== ", sample.read_text(encoding="utf-8").replace("~~", ""), flags=re.M)[1:]:
        path, *lines = part.split("\n")
        expected = {number for number, line in enumerate(lines, 1) if MARK.search(line)}
        files.append((Source(path.strip(), "\n".join(MARK.sub("", line) for line in lines)), expected))
    return files


def main() -> int:
    wrong = 0
    for name, rule in RULES.items():
        files = virtual_files(pathlib.Path(__file__).with_name("samples") / f"{name}.txt")
        if not any(expected for _, expected in files):
            print(f"{name}: the sample has nothing bad in it")
            wrong += 1
        for source, expected in files:
            found = {finding.line for finding in rule(source) if not is_allowed(source, finding.line, name)}
            for line in sorted(expected ^ found):
                print(f"{name}: {source.path}:{line}: {'missed' if line in expected else 'flagged'}: {source.lines()[line - 1].strip()}")
                wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
