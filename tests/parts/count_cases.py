"""Prints "PASSED FAILED" test cases from CTest's JUnit report, whose test output holds each Catch2 summary."""
import re
import sys
import xml.etree.ElementTree as ElementTree

ALL_PASSED = re.compile(r"All tests passed \(\d+ assertions? in (\d+) test cases?\)")
SOME_FAILED = re.compile(r"test cases:\s*(\d+)\s*\|(?:\s*(\d+) passed\s*\|)?\s*(\d+) failed")


def count(output: str, ran_well: bool) -> tuple[int, int]:
    """Counts one executable: its cases when it says them, itself as one when it does not (or died before it could)."""
    if summary := ALL_PASSED.search(output):
        return (int(summary[1]), 0) if ran_well else (0, 1)
    if summary := SOME_FAILED.search(output):
        return int(summary[2] or 0), int(summary[3])
    return (1, 0) if ran_well else (0, 1)


def main() -> None:
    passed = failed = 0
    for case in ElementTree.parse(sys.argv[1]).iter("testcase"):
        more, worse = count(case.findtext("system-out") or "", case.get("status") == "run")
        passed, failed = passed + more, failed + worse
    print(passed, failed)


if __name__ == "__main__":
    main()
