#!/usr/bin/env bash
# The C++ unit tests: every CTest entry labelled `unit`. One Catch2 executable holds many cases, so cases are counted from
# the executables' own reports.
# needs: cpp
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

build=${SIGNALOS_BUILD:-$BUILD}
need ctest jq
reports=$(mktemp -d)
log=$reports/ctest.log

status=0
ctest --test-dir "$build" -L '^unit$' --no-tests=error --output-on-failure --output-junit "$reports/junit.xml" \
  -j "$(nproc)" >"$log" 2>&1 || status=$?
cat "$log"

python3 "$ROOT/tests/parts/count_cases.py" "$reports/junit.xml" >"$reports/counts" || status=1
if [[ -s $reports/counts ]]; then
  read -r cases broken <"$reports/counts"
  add "$cases" "$broken"
fi
if [[ $status -ne 0 && $FAILED -eq 0 ]]; then fail "ctest left with $status"; fi
finish
