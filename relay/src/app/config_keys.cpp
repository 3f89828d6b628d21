#include "app/config_keys.hpp"

namespace signalos::relay {
namespace {

using enum ConfigType;

constexpr ConfigKey keys[] = {
    {"listen", text, "127.0.0.1:8443", 0, 0, "",
     "Address and port of the one HTTPS listener; port 0 takes any free one."},
    {"data_dir", text, "", 0, 0, "",
     "Directory of the SQLite database and of the admin socket; made when missing. Required."},
    {"store", choice, "sqlite", 0, 0, "sqlite|postgresql",
     "Where the relay keeps its truth: a file in data_dir, or a server."},
    {"postgresql.dsn", text, "", 0, 0, "",
     "Where the PostgreSQL database is, such as \"host=/run/postgresql dbname=signalos\"; never with a password."},
    {"postgresql.password_file", text, "", 0, 0, "",
     "File (mode 0600) that holds the database password alone; empty: none, or libpq's own PGPASSFILE."},
    {"secrets_file", text, "", 0, 0, "",
     "File (mode 0600) with the relay's own key, which seals authenticator seeds and signs access tokens; empty: "
     "secret.key in data_dir, made when missing. Back it up apart from the database."},
    {"backup.folder", text, "", 0, 0, "", "Where scheduled backups go; empty: the folder backups in data_dir."},
    {"backup.interval_hours", integer, "24", 0, 8760, "",
     "Hours from one scheduled backup to the next; 0: none are made."},
    {"backup.keep", integer, "14", 1, 10000, "", "How many scheduled backups are kept; older ones are deleted."},
    {"tls.certificate", text, "", 0, 0, "",
     "PEM file with the certificate and its chain. Required without plain_http. A reload reads it again."},
    {"tls.key", text, "", 0, 0, "",
     "PEM file with the private key of the certificate. Required without plain_http. A reload reads it again."},
    {"plain_http", boolean, "false", 0, 0, "",
     "Speak HTTP without TLS behind a reverse proxy of this machine: listen on loopback only, with trusted_proxies and "
     "an https public_origin."},
    {"trusted_proxies", text_list, "", 0, 0, "",
     "Addresses or networks of reverse proxies, such as 127.0.0.1: X-Forwarded-For and X-Forwarded-Proto count from "
     "them alone."},
    {"web_root", text, "", 0, 0, "",
     "Directory of the built dashboard, read once at start; empty serves the API alone."},
    {"public_origin", text, "", 0, 0, "",
     "Origin under which browsers reach this relay, such as https://relay.example; empty: localhost and the listen "
     "address."},
    {"allowed_origins", text_list, "", 0, 0, "",
     "Further origins whose pages may use this relay; each is trusted like the dashboard itself."},
    {"owner.email", text, "owner@localhost", 0, 0, "", "E-mail of the owner made at the first start."},
    {"owner.organisation", text, "SignalOS", 0, 0, "", "Name of the organisation made at the first start."},
    {"session.idle_hours", integer, "168", 1, 8760, "", "Hours without a request after which a sign-in ends."},
    {"session.absolute_hours", integer, "720", 1, 8760, "", "Hours after which a sign-in ends in any case."},
    {"limits.login_attempts", integer, "5", 1, 1000, "", "Wrong passwords per account within the window."},
    {"limits.login_attempts_per_address", integer, "20", 1, 100000, "",
     "Wrong passwords per address within the window."},
    {"limits.login_window_s", integer, "900", 1, 86400, "", "Seconds of the window for wrong passwords."},
    {"limits.requests_per_second", integer, "200", 1, 1000000, "",
     "Requests per second and address; bursts of five times as many pass. Stops and pauses are never refused."},
    {"limits.requests_per_second_user", integer, "0", 0, 1000000, "",
     "Requests per second and user, whatever addresses, sessions and keys they come by; bursts of five times as many "
     "pass; 0: as many as an address. Stops and pauses are never refused.",
     true},
    {"limits.requests_per_second_token", integer, "0", 0, 1000000, "",
     "Requests per second and credential (a session, an API key with its access tokens, a terminal's key); bursts of "
     "five times as many pass; 0: half as many as a user. Stops and pauses are never refused.",
     true},
    {"limits.connections", integer, "20000", 1, 1000000, "", "Open connections in all."},
    {"limits.connections_per_address", integer, "5000", 1, 1000000, "", "Open connections per address."},
    {"limits.connects_per_second", integer, "400", 1, 1000000, "",
     "New connections per second and address; bursts of five times as many pass."},
    {"limits.sockets_per_user", integer, "200", 1, 1000000, "",
     "Open WebSockets of one user, and of one terminal's credential; one more closes with 4429."},
    {"limits.sockets_per_address", integer, "4000", 1, 1000000, "",
     "Open WebSockets per address (of IPv6: per /64); one more closes with 4429."},
    {"sockets.deflate", boolean, "true", 0, 0, "",
     "Whether the snapshots of a dashboard that offers permessage-deflate are compressed; nothing is kept for it "
     "between "
     "two messages."},
    {"limits.handshake_timeout_ms", integer, "10000", 100, 600000, "", "Milliseconds for the TLS handshake."},
    {"limits.idle_timeout_ms", integer, "60000", 100, 3600000, "",
     "Milliseconds between two requests on one connection."},
    {"limits.write_timeout_ms", integer, "30000", 100, 600000, "", "Milliseconds for a client to take one answer."},
    {"limits.header_timeout_ms", integer, "10000", 100, 600000, "", "Milliseconds for the header of a request."},
    {"limits.body_timeout_ms", integer, "15000", 100, 600000, "", "Milliseconds for the body of a request."},
    {"drain_ms", integer, "10000", 0, 600000, "", "Milliseconds that connections get to leave when the relay stops."},
    {"metrics.loopback", boolean, "true", 0, 0, "",
     "Whether /metrics answers requests that come from this machine and through no proxy, without a token."},
    {"metrics.token_file", text, "", 0, 0, "",
     "File (mode 0600) with the bearer token that opens /metrics to others; empty: nobody else reads it."},
    {"log.level", choice, "info", 0, 0, "debug|info|warn|error|off", "The least level that is logged.", true},
    {"log.json", boolean, "false", 0, 0, "", "One JSON object a line instead of text.", true},
    {"log.modules", text_list, "", 0, 0, "", "Levels of single modules (api, app, auth, net, ws): net=debug,ws=warn.",
     true},
};

}  // namespace

std::span<ConfigKey const> config_keys() {
    return keys;
}

}  // namespace signalos::relay
