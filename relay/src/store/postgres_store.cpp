#include "store/postgres_store.hpp"

#include <utility>

#include "store/postgres_worker.hpp"
#include "store/sql_store.hpp"

namespace signalos::relay {

namespace {
using postgres::Session;

std::unique_ptr<Session> migrated(postgres::Options const& options) {
    auto session = std::make_unique<Session>(options, sql::Access::writes);
    postgres::migrate(*session);
    return session;
}

struct Engine {
    Engine(postgres::Options const& options, std::shared_ptr<void> with)
        : kept(std::move(with)),
          writer(options, sql::Access::writes, migrated(options)),
          reader(options, sql::Access::reads, std::make_unique<Session>(options, sql::Access::reads)) {}
    std::shared_ptr<void> kept;
    postgres::Worker writer;
    postgres::Worker reader;
};
}  // namespace

std::unique_ptr<Store> open_postgres_store(postgres::Options const& options, PostToLoop post,
                                           std::shared_ptr<void> kept) {
    auto engine = std::make_shared<Engine>(options, std::move(kept));
    auto& writer = engine->writer;
    auto& reader = engine->reader;
    return make_sql_store(writer, reader, std::move(post), std::move(engine));
}

}  // namespace signalos::relay
