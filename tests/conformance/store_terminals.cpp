// Sessions of terminals: epochs, takeover, lineages.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
Reply<OpenedSession> open(Fixture& f, SessionRequest request) {
    return f.ask<OpenedSession>([&](auto done) { f.store->open_terminal_session(f.org, f.terminal, request, done); });
}
}  // namespace

FOR_EACH_ENGINE("every session raises the epoch, above what the terminal reports too", "[store]") {
    CHECK(f.open_session("j").terminal.session_epoch == 1);
    CHECK(f.open_session("j").terminal.session_epoch == 2);
    auto request = f.session("j");
    request.reported_epoch = 40;
    CHECK(open(f, request).value.terminal.session_epoch == 41);
}

FOR_EACH_ENGINE("a live terminal gives way only to its own installation with the current or the previous secret",
                "[store]") {
    auto request = f.session("j");
    request.new_resume_hash = "one";
    REQUIRE(open(f, request).ok());
    request.incumbent_live = true;
    request.new_resume_hash = "two";
    CHECK(open(f, request).reason == errc::terminal_taken);
    request.resume_hash = "guess";
    CHECK(open(f, request).reason == errc::terminal_taken);
    request.resume_hash = "one";
    auto stranger = request;
    stranger.instance = f.uuid();
    CHECK(open(f, stranger).reason == errc::terminal_taken);
    REQUIRE(open(f, request).ok());
    request.new_resume_hash = "three";
    CHECK(open(f, request).ok());  // "one" again: the welcome with "two" was lost
    request.resume_hash = "two";
    CHECK(open(f, request).reason == errc::terminal_taken);
    request.resume_hash = "three";
    CHECK(open(f, request).ok());
}

FOR_EACH_ENGINE("a hello of before does not end a session that has its welcome", "[store]") {
    auto request = f.session("j");
    request.new_resume_hash = "one";
    REQUIRE(open(f, request).ok());
    request.resume_hash = "one";
    request.new_resume_hash = "two";
    REQUIRE(open(f, request).ok());
    request.incumbent_live = request.incumbent_answered = true;
    CHECK(open(f, request).reason == errc::terminal_taken);
    request.resume_hash = "two";
    CHECK(open(f, request).ok());
}

FOR_EACH_ENGINE("a refused takeover changes nothing", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto request = f.session("other");
    request.incumbent_live = true;
    CHECK(open(f, request).reason == errc::terminal_taken);
    auto const row = f.ask<Terminal>([&](auto done) { f.store->find_terminal(f.org, f.terminal, done); }).value;
    CHECK(row.session_epoch == epoch);
    CHECK(row.journal == "j");
}

FOR_EACH_ENGINE("a new journal begins at 1, and what was in flight becomes in_doubt for ever", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const sent = f.accept(f.command()).value.commands.at(0).id;
    f.claim(epoch);
    auto const queued = f.accept(f.command()).value.commands.at(0).id;
    auto const opened = f.open_session("fresh");
    CHECK(opened.new_lineage);
    CHECK(opened.last_in == 0);
    CHECK(opened.out_seq == 0);
    CHECK(f.find(sent).state == CommandState::in_doubt);
    CHECK(f.find(queued).state == CommandState::queued);
    auto const now_epoch = opened.terminal.session_epoch;
    auto const again =
        f.ask<std::vector<CommandRow>>([&](auto done) { f.store->list_sent(f.org, f.terminal, now_epoch, 1, done); });
    CHECK(again.value.empty());
    auto const claimed = f.claim(now_epoch);
    REQUIRE(claimed.value.commands.size() == 1);
    CHECK(claimed.value.commands[0].id == queued);
    CHECK(claimed.value.commands[0].out_seq == 1);
}

FOR_EACH_ENGINE("the same journal goes on: what the terminal has is accepted, the rest is listed for resending",
                "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const first = f.accept(f.command()).value.commands.at(0).id;
    auto const second = f.accept(f.command()).value.commands.at(0).id;
    f.claim(epoch);
    auto const opened = f.open_session("j", 1);
    CHECK(!opened.new_lineage);
    CHECK(opened.out_seq == 2);
    CHECK(opened.open_commands.size() == 2);
    CHECK(f.find(first).state == CommandState::accepted);
    auto const again = f.ask<std::vector<CommandRow>>(
        [&](auto done) { f.store->list_sent(f.org, f.terminal, opened.terminal.session_epoch, 2, done); });
    REQUIRE(again.value.size() == 1);
    CHECK(again.value[0].id == second);
}

