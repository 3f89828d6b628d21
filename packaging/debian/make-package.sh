#!/usr/bin/env bash
# Makes the Debian package of the relay from a finished build.
#
# usage: packaging/debian/make-package.sh OUTPUT_DIR [BUILD_DIR] [WEB_DIR]     (default: build/release and web/dist of this tree)
set -euo pipefail
ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
readonly ROOT
output=${1:?usage: make-package.sh OUTPUT_DIR [BUILD_DIR] [WEB_DIR]}
build=${2:-$ROOT/build/release}
web=${3:-$ROOT/web/dist}
umask 022

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tree=$scratch/tree
version=$("$build/bin/signalos-relay" --version | grep -oE '[0-9]+(\.[0-9]+)+')

install -D -m 755 "$build/bin/signalos-relay" "$tree/usr/bin/signalos-relay"
strip --strip-unneeded "$tree/usr/bin/signalos-relay"
install -D -m 644 "$ROOT/packaging/systemd/signalos-relay.service" "$tree/usr/lib/systemd/system/signalos-relay.service"
install -D -m 644 "$ROOT/packaging/systemd/signalos.conf" "$tree/usr/lib/sysusers.d/signalos.conf"
install -D -m 644 "$ROOT/packaging/systemd/relay.toml" "$tree/etc/signalos/relay.toml"
install -D -m 644 "$ROOT/packaging/nginx/signalos.conf" "$tree/usr/share/signalos/nginx/signalos.conf"
install -D -m 755 -t "$tree/usr/share/signalos/acme" "$ROOT/packaging/acme/uacme-hook.sh" "$ROOT/packaging/acme/renew.sh"
mkdir -p "$tree/usr/share/signalos/monitoring" "$tree/usr/share/doc/signalos-relay"
install -m 644 "$ROOT"/packaging/monitoring/* "$tree/usr/share/signalos/monitoring/"
install -m 644 "$ROOT"/docs/{running,configuration,runbook,security}.md "$tree/usr/share/doc/signalos-relay/"
cp -r "$web" "$tree/usr/share/signalos/web"
chmod -R u=rwX,go=rX "$tree/usr/share/signalos/web"

# What the program is linked with, by the packages that hold it.
mkdir -p "$scratch/debian" "$tree/DEBIAN"
printf 'Source: signalos-relay\n' >"$scratch/debian/control"
depends=$(cd "$scratch" && dpkg-shlibdeps -O "$tree/usr/bin/signalos-relay" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
cat >"$tree/DEBIAN/control" <<CONTROL
Package: signalos-relay
Version: $version
Architecture: amd64
Maintainer: SignalOS
Section: net
Priority: optional
Depends: $depends, systemd
Recommends: nginx-light | nginx, postgresql, uacme
Installed-Size: $(du -ks "$tree" | cut -f 1)
Description: relay between MetaTrader 5 terminals, dashboards and scripts
 The server of SignalOS: terminals dial in, dashboards and programs command and watch them.
CONTROL
printf '/etc/signalos/relay.toml\n' >"$tree/DEBIAN/conffiles"
install -m 755 "$ROOT/packaging/debian/postinst" "$tree/DEBIAN/postinst"
install -m 755 "$ROOT/packaging/debian/prerm" "$tree/DEBIAN/prerm"

mkdir -p "$output"
dpkg-deb --root-owner-group --build "$tree" "$output/signalos-relay_${version}_amd64.deb"
