// A command as the relay knows it. Decimals and JSON stay the exact text they came as.
#pragma once
#include <cstdint>
#include <string>

#include "base/ids.hpp"
#include "domain/command_state.hpp"

namespace signalos::relay {

/// ms UTC of each hop; 0 = not reached.
struct StageTimes {
    std::int64_t received = 0;
    std::int64_t queued = 0;
    std::int64_t sent = 0;
    std::int64_t accepted = 0;
    std::int64_t executing = 0;
    std::int64_t broker_answered = 0;
    std::int64_t result_stored = 0;
    std::int64_t pushed = 0;
};

struct CommandRow {
    CommandId id;
    OrgId org;
    TerminalId terminal;
    UserId actor;
    std::string actor_name;
    std::string kind;         ///< "open", "close", …
    bool stop_lane = false;   ///< jumps the queue
    std::string args = "{}";  ///< JSON object as checked at accept
    CommandState state = CommandState::queued;
    std::string step;     ///< last command_step, empty = none
    std::string message;  ///< for a person
    std::int64_t created_at = 0;
    std::int64_t expires_at = 0;     ///< ms UTC; 0 = never
    std::int64_t cmd_seq = 0;        ///< 1, 2, … per terminal, given inside the insert
    std::int64_t session_epoch = 0;  ///< that claimed it; 0 = not claimed
    std::int64_t out_seq = 0;        ///< reliable `seq` in its lineage; 0 = not claimed
    std::string rule;                ///< guard rule of a refusal
    bool late = false;               ///< done after not_executed
    StageTimes times;
    std::string result = "{}";  ///< JSON object: the result frame's other members, as received
};

}  // namespace signalos::relay
