#!/usr/bin/env bash
# The dashboard's own checks: types, format and lint, unit tests. ./test has put the pinned Node.js in PATH and run npm ci.
# needs: web
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need node npx jq
cd "$ROOT/web"

check "web: types agree (tsc)" npx --no-install tsc --noEmit -p .
check "web: format and lint (biome)" npx --no-install biome ci .

report=$(mktemp)
status=0
npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$report" || status=$?
if [[ -s $report ]]; then
  add "$(jq .numPassedTests "$report")" "$(jq '.numFailedTests + .numPendingTests + .numTodoTests' "$report")"
fi
# A file that does not load has no test to count.
if [[ $status -ne 0 && $FAILED -eq 0 ]]; then fail "vitest left with $status"; fi
rm -f "$report"
finish
