# shellcheck shell=bash
# What ./run and ./test share: messages, cache folders, Debian packages. Sourced, never run; needs `set -euo pipefail`.

SIGNALOS_ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
SIGNALOS_CACHE=${SIGNALOS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/signalos}
readonly SIGNALOS_ROOT SIGNALOS_CACHE

# Seconds spent installing, kept apart from every other time that is reported.
SIGNALOS_INSTALL_SECONDS=0

say() { printf '%s\n' "$*"; }
step() { printf '==> %s\n' "$*"; }
die() {
  printf '\nSignalOS: %s\n' "$*" >&2
  exit 1
}

# Runs a long command quietly: its output goes to a log that is shown only when it fails.
# usage: quietly LOG COMMAND...
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    die "failed: $* (whole output: $log)"
  fi
}

# Runs a command as root. Proxy settings are named one by one because sudo drops the environment.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
    return
  fi
  command -v sudo >/dev/null || die "packages are missing and there is no sudo; run once as root, or install sudo"
  local kept=() name
  for name in http_proxy https_proxy ftp_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    if [[ -n ${!name:-} ]]; then kept+=("$name=${!name}"); fi
  done
  sudo env "${kept[@]}" "$@"
}

# Prints the packages of the named lists: package_list run build
package_list() {
  local list
  for list in "$@"; do
    grep -v '^#' "$SIGNALOS_ROOT/packaging/setup/packages/$list.txt"
  done
}

# Prints which of the packages given on standard input are not installed.
missing_packages() {
  local installed
  installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' | sed -n 's/^ii  *//p' | sort -u)
  comm -23 <(sort -u) <(printf '%s\n' "$installed")
}

apt_quiet() {
  # Standard input is closed so that no package can ask a question.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# Installs what is missing of the given packages, and does nothing at all when nothing is.
install_packages() {
  local missing started=$SECONDS
  mapfile -t missing < <(printf '%s\n' "$@" | missing_packages)
  if [[ ${#missing[@]} -eq 0 ]]; then return; fi
  step "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  mkdir -p "$SIGNALOS_CACHE/log"
  # One broken third-party source must not stop the set-up; what matters is whether the install works.
  if ! apt_quiet update >"$SIGNALOS_CACHE/log/apt-update.log" 2>&1; then
    say "    apt-get update reported problems (see $SIGNALOS_CACHE/log/apt-update.log); going on"
  fi
  quietly "$SIGNALOS_CACHE/log/apt-install.log" apt_quiet install --no-install-recommends "${missing[@]}"
  SIGNALOS_INSTALL_SECONDS=$((SIGNALOS_INSTALL_SECONDS + SECONDS - started))
}

# Installs the packages of the named lists: install_lists run build
install_lists() {
  local packages
  mapfile -t packages < <(package_list "$@")
  install_packages "${packages[@]}"
}

check_machine() {
  [[ $(uname -s) == Linux && $(uname -m) == x86_64 ]] || die "needs Linux on x86-64; this is $(uname -sm)"
  command -v apt-get >/dev/null || die "needs Debian 12 (apt-get is not here)"
}
