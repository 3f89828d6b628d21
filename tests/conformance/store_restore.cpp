// A store put back to a backup: made while the store is in use, checked, put in the place of either engine's store, and
// aware of what it may have forgotten.
#include "store/restore.hpp"

#include <fstream>

#include "engines.hpp"
#include "store/sqlite_db.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
bool on_sqlite(Fixture const& f) {
    return std::string(f.engine.name) == "sqlite";
}

std::string kept(Fixture const& f) {
    return (f.folder.path / "kept.backup").string();
}

BackupReport back_up(Fixture const& f) {
    auto const folder = f.folder.path.string();
    return on_sqlite(f) ? back_up_sqlite(folder, kept(f), f.now)
                        : back_up_postgres(postgres_options(folder), kept(f), f.now);
}

RestoredStore put_back(Fixture& f, Existing existing = Existing::replace) {
    f.close();
    auto const folder = f.folder.path.string();
    f.now += 60'000;
    auto restored = on_sqlite(f) ? restore_sqlite(kept(f), folder, existing, f.now)
                                 : restore_postgres(kept(f), folder, postgres_options(folder), existing, f.now);
    f.reopen();
    return restored;
}

OpenedSession hello(Fixture& f, std::int64_t epoch, std::int64_t last_in, std::string const& journal = "journal-1") {
    auto request = f.session(journal);
    request.reported_epoch = epoch;
    request.reported_last_in = last_in;
    auto reply =
        f.ask<OpenedSession>([&](auto done) { f.store->open_terminal_session(f.org, f.terminal, request, done); });
    REQUIRE(reply.ok());
    return reply.value;
}

Reply<CommandChange> recalled(Fixture& f, std::int64_t epoch, std::vector<RecalledCommand> commands, bool last = true,
                              std::int64_t forgotten = 0) {
    Recalled page{std::move(commands), forgotten, last, f.now};
    return f.ask<CommandChange>([&](auto done) { f.store->settle_recalled(f.org, f.terminal, epoch, page, done); });
}

std::size_t alarms(Fixture& f) {
    auto const reply =
        f.ask<std::vector<AlarmRow>>([&](auto done) { f.store->list_alarms(f.org, TerminalScope::all(), 500, done); });
    return reply.value.size();
}

std::string state(Fixture& f, CommandId command) {
    return std::string(protocol::name_of(f.find(command).state));
}
}  // namespace

FOR_EACH_ENGINE("a backup of a store in use holds what was committed, by count and checksum", "[store][restore]") {
    f.open_session("journal-1");
    auto const made = f.accept(f.command(), "key").value.commands.at(0);
    auto const report = back_up(f);
    CHECK(report.engine == f.engine.name);
    CHECK(std::filesystem::status(kept(f)).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    std::int64_t commands = 0;
    for (auto const& table : report.tables)
        if (table.name == "commands") commands = table.rows;
    CHECK(commands == 1);
    CHECK(state(f, made.id) == "queued");
    CHECK_THROWS_WITH(back_up(f), Catch::Contains("exists already"));
}

FOR_EACH_ENGINE("a backup with one changed row, or cut short, is refused", "[store][restore]") {
    f.accept(f.command());
    back_up(f);
    {
        sqlite::Db file(kept(f));
        file.exec("UPDATE commands SET args='{\"volume\":\"9\"}'");
        file.exec("PRAGMA journal_mode=DELETE");
    }
    CHECK_THROWS_WITH(verify_backup(kept(f)), Catch::Contains("not those that were written"));
    CHECK_THROWS(put_back(f));
    std::filesystem::resize_file(kept(f), 8192);
    CHECK_THROWS(verify_backup(kept(f)));
    CHECK_THROWS_WITH(verify_backup(kept(f) + "-none"), Catch::Contains("no such file"));
}

FOR_EACH_ENGINE("a store that holds something is replaced only when that is said", "[store][restore]") {
    back_up(f);
    f.accept(f.command());
    CHECK_THROWS_WITH(put_back(f, Existing::refuse), Catch::Contains("--replace"));
    f.reopen();
    CHECK(f.ask<CommandStats>([&](auto done) {
               f.store->command_stats(f.org, TerminalScope::all(), done);
           }).value.total == 1);
    put_back(f);
    CHECK(f.ask<CommandStats>([&](auto done) {
               f.store->command_stats(f.org, TerminalScope::all(), done);
           }).value.total == 0);
}

FOR_EACH_ENGINE("after a restore nothing that was not final expires, is cancelled or is sent as new",
                "[store][restore]") {
    auto const epoch = f.open_session("journal-1").terminal.session_epoch;
    auto const sent = f.accept(f.command()).value.commands.at(0);
    f.claim(epoch);
    auto const queued = f.accept(f.command()).value.commands.at(0);
    back_up(f);
    auto const restored = put_back(f);
    CHECK(restored.summary.in_doubt == 2);
    CHECK(restored.summary.store_epoch > 1);
    f.now += 3'600'000;
    CHECK(f.ask<CommandChange>([&](auto done) { f.store->expire_queued(f.now, done); }).value.commands.empty());
    CHECK(f.ask<CommandChange>([&](auto done) { f.store->cancel_command(f.org, queued.id, f.now, done); }).reason ==
          errc::bad_state);
    CHECK(state(f, sent.id) == "in_doubt");
    CHECK(state(f, queued.id) == "in_doubt");
    // Above every number that the terminal knows, although their time is over: it judges.
    auto const opened = hello(f, 9, 40);
    CHECK(opened.terminal.session_epoch == 10);
    CHECK(opened.recall_from > 0);
    auto const asked = f.claim(10).value.commands;
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].out_seq == 41);
    CHECK(asked[1].out_seq == 42);
    CHECK(f.claim(10).value.commands.empty());
    CHECK(f.accept(f.command()).value.commands.at(0).cmd_seq > 1'000'000);
}

