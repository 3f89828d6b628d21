// One schema on both engines: the tables, columns, keys and indices that each tells of itself, as one JSON.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "engines.hpp"
#include "store/postgres_session.hpp"
#include "store/sqlite_db.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;
namespace json = boost::json;

namespace {
constexpr char const* sqlite_columns =
    "SELECT m.name, c.name, CASE c.type WHEN 'INTEGER' THEN 'number' ELSE lower(c.type) END, c.\"notnull\" OR c.pk>0, "
    "c.pk FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type='table' AND m.name NOT LIKE 'sqlite_%'";
constexpr char const* sqlite_indices =
    "SELECT m.name, i.name, i.\"unique\", i.partial FROM sqlite_schema m, pragma_index_list(m.name) i WHERE "
    "m.type='table' AND i.origin='c'";
constexpr char const* postgres_columns =
    "SELECT c.table_name, c.column_name, CASE c.data_type WHEN 'bigint' THEN 'number' ELSE c.data_type END, "
    "CASE c.is_nullable WHEN 'NO' THEN 1 ELSE 0 END, coalesce(k.ordinal_position, 0) FROM information_schema.columns c "
    "LEFT JOIN information_schema.table_constraints t ON t.table_name=c.table_name AND t.constraint_type='PRIMARY KEY' "
    "LEFT JOIN information_schema.key_column_usage k ON k.constraint_name=t.constraint_name AND "
    "k.column_name=c.column_name WHERE c.table_schema='public' AND c.table_name<>'schema_versions'";
constexpr char const* postgres_indices =
    "SELECT t.relname, i.relname, x.indisunique::int, (x.indpred IS NOT NULL)::int FROM pg_index x JOIN pg_class i ON "
    "i.oid=x.indexrelid JOIN pg_class t ON t.oid=x.indrelid JOIN pg_namespace n ON n.oid=t.relnamespace WHERE "
    "n.nspname='public' AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid=i.oid)";

json::object schema_of(sql::Session& db, char const* columns_sql, char const* indices_sql) {
    std::map<std::string, std::map<std::string, json::object>> columns;
    std::map<std::string, std::map<std::string, json::object>> indices;
    auto column = db.query(columns_sql);
    while (column.next()) {
        auto const table = column.text();
        auto const name = column.text();
        auto const type = column.text();
        bool const filled = column.flag();
        columns[table][name] = {{"type", type}, {"not_null", filled}, {"key", column.integer()}};
    }
    auto index = db.query(indices_sql);
    while (index.next()) {
        auto const table = index.text();
        auto const name = index.text();
        bool const unique = index.flag();
        indices[table][name] = {{"unique", unique}, {"partial", index.flag()}};
    }
    json::object schema;
    for (auto const& [table, of_table] : columns) {
        json::object told;
        for (auto const& [name, row] : of_table) told[name] = row;
        json::object found;
        for (auto const& [name, row] : indices[table]) found[name] = row;
        schema[table] = json::object{{"columns", told}, {"indices", found}};
    }
    return schema;
}
}  // namespace

TEST_CASE("both engines end with the same tables, columns, keys and indices", "[store][schema]") {
    Fixture sqlite(engines().at(0));
    Fixture postgres(engines().at(1));
    sqlite::Db file(sqlite.folder.path.string() + "/signalos.db", true);
    postgres::Session server(postgres_options(postgres.folder.path.string()), sql::Access::reads);
    server.begin();
    auto const of_sqlite = schema_of(file, sqlite_columns, sqlite_indices);
    auto const of_postgres = schema_of(server, postgres_columns, postgres_indices);
    CHECK(of_sqlite.size() >= 10);
    for (auto const& [table, told] : of_sqlite) {
        INFO(table);
        REQUIRE(of_postgres.contains(table));
        CHECK(json::serialize(told) == json::serialize(of_postgres.at(table)));
    }
    CHECK(of_sqlite.size() == of_postgres.size());
}

TEST_CASE("a migration that fails in its middle leaves the schema of before", "[store][schema]") {
    TempFolder folder;
    auto const path = (folder.path / "signalos.db").string();
    {
        sqlite::Db db(path);
        sqlite::migrate(db);
        // As the last step would find it: one of its columns is there already, so it fails in the middle.
        db.exec(("PRAGMA user_version=" + std::to_string(sqlite::latest_schema() - 1)).c_str());
        CHECK_THROWS(sqlite::migrate(db));
        CHECK(db.autocommit());
        CHECK(db.schema() == sqlite::latest_schema() - 1);
    }
}
