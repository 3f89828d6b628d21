#include "protocol/command_state.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace signalos::protocol;

namespace {

/// One row of the table in protocol/README.md section 5: the states that `to` may follow, by who asks.
struct Row {
    CommandState to;
    int rank;
    char const* after_relay;
    char const* after_terminal;
};

constexpr auto any_sent = "sent accepted executing in_doubt";

constexpr Row table[] = {
    {CommandState::queued, 0, "", ""},
    {CommandState::sent, 1, "queued", ""},
    {CommandState::accepted, 2, "sent", "sent"},
    {CommandState::executing, 3, "", "sent accepted"},
    {CommandState::in_doubt, 4, "sent accepted executing", "sent accepted executing"},
    {CommandState::done, 5, "", any_sent},
    {CommandState::partial, 5, "", any_sent},
    {CommandState::rejected, 5, "", any_sent},
    {CommandState::refused, 5, "queued", any_sent},
    {CommandState::not_executed, 5, "", any_sent},
    {CommandState::expired, 5, "queued", any_sent},
    {CommandState::cancelled, 5, "queued", ""},
};

bool lists(std::string const& words, std::string_view name) {
    return (' ' + words + ' ').find(' ' + std::string(name) + ' ') != std::string::npos;
}

}  // namespace

TEST_CASE("a command state may follow exactly the states that the protocol's table names") {
    REQUIRE(std::size(table) == std::size(command_states));
    for (auto const& row : table) {
        for (auto const& [from_name, from] : command_states) {
            for (bool const late : {false, true}) {
                bool const late_fill = late && from == CommandState::not_executed && row.to == CommandState::done;
                INFO(from_name << " -> " << name_of(row.to) << (late ? " late" : ""));
                CHECK(may_follow(from, row.to, StepBy::relay, late) == lists(row.after_relay, from_name));
                CHECK(may_follow(from, row.to, StepBy::terminal, late) ==
                      (lists(row.after_terminal, from_name) || late_fill));
            }
        }
    }
}

TEST_CASE("rank never falls on any step that is allowed, and grows on all but the late fill") {
    for (auto const& [from_name, from] : command_states)
        for (auto const& [to_name, to] : command_states)
            for (auto const by : {StepBy::relay, StepBy::terminal}) {
                INFO(from_name << " -> " << to_name);
                if (may_follow(from, to, by, false)) CHECK(rank_of(to) > rank_of(from));
                if (may_follow(from, to, by, true)) CHECK(rank_of(to) >= rank_of(from));
            }
}

TEST_CASE("no state follows a final one, except a late fill after not_executed") {
    int exceptions = 0;
    for (auto const& [from_name, from] : command_states) {
        if (!is_final(from)) continue;
        for (auto const& [to_name, to] : command_states)
            for (auto const by : {StepBy::relay, StepBy::terminal})
                for (bool const late : {false, true}) exceptions += may_follow(from, to, by, late) ? 1 : 0;
    }
    CHECK(exceptions == 1);
    CHECK(may_follow(CommandState::not_executed, CommandState::done, StepBy::terminal, true));
}

TEST_CASE("only a queued command expires or is cancelled at the relay") {
    for (auto const& [name, from] : command_states) {
        INFO(name);
        bool const queued = from == CommandState::queued;
        CHECK(may_follow(from, CommandState::expired, StepBy::relay, false) == queued);
        CHECK(may_follow(from, CommandState::cancelled, StepBy::relay, false) == queued);
    }
}

TEST_CASE("state names, ranks and numbers are those of the table") {
    for (auto const& row : table) {
        INFO(name_of(row.to));
        CHECK(rank_of(row.to) == row.rank);
        CHECK(is_final(row.to) == (row.rank == 5));
        CHECK(command_state_from(name_of(row.to)) == row.to);
    }
    CHECK_FALSE(command_state_from("DONE"));
    CHECK_FALSE(command_state_from(""));
}
