// What a terminal reports: steps and reliable frames. Effect, event and last_in are one transaction.
#include <algorithm>

#include "domain/json.hpp"
#include "store/draft.hpp"
#include "store/operations.hpp"

namespace signalos::relay::sql {

namespace {
/// Two fills reported for one command are two executions, even under one name.
bool another_deal(CommandRow const& command, CommandOutcome const& outcome) {
    auto const known = parse_object(command.result);
    auto const told = parse_object(outcome.result);
    if (!known || !told) return false;
    auto const before = text_of(*known, "deal");
    auto const now = text_of(*told, "deal");
    return !before.empty() && !now.empty() && before != now;
}

bool forgotten_by_terminal(CommandRow const& command, CommandOutcome const& outcome) {
    return command.state == CommandState::in_doubt && outcome.state == CommandState::refused &&
           outcome.rule == "too_old";
}

struct Apply {
    Session& db;
    OrgId org;
    TerminalId terminal;
    Link const& link;
    std::int64_t seq;
    std::int64_t now;
    AppliedFrame& applied;

    void event(std::string type, std::string data) const {
        applied.events.push_back(append_event(db, org, terminal, now, std::move(type), std::move(data)));
    }
    void alarm(std::string const& words, CommandId command = {}, std::string const& excerpt = {}) const {
        applied.events.push_back(append_alarm(db, org, terminal, now, words, command, excerpt));
    }

    /// Nothing when the store does not know it as a command of this terminal.
    [[nodiscard]] std::optional<CommandRow> known(CommandId id) const {
        try {
            auto command = find_command(db, org, id);
            if (command.terminal == terminal) return command;
        } catch (Rejected const&) {
            return std::nullopt;
        }
        return std::nullopt;
    }

    void operator()(CommandOutcome const& outcome) const {
        auto found = known(outcome.command);
        if (!found) return orphan(outcome);
        auto& command = *found;
        if (forgotten_by_terminal(command, outcome)) return remember_doubt(std::move(command), outcome);
        bool const late = command.state == CommandState::not_executed && outcome.state == CommandState::done;
        // The same state again only to say more about it: evidence of a doubt, a leg found or sent after the end.
        bool const ran = command.state == CommandState::partial || command.state == CommandState::done;
        bool const further = ran && outcome.late && command.state == outcome.state;
        bool const more = further || (command.state == CommandState::in_doubt && command.state == outcome.state);
        if (!more && !protocol::may_follow(command.state, outcome.state, protocol::StepBy::terminal, late))
            return compare(command, outcome);
        command.late = command.late || late || further;
        command.state = outcome.state;
        command.rule = outcome.rule;
        command.message = outcome.message;
        command.result = outcome.result;
        if (outcome.executing != 0) command.times.executing = outcome.executing;
        if (outcome.broker_answered != 0) command.times.broker_answered = outcome.broker_answered;
        if (is_final(command.state)) command.times.result_stored = now;
        change_command(db, std::move(command), now, applied);
        if (outcome.rule == "asks")
            alarm("An emergency stop came late and asks: " + outcome.message, outcome.command, outcome.result);
        if (late || further)
            alarm("After command " + outcome.command.text() +
                      " had ended, an order of it or of an earlier one was filled",
                  outcome.command, outcome.result);
    }

    // It was asked what became of this command and has let go of ids as old as this one: it may have run.
    void remember_doubt(CommandRow command, CommandOutcome const& outcome) const {
        command.message =
            "The terminal no longer remembers commands of this age; the account's history tells. " + outcome.message;
        command.result = outcome.result;
        change_command(db, std::move(command), now, applied);
    }

    // The state stands. That the terminal says something else is told: one of the two is wrong about money.
    void compare(CommandRow const& command, CommandOutcome const& outcome) const {
        if (command.state == outcome.state && !another_deal(command, outcome)) return;
        applied.contradiction = true;
        alarm("The terminal reports " + std::string(protocol::name_of(outcome.state)) + " for a command that is " +
                  std::string(protocol::name_of(command.state)) + "; the state stays as it is",
              command.id, outcome.result);
    }

    void orphan(CommandOutcome const& outcome) const {
        applied.orphan = true;
        alarm("The terminal reports a command that the relay does not know: " + outcome.command.text(), outcome.command,
              outcome.result);
    }

