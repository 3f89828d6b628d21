// The Store, made of the operations and of two runners that carry them to a database.
#pragma once
#include <memory>

#include "store/runner.hpp"
#include "store/store.hpp"

namespace signalos::relay {

/// Reads go to `reader`, everything else to `writer`; both work on one migrated database. `engine` is what owns them
/// and goes with the store; empty: the caller keeps them alive longer than the store.
std::unique_ptr<Store> make_sql_store(sql::Runner& writer, sql::Runner& reader, PostToLoop post,
                                      std::shared_ptr<void> engine = {});

}  // namespace signalos::relay
