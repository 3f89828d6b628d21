#!/usr/bin/env bash
# Protocol rules against the real relay, one script a rule, with a client that also sends what no proper one would.
# needs: cpp
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need python3 openssl
export PYTHONDONTWRITEBYTECODE=1

check "scenarios: the runner's own frames, patterns and scripts" "$ROOT/tests/scenarios/self_test.py"

log=$(mktemp)
"$ROOT/tests/scenarios/run.py" >"$log" 2>&1 || true
sed '$d' "$log"
counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1)
if [[ -n $counts ]]; then
  # shellcheck disable=SC2086  # two numbers
  add $counts
else
  fail "scenarios: the runner broke"
  tail -n 20 "$log"
fi
rm -f "$log"
finish
