// Acceptance, idempotency, order, claims, acknowledgement, expiry, cancellation.
#include <set>

#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

FOR_EACH_ENGINE("an accepted command is queued, numbered and on the terminal's events", "[store]") {
    auto const reply = f.accept(f.command());
    REQUIRE(reply.ok());
    auto const& row = reply.value.commands.at(0);
    CHECK(row.state == CommandState::queued);
    CHECK(row.cmd_seq == 1);
    REQUIRE(f.events().size() == 1);
    CHECK(f.events()[0].type == "command_update");
    CHECK(f.events()[0].data.find(row.id.text()) != std::string::npos);
    CHECK(f.find(row.id).kind == "close");
}

FOR_EACH_ENGINE("the same key and hash give the same command and write nothing", "[store]") {
    auto const first = f.accept(f.command(), "key");
    auto const again = f.accept(f.command(), "key");
    REQUIRE(again.ok());
    CHECK(again.value.replayed);
    CHECK(again.value.commands.at(0).id == first.value.commands.at(0).id);
    CHECK(f.events().size() == 1);
}

FOR_EACH_ENGINE("the same key with another hash is key_reused and writes nothing", "[store]") {
    f.accept(f.command(), "key");
    auto const other = f.accept(f.command(), "key", "other");
    CHECK(other.outcome == Outcome::rejected);
    CHECK(other.reason == errc::key_reused);
    CHECK(f.events().size() == 1);
}

FOR_EACH_ENGINE("a key belongs to the user and the route", "[store]") {
    auto const first = f.accept(f.command(), "key").value.commands.at(0).id;
    AcceptRequest request;
    request.user = f.id<UserId>();
    request.key = {"commands", "key", "other"};
    request.commands = {f.command()};
    auto const ask = [&] {
        return f.ask<Accepted>([&](auto done) { f.store->accept_commands(f.org, request, done); });
    };
    auto const other_user = ask();
    REQUIRE(other_user.ok());
    CHECK(other_user.value.commands.at(0).id != first);
    request.user = f.user;
    request.key.route = "elsewhere";
    request.commands = {f.command()};
    auto const other_route = ask();
    REQUIRE(other_route.ok());
    CHECK(!other_route.value.replayed);
}

FOR_EACH_ENGINE("a rejected acceptance takes no command number", "[store]") {
    auto clash = f.command();
    clash.ids[1] = clash.ids[2] = clash.ids[3] = {};
    f.accept(clash);
    CHECK(f.accept(clash).reason == errc::conflict);
    CHECK(f.accept(f.command()).value.commands.at(0).cmd_seq == 2);
}

FOR_EACH_ENGINE("an id whose tag is taken on this terminal gives way to the next one drawn", "[store]") {
    auto const taken = f.command();
    f.accept(taken);
    auto next = f.command();
    auto const spare = next.ids[1];
    next.ids[0] = taken.ids[0];
    auto const reply = f.accept(next);
    REQUIRE(reply.ok());
    CHECK(reply.value.commands.at(0).id == spare);
}

FOR_EACH_ENGINE("one request for many terminals is all or nothing", "[store]") {
    auto second = f.command();
    second.terminal = f.id<TerminalId>();
    AcceptRequest request;
    request.user = f.user;
    request.commands = {f.command(), second};
    auto const reply = f.ask<Accepted>([&](auto done) { f.store->accept_commands(f.org, request, done); });
    CHECK(reply.reason == errc::not_found);
    CHECK(f.events().empty());
}

FOR_EACH_ENGINE("claims go out by number, the stop lane first, with growing out_seq", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    f.accept(f.command("open"));
    f.accept(f.command("close"));
    auto stop = f.command("emergency_stop");
    stop.stop_lane = true;
    f.accept(stop);
    auto const claimed = f.claim(epoch);
    REQUIRE(claimed.ok());
    REQUIRE(claimed.value.commands.size() == 3);
    CHECK(claimed.value.commands[0].kind == "emergency_stop");
    CHECK(claimed.value.commands[1].kind == "open");
    CHECK(claimed.value.commands[2].kind == "close");
    for (std::size_t i = 0; i < 3; ++i) CHECK(claimed.value.commands[i].out_seq == static_cast<std::int64_t>(i) + 1);
    CHECK(f.claim(epoch).value.commands.empty());
}

FOR_EACH_ENGINE("the window bounds what is in flight, and keeps room for a stop", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    for (int i = 0; i < 10; ++i) f.accept(f.command());
    CHECK(f.claim(epoch, 8).value.commands.size() == 4);
    auto stop = f.command("emergency_stop");
    stop.stop_lane = true;
    f.accept(stop);
    auto const next = f.claim(epoch, 8);
    REQUIRE(next.value.commands.size() == 1);
    CHECK(next.value.commands[0].kind == "emergency_stop");
    auto const marked =
        f.ask<CommandChange>([&](auto done) { f.store->mark_accepted(f.org, f.terminal, epoch, 5, f.now, done); });
    CHECK(marked.value.commands.size() == 5);
    CHECK(f.claim(epoch, 8).value.commands.size() == 4);
}

