// Stores that relays of every earlier schema level wrote, opened by this one: nothing is lost, and they end as a fresh
// store begins.
#include <map>

#include "dumps.hpp"
#include "protocol/command_state.hpp"
#include "store/backup.hpp"
#include "store/migrations.hpp"
#include "store/store_check.hpp"
#include "store/store_copy.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;
namespace json = boost::json;

namespace {
std::string fact(Dump const& dump, char const* name) {
    return std::string(dump.facts.at(name).as_string());
}

TerminalId terminal_of(Dump const& dump) {
    return *TerminalId::parse(fact(dump, "terminal"));
}

std::map<std::string, std::vector<std::string>> schemas_of_fresh_stores() {
    std::map<std::string, std::vector<std::string>> schemas;
    for (auto const& engine : engines()) {
        Fixture const fresh(engine);
        schemas[engine.name] = schema_lines(engine, fresh.folder.path.string());
    }
    return schemas;
}

std::string opening_fails(Dump const& dump, std::string const& folder) {
    Loop loop;
    try {
        auto const store = dump.engine.open(folder, loop.executor());
    } catch (std::runtime_error const& error) {
        return error.what();
    }
    return {};
}

std::vector<Finding> findings_of(Dump const& dump, std::string const& folder) {
    return dump.engine.name == std::string_view("sqlite") ? check_sqlite(folder)
                                                          : check_postgres(postgres_options(folder));
}

/// What the store holds now is what the relay of then told, and the numbers go on from there.
void reads_back(Fixture& f, Dump const& dump) {
    auto const owner =
        f.ask<UserWithOrganisation>([&](auto done) { f.store->find_user_by_email(fact(dump, "owner"), done); });
    REQUIRE(owner.ok());
    CHECK(owner.value.user.role == Role::owner);
    CHECK(owner.value.user.is_operator);
    f.org = owner.value.user.org;
    f.terminal = terminal_of(dump);

    auto const& expected = dump.facts.at("commands").as_object();
    auto const rows = f.ask<std::vector<CommandRow>>([&](auto done) { f.store->list_commands(f.org, {}, done); });
    CHECK(rows.value.size() == expected.size());
    for (auto const& row : rows.value) {
        auto const told = row.kind + " " + std::string(protocol::name_of(row.state));
        INFO(row.id.text());
        REQUIRE(expected.contains(row.id.text()));
        CHECK(told == std::string_view(expected.at(row.id.text()).as_string()));
    }
    std::int64_t alarms = 0;
    std::int64_t off = 0;
    for (auto const& event : f.events()) {
        CHECK(event.off == ++off);
        alarms += event.type == "error_alert" ? 1 : 0;
    }
    CHECK(off >= static_cast<std::int64_t>(expected.size()));
    auto const listed =
        f.ask<std::vector<AlarmRow>>([&](auto done) { f.store->list_alarms(f.org, TerminalScope::all(), 100, done); });
    CHECK(static_cast<std::int64_t>(listed.value.size()) == alarms);
    CHECK(alarms > 0);

    auto const audit = f.ask<AuditVerdict>([&](auto done) { f.store->people().verify_audit(f.org, done); });
    CHECK(audit.value.entries >= static_cast<std::int64_t>(expected.size()));
    CHECK(audit.value.first_bad == 0);
}

/// The terminal of then comes back, and what waited for it goes out once, behind everything that went out before.
void goes_on(Fixture& f, Dump const& dump) {
    auto const found = f.ask<Terminal>([&](auto done) { f.store->find_terminal(f.org, f.terminal, done); });
    REQUIRE(found.ok());
    f.user = f.ask<UserWithOrganisation>([&](auto done) {
                  f.store->find_user_by_email(fact(dump, "owner"), done);
              }).value.user.id;
    auto request = f.session("another journal");
    request.account = {"1001", "SignalOS-Demo", "", "USD", 2, "hedging", "demo", 100};
    request.incumbent_live = false;
    auto const opened =
        f.ask<OpenedSession>([&](auto done) { f.store->open_terminal_session(f.org, f.terminal, request, done); });
    REQUIRE(opened.ok());
    auto const epoch = opened.value.terminal.session_epoch;
    auto const claimed = f.claim(epoch);
    REQUIRE(claimed.ok());
    CHECK(claimed.value.commands.size() == 1);
    CHECK(f.claim(epoch).value.commands.empty());
    auto const next = f.accept(f.command("pause"));
    REQUIRE(next.ok());
    CHECK(next.value.commands.at(0).cmd_seq ==
          static_cast<std::int64_t>(dump.facts.at("commands").as_object().size()) + 1);
}
}  // namespace

TEST_CASE("a store of every earlier level is brought up, holds all it held, and goes on", "[store][schema][upgrade]") {
    static auto const fresh = schemas_of_fresh_stores();
    for (auto const& dump : dumps()) {
        DYNAMIC_SECTION("level " << dump.level << " on " << dump.engine.name) {
            Fixture f(dump.engine, [&](std::string const& folder) { dump.load(folder); });
            auto const folder = f.folder.path.string();
            CHECK(schema_lines(dump.engine, folder) == fresh.at(dump.engine.name));
            CHECK(f.ask<StoreHealth>([&](auto done) { f.store->ping(done); }).value.schema ==
                  static_cast<std::int64_t>(sql::migrations().size()));
            reads_back(f, dump);
            f.reopen();  // nothing is left to do
            reads_back(f, dump);
            goes_on(f, dump);
            f.close();
            for (auto const& finding : findings_of(dump, folder)) {
                INFO(finding.words);
                CHECK(finding.good);
            }
        }
    }
}

TEST_CASE("a store of a newer relay is refused in words, and left as it is", "[store][schema][upgrade]") {
    auto const all = dumps();
    for (auto const& dump : {all.front(), all.back()}) {
        DYNAMIC_SECTION("on " << dump.engine.name) {
            TempFolder folder;
            auto const above = std::to_string(sql::migrations().size() + 1);
            bool const sqlite = dump.engine.name == std::string_view("sqlite");
            dump.load(folder.path.string(), sqlite ? "PRAGMA user_version=" + above + ";"
                                                   : "INSERT INTO public.schema_versions VALUES (" + above + ");");
            auto const before = schema_lines(dump.engine, folder.path.string());
            auto const words = opening_fails(dump, folder.path.string());
            INFO(words);
            CHECK(words.find("has schema " + above) != std::string::npos);
            CHECK(words.find("start the newer relay, or restore a backup") != std::string::npos);
            CHECK(schema_lines(dump.engine, folder.path.string()) == before);
        }
    }
}

TEST_CASE("an old file whose tables lie in any order can be backed up, and moved to PostgreSQL with every reference",
          "[store][schema][upgrade]") {
    for (auto const& dump : dumps()) {
        if (dump.engine.name != std::string_view("sqlite")) continue;
        DYNAMIC_SECTION("level " << dump.level) {
            Fixture f(dump.engine, [&](std::string const& folder) { dump.load(folder); });
            auto const folder = f.folder.path.string();
            auto const kept = back_up_sqlite(folder, folder + "/kept.backup", f.now);
            CHECK(verify_backup(kept.file).rows() == kept.rows());
            f.close();
            copy_to_postgres(folder, postgres_options(folder));
            f.engine = engines().at(1);
            f.reopen();
            reads_back(f, dump);
        }
    }
}
