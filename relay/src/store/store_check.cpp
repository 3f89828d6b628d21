#include "store/store_check.hpp"

#include <filesystem>

#include "store/migrations.hpp"
#include "store/people_operations.hpp"
#include "store/postgres_session.hpp"
#include "store/sqlite_db.hpp"

namespace signalos::relay {

namespace {
/// Below this a day of trading may fill the disk.
constexpr std::uintmax_t little_space = 512ull * 1024 * 1024;

Finding schema_finding(std::int64_t found) {
    auto const known = static_cast<std::int64_t>(sql::migrations().size());
    auto const words = "schema " + std::to_string(found) + ", this program knows " + std::to_string(known);
    if (found > known) return {false, words + ": start the newer relay, or restore a backup made by this one"};
    if (found < known) return {true, words + ": `signalos-relay migrate`, or the next start, brings it up"};
    return {true, words};
}

Finding setting_finding(postgres::Session& session, std::string const& name) {
    auto const value = session.ask(("SELECT current_setting('" + name + "')").c_str());
    if (value == "on") return {true, name + " = on"};
    return {false, name + " = " + value + ": the server would lose what it has confirmed; set it to on"};
}

/// Reads the audit log of every organisation from its beginning.
std::vector<Finding> audit_findings(sql::Session& db) {
    std::vector<std::string> organisations;
    {
        auto query = db.query("SELECT id FROM organisations ORDER BY id");
        while (query.next()) organisations.push_back(query.text());
    }
    std::vector<Finding> findings;
    std::int64_t entries = 0;
    for (auto const& organisation : organisations) {
        auto const id = OrgId::parse(organisation);
        auto const verdict = id ? sql::verify_audit(db, *id) : AuditVerdict{};
        entries += verdict.entries;
        if (verdict.first_bad != 0)
            findings.push_back({false, "audit: entry " + std::to_string(verdict.first_bad) + " of organisation " +
                                           organisation +
                                           " is not what was written: keep this database as evidence, "
                                           "and compare with a backup"});
    }
    if (findings.empty())
        findings.push_back({true, "audit: the chain of " + std::to_string(entries) + " entries holds"});
    return findings;
}

Finding space_finding(std::string const& folder) {
    std::error_code ec;
    auto const space = std::filesystem::space(folder, ec);
    auto const words = std::to_string(space.available / (1024 * 1024)) + " MB free in " + folder;
    if (ec) return {false, folder + ": " + ec.message()};
    return {space.available >= little_space, words};
}
}  // namespace

std::vector<Finding> check_sqlite(std::string const& data_folder) {
    auto const path = data_folder + "/signalos.db";
    if (!std::filesystem::exists(path)) return {{true, path + " does not exist yet: the first start makes it"}};
    std::vector<Finding> findings{space_finding(data_folder)};
    try {
        sqlite::Db db(path, true);
        sqlite::require_sound(db, path);
        findings.push_back({true, path + " is sound"});
        auto const schema = schema_finding(db.schema());
        findings.push_back(schema);
        if (db.schema() == static_cast<std::int64_t>(sql::migrations().size()))
            for (auto& finding : audit_findings(db)) findings.push_back(std::move(finding));
    } catch (std::exception const& error) {
        findings.push_back({false, error.what()});
    }
    return findings;
}

std::vector<Finding> check_postgres(postgres::Options const& options) {
    std::vector<Finding> findings;
    try {
        postgres::Session session(options, sql::Access::reads);
        findings.push_back(
            {true, place_of(options) + " answers, server " + session.ask("SELECT current_setting('server_version')")});
        findings.push_back(setting_finding(session, "fsync"));
        findings.push_back(setting_finding(session, "full_page_writes"));
        bool const standby = session.ask("SELECT pg_is_in_recovery()::int::text") == "1";
        findings.push_back(
            {!standby, standby ? "the server is a standby: give the DSN of the primary" : "the server takes writes"});
        bool const made = session.ask("SELECT (to_regclass('schema_versions') IS NOT NULL)::int::text") == "1";
        if (!made) {
            findings.push_back({true, "the database is empty: `signalos-relay migrate`, or the first start, fills it"});
            return findings;
        }
        auto const schema = std::stoll(session.ask("SELECT max(version)::text FROM schema_versions"));
        findings.push_back(schema_finding(schema));
        if (schema != static_cast<std::int64_t>(sql::migrations().size())) return findings;
        session.begin();
        for (auto& finding : audit_findings(session)) findings.push_back(std::move(finding));
        session.rollback();
    } catch (std::exception const& error) {
        findings.push_back({false, error.what()});
    }
    return findings;
}

}  // namespace signalos::relay
