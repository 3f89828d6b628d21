// The SQLite engine of the Store.
#pragma once
#include <memory>
#include <string>

#include "store/store.hpp"

namespace signalos::relay {

/// Opens (or makes and migrates) the database in the folder and locks the folder. Throws std::runtime_error with words
/// for the operator. The destructor finishes what is queued; completions then posted may still run in the executor.
std::unique_ptr<Store> open_sqlite_store(std::string const& data_folder, PostToLoop post);

}  // namespace signalos::relay
