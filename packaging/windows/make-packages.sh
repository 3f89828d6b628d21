#!/usr/bin/env bash
# Makes what a trader downloads, from build/windows: SignalOS-VERSION-mt5.zip and SignalOS-VERSION-setup.exe, with their SHA-256 sums.
#
# usage: make-packages.sh OUTPUT_DIR
#
# The same sources give the same zip: entries are sorted and carry one date.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
[[ $# -eq 1 ]] || { sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2 && exit 2; }
mkdir -p "$1"
output=$(cd -- "$1" && pwd)
version=$(sed -n 's/^project(signalos VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
dll=$root/build/windows/bin/SignalOSBridge.dll
[[ -f $dll ]] || { echo "build it first: ./test wine" >&2 && exit 1; }

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/MQL5/Libraries"
for part in Experts Include Scripts; do cp -R "$root/mql5/$part" "$stage/MQL5/"; done
cp "$dll" "$stage/MQL5/Libraries/"
cp "$root/docs/install-mt5.md" "$stage/INSTALL.md"
find "$stage" -type f -exec chmod 644 {} +
(cd "$stage" && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum >SHA256SUMS)
find "$stage" -exec touch -d '2026-01-01 00:00:00 UTC' {} +

zip_file=$output/SignalOS-$version-mt5.zip
rm -f "$zip_file"
(cd "$stage" && find . -type f -printf '%P\n' | LC_ALL=C sort | TZ=UTC zip -q -X -9 "$zip_file" -@)
makensis -V2 -NOCD "-DSTAGE=$stage" "-DVERSION=$version" "-DOUTPUT=$output/SignalOS-$version-setup.exe" "$root/packaging/windows/signalos.nsi"
(cd "$output" && sha256sum "SignalOS-$version-mt5.zip" "SignalOS-$version-setup.exe" >SHA256SUMS && cat SHA256SUMS)
