// The states of a command and which may follow which: protocol/README.md section 5.
#pragma once
#include <optional>
#include <string_view>

namespace signalos::relay {

enum class CommandState {
    queued,
    sent,
    accepted,
    executing,
    in_doubt,
    done,
    partial,
    rejected,
    refused,
    not_executed,
    expired,
    cancelled
};

/// 0 … 5; 5 is final.
int rank(CommandState state);
bool is_final(CommandState state);
/// "not_executed".
std::string_view state_name(CommandState state);
std::optional<CommandState> parse_state(std::string_view name);
/// What a terminal's result may do: rank grows, or the one late step not_executed → done.
bool result_may_follow(CommandState from, CommandState to);

}  // namespace signalos::relay
