#!/usr/bin/env bash
# The shipped DLL in the Windows terminal, under Wine: by the real loader's rules, over verified TLS to the real relay, the ledger as oracle.
# needs: cpp windows
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need python3 openssl wine wineserver x86_64-w64-mingw32-objdump
export PYTHONDONTWRITEBYTECODE=1

# One prefix of this run's own, made once; its server is stopped by the prefix, so that nobody else's Wine is touched.
work=$(mktemp -d)
export SIGNALOS_TEST_WINE_PREFIX=$work/prefix WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' DISPLAY=
stop_wine() {
  wineserver -k || true
  wineserver -w || true
  rm -rf "$work"
}
trap stop_wine EXIT
wineboot -i >"$work/wineboot.log" 2>&1 || { fail "a Wine prefix can be made" && cat "$work/wineboot.log"; }

# As check, but what was measured is shown also when it passes.
shown() {
  local name=$1 status=0
  shift
  "$@" >"$work/shown.log" 2>&1 || status=$?
  tail -n 40 "$work/shown.log" | sed 's/^/        /'
  if [[ $status -eq 0 ]]; then pass "$name"; else fail "$name (exit $status)"; fi
}

shown "the DLL imports system DLLs only, exports what bridge.h declares, and loads without starting a thread" "$ROOT/tests/wine/dll_facts.py"
shown "a scripted session leaves the same ledger and the same words of the EA on Linux and under Wine" "$ROOT/tests/wine/same_session.py"
shown "the shipped library's cases (ABI misuse, files, sealing, lifetime) hold under Wine" timeout 240 wine "$ROOT/build/windows/bin/signalos_shipped_tests.exe"
shown "the Windows certificate store is what is trusted without a CA file, and the key is sealed" "$ROOT/tests/wine/machine.py"
SIGNALOS_TEST_TERMINALS=wine shown "the Windows terminal refuses every bad certificate and says why" "$ROOT/tests/faults/tls_refused.py"
shown "a hundred attach and remove cycles, and every other change of one chart or two, leak no thread and no handle and keep the link where they should" "$ROOT/tests/wine/lifecycle.py"
shown "the zip and the installer install, upgrade beside a running terminal and uninstall" "$ROOT/tests/wine/install.py"
SIGNALOS_TEST_TERMINALS=wine shown "kill -9 of the Windows terminal in the middle of orders loses and repeats nothing" "$ROOT/tests/faults/terminal_killed.py" --kills 10
SIGNALOS_TEST_TERMINALS=wine shown "kill -9 rounds of relay and Windows terminals fall where duplicates are born, and bear none" "$ROOT/tests/faults/kill_rounds.py"
finish
