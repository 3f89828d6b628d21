#!/usr/bin/env bash
# The store at length (part of ./test long): more seeds of the model test on both engines, and a move to PostgreSQL of a year of trading.
# SIGNALOS_TEST_MODEL_SEEDS=FROM-TO chooses other seeds, SIGNALOS_TEST_COMMANDS and SIGNALOS_TEST_EVENTS another size.
# needs: cpp web
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need python3 openssl
export PYTHONDONTWRITEBYTECODE=1
export SIGNALOS_TEST_MODEL_SEEDS=${SIGNALOS_TEST_MODEL_SEEDS:-2-21}
commands=${SIGNALOS_TEST_COMMANDS:-100000} events=${SIGNALOS_TEST_EVENTS:-1000000}

check "storage: ten thousand operations of each of the seeds $SIGNALOS_TEST_MODEL_SEEDS are answered alike by SQLite, PostgreSQL and the model" \
  "$BUILD/bin/signalos_conformance" '[model]'
at_once "storage: $commands commands and $events events move to PostgreSQL, verified, and the relay goes on" \
  "$ROOT/tests/faults/store_copied.py" --commands "$commands" --events "$events"
report_all
finish
