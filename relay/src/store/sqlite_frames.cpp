// What a terminal reports: steps and reliable frames. Effect, event and last_in are one transaction.
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "store/sqlite_ops.hpp"

namespace signalos::relay::sqlite {

namespace {
struct Apply {
    Db& db;
    OrgId org;
    TerminalId terminal;
    std::int64_t now;
    AppliedFrame& applied;

    void event(std::string type, std::string data) const {
        applied.events.push_back(append_event(db, org, terminal, now, std::move(type), std::move(data)));
    }

    void operator()(CommandOutcome const& outcome) const {
        CommandRow command;
        try {
            command = find_command(db, org, outcome.command);
        } catch (Rejected const&) {
            return orphan(outcome);
        }
        if (command.terminal != terminal) return orphan(outcome);
        bool const late = command.state == CommandState::not_executed && outcome.state == CommandState::done;
        // The same state again only to say more about it: evidence of a doubt, a leg found or sent after the end.
        bool const ran = command.state == CommandState::partial || command.state == CommandState::done;
        bool const further = ran && outcome.late && command.state == outcome.state;
        bool const more = further || (command.state == CommandState::in_doubt && command.state == outcome.state);
        if (!more && !protocol::may_follow(command.state, outcome.state, protocol::StepBy::terminal, late))
            return contradiction(command, outcome);
        command.late = command.late || late || further;
        command.state = outcome.state;
        command.rule = outcome.rule;
        command.message = outcome.message;
        command.result = outcome.result;
        if (outcome.executing != 0) command.times.executing = outcome.executing;
        if (outcome.broker_answered != 0) command.times.broker_answered = outcome.broker_answered;
        if (is_final(command.state)) command.times.result_stored = now;
        bool const alarm = late || further;
        change_command(db, std::move(command), now, applied);
        if (alarm)
            alert("After command " + outcome.command.text() +
                  " had ended, an order of it or of an earlier one was filled");
    }

    void alert(std::string const& words) const {
        event("error_alert",
              boost::json::serialize(boost::json::object{{"error", words}, {"severity", "high"}, {"timestamp", now}}));
    }

    void orphan(CommandOutcome const& outcome) const {
        applied.orphan = true;
        alert("The terminal reports a command that the relay does not know: " + outcome.command.text());
    }

    // The first final word stands; that there is a second one is for a person to look at.
    void contradiction(CommandRow const& command, CommandOutcome const& outcome) const {
        if (!is_final(command.state) || command.state == outcome.state) return;
        alert("Command " + command.id.text() + " is " + std::string(protocol::name_of(command.state)) +
              ", and the terminal reports it again as " + std::string(protocol::name_of(outcome.state)));
    }

    void operator()(GoneFrames const& gone) const {
        alert("Reports of the terminal are lost and will not come again: " + gone.reason);
    }

    void operator()(UnreadFrame const& unread) const {
        alert("A report of the terminal (" + unread.type + ") cannot be understood: " + unread.reason);
        if (!unread.command) return;
        try {
            auto command = find_command(db, org, *unread.command);
            if (command.terminal != terminal || is_final(command.state)) return;
            command.state = CommandState::in_doubt;
            command.message = "The terminal's report on this command cannot be understood: " + unread.reason;
            change_command(db, std::move(command), now, applied);
        } catch (Rejected const&) {
            // The alert names what there is to say.
        }
    }

    void operator()(TradeEvent const& trade) const { event(trade.type, trade.data); }

    void operator()(LatchState const& latch) const {
        db.query("UPDATE terminals SET paused=?, pause_version=max(pause_version,?), latch=? WHERE org_id=? AND id=?")
            .all(latch.paused, latch.pause_version, latch.latch, org.text(), terminal.text())
            .run();
        event("kill_switch", latch.data);
    }
};
}  // namespace

AppliedFrame apply_terminal_frame(Db& db, OrgId org, TerminalId terminal, std::int64_t epoch,
                                  TerminalFrame const& frame) {
    auto const link = fenced_link(db, org, terminal, epoch);
    AppliedFrame applied;
    applied.last_in = link.last_in;
    if (frame.seq <= link.last_in) {
        applied.duplicate = true;
        return applied;
    }
    bool const gone = std::holds_alternative<GoneFrames>(frame.body);
    if (!gone && frame.seq != link.last_in + 1) throw Rejected{errc::conflict};
    std::visit(Apply{db, org, terminal, frame.now, applied}, frame.body);
    db.query("UPDATE terminal_sessions SET last_in=? WHERE org_id=? AND terminal_id=?")
        .all(frame.seq, org.text(), terminal.text())
        .run();
    applied.last_in = frame.seq;
    return applied;
}

CommandChange record_step(Db& db, OrgId org, TerminalId terminal, std::int64_t epoch, CommandId id,
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

}  // namespace signalos::relay::sqlite
