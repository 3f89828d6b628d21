#include "app/settings.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "util/secret_file.hpp"

namespace signalos::relay {
namespace {
constexpr std::int64_t hour_ms = 3600 * 1000;
}

SessionLimits session_limits(Config const& config) {
    return {config.integer("session.idle_hours") * hour_ms, config.integer("session.absolute_hours") * hour_ms};
}

LoginLimits login_limits(Config const& config) {
    LoginLimits limits;
    limits.per_account = static_cast<int>(config.integer("limits.login_attempts"));
    limits.per_address = static_cast<int>(config.integer("limits.login_attempts_per_address"));
    limits.window_ms = config.integer("limits.login_window_s") * 1000;
    return limits;
}

std::string secrets_path(Config const& config) {
    auto const& named = config.text("secrets_file");
    return named.empty() ? config.text("data_dir") + "/secret.key" : named;
}

NetLimits net_limits(Config const& config) {
    NetLimits limits;
    limits.header_ms = config.integer("limits.header_timeout_ms");
    limits.body_ms = config.integer("limits.body_timeout_ms");
    limits.connections = static_cast<std::size_t>(config.integer("limits.connections"));
    limits.connections_per_address = static_cast<std::size_t>(config.integer("limits.connections_per_address"));
    limits.requests_per_second = static_cast<double>(config.integer("limits.requests_per_second"));
    limits.requests_burst = 5 * limits.requests_per_second;
    limits.handshake_ms = config.integer("limits.handshake_timeout_ms");
    limits.idle_ms = config.integer("limits.idle_timeout_ms");
    limits.write_ms = config.integer("limits.write_timeout_ms");
    limits.connects_per_second = static_cast<double>(config.integer("limits.connects_per_second"));
    limits.connects_burst = 5 * limits.connects_per_second;
    return limits;
}

CallerRateLimits caller_rates(Config const& config) {
    auto const rate = [&](char const* key, double otherwise) {
        auto const given = config.integer(key);
        return given == 0 ? otherwise : static_cast<double>(given);
    };
    CallerRateLimits limits;
    limits.per_user =
        rate("limits.requests_per_second_user", static_cast<double>(config.integer("limits.requests_per_second")));
    limits.per_token = rate("limits.requests_per_second_token", std::max(1.0, limits.per_user / 2));
    return limits;
}

SocketLimits socket_limits(Config const& config) {
    return {static_cast<std::size_t>(config.integer("limits.sockets_per_user")),
            static_cast<std::size_t>(config.integer("limits.sockets_per_address"))};
}

log::Options log_options(Config const& config) {
    return {log::parse_level(config.text("log.level")), config.flag("log.json"), config.list("log.modules")};
}

std::vector<std::string> allowed_origins(Config const& config, std::uint16_t port) {
    auto origins = config.list("allowed_origins");
    auto const& own = config.text("public_origin");
    if (!own.empty()) {
        origins.push_back(own);
        return origins;
    }
    auto const suffix = port == 443 ? std::string{} : ":" + std::to_string(port);
    auto const& listen = config.text("listen");
    auto const host = listen.substr(0, listen.rfind(':'));
    for (auto const& name : {std::string("localhost"), std::string("127.0.0.1"), host})
        origins.push_back("https://" + name + suffix);
    return origins;
}

std::string pairing_page(Config const& config) {
    auto const& own = config.text("public_origin");
    return own.empty() ? "" : own + "/pair";
}

std::optional<ConfigError> data_problem(Config const& config) {
    if (config.text("data_dir").empty())
        return ConfigError{"data_dir", "\"\"", "give a directory for the database, by --data or in the file"};
    if (config.text("store") == "postgresql" && config.text("postgresql.dsn").empty())
        return ConfigError{"postgresql.dsn", "\"\"", "say where the database is, such as \"dbname=signalos\""};
    return std::nullopt;
}

namespace {

bool on_loopback(std::string const& listen) {
    auto const host = listen.substr(0, listen.rfind(':'));
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

std::optional<ConfigError> plain_problem(Config const& config) {
    auto const& listen = config.text("listen");
    if (!on_loopback(listen))
        return ConfigError{"plain_http", "true",
                           "listen = " + listen + " is not on loopback: give 127.0.0.1:PORT, or use TLS"};
    if (config.list("trusted_proxies").empty())
        return ConfigError{"plain_http", "true", "name the reverse proxy, such as trusted_proxies = [\"127.0.0.1\"]"};
    if (!config.text("public_origin").starts_with("https://"))
        return ConfigError{"public_origin", '"' + config.text("public_origin") + '"',
                           "behind a proxy give the https origin that browsers see, such as https://relay.example"};
    return std::nullopt;
}

std::optional<ConfigError> tls_problem(Config const& config) {
    struct Required {
        char const* key;
        char const* remedy;
    };
    static constexpr Required required[] = {
        {"tls.certificate", "give a PEM file with the certificate chain, by --certificate or in the file"},
        {"tls.key", "give the PEM key of the certificate, by --key or in the file"},
    };
    for (auto const& one : required)
        if (config.text(one.key).empty()) return ConfigError{one.key, "\"\"", one.remedy};
    return std::nullopt;
}

std::optional<ConfigError> log_problem(Config const& config) {
    for (auto const& item : config.list("log.modules"))
        if (!log::is_module_level(item))
            return ConfigError{"log.modules", '"' + item + '"', "give module=level, such as net=debug"};
    return std::nullopt;
}

}  // namespace

Secret<std::string> metrics_token(Config const& config) {
    return read_secret_file("metrics.token_file", config.text("metrics.token_file"));
}

std::optional<ConfigError> setting_problem(Config const& config) {
    if (auto wrong = data_problem(config)) return wrong;
    if (auto wrong = config.flag("plain_http") ? plain_problem(config) : tls_problem(config)) return wrong;
    if (auto wrong = log_problem(config)) return wrong;
    auto const& web_root = config.text("web_root");
    if (!web_root.empty() && !std::filesystem::is_directory(web_root))
        return ConfigError{"web_root", web_root, "no such directory; build the dashboard, or leave it empty"};
    return std::nullopt;
}

}  // namespace signalos::relay
