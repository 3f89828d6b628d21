// From configuration values to the settings of the parts.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "api/caller_rates.hpp"
#include "net/listener.hpp"
#include "services/auth_service.hpp"
#include "util/config.hpp"
#include "util/log.hpp"
#include "util/secret.hpp"
#include "ws/connection_set.hpp"

namespace signalos::relay {

SessionLimits session_limits(Config const& config);
LoginLimits login_limits(Config const& config);
/// Where the relay keeps its own secret key; its backups belong apart from those of the database.
std::string secrets_path(Config const& config);
NetLimits net_limits(Config const& config);
CallerRateLimits caller_rates(Config const& config);
SocketLimits socket_limits(Config const& config);
log::Options log_options(Config const& config);

/// The origins whose pages may use this relay, by default its own under localhost and the listen address.
std::vector<std::string> allowed_origins(Config const& config, std::uint16_t port);
/// Where people approve pairings; empty when no public origin is set: at the address that terminals use.
std::string pairing_page(Config const& config);

/// What opens /metrics to others; empty for nobody. Throws std::runtime_error when the file cannot be used.
Secret<std::string> metrics_token(Config const& config);

/// Nothing when the store can be found; otherwise the key that is wrong, with its remedy.
std::optional<ConfigError> data_problem(Config const& config);

/// Nothing when the required keys are there and the folders exist; otherwise the first that is wrong, with its remedy.
std::optional<ConfigError> setting_problem(Config const& config);

}  // namespace signalos::relay
