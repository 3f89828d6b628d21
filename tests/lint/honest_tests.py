"""Tests wait for conditions and all of them run: no sleeping, no skipping, no focusing, no hidden tags."""
import re

from common import CPP, Finding, Source, bare_cpp

# The simulator is a program under test here, and its Sleep() is MQL5's; the one polling helper must sleep to poll.
EXEMPT = ("tests/simulator/", "tests/parts/lib.sh", "tests/lint/")
TEST_PATH = re.compile(r"^(?:tests|bench)/|\.test\.tsx?$|/__tests__/")
RULES = {
    CPP: [(re.compile(r"\b(?:sleep_for|sleep_until|u?sleep|nanosleep|SleepEx?)\s*\("), "sleeps"),
          (re.compile(r"\b(?:SKIP|GTEST_SKIP)\s*\("), "skips")],
    (".ts", ".tsx", ".js", ".mjs"): [
        (re.compile(r"\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:only|skip|todo|skipIf|runIf|fails)\b|\b(?:xit|xdescribe|fit|fdescribe)\s*\("), "skips or focuses"),
        (re.compile(r"\bwaitForTimeout\s*\(|setTimeout\(\s*(?:r|res|resolve|done)\s*,"), "sleeps")],
    (".py",): [(re.compile(r"\btime\.sleep\s*\(|\bsleep\s*\(\s*[\d.]"), "sleeps"),
               (re.compile(r"@(?:unittest|pytest\.mark)\.(?:skip|xfail|expectedFailure)|\bskipTest\s*\("), "skips")],
    (".sh",): [(re.compile(r"(?:^|[;&|]\s*|\bdo\s+|\bthen\s+)\s*sleep\s"), "sleeps")],
}
HIDDEN = re.compile(r"\b(?:TEST_CASE|SCENARIO|TEST_CASE_METHOD)\s*\([^\n]*\[(?:\.|!hide|!mayfail|!shouldfail)")


def check(source: Source) -> list[Finding]:
    if source.path.startswith(EXEMPT) or not TEST_PATH.search(source.path):
        return []
    found = []
    text = bare_cpp(source.text) if source.path.endswith(CPP) else source.text
    for number, (line, raw) in enumerate(zip(text.split("\n"), source.lines()), 1):
        for suffixes, rules in RULES.items():
            if source.path.endswith(suffixes):
                found += [Finding(number, f"a test that {what}") for pattern, what in rules if pattern.search(line)]
        if source.path.endswith(CPP) and HIDDEN.search(raw):
            found.append(Finding(number, "a test hidden by its tag"))
    return found
