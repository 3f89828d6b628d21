#!/usr/bin/env bash
# ./run's own behaviour with stand-ins for the programs it starts, the local CA, and the hash check of what is downloaded.
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need openssl jq setsid setpriv
scratch=$(mktemp -d)
run_pid=
cleanup() {
  if [[ -n $run_pid ]]; then kill "$run_pid" 2>/dev/null || true; fi
  # Only a failed test leaves some of these alive.
  if ! nothing_lives; then awk '$1 == "start" { print $3 }' "$FAKE_EVENTS" | xargs -r kill 2>/dev/null || true; fi
  rm -rf "$scratch"
}
trap cleanup EXIT

# ---- A copy of the tree whose programs are stand-ins. ----
product=$scratch/product
mkdir -p "$product/build/release/bin"
cp -r "$ROOT/run" "$ROOT/packaging" "$product/"
cp "$ROOT/tests/setup/fake-build.sh" "$product/packaging/setup/build.sh"
for program in signalos-relay signalos-broker signalos-terminal; do
  cp "$ROOT/tests/setup/fake-program.sh" "$product/build/release/bin/$program"
done
export SIGNALOS_DATA=$scratch/data FAKE_EVENTS=$scratch/events

# usage: start OUTPUT [arguments of ./run]
start() {
  local output=$1
  shift
  : >"$FAKE_EVENTS"
  "$product/run" "$@" >"$scratch/$output" 2>&1 </dev/null &
  run_pid=$!
}
running() { grep -q '^SignalOS is running' "$scratch/$1"; }
ended() { ! kill -0 "$run_pid" 2>/dev/null; }
started_pid() { awk -v name="$1" '$1 == "start" && $2 == name { print $3; exit }' "$FAKE_EVENTS"; }
# usage: ends_with STATUS
ends_with() {
  local status=0
  eventually 20 ended || return 1
  wait "$run_pid" || status=$?
  run_pid=
  [[ $status -eq $1 ]]
}
nothing_lives() {
  local pid
  for pid in $(awk '$1 == "start" { print $3 }' "$FAKE_EVENTS"); do ! kill -0 "$pid" 2>/dev/null || return 1; done
}
says() { grep -q -- "$2" "$scratch/$1"; }
stopped_in_reverse() {
  local expected='stop signalos-terminal stop signalos-terminal stop signalos-broker stop signalos-relay '
  [[ $(grep '^stop' "$FAKE_EVENTS" | tr '\n' ' ') == "$expected" ]]
}
second_is_refused() { ! "$product/run" >"$scratch/second" 2>&1 && grep -q 'already running' "$scratch/second"; }
keys_are_private() { [[ $(stat -c %a "$SIGNALOS_DATA/demo/hedging.key" "$SIGNALOS_DATA/tls/server.key" | tr '\n' ' ') == '600 600 ' ]]; }

start first
check "run: starts the relay, the broker and two terminals" eventually 30 running first
check "run: prints the address" says first 'https://localhost:8443'
check "run: prints the one-time password" says first 'once-only-words'
no_password_on_disk() { ! grep -rq 'once-only-words' "$SIGNALOS_DATA"; }
check "run: keeps the one-time password in no file" no_password_on_disk
check "run: keeps keys readable by their owner alone" keys_are_private
check "run: refuses a second instance with words" second_is_refused
kill -TERM "$run_pid"
check "run: stops with status 0 when asked" ends_with 0
check "run: stops its programs in reverse order" stopped_in_reverse

start again --port 9443
check "run: starts again with the same data" eventually 30 running again
check "run: does not show a password twice" says again 'as before'
keeps_terminals() { ! grep -q '^admin' "$FAKE_EVENTS"; }
check "run: makes each demo terminal once" keeps_terminals
check "run: --port is kept in the relay's configuration" grep -q '^listen = "127.0.0.1:9443"' "$SIGNALOS_DATA/relay.toml"
kill -KILL "$(started_pid signalos-broker)"
check "run: fails when a program dies" ends_with 1
check "run: says which program died" says again 'broker ended by itself'
check "run: stops the rest when a program dies" eventually 10 nothing_lives

start killed
check "run: starts after a program died" eventually 30 running killed
kill -KILL "$run_pid"
wait "$run_pid" 2>/dev/null || true
check "run: leaves nothing running when it is killed itself" eventually 10 nothing_lives

FAKE_REFUSES=signalos-relay start refused --relay-only
check "run: fails when the relay does not start" ends_with 1
check "run: shows the program's last words" says refused 'port taken'

# ---- The local CA. ----
tls=$scratch/tls
check "ca: makes a CA and every variant" "$ROOT/packaging/setup/make-ca.sh" "$tls" --variants
# usage: openssl_says TEXT NAME
openssl_says() {
  local said
  said=$(openssl verify -CAfile "$tls/ca.pem" -untrusted "$tls/$2.pem" -verify_hostname localhost "$tls/$2.pem" 2>&1) || true
  grep -q "$1" <<<"$said"
}
check "ca: the server certificate is good for localhost" openssl_says 'server.pem: OK' server
check "ca: expired is refused as expired" openssl_says 'certificate has expired' expired
check "ca: not-yet-valid is refused as such" openssl_says 'not yet valid' not-yet-valid
check "ca: wrong-host is refused for its name" openssl_says 'hostname mismatch' wrong-host
check "ca: missing-intermediate is refused for its issuer" openssl_says 'unable to get local issuer' missing-intermediate
check "ca: other-server is refused for its issuer" openssl_says 'unable to get local issuer' other-server
kept() { sha256sum "$tls/ca.pem" "$tls/server.pem"; }
before=$(kept)
makes_no_new_one() { "$ROOT/packaging/setup/make-ca.sh" "$tls" && [[ $(kept) == "$before" ]]; }
check "ca: doing it again keeps what is good" makes_no_new_one
vouches_for_localhost_only() { openssl x509 -in "$tls/ca.pem" -noout -ext nameConstraints | grep -q 'DNS:localhost'; }
check "ca: the root can vouch for localhost only" vouches_for_localhost_only

# ---- What is downloaded is checked. ----
refuses_other_hash() {
  local here=$scratch/pack
  mkdir -p "$here/bin" "$here/out" "$here/package"
  printf '{"name":"thing","version":"1.0.0"}\n' >"$here/package/package.json"
  tar -czf "$here/thing-1.0.0.tgz" -C "$here" package
  printf '#!/bin/sh\necho thing-1.0.0.tgz\n' >"$here/bin/npm"
  chmod +x "$here/bin/npm"
  ! PATH=$here/bin:$PATH bash -c 'set -euo pipefail; . "$1/packaging/setup/lib.sh"; . "$1/packaging/setup/node.sh"
    fetch_package "$2" thing@1.0.0 sha512-AAAA "$2/out"' bash "$ROOT" "$here" >"$here/said" 2>&1 || return 1
  grep -q 'does not have the pinned hash' "$here/said" && [[ -z $(ls -A "$here/out") ]]
}
check "setup: a download with another hash is refused and not unpacked" refuses_other_hash
finish
