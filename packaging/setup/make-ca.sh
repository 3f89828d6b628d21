#!/usr/bin/env bash
# Makes a local certificate authority and a server certificate for this machine alone.
#
# usage: make-ca.sh DIR [--variants]
#
#   DIR/ca.pem        root to trust; its name constraints let it vouch for localhost and loopback addresses only,
#                     and its key is thrown away once the intermediate is signed
#   DIR/server.pem    server certificate followed by the intermediate, for localhost, 127.0.0.1 and ::1; DIR/server.key its key
#
# With --variants, certificates a client must refuse (each NAME.pem with NAME.key), for the TLS tests:
#   expired, not-yet-valid, wrong-host, missing-intermediate, and other-server (signed by DIR/other-ca.pem).
#
# Doing it again keeps what is still good: the root stays, the server certificate is renewed 30 days before its end.
set -euo pipefail
umask 077

readonly ROOT_DAYS=3650 SERVER_DAYS=397 RENEW_BEFORE_SECONDS=$((30 * 24 * 3600))
readonly LOCAL_NAMES=DNS:localhost,IP:127.0.0.1,IP:::1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The days from now as openssl wants a point in time; may be negative.
in_days() { date -u -d "$1 days" +%Y%m%d%H%M%SZ; }

# One section per kind of certificate; names and the scratch folder come in by environment.
write_config() {
  cat >"$work/openssl.cnf" <<'CONFIG'
[ca]
default_ca = local
[local]
database = $ENV::CA_WORK/index.txt
new_certs_dir = $ENV::CA_WORK
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:true, pathlen:1
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
nameConstraints = critical, permitted;DNS:localhost, permitted;IP:127.0.0.0/255.0.0.0, permitted;IP:0:0:0:0:0:0:0:1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
[intermediate]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
[server]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
subjectAltName = $ENV::CA_NAMES
CONFIG
  : >"$work/index.txt"
  export CA_WORK=$work CA_NAMES=$LOCAL_NAMES
}

make_key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

# usage: make_root NAME COMMON_NAME  (leaves $work/NAME.pem and $work/NAME.key)
make_root() {
  make_key "$work/$1.key"
  openssl req -x509 -new -config "$work/openssl.cnf" -extensions root -key "$work/$1.key" -subj "/CN=$2" \
    -days "$ROOT_DAYS" -sha256 -out "$work/$1.pem"
}

# usage: sign ISSUER KIND NAME COMMON_NAME FROM_DAYS TO_DAYS  (issuer's files and the result lie in $work)
sign() {
  local issuer=$1 kind=$2 name=$3 common_name=$4
  make_key "$work/$name.key"
  openssl req -new -config "$work/openssl.cnf" -key "$work/$name.key" -subj "/CN=$common_name" -out "$work/$name.csr"
  openssl ca -batch -notext -config "$work/openssl.cnf" -extensions "$kind" -cert "$work/$issuer.pem" \
    -keyfile "$work/$issuer.key" -startdate "$(in_days "$5")" -enddate "$(in_days "$6")" \
    -in "$work/$name.csr" -out "$work/$name.pem" 2>"$work/ca.log" || { cat "$work/ca.log" >&2; return 1; }
}

# Moves a certificate (with the given chain behind it) and its key into place; the certificate last, so that it is never
# seen without its key. usage: publish NAME CHAIN...
publish() {
  local name=$1
  shift
  cat "$work/$name.pem" "$@" >"$work/$name.chain"
  chmod 644 "$work/$name.chain"
  mv "$work/$name.key" "$directory/$name.key"
  mv "$work/$name.chain" "$directory/$name.pem"
}

server_is_good() {
  [[ -f $directory/server.pem && -f $directory/server.key ]] || return 1
  openssl x509 -in "$directory/server.pem" -noout -checkend "$RENEW_BEFORE_SECONDS" >/dev/null || return 1
  openssl verify -CAfile "$directory/ca.pem" -untrusted "$directory/server.pem" -verify_hostname localhost \
    "$directory/server.pem" >/dev/null 2>&1
}

make_authority() {
  make_root ca "SignalOS local CA on $(uname -n | cut -c1-30)"
  sign ca intermediate intermediate "SignalOS local intermediate" -1 "$((ROOT_DAYS - 1))"
  chmod 644 "$work/ca.pem"
  cp "$work/intermediate.pem" "$work/intermediate.key" "$directory/"
  cp -p "$work/ca.pem" "$directory/ca.pem"
}

make_variants() {
  local chain=$directory/intermediate.pem
  sign intermediate server expired localhost -30 -1
  publish expired "$chain"
  sign intermediate server not-yet-valid localhost 2 30
  publish not-yet-valid "$chain"
  # A name the constraints allow, so that a refusal can only come from the host-name check.
  CA_NAMES=DNS:other.localhost sign intermediate server wrong-host other.localhost -1 30
  publish wrong-host "$chain"
  sign intermediate server missing-intermediate localhost -1 30
  publish missing-intermediate
  make_root other-ca "Another CA"
  sign other-ca server other-server localhost -1 30
  publish other-server
  install -m 644 "$work/other-ca.pem" "$directory/other-ca.pem"
}

main() {
  directory=${1:?usage: make-ca.sh DIR [--variants]}
  mkdir -p "$directory"
  write_config
  if [[ ! -f $directory/ca.pem || ! -f $directory/intermediate.key ]]; then make_authority; fi
  cp "$directory/intermediate.pem" "$directory/intermediate.key" "$work/"
  if ! server_is_good; then
    sign intermediate server server localhost -1 "$SERVER_DAYS"
    publish server "$directory/intermediate.pem"
  fi
  if [[ ${2:-} == --variants ]]; then make_variants; fi
}

main "$@"
