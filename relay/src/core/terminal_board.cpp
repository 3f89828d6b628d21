#include "core/terminal_board.hpp"

#include <utility>

#include "domain/json.hpp"

namespace signalos::relay {

namespace json = boost::json;

void TerminalBoard::connected(OpenedSession const& opened, std::int64_t now) {
    terminal_ = opened.terminal;
    open_ = {opened.open_commands.begin(), opened.open_commands.end()};
    live_ = true;
    busy_ = !open_.empty();
    reason_ = busy_ ? "a command is running" : "";
    since_ = last_seen_ = now;
}

void TerminalBoard::disconnected(std::string reason, std::int64_t now) {
    live_ = false;
    reason_ = std::move(reason);
    since_ = now;
    rtt_ms_.reset();
    broker_connected_.reset();
    ea_silent_since_ = 0;
}

void TerminalBoard::command_changed(CommandRow const& command, std::int64_t now) {
    if (is_final(command.state)) {
        open_.erase(command.id);
    } else {
        open_.insert(command.id);
    }
    settle(now);
}

void TerminalBoard::settle(std::int64_t now) {
    bool const busy = !open_.empty();
    if (!live_ || busy == busy_) return;
    busy_ = busy;
    since_ = now;
    reason_ = busy ? "a command is running" : "";
}

void TerminalBoard::latch(LatchState const& state) {
    terminal_.paused = state.paused;
    terminal_.latch = state.latch;
}

void TerminalBoard::heard(std::int64_t now, std::optional<std::int64_t> rtt_ms) {
    last_seen_ = now;
    rtt_ms_ = rtt_ms;
}

json::object TerminalBoard::row() const {
    auto const& account = terminal_.account;
    auto latch = parse_object(terminal_.latch);
    auto const last_seen = last_seen_ != 0 ? last_seen_ : terminal_.last_seen;
    bool const silent = live_ && ea_silent_since_ != 0;
    json::object row{{"terminal", terminal_.id.text()},
                     {"name", terminal_.name},
                     {"login", account.login},
                     {"server", account.server},
                     {"state", !live_            ? "offline"
                               : busy_ || silent ? "busy"
                                                 : "available"},
                     {"since", since_ != 0 ? since_ : terminal_.last_seen},
                     {"reason", silent ? "the EA is not responding" : reason_},
                     {"as_of", last_seen},
                     {"trade_mode", account.trade_mode},
                     {"margin_mode", account.margin_mode},
                     {"mode", terminal_.mode},
                     {"paused", terminal_.paused}};
    row["link"] = json::object{{"connected", live_},
                               {"since", since_},
                               {"rtt_ms", rtt_ms_ ? json::value(*rtt_ms_) : json::value(nullptr)},
                               {"last_seen", last_seen}};
    row["broker_connected"] = broker_connected_ ? json::value(*broker_connected_) : json::value(nullptr);
    row["ea_silent_since"] = silent ? json::value(ea_silent_since_) : json::value(nullptr);
    row["latch"] = latch ? json::value(std::move(*latch)) : json::value(nullptr);
    return row;
}

json::object offline_row(Terminal const& terminal) {
    TerminalBoard board(terminal);
    if (terminal.connected_at != 0) board.disconnected("not connected since the relay started", terminal.last_seen);
    return board.row();
}

}  // namespace signalos::relay
