// From the configuration to the store it names.
#pragma once
#include <memory>

#include "store/postgres_options.hpp"
#include "store/store.hpp"
#include "util/config.hpp"

namespace signalos::relay {

/// Reads the password file. Throws std::runtime_error with words for the operator, never with what stands in the file.
postgres::Options postgres_options(Config const& config);

/// Opens and migrates. Throws std::runtime_error with words for the operator. With PostgreSQL too the data folder is
/// locked: the socket of `admin` lies there.
std::unique_ptr<Store> open_store(Config const& config, PostToLoop post);

}  // namespace signalos::relay
