#!/usr/bin/env bash
# Proves ./run on a fresh Debian 12: once as root, once as a user with sudo.
#
# usage: tests/bare.sh [root] [user]     (default: both, each in a fresh system of its own)
#
# Makes the system with debootstrap from the main and security suites, with sources derived from this machine's apt settings
# into the new system alone; gives it this machine's name resolution and package-client settings; clones HEAD into it; runs
# ./run from nothing; checks the address and the password; lets tests/e2e/bare-check.sh use the product in a browser, when that
# script exists; stops it; starts it again. It proves packages and the build, not systemd and not the kernel.
#
# Needs root. All mounts and processes live in namespaces of this run, so nothing is left behind however it ends.
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/parts/lib.sh"

readonly FIRST_START_LIMIT=900 SECOND_START_LIMIT=10 STOP_LIMIT=40
readonly SUITE=bookworm

# ---- Outside the namespaces: the scratch directory, removed when every mount in it is gone. ----

enter_namespaces() {
  local scratch status=0
  [[ $EUID -eq 0 ]] || { fail "tests/bare.sh needs root"; finish; }
  need debootstrap unshare python3 git
  [[ $FAILED -eq 0 ]] || finish
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/signalos-bare.XXXXXX")
  chmod 755 "$scratch"
  BARE_SCRATCH=$scratch unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
    "$0" "$@" || status=$?
  rm -rf --one-file-system "$scratch"
  exit "$status"
}

# ---- Inside. ----

# Prints this machine's own Debian sources for the suite: one "deb URL SUITE main" a line.
derived_sources() {
  apt-get indextargets --format 'deb $(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    grep -E " $SUITE(-security|-updates)? main$" | sort -u
}

make_base() {
  local base=$1 mirror started=$SECONDS
  derived_sources >"$BARE_SCRATCH/sources.list"
  mirror=$(awk -v suite="$SUITE" '$3 == suite { print $2; exit }' "$BARE_SCRATCH/sources.list")
  if [[ -z $mirror ]] || ! grep -q -- "$SUITE-security" "$BARE_SCRATCH/sources.list"; then
    fail "this machine's apt settings name no source for $SUITE and $SUITE-security"
    finish
  fi
  check "bare: debootstrap makes a minimal $SUITE" \
    debootstrap --variant=minbase --include=sudo,ca-certificates "$SUITE" "$base" "$mirror"
  [[ $FAILED -eq 0 ]] || finish
  cp "$BARE_SCRATCH/sources.list" "$base/etc/apt/sources.list"
  share_settings "$base"
  printf '    base system: %ss\n' $((SECONDS - started))
}

# Name resolution and the package clients' own settings: apt's Acquire options, npm's files, the CA bundle.
share_settings() {
  local base=$1
  cp -L /etc/resolv.conf /etc/hosts "$base/etc/"
  apt-config dump | grep -iE '^Acquire::(http|https|ftp)::' >"$base/etc/apt/apt.conf.d/90machine" || true
  if [[ -f /etc/npmrc ]]; then cp /etc/npmrc "$base/etc/npmrc"; fi
  if [[ -f $HOME/.npmrc ]]; then install -m 600 "$HOME/.npmrc" "$base/root/.npmrc"; fi
  if [[ -f /etc/ssl/certs/ca-certificates.crt ]]; then
    install -D -m 644 /etc/ssl/certs/ca-certificates.crt "$base/etc/machine-ca.crt"
  fi
}

# The environment a fresh login would have, plus this machine's proxy and npm variables. usage: guest_environment HOME
guest_environment() {
  printf '%s\0' "HOME=$1" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb
  printf '%s\0' NODE_EXTRA_CA_CERTS=/etc/machine-ca.crt npm_config_cafile=/etc/machine-ca.crt
  env -0 | grep -zE '^(https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|npm_config_registry)=' || true
}

# usage: prepare_guest DIR root|user  (sets guest_home, guest_id)
prepare_guest() {
  local guest=$1 who=$2
  cp -a "$BARE_SCRATCH/base" "$guest"
  mount -t proc proc "$guest/proc"
  mount -t tmpfs tmpfs "$guest/dev/shm"
  guest_home=/root guest_id=0:0
  if [[ $who == user ]]; then
    guest_home=/home/trader guest_id=1000:1000
    chroot "$guest" useradd --create-home --uid 1000 --shell /bin/bash --groups sudo trader
    printf 'trader ALL=(ALL) NOPASSWD: ALL\n' >"$guest/etc/sudoers.d/trader"
    if [[ -f $guest/root/.npmrc ]]; then mv "$guest/root/.npmrc" "$guest$guest_home/.npmrc"; fi
  fi
  git clone --quiet --no-local "$ROOT" "$guest$guest_home/signalos"
  chown -R "$guest_id" "$guest$guest_home"
}

