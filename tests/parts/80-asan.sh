#!/usr/bin/env bash
# The unit tests again under the address and undefined-behaviour sanitizers (part of ./test long).
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=packaging/setup/lib.sh
. "$ROOT/packaging/setup/lib.sh"
# shellcheck source=packaging/setup/build.sh
. "$ROOT/packaging/setup/build.sh"

configure_cpp asan
build_cpp asan
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
SIGNALOS_BUILD=$ROOT/build/asan exec "$ROOT/tests/parts/20-unit.sh"
