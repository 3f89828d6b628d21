// What a transaction keeps in memory never differs from what its statements see.
#include "engines.hpp"
#include "store/draft.hpp"
#include "store/operations.hpp"
#include "store/sqlite_db.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
/// A store with one terminal and one command, and nobody's thread on it.
struct OneSession {
    OneSession() : f(engines().at(0)), command(f.accept(f.command()).value.commands.at(0).id) {
        f.close();
        db = std::make_unique<sqlite::Db>(f.folder.path.string() + "/signalos.db");
    }
    std::int64_t count(char const* sql) const {
        auto query = db->query(sql);
        query.next();
        return query.integer();
    }
    Fixture f;
    CommandId command;
    std::unique_ptr<sqlite::Db> db;
};
}  // namespace

TEST_CASE("a statement sees what was drafted before it", "[store][draft]") {
    OneSession one;
    auto row = sql::find_command(*one.db, one.f.org, one.command);
    row.state = CommandState::cancelled;
    CommandChange change;
    sql::change_command(*one.db, row, 1, change);
    CHECK(one.count("SELECT count(*) FROM commands WHERE state=0") == 0);
    CHECK(one.count("SELECT count(*) FROM events") == 2);
    CHECK(one.count("SELECT event_seq FROM terminals") == 2);
}

TEST_CASE("what a statement changed is read again, not remembered", "[store][draft]") {
    OneSession one;
    CHECK(sql::find_command(*one.db, one.f.org, one.command).message.empty());
    CHECK(sql::read_link(*one.db, one.f.org, one.f.terminal).out_seq == 0);
    one.db->query("UPDATE commands SET message='changed'").run();
    CHECK(sql::find_command(*one.db, one.f.org, one.command).message == "changed");
    one.db->query("UPDATE terminal_sessions SET out_seq=7").run();
    CHECK(sql::read_link(*one.db, one.f.org, one.f.terminal).out_seq == 7);
}

TEST_CASE("text that may be anything finds everything written and leaves nothing remembered", "[store][draft]") {
    OneSession one;
    one.db->exec("BEGIN");
    sql::append_event(*one.db, one.f.org, one.f.terminal, 1, "kept", "{}");
    one.db->exec("SAVEPOINT job");
    sql::append_event(*one.db, one.f.org, one.f.terminal, 2, "dropped", "{}");
    one.db->exec("ROLLBACK TO job");
    CHECK(sql::append_event(*one.db, one.f.org, one.f.terminal, 3, "after", "{}").off == 3);
    one.db->exec("COMMIT");
    CHECK(one.count("SELECT count(*) FROM events WHERE type='dropped'") == 0);
    CHECK(one.count("SELECT max(off) FROM events") == 3);
}
