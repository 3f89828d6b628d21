#include "store/sqlite_store.hpp"

#include <utility>

#include "store/data_folder.hpp"
#include "store/restore.hpp"
#include "store/sql_store.hpp"
#include "store/sqlite_workers.hpp"

namespace signalos::relay {

namespace {
std::string ready_folder(std::string const& data_folder) {
    require_no_unfinished_restore(data_folder);
    return data_folder;
}

/// The folder and its threads.
struct Engine {
    explicit Engine(std::string const& data_folder)
        : folder(ready_folder(data_folder)),
          writer(folder.file("signalos.db"), sql::Access::writes),
          reader(folder.file("signalos.db"), sql::Access::reads) {}
    DataFolder folder;
    sqlite::Worker writer;  // first: it makes and migrates the file
    sqlite::Worker reader;
};
}  // namespace

std::unique_ptr<Store> open_sqlite_store(std::string const& data_folder, PostToLoop post) {
    auto engine = std::make_shared<Engine>(data_folder);
    auto& writer = engine->writer;
    auto& reader = engine->reader;
    return make_sql_store(writer, reader, std::move(post), std::move(engine));
}

}  // namespace signalos::relay
