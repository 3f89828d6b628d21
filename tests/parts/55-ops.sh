#!/usr/bin/env bash
# The relay as an operator meets it: figures and logs, reload, drain, the service manager, nginx, and the files that ship for them.
# needs: cpp
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

PATH=$PATH:/usr/sbin  # where Debian keeps nginx
need python3 openssl nginx promtool pebble pebble-challtestsrv uacme unshare dpkg-deb dpkg-shlibdeps curl systemd-analyze
export PYTHONDONTWRITEBYTECODE=1

# They mostly wait; each has its own servers, ports and folder.
readonly AT_ONCE=3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
names=()

at_once() {
  local n=${#names[@]}
  names+=("$1")
  shift
  while [[ $(jobs -rp | wc -l) -ge $AT_ONCE ]]; do wait -n || true; done
  {
    status=0
    "$@" >"$work/$n.log" 2>&1 || status=$?
    echo "$status" >"$work/$n.status"
  } &
}

report() {
  wait
  local n status
  for n in "${!names[@]}"; do
    sed 's/^/        /' "$work/$n.log" | tail -n 40
    status=$(cat "$work/$n.status")
    if [[ $status -eq 0 ]]; then pass "ops: ${names[$n]}"; else fail "ops: ${names[$n]} (exit $status)"; fi
  done
}

configuration_page_is_fresh() { "$BUILD/bin/signalos-relay" config --markdown | diff "$ROOT/docs/configuration.md" -; }
check "ops: docs/configuration.md is what the relay's own table says" configuration_page_is_fresh

at_once "a relay behind Debian's nginx serves terminal and dashboard, and knows its clients" "$ROOT/tests/ops/behind_nginx.py"
at_once "figures follow what happens, name nobody, and no secret reaches a log" "$ROOT/tests/ops/metrics_and_logs.py"
at_once "log levels and certificates are taken over in flight; bad ones keep the old" "$ROOT/tests/ops/reload.py"
at_once "doctor names what is wrong and what to do, thing by thing" "$ROOT/tests/ops/doctor.py"
at_once "the service manager is told, and a stop loses nothing and repeats nothing" "$ROOT/tests/ops/service.py"
at_once "certificates come and are renewed by ACME, and a relay that serves takes them over" "$ROOT/tests/ops/acme.py"
at_once "alerts, dashboard, unit and container file name only what is there" "$ROOT/tests/ops/shipped_files.py"
at_once "a newcomer follows docs/running.md to the letter, loses the machine and gets it back" "$ROOT/tests/ops/newcomer.py"
report
finish
