#!/bin/sh
# Called by uacme(1): puts the answer to a challenge where nginx serves it, and takes it away again.
#
# usage: uacme-hook.sh METHOD TYPE IDENT TOKEN AUTH      METHOD: begin, done, failed
#
# SIGNALOS_ACME_ROOT: the folder that the site file serves from; default /var/lib/signalos-acme
set -eu
root=${SIGNALOS_ACME_ROOT:-/var/lib/signalos-acme}
method=$1 type=$2 token=$4 auth=$5
[ "$type" = http-01 ] || exit 1
case $token in '' | *[!A-Za-z0-9_-]*) exit 1 ;; esac
folder=$root/.well-known/acme-challenge
case $method in
  begin)
    mkdir -p "$folder"
    printf '%s' "$auth" >"$folder/$token"
    ;;
  done | failed) rm -f "$folder/$token" ;;
  *) exit 1 ;;
esac
