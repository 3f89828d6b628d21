#include "store/store_copy.hpp"

#include <stdexcept>

#include "store/data_folder.hpp"
#include "store/postgres_session.hpp"
#include "store/sqlite_db.hpp"

namespace signalos::relay {

std::vector<CopiedTable> copy_to_postgres(std::string const& data_folder, postgres::Options const& target) {
    DataFolder const folder(data_folder);
    sqlite::Db from(folder.file("signalos.db"));
    sqlite::migrate(from);
    postgres::Session to(target, sql::Access::writes);
    postgres::migrate(to);
    to.begin();
    to.exec("SET LOCAL statement_timeout=0");
    if (to.query("SELECT 1 FROM organisations LIMIT 1").next())
        throw std::runtime_error("the " + place_of(target) + " is not empty: give a new one");
    to.exec("DELETE FROM settings");
    auto copied = copy_tables({from, Paging::rows}, {to, Paging::cursor}, tables_of(from));
    to.commit();
    return copied;
}

}  // namespace signalos::relay
