// One terminal's row on `mission`: who it is, whether it is there, and how its link does.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <unordered_set>

#include "store/command_types.hpp"

namespace signalos::relay {

class TerminalBoard {
public:
    TerminalBoard() = default;
    explicit TerminalBoard(Terminal terminal) : terminal_(std::move(terminal)) {}

    void connected(OpenedSession const& opened, std::int64_t now);
    void disconnected(std::string reason, std::int64_t now);
    void command_changed(CommandRow const& command, std::int64_t now);
    void rename(std::string name) { terminal_.name = std::move(name); }
    void latch(LatchState const& state);
    void heard(std::int64_t now, std::optional<std::int64_t> rtt_ms);
    void broker(bool connected) { broker_connected_ = connected; }
    /// The link lives but the expert behind it has not called since then, ms UTC; 0 = it does call.
    void ea_silent(std::int64_t since) { ea_silent_since_ = since; }

    [[nodiscard]] Terminal const& terminal() const { return terminal_; }
    /// The row of protocol/README.md section 6.
    [[nodiscard]] boost::json::object row() const;

private:
    void settle(std::int64_t now);

    Terminal terminal_;
    std::unordered_set<CommandId> open_;
    bool live_ = false;
    bool busy_ = false;
    std::string reason_ = "never connected";
    std::int64_t since_ = 0;
    std::int64_t last_seen_ = 0;
    std::optional<std::int64_t> rtt_ms_;
    std::optional<bool> broker_connected_;
    std::int64_t ea_silent_since_ = 0;
};

/// The row of a terminal that has not connected since the relay's start.
boost::json::object offline_row(Terminal const& terminal);

}  // namespace signalos::relay
