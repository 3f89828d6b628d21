// The PostgreSQL engine of the Store.
#pragma once
#include <memory>

#include "store/postgres_options.hpp"
#include "store/store.hpp"

namespace signalos::relay {

/// Connects, takes the database for this relay alone and migrates it. Throws std::runtime_error with words for the
/// operator. Later losses of the connection answer unavailable until it is back. The destructor finishes what is
/// queued.
/// `kept` is whatever has to live as long as the engine.
std::unique_ptr<Store> open_postgres_store(postgres::Options const& options, PostToLoop post,
                                           std::shared_ptr<void> kept = {});

}  // namespace signalos::relay
