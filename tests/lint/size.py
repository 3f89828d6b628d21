"""No source file is longer than 400 lines."""
from common import Finding, Source

LIMIT = 400
SUFFIXES = (".cpp", ".hpp", ".h", ".c", ".mq5", ".mqh", ".ts", ".tsx", ".mjs", ".css", ".py", ".sh", ".cmake", ".sql")
FRONT_DOORS = ("run", "test")


def check(source: Source) -> list[Finding]:
    is_code = source.path.endswith(SUFFIXES) or source.path in FRONT_DOORS
    # Generated from the protocol's document, and never edited.
    if not is_code or source.path.endswith(("generated.ts", ".generated.ts", ".gen.ts")):
        return []
    count = len(source.text.rstrip("\n").split("\n"))
    return [Finding(count, f"{count} lines; the limit is {LIMIT}")] if count > LIMIT else []
