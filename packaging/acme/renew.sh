#!/bin/sh
# Gets or renews the certificate of one name with uacme, and lets nginx and the relay read it. For a timer, daily.
#
# usage: renew.sh NAME [arguments of uacme, such as --acme-url URL]
#
# SIGNALOS_TLS: where certificate and key go; default /etc/signalos/tls
# SIGNALOS_UACME: uacme's own folder; default /etc/ssl/uacme
# SIGNALOS_RELOAD: what is run when there is a new one; default: reload nginx and the relay, as far as they run
set -eu
name=$1
shift
here=$(dirname "$0")
tls=${SIGNALOS_TLS:-/etc/signalos/tls}
home=${SIGNALOS_UACME:-/etc/ssl/uacme}
reload=${SIGNALOS_RELOAD:-systemctl try-reload-or-restart nginx.service signalos-relay.service}

# 0: a new one; 1: the old one is good for long enough; else a failure, told by uacme itself.
status=0
uacme --confdir "$home" --hook "$here/uacme-hook.sh" "$@" issue "$name" || status=$?
[ "$status" -ne 1 ] || [ ! -s "$home/$name/cert.pem" ] || [ ! -s "$tls/fullchain.pem" ] || exit 0
if [ "$status" -gt 1 ] || [ ! -s "$home/$name/cert.pem" ]; then
  echo "renew.sh: no certificate for $name (uacme: $status); what was served goes on being served" >&2
  exit 1
fi

# Each file is replaced whole; the relay and nginx keep the old pair should they read between the two.
install -m 640 "$home/$name/cert.pem" "$tls/fullchain.pem.new"
install -m 640 "$home/private/$name/key.pem" "$tls/key.pem.new"
if id -g signalos >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]; then chgrp signalos "$tls/fullchain.pem.new" "$tls/key.pem.new"; fi
mv "$tls/key.pem.new" "$tls/key.pem"
mv "$tls/fullchain.pem.new" "$tls/fullchain.pem"
$reload
