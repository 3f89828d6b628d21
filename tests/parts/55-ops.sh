#!/usr/bin/env bash
# The relay as an operator meets it: figures and logs, reload, drain, the service manager, nginx, and the files that ship for them.
# needs: cpp web
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

PATH=$PATH:/usr/sbin  # where Debian keeps nginx
need python3 openssl nginx promtool pebble pebble-challtestsrv uacme unshare dpkg-deb dpkg-shlibdeps curl systemd-analyze
export PYTHONDONTWRITEBYTECODE=1

configuration_page_is_fresh() { "$BUILD/bin/signalos-relay" config --markdown | diff "$ROOT/docs/configuration.md" -; }
check "ops: docs/configuration.md is what the relay's own table says" configuration_page_is_fresh

at_once "ops: a relay behind Debian's nginx serves terminal and dashboard, and knows its clients" "$ROOT/tests/ops/behind_nginx.py"
at_once "ops: figures follow what happens, name nobody, and no secret reaches a log" "$ROOT/tests/ops/metrics_and_logs.py"
at_once "ops: log levels and certificates are taken over in flight; bad ones keep the old" "$ROOT/tests/ops/reload.py"
at_once "ops: doctor names what is wrong and what to do, thing by thing" "$ROOT/tests/ops/doctor.py"
at_once "ops: the service manager is told, and a stop loses nothing and repeats nothing" "$ROOT/tests/ops/service.py"
at_once "ops: certificates come and are renewed by ACME, and a relay that serves takes them over" "$ROOT/tests/ops/acme.py"
at_once "ops: alerts, dashboard, unit and container file name only what is there" "$ROOT/tests/ops/shipped_files.py"
at_once "ops: a newcomer follows docs/running.md to the letter, loses the machine and gets it back" "$ROOT/tests/ops/newcomer.py"
report_all
finish
