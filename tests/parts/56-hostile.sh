#!/usr/bin/env bash
# Hostile clients against a real relay over TLS, with a real terminal and a signed-in trader beside them.
# needs: cpp
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need python3 openssl
export PYTHONDONTWRITEBYTECODE=1

# judge NAME PROGRAM [ARGUMENT...]: a program that prints its cases and ends with their counts
judge() {
  local name=$1 log counts
  log=$(mktemp)
  "${@:2}" >"$log" 2>&1 || true
  sed '$d' "$log"
  counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1)
  if [[ -n $counts ]]; then
    # shellcheck disable=SC2086  # two numbers
    add $counts
  else
    fail "hostile: $name broke"
    tail -n 20 "$log"
  fi
  rm -f "$log"
}

judge "the table of docs/bad-input.md" "$ROOT/tests/hostile/table.py"
judge "the suite" "$ROOT/tests/hostile/run.py"
judge "the crowd of dashboards" "$ROOT/tests/hostile/many_dashboards.py"
finish
