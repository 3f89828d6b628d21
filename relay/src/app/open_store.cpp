#include "app/open_store.hpp"

#include "store/data_folder.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"
#include "util/secret_file.hpp"

namespace signalos::relay {

postgres::Options postgres_options(Config const& config) {
    postgres::Options options;
    options.dsn = config.text("postgresql.dsn");
    options.password = read_secret_file("postgresql.password_file", config.text("postgresql.password_file"));
    return options;
}

std::unique_ptr<Store> open_store(Config const& config, PostToLoop post) {
    if (config.text("store") == "sqlite") return open_sqlite_store(config.text("data_dir"), std::move(post));
    auto folder = std::make_shared<DataFolder>(config.text("data_dir"));
    return open_postgres_store(postgres_options(config), std::move(post), std::move(folder));
}

}  // namespace signalos::relay
