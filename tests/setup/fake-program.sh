#!/usr/bin/env bash
# Stands in for every program that ./run starts, so that ./run's own behaviour can be tested in seconds. Writes what happens to
# it into $FAKE_EVENTS; refuses to become ready when $FAKE_REFUSES is its name.
set -euo pipefail

name=$(basename "$0")
if [[ ${1:-} == admin ]]; then
  printf 'admin\n' >>"$FAKE_EVENTS"
  printf '{"terminal":"0192f000-0000-7000-8000-000000000001","key":"terminal-key"}\n'
  exit 0
fi
if [[ ${FAKE_REFUSES:-} == "$name" ]]; then
  printf 'event=refused reason="port taken"\n' >&2
  exit 3
fi

stop() {
  printf 'stop %s\n' "$name" >>"$FAKE_EVENTS"
  exit 0
}
# A pipe that nobody writes to: reading from it waits without a second process.
exec {idle}<> <(:)
trap stop TERM

printf 'start %s %s\n' "$name" "$$" >>"$FAKE_EVENTS"
printf 'chatter on standard output\n'
if [[ $name == signalos-relay && ! -e $FAKE_EVENTS.owner ]]; then
  : >"$FAKE_EVENTS.owner"
  printf '{"ready":"%s","listen":"127.0.0.1:8443","owner":"owner@localhost","one_time_password":"once-only-words"}\n' "$name"
else
  printf '{"ready":"%s","listen":"127.0.0.1:8443","control":"127.0.0.1:7000"}\n' "$name"
fi
printf 'event=up\n' >&2
read -r -u "$idle"
