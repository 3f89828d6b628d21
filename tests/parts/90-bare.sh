#!/usr/bin/env bash
# The set-up on a fresh Debian 12 (part of ./test long).
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
exec "$ROOT/tests/bare.sh"
