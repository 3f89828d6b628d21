# shellcheck shell=bash
# The static OpenSSL inside SignalOSBridge.dll: cross-compiled once from Debian's own source package and kept in the cache. Sourced
# after lib.sh. To take up a security release, delete the folder OPENSSL_MINGW names: the next ./test builds the newest source.

# The number rises with every change of the recipe below, so that an old cache is not mistaken for the new build.
readonly OPENSSL_MINGW=$SIGNALOS_CACHE/openssl-mingw64-1

# Everything the bridge has no use for stays out: less code in a program that handles money.
readonly OPENSSL_OPTIONS=(no-shared no-tests no-engine no-dso no-legacy no-comp no-ssl3 no-dtls no-srp no-psk no-gost no-idea
  no-camellia no-seed no-rc2 no-rc4 no-mdc2 no-md4 no-whirlpool no-cms no-ts no-cmp no-ct no-ocsp no-uplink)

# Builds it when the cache does not have it, and does nothing otherwise.
need_openssl_mingw() {
  if [[ -f $OPENSSL_MINGW/lib/libssl.a ]]; then return; fi
  local started=$SECONDS installed_before=$SIGNALOS_INSTALL_SECONDS building
  step "Building OpenSSL for Windows (once, about two minutes)"
  mkdir -p "$SIGNALOS_CACHE"
  building=$(mktemp -d "$SIGNALOS_CACHE/openssl.XXXXXX")
  fetch_openssl_source "$building"
  quietly "$SIGNALOS_CACHE/log/openssl-mingw.log" compile_openssl "$building"
  # The last step, so that a build cut short leaves no half library behind; a second build may have been quicker.
  if ! mv -T "$building/installed" "$OPENSSL_MINGW" 2>/dev/null; then [[ -f $OPENSSL_MINGW/lib/libssl.a ]]; fi
  rm -rf "$building"
  SIGNALOS_INSTALL_SECONDS=$((installed_before + SECONDS - started))
}

# A machine need not have source packages enabled, and its settings are not ours to edit: a list of our own, derived from them,
# with apt's state kept in the scratch folder as well.
fetch_openssl_source() {
  local building=$1 version options
  mkdir -p "$building/apt/lists" "$building/apt/cache" "$building/apt/no-parts"
  apt-get indextargets --format 'deb-src $(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    grep -E ' bookworm(-security|-updates)? main$' | sort -u >"$building/apt/sources.list" || true
  [[ -s $building/apt/sources.list ]] || die "apt's settings name no source of Debian 12 packages"
  options=(-o "Dir::Etc::sourcelist=$building/apt/sources.list" -o "Dir::Etc::sourceparts=$building/apt/no-parts"
    -o "Dir::State::lists=$building/apt/lists" -o "Dir::Cache=$building/apt/cache" -o APT::Sandbox::User=)
  quietly "$SIGNALOS_CACHE/log/openssl-apt.log" apt-get -q "${options[@]}" update
  # A mirror may lack the files of the newest version: the newest one that downloads whole is taken.
  for version in $(apt-cache "${options[@]}" showsrc --only-source openssl | sed -n 's/^Version: //p' | sort -Vru); do
    if (cd "$building" && apt-get -q "${options[@]}" source --download-only "openssl=$version") \
      >>"$SIGNALOS_CACHE/log/openssl-apt.log" 2>&1; then
      (cd "$building" && quietly "$SIGNALOS_CACHE/log/openssl-unpack.log" dpkg-source --no-check -x ./openssl_*.dsc source)
      printf '%s\n' "$version" >"$building/version"
      return
    fi
    rm -f "$building"/openssl_*
  done
  die "no version of Debian's openssl source package could be fetched (see $SIGNALOS_CACHE/log/openssl-apt.log)"
}

compile_openssl() {
  local building=$1 jobs
  jobs=$(nproc)
  cd "$building/source" || return
  ./Configure mingw64 --cross-compile-prefix=x86_64-w64-mingw32- --prefix="$building/installed" --libdir=lib \
    --openssldir=/signalos-has-none "${OPENSSL_OPTIONS[@]}" CC=gcc-posix CXX=g++-posix || return
  make -j"$jobs" build_generated || return
  make -j"$jobs" libcrypto.a libssl.a || return
  make install_dev || return
  cp "$building/version" "$building/installed/version"
}