FOR_EACH_ENGINE("what the terminal does not have yet is repeated under its old number, not asked about",
                "[store][restore]") {
    auto const epoch = f.open_session("journal-1").terminal.session_epoch;
    auto const had = f.accept(f.command()).value.commands.at(0);
    auto const on_its_way = f.accept(f.command()).value.commands.at(0);
    f.claim(epoch);
    back_up(f);
    put_back(f);
    hello(f, 1, 1);
    auto const asked = f.claim(2).value.commands;
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].id == had.id);
    CHECK(asked[0].out_seq == 3);
    auto const repeated =
        f.ask<std::vector<CommandRow>>([&](auto done) { f.store->list_sent(f.org, f.terminal, 2, 2, done); });
    REQUIRE(repeated.value.size() == 2);
    CHECK(repeated.value[0].id == on_its_way.id);
    CHECK(repeated.value[0].out_seq == 2);
}

FOR_EACH_ENGINE("a terminal with another journal is asked about nothing that may have run under the old one",
                "[store][restore]") {
    auto const epoch = f.open_session("journal-1").terminal.session_epoch;
    auto const sent = f.accept(f.command()).value.commands.at(0);
    f.claim(epoch);
    auto const queued = f.accept(f.command()).value.commands.at(0);
    back_up(f);
    put_back(f);
    auto const opened = hello(f, 5, 0, "journal-2");
    CHECK(f.claim(opened.terminal.session_epoch).value.commands.empty());
    CHECK(state(f, sent.id) == "in_doubt");
    CHECK(state(f, queued.id) == "in_doubt");
}

FOR_EACH_ENGINE("what was sent to a journal that was gone before the backup is not asked about either",
                "[store][restore]") {
    auto const epoch = f.open_session("journal-1").terminal.session_epoch;
    auto const lost = f.accept(f.command()).value.commands.at(0);
    f.claim(epoch);
    f.open_session("journal-2");
    CHECK(state(f, lost.id) == "in_doubt");
    back_up(f);
    put_back(f);
    auto const opened = hello(f, 9, 3, "journal-2");
    CHECK(f.claim(opened.terminal.session_epoch).value.commands.empty());
}

FOR_EACH_ENGINE("commands that only the terminal knows become orphans, each told once", "[store][restore]") {
    auto const epoch = f.open_session("journal-1").terminal.session_epoch;
    auto const running = f.accept(f.command()).value.commands.at(0);
    f.claim(epoch);
    back_up(f);
    auto const forgotten = f.accept(f.command()).value.commands.at(0);
    put_back(f);
    auto const now = hello(f, 1, 2).terminal.session_epoch;
    CHECK(recalled(f, epoch, {{forgotten.id, CommandState::done}}).reason == errc::stale_epoch);
    recalled(f, now, {{forgotten.id, std::nullopt}}, false);
    CHECK(alarms(f) == 1);
    auto const again = hello(f, now, 2);
    CHECK(again.recall_from > 0);
    recalled(f, again.terminal.session_epoch, {{forgotten.id, CommandState::done}, {running.id, CommandState::done}});
    CHECK(alarms(f) == 1);
    CHECK(state(f, running.id) == "done");
    CHECK(hello(f, again.terminal.session_epoch, 2).recall_from == 0);
}

FOR_EACH_ENGINE("a terminal whose memory does not reach back to the backup says so, and nothing is taken for settled",
                "[store][restore]") {
    auto const epoch = f.open_session("journal-1").terminal.session_epoch;
    auto const running = f.accept(f.command()).value.commands.at(0);
    f.claim(epoch);
    back_up(f);
    put_back(f);
    auto const now = hello(f, 1, 1).terminal.session_epoch;
    recalled(f, now, {}, true, f.now);
    CHECK(alarms(f) == 1);
    f.claim(now);
    CommandOutcome outcome;
    outcome.command = running.id;
    outcome.state = CommandState::refused;
    outcome.rule = "too_old";
    f.apply(now, {1, f.now, outcome});
    CHECK(state(f, running.id) == "in_doubt");
}

FOR_EACH_ENGINE("a store put back by a copy alone is noticed at the next hello", "[store][restore]") {
    auto const epoch = f.open_session("journal-1").terminal.session_epoch;
    auto const running = f.accept(f.command()).value.commands.at(0);
    f.claim(epoch);
    auto const opened = hello(f, epoch + 3, 7);
    CHECK(opened.recall_from > 0);
    CHECK(state(f, running.id) == "in_doubt");
    auto const asked = f.claim(opened.terminal.session_epoch).value.commands;
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].out_seq == 8);
}

TEST_CASE("a restore that was cut short keeps the relay from starting until it is run again", "[store][restore]") {
    Fixture f(engines().at(0));
    auto const made = f.accept(f.command()).value.commands.at(0);
    back_up(f);
    f.close();
    auto const folder = f.folder.path.string();
    std::ofstream(folder + "/restore-unfinished") << kept(f) << "\n";
    std::filesystem::rename(folder + "/signalos.db", folder + "/signalos.db.replaced-1");
    CHECK_THROWS_WITH(f.reopen(), Catch::Contains("did not get to its end"));
    auto const restored = restore_sqlite(kept(f), folder, Existing::refuse, f.now);
    CHECK(restored.kept.empty());
    f.reopen();
    CHECK(state(f, made.id) == "in_doubt");
}
