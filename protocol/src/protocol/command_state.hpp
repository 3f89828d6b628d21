// The states of a command and which may follow which: the one table of protocol/README.md section 5.
#pragma once
#include <optional>
#include <string_view>
#include <utility>

namespace signalos::protocol {

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
    cancelled,
};

constexpr std::pair<std::string_view, CommandState> command_states[] = {
    {"queued", CommandState::queued},     {"sent", CommandState::sent},
    {"accepted", CommandState::accepted}, {"executing", CommandState::executing},
    {"in_doubt", CommandState::in_doubt}, {"done", CommandState::done},
    {"partial", CommandState::partial},   {"rejected", CommandState::rejected},
    {"refused", CommandState::refused},   {"not_executed", CommandState::not_executed},
    {"expired", CommandState::expired},   {"cancelled", CommandState::cancelled},
};

/// Who asks for a step: the relay on its own, or the terminal by its frames.
enum class StepBy { relay, terminal };

std::string_view name_of(CommandState state);
std::optional<CommandState> command_state_from(std::string_view name);

/// 0 … 5; final states have 5.
int rank_of(CommandState state);
bool is_final(CommandState state);

/// Whether `to` may follow `from`. `late` marks a fill found after not_executed: the one upward step out of a final
/// state.
bool may_follow(CommandState from, CommandState to, StepBy by, bool late);

}  // namespace signalos::protocol
