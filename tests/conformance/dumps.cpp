#include "dumps.hpp"

#include <boost/json/parse.hpp>
#include <fstream>
#include <stdexcept>

#include "store/migrations.hpp"
#include "store/postgres_session.hpp"
#include "store/sqlite_db.hpp"

namespace signalos::relay::test {

namespace {
/// None of these may ever be missing.
constexpr int first_releases = 8;
constexpr char const* sqlite_lines =
    "SELECT coalesce(sql, name) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1";
constexpr char const* postgres_lines =
    "SELECT table_name||'.'||column_name||' '||ordinal_position||' '||data_type||' '||coalesce(collation_name,'')||' '"
    "||is_nullable||' '||coalesce(column_default,'') FROM information_schema.columns WHERE table_schema='public' UNION "
    "ALL SELECT conrelid::regclass||' '||conname||' '||pg_get_constraintdef(oid) FROM pg_constraint WHERE "
    "connamespace='public'::regnamespace UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname='public' ORDER BY "
    "1";

bool is_sqlite(Engine const& engine) {
    return std::string_view(engine.name) == "sqlite";
}

std::string path_of(int level, Engine const& engine, std::string const& kind) {
    return std::string(SIGNALOS_SCHEMA_DUMPS "/") + std::to_string(level) + "." + engine.name + "." + kind;
}

std::string read(std::string const& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + " is missing: tests/data/schemas/README.md says how to make it");
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(sql::Session& db, char const* sql) {
    std::vector<std::string> lines;
    auto query = db.query(sql);
    while (query.next()) lines.push_back(query.text());
    return lines;
}
}  // namespace

void Dump::load(std::string const& folder, std::string const& more) const {
    auto const text = read(path_of(level, engine, "sql")) + more;
    if (!is_sqlite(engine)) return postgres_server().run(database_of(folder), text);
    sqlite::Db db(folder + "/signalos.db");
    db.exec(text.c_str());
    REQUIRE(lines_of(db, "SELECT \"table\" FROM pragma_foreign_key_check").empty());
}

std::vector<Dump> dumps() {
    std::vector<Dump> found;
    for (auto const& engine : engines()) {
        int level = is_sqlite(engine) ? 1 : 2;
        for (; level <= first_releases || std::filesystem::exists(path_of(level, engine, "sql")); ++level)
            found.push_back({level, engine, boost::json::parse(read(path_of(level, engine, "json"))).as_object()});
    }
    return found;
}

std::vector<std::string> schema_lines(Engine const& engine, std::string const& folder) {
    if (is_sqlite(engine)) {
        sqlite::Db db(folder + "/signalos.db", true);
        return lines_of(db, sqlite_lines);
    }
    postgres::Session session(postgres_options(folder), sql::Access::reads);
    session.begin();
    return lines_of(session, postgres_lines);
}

}  // namespace signalos::relay::test
