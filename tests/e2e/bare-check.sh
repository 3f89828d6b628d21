#!/usr/bin/env bash
# Uses a running ./run as a trader would: tests/bare.sh calls it with BARE_ADDRESS, BARE_OUTPUT and BARE_DATA (see there).
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
: "${BARE_ADDRESS:?}" "${BARE_OUTPUT:?}" "${BARE_DATA:?}"
exec node "$here/bare-check.mjs"
