#!/usr/bin/env bash
# The whole product in a browser: relay, simulated broker and terminals, and Chromium that trusts the test's own authority.
# needs: cpp web
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need node chromium certutil openssl
[[ $FAILED -eq 0 ]] || finish

report=$(mktemp)
status=0
node "$ROOT/tests/e2e/run.mjs" | tee "$report" || status=$?
read -r passed failed < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$report" | tail -n 1) || true
rm -f "$report"
if [[ -n ${passed:-} ]]; then
  add "$passed" "$failed"
else
  fail "the browser tests left with $status before their count"
fi
finish
