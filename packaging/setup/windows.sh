# shellcheck shell=bash
# Builds SignalOSBridge.dll and the simulated terminal for Windows into build/windows. Sourced after lib.sh, build.sh and openssl-mingw.sh;
# needs the release's mql5c, because the expert's sources are emitted on the machine that builds.

build_windows() {
  need_openssl_mingw
  build_cpp release mql5c
  configure_cpp windows "-DOPENSSL_ROOT_DIR=$OPENSSL_MINGW" "-DSIGNALOS_NATIVE_BIN=$SIGNALOS_ROOT/build/release/bin"
  build_cpp windows
}
