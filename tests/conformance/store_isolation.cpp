// Another organisation's object is exactly a missing one, for every operation that names one.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

FOR_EACH_ENGINE("no operation reaches into another organisation", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = f.accept(f.command(), "key").value.commands.at(0).id;
    auto const other = f.id<OrgId>();
    auto& s = *f.store;
    CHECK(f.ask<UserWithOrganisation>([&](auto d) { s.find_user(other, f.user, d); }).reason == errc::not_found);
    CHECK(f.ask<std::vector<SessionId>>([&](auto d) { s.change_password(other, f.user, "x", {}, f.now, d); }).reason ==
          errc::not_found);
    UserSession session{f.id<SessionId>(), other, f.user, "hash", f.now, f.now, f.now + 9, f.now + 9, "", ""};
    CHECK(f.ask<Nothing>([&](auto d) { s.create_user_session(other, session, d); }).reason == errc::not_found);
    CHECK(f.ask<Terminal>([&](auto d) { s.find_terminal(other, f.terminal, d); }).reason == errc::not_found);
    CHECK(f.ask<std::vector<Terminal>>([&](auto d) { s.list_terminals(other, d); }).value.empty());
    CHECK(f.ask<Nothing>([&](auto d) { s.revoke_terminal(other, f.terminal, f.now, d); }).reason == errc::not_found);
    CHECK(f.ask<OpenedSession>([&](auto d) { s.open_terminal_session(other, f.terminal, f.session("j"), d); }).reason ==
          errc::not_found);
    AcceptRequest request;
    request.user = f.user;
    request.key = {"commands", "key", "h"};
    request.commands = {f.command()};
    CHECK(f.ask<Accepted>([&](auto d) { s.accept_commands(other, request, d); }).reason == errc::not_found);
    CHECK(f.ask<CommandChange>([&](auto d) { s.claim_commands(other, f.terminal, epoch, 64, f.now, d); }).reason ==
          errc::not_found);
    CHECK(f.ask<std::vector<CommandRow>>([&](auto d) { s.list_sent(other, f.terminal, epoch, 1, d); }).reason ==
          errc::not_found);
    CHECK(f.ask<CommandChange>([&](auto d) { s.mark_accepted(other, f.terminal, epoch, 1, f.now, d); }).reason ==
          errc::not_found);
    CHECK(f.ask<CommandChange>([&](auto d) {
               s.record_step(other, f.terminal, epoch, id, "executing", "", f.now, d);
           }).reason == errc::not_found);
    f.apply(epoch, {1, f.now, LostFrames{0, "forgotten"}});
    auto const told = f.events().size();
    CHECK(
        f.ask<std::vector<AlarmRow>>([&](auto d) { s.list_alarms(other, TerminalScope::all(), 10, d); }).value.empty());
    auto const off = f.events().back().off;
    CHECK(f.ask<Acknowledged>([&](auto d) { s.acknowledge_alarm(other, f.terminal, off, "x", f.now, d); }).reason ==
          errc::not_found);
    TerminalFrame frame{1, f.now, TradeEvent{"position_open", "{}"}};
    CHECK(f.ask<AppliedFrame>([&](auto d) { s.apply_terminal_frame(other, f.terminal, epoch, frame, d); }).reason ==
          errc::not_found);
    CHECK(f.ask<CommandChange>([&](auto d) { s.cancel_command(other, id, f.now, d); }).reason == errc::not_found);
    CHECK(f.ask<CommandRow>([&](auto d) { s.find_command(other, id, d); }).reason == errc::not_found);
    CHECK(f.ask<std::vector<CommandRow>>([&](auto d) { s.list_commands(other, {}, d); }).value.empty());
    CHECK(f.ask<CommandStats>([&](auto d) { s.command_stats(other, TerminalScope::all(), d); }).value.total == 0);
    CHECK(f.ask<EventPage>([&](auto d) { s.events_since(other, f.terminal, 0, 10, d); }).reason == errc::not_found);
    CHECK(f.ask<std::vector<AuditEntry>>([&](auto d) { s.list_audit(other, 10, d); }).value.empty());
    f.ask<Nothing>([&](auto d) { s.close_terminal_session(other, f.terminal, epoch, f.now, d); });
    CHECK(f.ask<Terminal>([&](auto d) { s.find_terminal(f.org, f.terminal, d); }).value.connected);
    CHECK(f.events().size() == told);
    CHECK(f.find(id).state == CommandState::queued);
}

FOR_EACH_ENGINE("a terminal cannot settle another terminal's command", "[store]") {
    auto const mine = f.open_session("j").terminal.session_epoch;
    auto const id = f.accept(f.command()).value.commands.at(0).id;
    f.claim(mine);
    auto const first = f.terminal;
    f.terminal = f.add_terminal("two");
    auto const theirs = f.open_session("k").terminal.session_epoch;
    CHECK(f.result(theirs, 1, id, CommandState::done).value.orphan);
    CHECK(f.ask<CommandChange>([&](auto d) {
               f.store->record_step(f.org, f.terminal, theirs, id, "executing", "", f.now, d);
           }).reason == errc::not_found);
    f.terminal = first;
    CHECK(f.find(id).state == CommandState::sent);
}
