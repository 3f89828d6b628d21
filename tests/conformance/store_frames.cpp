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
