#include "app/open_store.hpp"

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "store/data_folder.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"

namespace signalos::relay {
namespace {

std::string password_in(std::string const& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0)
        throw std::runtime_error("configuration: postgresql.password_file = " + path +
                                 ": cannot be read; give a file that holds the password alone");
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        throw std::runtime_error("configuration: postgresql.password_file = " + path +
                                 ": others may read it; chmod 600 it");
    std::ifstream file(path);
    std::string text((std::istreambuf_iterator<char>(file)), {});
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

}  // namespace

postgres::Options postgres_options(Config const& config) {
    postgres::Options options;
    options.dsn = config.text("postgresql.dsn");
    if (auto const& path = config.text("postgresql.password_file"); !path.empty())
        options.password = Secret(password_in(path));
    return options;
}

std::unique_ptr<Store> open_store(Config const& config, PostToLoop post) {
    if (config.text("store") == "sqlite") return open_sqlite_store(config.text("data_dir"), std::move(post));
    auto folder = std::make_shared<DataFolder>(config.text("data_dir"));
    return open_postgres_store(postgres_options(config), std::move(post), std::move(folder));
}

}  // namespace signalos::relay