# Starts ./run in the guest, as a job of its own group so that Ctrl-C can be sent to it. Sets run_job.
# usage: start_run GUEST LOG
start_run() {
  local environment
  mapfile -d '' -t environment < <(guest_environment "$guest_home")
  chroot --userspec="$guest_id" "$1" env -i "${environment[@]}" \
    bash -c 'cd ~/signalos && exec ./run --port "$1"' run "$port" >"$2" 2>&1 </dev/null &
  run_job=$!
}

is_running() { grep -q '^SignalOS is running' "$1"; }
job_ended() { ! kill -0 "$run_job" 2>/dev/null; }
running_or_ended() { is_running "$1" || job_ended; }

# What Ctrl-C does: SIGINT to the whole foreground group.
stop_run() {
  local status=0
  kill -INT -- "-$run_job" 2>/dev/null || true
  if ! eventually "$STOP_LIMIT" job_ended; then kill -KILL -- "-$run_job" 2>/dev/null || true; fi
  wait "$run_job" || status=$?
  [[ $status -eq 0 ]]
}

no_process_left() { ! find /proc -maxdepth 2 -path '/proc/[0-9]*/root' -lname "$1*" 2>/dev/null | grep -q .; }

show_log() { tail -n 40 "$1" | sed 's/^/        /'; }

first_start() {
  local guest=$1 who=$2 log=$1.first.log started=$SECONDS
  start_run "$guest" "$log"
  eventually "$FIRST_START_LIMIT" running_or_ended "$log" || true
  printf '    %s, first start: %ss\n' "$who" $((SECONDS - started))
  if is_running "$log"; then
    pass "bare, $who: ./run starts from nothing within $FIRST_START_LIMIT s"
  else
    fail "bare, $who: ./run starts from nothing within $FIRST_START_LIMIT s"
    show_log "$log"
    stop_run || true
    return 1
  fi
  check "bare, $who: ./run prints the address" grep -q "address   https://localhost:$port" "$log"
  check "bare, $who: ./run prints a one-time password" grep -Eq '^  password  [^ ]{8,}' "$log"
  if [[ -x $ROOT/tests/e2e/bare-check.sh ]]; then
    check "bare, $who: the product works in a browser" env BARE_ADDRESS="https://localhost:$port" BARE_OUTPUT="$log" \
      BARE_DATA="$guest$guest_home/.local/share/signalos" BARE_WHO="$who" "$ROOT/tests/e2e/bare-check.sh"
  fi
  check "bare, $who: Ctrl-C stops it with status 0" stop_run
  check "bare, $who: nothing is left running" no_process_left "$guest"
}

second_start() {
  local guest=$1 who=$2 log=$1.second.log started=$SECONDS
  start_run "$guest" "$log"
  eventually 60 running_or_ended "$log" || true
  printf '    %s, second start: %ss\n' "$who" $((SECONDS - started))
  if is_running "$log" && [[ $((SECONDS - started)) -le $SECOND_START_LIMIT ]]; then
    pass "bare, $who: the second start takes at most $SECOND_START_LIMIT s"
  else
    fail "bare, $who: the second start takes at most $SECOND_START_LIMIT s"
    show_log "$log"
  fi
  check "bare, $who: the second start keeps the owner" grep -q '^  sign in   as before' "$log"
  check "bare, $who: it stops again" stop_run
}

main() {
  local who guest
  [[ -n ${BARE_SCRATCH:-} ]] || enter_namespaces "$@"
  trap 'exit 130' INT TERM
  set -m
  if [[ $# -eq 0 ]]; then set -- root user; fi
  make_base "$BARE_SCRATCH/base"
  for who in "$@"; do
    guest=$BARE_SCRATCH/$who
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    prepare_guest "$guest" "$who"
    if first_start "$guest" "$who"; then second_start "$guest" "$who"; fi
  done
  finish
}

main "$@"
