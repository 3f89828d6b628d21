#include "domain/command_state.hpp"

#include <array>
#include <cstddef>

namespace signalos::relay {

namespace {
struct Row {
    CommandState state;
    std::string_view name;
    int rank;
};
constexpr int final_rank = 5;
constexpr std::array<Row, 12> rows{{{CommandState::queued, "queued", 0},
                                    {CommandState::sent, "sent", 1},
                                    {CommandState::accepted, "accepted", 2},
                                    {CommandState::executing, "executing", 3},
                                    {CommandState::in_doubt, "in_doubt", 4},
                                    {CommandState::done, "done", final_rank},
                                    {CommandState::partial, "partial", final_rank},
                                    {CommandState::rejected, "rejected", final_rank},
                                    {CommandState::refused, "refused", final_rank},
                                    {CommandState::not_executed, "not_executed", final_rank},
                                    {CommandState::expired, "expired", final_rank},
                                    {CommandState::cancelled, "cancelled", final_rank}}};

constexpr bool in_enum_order() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].state) != i) return false;
    }
    return true;
}
static_assert(in_enum_order());

Row const& row(CommandState state) {
    return rows[static_cast<std::size_t>(state)];
}
}  // namespace

int rank(CommandState state) {
    return row(state).rank;
}
bool is_final(CommandState state) {
    return rank(state) == final_rank;
}
std::string_view state_name(CommandState state) {
    return row(state).name;
}

std::optional<CommandState> parse_state(std::string_view name) {
    for (auto const& r : rows) {
        if (r.name == name) return r.state;
    }
    return std::nullopt;
}

bool result_may_follow(CommandState from, CommandState to) {
    if (from == CommandState::not_executed && to == CommandState::done) return true;
    return rank(to) > rank(from);
}

}  // namespace signalos::relay
