#!/usr/bin/env bash
# The mutation proof: every mechanism that guards a promise is taken away once, and a test must turn red (part of ./test long).
# needs: cpp
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need python3 git cmake ninja
exec "$ROOT/tests/mutations/run.py"
