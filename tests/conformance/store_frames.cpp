// What terminals report: ranks, duplicates, gaps, the late step, events.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
CommandId sent_command(Fixture& f, std::int64_t epoch) {
    auto const id = f.accept(f.command()).value.commands.at(0).id;
    REQUIRE(f.claim(epoch).value.commands.size() == 1);
    return id;
}
TerminalFrame lost(std::int64_t after, std::int64_t seq) {
    return {seq, 1, LostFrames{after, "forgotten"}};
}

TerminalFrame unreadable(std::int64_t seq, std::optional<CommandId> command) {
    return {seq, 0, UnreadableFrame{"command_result", "/data/state must be text", R"({"state":7})", command}};
}

std::size_t alarms(Fixture& f) {
    std::size_t count = 0;
    for (auto const& event : f.events()) count += event.type == "error_alert" ? 1 : 0;
    return count;
}

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}
}  // namespace

FOR_EACH_ENGINE("a result settles the command, writes its event and raises last_in together", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = sent_command(f, epoch);
    auto const before = f.events().size();
    auto const applied = f.result(epoch, 1, id, CommandState::done);
    REQUIRE(applied.ok());
    CHECK(applied.value.last_in == 1);
    CHECK(f.find(id).state == CommandState::done);
    CHECK(f.find(id).times.result_stored == f.now);
    CHECK(f.events().size() == before + 1);
    CHECK(f.open_session("j").last_in == 1);
}

FOR_EACH_ENGINE("a repeated seq changes nothing and may be acknowledged again", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = sent_command(f, epoch);
    f.result(epoch, 1, id, CommandState::done);
    auto const before = f.events().size();
    auto const again = f.result(epoch, 1, id, CommandState::rejected);
    REQUIRE(again.ok());
    CHECK(again.value.duplicate);
    CHECK(again.value.last_in == 1);
    CHECK(f.find(id).state == CommandState::done);
    CHECK(f.events().size() == before);
}

FOR_EACH_ENGINE("a gap in seq is refused", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = sent_command(f, epoch);
    CHECK(f.result(epoch, 2, id, CommandState::done).reason == errc::conflict);
    CHECK(f.find(id).state == CommandState::sent);
}