    void operator()(UnreadableFrame const& frame) const {
        alarm("The relay cannot read a " + frame.type + " of the terminal: " + frame.fault,
              frame.command.value_or(CommandId{}), frame.data);
        if (!frame.command) return;
        auto command = known(*frame.command);
        if (!command || !protocol::may_follow(command->state, CommandState::in_doubt, protocol::StepBy::relay, false))
            return;
        command->state = CommandState::in_doubt;
        command->message = "The terminal's result could not be read: " + frame.fault;
        change_command(db, std::move(*command), now, applied);
    }

    void operator()(LostFrames const& lost) const {
        auto const from = std::to_string(link.last_in + 1);
        auto const which =
            link.last_in + 1 == seq ? "report " + from : "reports " + from + " to " + std::to_string(seq);
        alarm("The terminal cannot repeat its " + which + (lost.reason.empty() ? "" : ": " + lost.reason));
        static std::string const words =
            "Reports of the terminal were lost; what became of this command is not known until it reports again.";
        doubt_in_flight(db, org, terminal, link.journal, words, now, applied);
        ask_about(db, org, terminal, link.journal, link.out_acked, now, applied);
    }

    void operator()(TradeEvent const& trade) const {
        event(trade.type, trade.data);
        note_deal(db, org, applied.events.back());
    }

    void operator()(LatchState const& latch) const {
        db.query(
              "UPDATE terminals SET paused=?, pause_version=CASE WHEN pause_version<? THEN ? ELSE pause_version END, "
              "latch=? WHERE org_id=? AND id=?")
            .all(latch.paused, latch.pause_version, latch.pause_version, latch.latch, org.text(), terminal.text())
            .run();
        event("kill_switch", latch.data);
    }
};
}  // namespace

AppliedFrame apply_terminal_frame(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch,
                                  TerminalFrame const& frame) {
    auto const link = fenced_link(db, org, terminal, epoch);
    AppliedFrame applied;
    applied.last_in = link.last_in;
    if (frame.seq <= link.last_in) {
        applied.duplicate = true;
        return applied;
    }
    auto const* const lost = std::get_if<LostFrames>(&frame.body);
    if ((lost != nullptr ? lost->after : frame.seq - 1) > link.last_in) throw Rejected{errc::conflict};
    std::visit(Apply{db, org, terminal, link, frame.seq, frame.now, applied}, frame.body);
    db.draft().change(org, terminal).link.last_in = frame.seq;
    applied.last_in = frame.seq;
    return applied;
}

CommandChange record_step(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, CommandId id,
                          std::string const& step, std::string const& message, std::int64_t now) {
    fenced_link(db, org, terminal, epoch);
    auto command = find_command(db, org, id);
    if (command.terminal != terminal) throw Rejected{errc::not_found};
    CommandChange change;
    if (is_final(command.state) || command.state == CommandState::queued || command.step == step) return change;
    command.step = step;
    command.message = message;
    if (step == "executing" && command.times.executing == 0) command.times.executing = now;
    if (step == "broker_answered") command.times.broker_answered = now;
    if (rank_of(command.state) < rank_of(CommandState::executing)) command.state = CommandState::executing;
    change_command(db, std::move(command), now, change);
    return change;
}

CommandChange settle_recalled(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch,
                              Recalled const& recalled) {
    auto const link = fenced_link(db, org, terminal, epoch);
    AppliedFrame applied;
    Apply const apply{db, org, terminal, link, 0, recalled.now, applied};
    for (auto const& one : recalled.commands) {
        auto const known = apply.known(one.command);
        if (!known) {
            auto const state = one.ended ? std::string(protocol::name_of(*one.ended)) : std::string("unfinished");
            if (add_orphan(db, org, terminal, one.command, state, recalled.now))
                apply.alarm("A backup was put back that does not know command " + one.command.text() +
                                "; at the terminal it is " + state,
                            one.command);
            continue;
        }
        if (!one.ended || known->state == *one.ended) continue;
        CommandOutcome outcome;
        outcome.command = one.command;
        outcome.state = *one.ended;
        outcome.message = "The terminal's journal says so; the account's history has the details";
        outcome.result = R"({"state":")" + std::string(protocol::name_of(*one.ended)) + R"(","already":true})";
        apply(outcome);
    }
    if (!recalled.last) return applied;
    if (recalled.forgotten >= link.recall_from)
        apply.alarm("The terminal's journal does not reach back to the backup that was put back: commands of before " +
                    std::to_string(recalled.forgotten) + " (ms UTC) may have run without being told");
    db.draft().change(org, terminal).link.recall_from = 0;
    return applied;
}

}  // namespace signalos::relay::sql
