# shellcheck shell=bash
# Builds the C++ programs and the dashboard, and does next to nothing when nothing changed. Sourced after lib.sh and node.sh.

use_ccache() {
  export CCACHE_DIR=${CCACHE_DIR:-$SIGNALOS_CACHE/ccache} CCACHE_BASEDIR=$SIGNALOS_ROOT CCACHE_NOHASHDIR=1
  export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
}

# usage: configure_cpp PRESET [cmake options]
configure_cpp() {
  local preset=$1
  shift
  use_ccache
  quietly "$SIGNALOS_ROOT/build/$preset-configure.log" \
    cmake -S "$SIGNALOS_ROOT" -B "$SIGNALOS_ROOT/build/$preset" --preset "$preset" "$@"
}

# Builds with progress on a terminal, quietly otherwise. usage: build_cpp PRESET [targets]
build_cpp() {
  local preset=$1
  shift
  use_ccache
  if [[ -t 1 ]]; then
    ninja -C "$SIGNALOS_ROOT/build/$preset" "$@" || die "the C++ build failed"
  else
    quietly "$SIGNALOS_ROOT/build/$preset-build.log" ninja -C "$SIGNALOS_ROOT/build/$preset" "$@"
  fi
}

# Installs the dashboard's packages when the lock file or Node.js changed. Scripts of packages do not run.
install_web_packages() {
  local stamp=$SIGNALOS_ROOT/web/node_modules/.signalos-stamp wanted started=$SECONDS
  wanted="$NODE_VERSION $(sha256sum <"$SIGNALOS_ROOT/web/package-lock.json")"
  if [[ -f $stamp && $(<"$stamp") == "$wanted" ]]; then return; fi
  step "Installing the dashboard's packages"
  (cd "$SIGNALOS_ROOT/web" && quietly "$SIGNALOS_ROOT/build/npm-ci.log" npm ci --ignore-scripts --no-audit --no-fund)
  printf '%s\n' "$wanted" >"$stamp"
  SIGNALOS_INSTALL_SECONDS=$((SIGNALOS_INSTALL_SECONDS + SECONDS - started))
}

# One hash over everything the dashboard is built from: its own files and the protocol's document and schemas.
web_sources_hash() {
  (
    cd "$SIGNALOS_ROOT" || exit
    find web protocol -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -path 'protocol/src/*' -print0 |
      LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
  )
}

# Builds web/dist when its sources changed since the last build.
build_web() {
  local stamp=$SIGNALOS_ROOT/build/web.stamp wanted
  wanted="$NODE_VERSION $(web_sources_hash)"
  if [[ -f $stamp && -f $SIGNALOS_ROOT/web/dist/index.html && $(<"$stamp") == "$wanted" ]]; then return; fi
  install_web_packages
  step "Building the dashboard"
  (cd "$SIGNALOS_ROOT/web" && quietly "$SIGNALOS_ROOT/build/web-build.log" npm run build)
  # Hashed again: the build may write generated types beside the sources.
  printf '%s\n' "$NODE_VERSION $(web_sources_hash)" >"$stamp"
}