FOR_EACH_ENGINE("a terminal that has seen more than the store remembers never gets a number twice", "[store]") {
    auto const opened = f.open_session("j", 9);
    CHECK(opened.out_seq == 9);
    f.accept(f.command());
    CHECK(f.claim(opened.terminal.session_epoch).value.commands.at(0).out_seq == 10);
}

FOR_EACH_ENGINE("a revoked credential is unknown, and its terminal opens no session", "[store]") {
    auto const key = "key-" + f.terminal.text();
    CHECK(f.ask<Terminal>([&](auto done) { f.store->find_terminal_by_key_hash(key, done); }).ok());
    CHECK(f.ask<Nothing>([&](auto done) { f.store->revoke_terminal(f.org, f.terminal, f.now, done); }).ok());
    CHECK(f.ask<Terminal>([&](auto done) { f.store->find_terminal_by_key_hash(key, done); }).reason == errc::not_found);
    CHECK(open(f, f.session("j")).reason == errc::not_found);
    CHECK(f.accept(f.command()).reason == errc::not_found);
    CHECK(f.ask<std::vector<Terminal>>([&](auto done) { f.store->list_terminals(f.org, done); }).value.empty());
}

FOR_EACH_ENGINE("a terminal serves the account of its first hello, and turning another away changes nothing",
                "[store]") {
    auto request = f.session("j");
    request.account.login = "1001";
    request.account.server = "Demo";
    auto const epoch = open(f, request).value.terminal.session_epoch;
    auto other = request;
    other.journal = f.uuid();
    SECTION("another login") {
        other.account.login = "1002";
    }
    SECTION("the same login at another server") {
        other.account.server = "Live";
    }
    CHECK(open(f, other).reason == errc::forbidden);
    auto const stored = f.ask<Terminal>([&](auto done) { f.store->find_terminal(f.org, f.terminal, done); }).value;
    CHECK(stored.session_epoch == epoch);
    CHECK(stored.account.login == "1001");
    CHECK(open(f, request).ok());
}

FOR_EACH_ENGINE("a command in hello that the store does not know is told once ever, and a known one never", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const known = f.accept(f.command()).value.commands.at(0).id;
    f.claim(epoch);
    auto const other_terminal = f.add_terminal("two");
    auto foreign = f.command();
    foreign.terminal = other_terminal;
    auto const elsewhere = f.accept(foreign).value.commands.at(0).id;
    auto request = f.session("j");
    request.open_commands = {known, f.id<CommandId>(), elsewhere};
    auto const open = [&] {
        return f.ask<OpenedSession>(
            [&](auto done) { f.store->open_terminal_session(f.org, f.terminal, request, done); });
    };
    auto const opened = open().value;
    REQUIRE(opened.events.size() == 2);
    CHECK(opened.events[0].type == "error_alert");
    CHECK(opened.events[0].data.find(request.open_commands[1].text()) != std::string::npos);
    CHECK(opened.events[1].data.find(elsewhere.text()) != std::string::npos);
    CHECK(opened.terminal.event_seq == opened.events[1].off);
    f.reopen();
    CHECK(open().value.events.empty());
    request.open_commands.push_back(f.id<CommandId>());
    CHECK(open().value.events.size() == 1);
}

FOR_EACH_ENGINE("one hello raises at most 256 alarms; the next brings the rest", "[store]") {
    auto request = f.session("j");
    for (int i = 0; i < 300; ++i) request.open_commands.push_back(f.id<CommandId>());
    auto const open = [&] {
        return f.ask<OpenedSession>(
            [&](auto done) { f.store->open_terminal_session(f.org, f.terminal, request, done); });
    };
    CHECK(open().value.events.size() == 256);
    CHECK(open().value.events.size() == 44);
    CHECK(open().value.events.empty());
}
