#include "protocol/command_state.hpp"

namespace signalos::protocol {

std::string_view name_of(CommandState state) {
    for (auto const& [name, known] : command_states)
        if (known == state) return name;
    return "unknown";
}

std::optional<CommandState> command_state_from(std::string_view name) {
    for (auto const& [known, state] : command_states)
        if (known == name) return state;
    return std::nullopt;
}

int rank_of(CommandState state) {
    switch (state) {
        case CommandState::queued:
            return 0;
        case CommandState::sent:
            return 1;
        case CommandState::accepted:
            return 2;
        case CommandState::executing:
            return 3;
        case CommandState::in_doubt:
            return 4;
        default:
            return 5;
    }
}

bool is_final(CommandState state) {
    return rank_of(state) == 5;
}

bool may_follow(CommandState from, CommandState to, StepBy by, bool late) {
    if (is_final(from))
        return from == CommandState::not_executed && to == CommandState::done && late && by == StepBy::terminal;
    if (by == StepBy::terminal) {
        // Everything the terminal says is about a command it was sent.
        return to != CommandState::queued && to != CommandState::sent && to != CommandState::cancelled &&
               rank_of(to) > rank_of(from) && from != CommandState::queued;
    }
    switch (to) {
        case CommandState::sent:
        case CommandState::expired:
        case CommandState::cancelled:
        case CommandState::refused:
            return from == CommandState::queued;
        case CommandState::accepted:
            return from == CommandState::sent;
        case CommandState::in_doubt:
            return from != CommandState::queued && rank_of(from) < rank_of(to);
        default:
            return false;
    }
}

}  // namespace signalos::protocol