FOR_EACH_ENGINE("no result lowers a rank, and the only way out of a final state is not_executed to done, late",
                "[store]") {
    constexpr CommandState results[] = {CommandState::in_doubt, CommandState::done,    CommandState::partial,
                                        CommandState::rejected, CommandState::refused, CommandState::not_executed,
                                        CommandState::expired};
    auto const epoch = f.open_session("j").terminal.session_epoch;
    std::int64_t seq = 0;
    for (auto const first : results) {
        for (auto const second : results) {
            auto const id = sent_command(f, epoch);
            f.result(epoch, ++seq, id, first);
            CHECK(f.find(id).state == first);
            f.result(epoch, ++seq, id, second, true);
            bool const late = first == CommandState::not_executed && second == CommandState::done;
            bool const settles = first == CommandState::in_doubt && second != CommandState::in_doubt;
            CHECK(f.find(id).state == (late || settles ? second : first));
            bool const further = first == second && (first == CommandState::done || first == CommandState::partial);
            CHECK(f.find(id).late == (late || further));
            f.ask<CommandChange>(
                [&](auto done) { f.store->mark_accepted(f.org, f.terminal, epoch, 10'000, f.now, done); });
        }
    }
}

FOR_EACH_ENGINE("an acknowledgement does not lower a settled command", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = sent_command(f, epoch);
    f.result(epoch, 1, id, CommandState::done);
    auto const change =
        f.ask<CommandChange>([&](auto done) { f.store->mark_accepted(f.org, f.terminal, epoch, 1, f.now, done); });
    CHECK(change.value.commands.empty());
    CHECK(f.find(id).state == CommandState::done);
}

FOR_EACH_ENGINE("a step raises to executing once and never touches a final command", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = sent_command(f, epoch);
    auto const step = [&](std::string const& name) {
        return f.ask<CommandChange>(
            [&](auto done) { f.store->record_step(f.org, f.terminal, epoch, id, name, "", f.now, done); });
    };
    CHECK(step("executing").value.commands.at(0).state == CommandState::executing);
    CHECK(step("executing").value.commands.empty());
    CHECK(step("broker_answered").value.commands.size() == 1);
    f.result(epoch, 1, id, CommandState::done);
    CHECK(step("reconciling").value.commands.empty());
}

FOR_EACH_ENGINE("event numbers have no gap over every kind of change", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = sent_command(f, epoch);
    f.result(epoch, 1, id, CommandState::done);
    TerminalFrame trade{2, f.now, TradeEvent{"position_close", R"({"position":"120"})"}};
    f.ask<AppliedFrame>([&](auto done) { f.store->apply_terminal_frame(f.org, f.terminal, epoch, trade, done); });
    f.result(epoch, 9, id, CommandState::done);  // refused: must not leave a hole
    TerminalFrame latch{3, f.now, LatchState{true, 4, R"({"id":"2"})", "{}"}};
    f.ask<AppliedFrame>([&](auto done) { f.store->apply_terminal_frame(f.org, f.terminal, epoch, latch, done); });
    auto const events = f.events();
    for (std::size_t i = 0; i < events.size(); ++i) CHECK(events[i].off == static_cast<std::int64_t>(i) + 1);
    CHECK(events.back().type == "kill_switch");
    auto const row = f.ask<Terminal>([&](auto done) { f.store->find_terminal(f.org, f.terminal, done); }).value;
    CHECK(row.paused);
    CHECK(row.latch == R"({"id":"2"})");
    CHECK(row.event_seq == static_cast<std::int64_t>(events.size()));
    auto const page = f.ask<EventPage>([&](auto done) { f.store->events_since(f.org, f.terminal, 2, 1, done); });
    REQUIRE(page.value.events.size() == 1);
    CHECK(page.value.events[0].off == 3);
}

FOR_EACH_ENGINE("a result for an unknown command is recorded as an alarm and acknowledged", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const applied = f.result(epoch, 1, f.id<CommandId>(), CommandState::done);
    REQUIRE(applied.ok());
    CHECK(applied.value.orphan);
    CHECK(applied.value.last_in == 1);
    CHECK(f.events().back().type == "error_alert");
}

FOR_EACH_ENGINE("lost reports raise last_in over the gap with an alarm, and leave what was in flight in doubt",
                "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const settled = sent_command(f, epoch);
    auto const flying = sent_command(f, epoch);
    auto const waiting = f.accept(f.command()).value.commands.at(0).id;
    f.result(epoch, 1, settled, CommandState::done);
    auto const applied = f.apply(epoch, lost(1, 4));
    REQUIRE(applied.ok());
    CHECK(applied.value.last_in == 4);
    CHECK(f.find(settled).state == CommandState::done);
    CHECK(f.find(flying).state == CommandState::in_doubt);
    CHECK(f.find(waiting).state == CommandState::queued);
    REQUIRE(applied.value.events.size() == 2);
    CHECK(applied.value.events[0].type == "error_alert");
    CHECK(has(applied.value.events[0].data, "reports 2 to 4: forgotten"));
    CHECK(has(applied.value.events[0].data, R"("severity":"high")"));
    // The sequence goes on behind the loss, and a result that comes after all settles the doubt.
    CHECK(f.result(epoch, 6, flying, CommandState::done).reason == errc::conflict);
    CHECK(f.result(epoch, 5, flying, CommandState::done).ok());
    CHECK(f.find(flying).state == CommandState::done);
    CHECK(f.open_session("j").last_in == 5);
}

FOR_EACH_ENGINE("lost reports that are in storage already change nothing", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = sent_command(f, epoch);
    f.result(epoch, 1, id, CommandState::in_doubt);
    auto const applied = f.apply(epoch, lost(0, 1));
    REQUIRE(applied.ok());
    CHECK(applied.value.duplicate);
    CHECK(applied.value.last_in == 1);
    CHECK(alarms(f) == 0);
}

FOR_EACH_ENGINE("a loss never covers a report that only failed to be stored", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = sent_command(f, epoch);
    // Report 1 was read but did not reach the disk; 2 and 3 are gone.
    CHECK(f.apply(epoch, lost(1, 3)).reason == errc::conflict);
    CHECK(alarms(f) == 0);
    CHECK(f.result(epoch, 1, id, CommandState::done).ok());
    CHECK(f.apply(epoch, lost(1, 3)).value.last_in == 3);
}

FOR_EACH_ENGINE("an older session loses nothing", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    f.open_session("j");
    CHECK(f.apply(epoch, lost(0, 3)).reason == errc::stale_epoch);
    CHECK(f.apply(epoch, unreadable(1, {})).reason == errc::stale_epoch);
    CHECK(f.open_session("j").last_in == 0);
    CHECK(alarms(f) == 0);
}

FOR_EACH_ENGINE("a result that cannot be read is acknowledged with an alarm and leaves its command in doubt",
                "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = sent_command(f, epoch);
    auto const applied = f.apply(epoch, unreadable(1, id));
    REQUIRE(applied.ok());
    CHECK(applied.value.last_in == 1);
    CHECK(f.find(id).state == CommandState::in_doubt);
    CHECK(has(f.find(id).message, "/data/state must be text"));
    CHECK(has(applied.value.events.at(0).data, R"("command":")" + id.text()));
    CHECK(has(applied.value.events.at(0).data, R"("excerpt":"{\"state\":7}")"));
    CHECK(f.result(epoch, 2, id, CommandState::done).ok());
    CHECK(f.find(id).state == CommandState::done);
    // What is final stays; what was never sent cannot be in doubt; what is unknown is an alarm all the same.
    auto const queued = f.accept(f.command()).value.commands.at(0).id;
    CHECK(f.apply(epoch, unreadable(3, id)).ok());
    CHECK(f.apply(epoch, unreadable(4, queued)).ok());
    CHECK(f.apply(epoch, unreadable(5, f.id<CommandId>())).ok());
    CHECK(f.apply(epoch, unreadable(6, {})).value.last_in == 6);
    CHECK(f.find(id).state == CommandState::done);
    CHECK(f.find(queued).state == CommandState::queued);
    CHECK(alarms(f) == 5);
    CHECK(f.apply(epoch, unreadable(8, {})).reason == errc::conflict);
}

FOR_EACH_ENGINE("a result that contradicts what is final changes nothing and raises an alarm", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = sent_command(f, epoch);
    std::int64_t seq = 0;
    auto const report = [&](CommandState state, std::string const& result) {
        return f.apply(epoch, {++seq, f.now, CommandOutcome{id, state, false, "", "", 0, 0, result}});
    };
    report(CommandState::done, R"({"deal":"7"})");
    CHECK_FALSE(report(CommandState::done, R"({"deal":"7"})").value.contradiction);
    CHECK_FALSE(report(CommandState::done, "{}").value.contradiction);
    CHECK(alarms(f) == 0);
    auto const other = report(CommandState::rejected, R"({"retcode":10018})");
    CHECK(other.value.contradiction);
    CHECK(other.value.last_in == seq);
    CHECK(other.value.commands.empty());
    CHECK(has(f.events().back().data, "reports rejected for a command that is done"));
    CHECK(has(f.events().back().data, "10018"));
    // The same state with another deal is a second execution.
    CHECK(report(CommandState::done, R"({"deal":"8"})").value.contradiction);
    CHECK(alarms(f) == 2);
    CHECK(f.find(id).state == CommandState::done);
    CHECK(has(f.find(id).result, R"("7")"));
}

FOR_EACH_ENGINE("a result of a command that was never sent raises an alarm and does not settle it", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const id = f.accept(f.command()).value.commands.at(0).id;
    CHECK(f.result(epoch, 1, id, CommandState::done).value.contradiction);
    CHECK(f.find(id).state == CommandState::queued);
    CHECK(alarms(f) == 1);
}
