#!/usr/bin/env bash
# Every REST answer that the parts before it saw, against protocol/openapi.yaml: status, headers, body, and each route asked at
# least once. Alone it plays the scenarios first.
# needs: cpp web
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need node python3 openssl curl jq
export PYTHONDONTWRITEBYTECODE=1

check "contract: the judge finds what does not fit, and nothing else" node "$ROOT/tests/contract/self_test.mjs"

answers=${RECORD_ANSWERS:-}
if [[ -z $answers || ! -d $answers ]]; then
  answers=${answers:-$(mktemp -d)}
  export RECORD_ANSWERS=$answers
  check "contract: the scenarios give answers to judge" "$ROOT/tests/scenarios/run.py"
fi
check "docs: the samples of docs/api.md run as they stand there" "$ROOT/tests/contract/samples.py" api
check "docs: the clients of docs/websocket.md show ping, status, heartbeat and trades" "$ROOT/tests/contract/samples.py" websocket
check "docs: every close code and trouble of docs/websocket.md happens as it says" "$ROOT/tests/contract/closes.py"

log=$(mktemp)
node "$ROOT/tests/contract/run.mjs" "$answers" >"$log" 2>&1 || true
sed '$d' "$log"
counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1)
if [[ -n $counts ]]; then
  # shellcheck disable=SC2086  # two numbers
  add $counts
else
  fail "contract: the judge broke"
  tail -n 20 "$log"
fi
rm -f "$log"
finish