FOR_EACH_ENGINE("an old epoch writes nothing, whatever it tries", "[store]") {
    auto const old = f.open_session("j").terminal.session_epoch;
    auto const id = f.accept(f.command()).value.commands.at(0).id;
    f.claim(old);
    auto const waiting = f.accept(f.command()).value.commands.at(0).id;
    auto const live = f.open_session("j").terminal.session_epoch;
    CHECK(live > old);
    auto const before = f.events().size();
    CHECK(f.claim(old).reason == errc::stale_epoch);
    CHECK(f.ask<CommandChange>([&](auto done) {
               f.store->mark_accepted(f.org, f.terminal, old, 1, f.now, done);
           }).reason == errc::stale_epoch);
    CHECK(f.ask<CommandChange>([&](auto done) {
               f.store->record_step(f.org, f.terminal, old, id, "executing", "", f.now, done);
           }).reason == errc::stale_epoch);
    CHECK(f.result(old, 1, id, CommandState::done).reason == errc::stale_epoch);
    CHECK(f.ask<std::vector<CommandRow>>([&](auto done) {
               f.store->list_sent(f.org, f.terminal, old, 1, done);
           }).reason == errc::stale_epoch);
    auto late = f.command();
    late.live_epoch = old;
    f.ask<Nothing>([&](auto done) { f.store->close_terminal_session(f.org, f.terminal, old, f.now, done); });
    CHECK(f.ask<Terminal>([&](auto done) { f.store->find_terminal(f.org, f.terminal, done); }).value.connected);
    CHECK(f.events().size() == before);
    CHECK(f.find(id).state == CommandState::sent);
    CHECK(f.find(waiting).state == CommandState::queued);
    CHECK(f.accept(late).value.commands.at(0).state == CommandState::queued);
}

FOR_EACH_ENGINE("a live terminal with room gets its command as sent in the same transaction", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto fast = f.command();
    fast.live_epoch = epoch;
    auto const row = f.accept(fast).value.commands.at(0);
    CHECK(row.state == CommandState::sent);
    CHECK(row.out_seq == 1);
    CHECK(row.session_epoch == epoch);
    CHECK(f.find(row.id).state == CommandState::sent);
}

FOR_EACH_ENGINE("the fast path never overtakes a command that waits", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    f.accept(f.command());
    auto fast = f.command();
    fast.live_epoch = epoch;
    CHECK(f.accept(fast).value.commands.at(0).state == CommandState::queued);
    auto stop = f.command("emergency_stop");
    stop.stop_lane = true;
    stop.live_epoch = epoch;
    CHECK(f.accept(stop).value.commands.at(0).state == CommandState::sent);
}

FOR_EACH_ENGINE("only queued commands expire, each once", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const sent = f.accept(f.command()).value.commands.at(0).id;
    f.claim(epoch);
    auto const queued = f.accept(f.command()).value.commands.at(0).id;
    auto forever = f.command("emergency_stop");
    forever.expires_at = 0;
    auto const stop = f.accept(forever).value.commands.at(0).id;
    auto const later = f.now + 200'000;
    auto const expired = f.ask<CommandChange>([&](auto done) { f.store->expire_queued(later, done); });
    REQUIRE(expired.value.commands.size() == 1);
    CHECK(expired.value.commands[0].id == queued);
    CHECK(f.find(sent).state == CommandState::sent);
    CHECK(f.find(stop).state == CommandState::queued);
    CHECK(f.find(queued).state == CommandState::expired);
    CHECK(f.ask<CommandChange>([&](auto done) { f.store->expire_queued(later, done); }).value.commands.empty());
}

FOR_EACH_ENGINE("a command past its time is not claimed", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    f.accept(f.command());
    f.now += 120'000;
    CHECK(f.claim(epoch).value.commands.empty());
}

FOR_EACH_ENGINE("only queued commands can be cancelled", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const cancel = [&](CommandId id) {
        return f.ask<CommandChange>([&](auto done) { f.store->cancel_command(f.org, id, f.now, done); });
    };
    auto const queued = f.accept(f.command()).value.commands.at(0).id;
    CHECK(cancel(queued).ok());
    CHECK(f.find(queued).state == CommandState::cancelled);
    auto const sent = f.accept(f.command()).value.commands.at(0).id;
    f.claim(epoch);
    CHECK(cancel(sent).reason == errc::bad_state);
    CHECK(f.find(sent).state == CommandState::sent);
}

FOR_EACH_ENGINE("racing claims give each command out once", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    for (int i = 0; i < 30; ++i) f.accept(f.command());
    std::multiset<std::string> given;
    int answers = 0;
    for (int i = 0; i < 16; ++i) {
        f.store->claim_commands(f.org, f.terminal, epoch, 64, f.now, [&](Reply<CommandChange> reply) {
            for (auto const& c : reply.value.commands) given.insert(c.id.text());
            ++answers;
        });
    }
    f.loop.until([&] { return answers == 16; });
    CHECK(given.size() == 30);
    CHECK(std::set<std::string>(given.begin(), given.end()).size() == 30);
}

FOR_EACH_ENGINE("pause versions grow past everything given and reported", "[store]") {
    auto pause = f.command("pause");
    pause.versioned = true;
    CHECK(f.accept(pause).value.commands.at(0).args == R"({"version":1})");
    auto request = f.session("j");
    request.pause_version = 7;
    f.ask<OpenedSession>([&](auto done) { f.store->open_terminal_session(f.org, f.terminal, request, done); });
    auto resume = f.command("resume");
    resume.versioned = true;
    resume.args = R"({"latch_id":"2"})";
    CHECK(f.accept(resume).value.commands.at(0).args == R"({"version":8,"latch_id":"2"})");
}

FOR_EACH_ENGINE("a refused command is stored final and never claimed", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto refused = f.command("open");
    refused.refused_rule = "terminal_offline";
    auto const row = f.accept(refused, "key").value.commands.at(0);
    CHECK(row.state == CommandState::refused);
    CHECK(f.claim(epoch).value.commands.empty());
    CHECK(f.accept(f.command("open"), "key").value.commands.at(0).rule == "terminal_offline");
}
