// Where the database is, and how the relay signs in there.
#pragma once
#include <string>

#include "util/secret.hpp"

namespace signalos::relay::postgres {

struct Options {
    /// libpq's "key=value …" or "postgresql://…", without a password.
    std::string dsn;
    /// Empty: none, or whatever libpq finds by itself (PGPASSFILE, peer).
    Secret<std::string> password;
};

/// The complete connection string: what the DSN says, the password, and the relay's own time limits where the DSN sets
/// none. Throws std::runtime_error with what to do when the DSN cannot be read or carries a password.
Secret<std::string> connection_string(Options const& options);

/// Host, port and database for people. Never a secret.
std::string place_of(Options const& options);

}  // namespace signalos::relay::postgres
