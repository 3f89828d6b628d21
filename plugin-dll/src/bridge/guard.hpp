// The terminal's own judge of a command, the moment before it would be sent. Pure: facts in, refusal out.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bridge/command.hpp"
#include "signalos/bridge.h"

namespace signalos::bridge {

struct Refusal {
    std::string rule;  // a name of protocol/README.md section 8
    std::string text;  // for a person, with the figures in it
    std::vector<std::pair<std::string, std::string>> figures;
};

struct GuardInput {
    Command const& command;
    sos_facts const& facts;
    sos_open_args const& limits;  // the trader's own inputs: nothing remote can lift them
    LatchRecord const& latch;
    std::int64_t steady_ms;
    std::optional<std::int64_t> relay_ms;  // the relay's time now, once its clock is known
};

/// nullopt = go. In order: account, age, latch, pause, ceilings, daily room, symbol, levels; reducing kinds skip latch
/// to ceilings.
std::optional<Refusal> judge(GuardInput const& in);
/// The age rule alone: for commands that wait.
bool is_expired(Command const& command, std::int64_t steady_ms, std::optional<std::int64_t> relay_ms);

}  // namespace signalos::bridge
