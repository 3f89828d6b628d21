// `signalos-relay doctor`, `migrate` and `store copy`.
#pragma once
#include <variant>

#include "util/config.hpp"

namespace signalos::relay {

/// Looks at the configuration and at all that it names, and prints one line per finding; runs beside a serving relay.
/// The exit status: 1 when something is wrong.
int run_doctor(std::variant<Config, ConfigError> const& loaded);

/// Brings the store's schema up to date and prints the number of it as one JSON line. Refused while a relay serves.
int run_migrate(Config const& config);

/// Copies the SQLite file in data_dir to the database that postgresql.dsn names, verifies it by checksums and prints
/// one line a table.
int run_copy(Config const& config);

}  // namespace signalos::relay
