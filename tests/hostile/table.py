#!/usr/bin/env python3
"""Prints docs/bad-input.md as rows and the tests that prove them, and fails for a test that does not exist, a row without one, and an
attack that no row names. usage: table.py"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs/bad-input.md"
CASE = re.compile(r'(?:TEST_CASE(?:_METHOD)?|FOR_EACH_ENGINE)\(\s*(?:\w+,\s*)?((?:"(?:[^"\\]|\\.)*"\s*)+)')


def sentences():
    """The sentence of every Catch2 case; a literal in pieces is put together."""
    found = []
    for source in (ROOT / "tests").rglob("*.cpp"):
        found += [re.sub(r'"\s*"', "", match.strip()).strip('"').replace("\\", "") for match in CASE.findall(source.read_text())]
    return found


def is_case(name, cases):
    """Whether a case begins so, behind its subject or with it."""
    return any(case.startswith(name) or f": {name}" in case for case in cases)


def named(cell):
    """(kind, name) of all that the last cell of a row names."""
    for name in re.findall(r'"([^"]+)"', cell):
        yield "sentence", name.rstrip(" …")
    for name in re.findall(r"`([^`]+)`", cell):
        yield "file", name


def places():
    """Every name that a file of the tests can be called by."""
    found = {path.name for path in (ROOT / "tests").rglob("*") if path.is_file()} | {path.stem for path in (ROOT / "tests").rglob("*") if path.is_file()}
    found |= {path.name.removesuffix(".spec.mjs") for path in (ROOT / "tests/e2e/specs").iterdir()}
    for text in (ROOT / "tests").rglob("CMakeLists.txt"):
        found |= set(re.findall(r"signalos_test\((\S+)", text.read_text()))
    return found | {"signalos_conformance", "protocol/fixtures/invalid", "tests/hostile"}


def main():
    cases, files, wrong, rows, told = sentences(), places(), [], 0, ""
    fault_cases = "\n".join(path.read_text() for path in (ROOT / "tests/faults").glob("*.py"))
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not line.startswith("| ") or cells[0] in ("input", "what") or len(cells) != 3 or "MiB" in cells[1] or "KiB" in cells[1]:
            continue
        rows += 1
        tests = list(named(cells[2]))
        if not tests:
            wrong.append(f"no test: {cells[0]}")
        told += cells[2]
        print(f"{cells[0][:110]:110} → {cells[2]}")
        for kind, name in tests:
            if kind == "file" and name not in files and not (ROOT / name).exists():
                wrong.append(f"no such file or program: {name}")
            if kind == "sentence" and not is_case(name, cases) and name not in fault_cases:
                wrong.append(f"no case begins so: {name}")
    wrong += [f"no row names {path.stem}" for path in sorted(HERE.glob("attacks_*.py")) if path.stem not in told]
    for one in wrong:
        print(f"  FAIL  {one}")
    print(f"{rows} rows")
    print(f"{1 if not wrong else 0} passed, {len(wrong)} failed")
    return 1 if wrong or rows < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
