# shellcheck shell=bash
# What the part scripts share. A part prints what it does and ends with one line "N passed, N failed". Sourced.
set -euo pipefail

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
readonly ROOT
export BUILD=$ROOT/build/release
# Where REST answers are kept for the part `contract`; within ./test it is one directory for all parts.
if [[ -z ${RECORD_ANSWERS:-} && -n ${TMPDIR:-} ]]; then export RECORD_ANSWERS=$TMPDIR/answers; fi

PASSED=0
FAILED=0

pass() {
  PASSED=$((PASSED + 1))
  printf '  ok    %s\n' "$*"
}

fail() {
  FAILED=$((FAILED + 1))
  printf '  FAIL  %s\n' "$*"
}

# Runs a command as one test; its output is shown only when it fails. usage: check NAME COMMAND...
check() {
  local name=$1 log status=0
  shift
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  if [[ $status -eq 0 ]]; then
    pass "$name"
  else
    fail "$name (exit $status)"
    tail -n 60 "$log" | sed 's/^/        /'
  fi
  rm -f "$log"
}

# A missing tool is a failed test, never a skipped one. usage: need TOOL...
need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || fail "the tool $tool is missing"
  done
}

# Prints the line ./test reads, and leaves with 1 when anything failed.
finish() {
  printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
  [[ $FAILED -eq 0 ]] || exit 1
  exit 0
}

# Adds counts found in a tool's own report. usage: add PASSED FAILED
add() {
  PASSED=$((PASSED + $1)) FAILED=$((FAILED + $2))
}

# Waits until a command succeeds. usage: eventually SECONDS COMMAND...
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [[ $SECONDS -lt $deadline ]] || return 1
    sleep 0.05
  done
}

# Tests that mostly wait run a few at once; each has its own servers, ports and folder. What a script measured is shown also when it passes.
readonly AT_ONCE=3
at_once_names=()
at_once_work=

# usage: at_once NAME COMMAND...; the names are reported in this order by report_all
at_once() {
  local n=${#at_once_names[@]}
  if [[ -z $at_once_work ]]; then
    at_once_work=$(mktemp -d)
    trap 'rm -rf "$at_once_work"' EXIT
  fi
  at_once_names+=("$1")
  shift
  while [[ $(jobs -rp | wc -l) -ge $AT_ONCE ]]; do wait -n || true; done
  {
    status=0
    "$@" >"$at_once_work/$n.log" 2>&1 || status=$?
    echo "$status" >"$at_once_work/$n.status"
  } &
}

report_all() {
  wait
  local n status
  for n in "${!at_once_names[@]}"; do
    sed 's/^/        /' "$at_once_work/$n.log" | tail -n 40
    status=$(cat "$at_once_work/$n.status")
    if [[ $status -eq 0 ]]; then pass "${at_once_names[$n]}"; else fail "${at_once_names[$n]} (exit $status)"; fi
  done
}
