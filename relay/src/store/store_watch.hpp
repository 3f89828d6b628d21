// What a store tells whoever counts, and what it is asked for their sake.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "domain/command_state.hpp"
#include "store/reply.hpp"

namespace signalos::relay {

/// The end of one operation. `operation` is a literal; `waited_us` is the time from the call to the outcome, the queue
/// included.
struct StoreOperation {
    std::string_view operation;
    Outcome outcome = Outcome::committed;
    errc reason{};
    std::int64_t waited_us = 0;
};

/// Through the store's executor, in front of the operation's own answer.
using StoreWatch = std::function<void(StoreOperation const&)>;

/// The commands of one state that is not final, over all organisations.
struct OpenCommands {
    CommandState state = CommandState::queued;
    std::int64_t count = 0;
    std::int64_t oldest = 0;  ///< created_at of the oldest, ms UTC
};

/// The store as a whole, over all organisations.
struct StoreOverview {
    std::vector<OpenCommands> open;  ///< states without commands are absent
    std::int64_t terminals = 0;      ///< not revoked
};

}  // namespace signalos::relay
