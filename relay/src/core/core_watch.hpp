// What the cores tell whoever counts.
#pragma once
#include <cstdint>

#include "domain/command_row.hpp"

namespace signalos::relay {

/// Calls on the I/O thread, from the middle of the cores' work: count, and return.
class CoreWatch {
public:
    virtual ~CoreWatch() = default;
    /// Durable and new; replays of a key are not told.
    virtual void command_accepted(CommandRow const& command) = 0;
    /// Committed. The same state may come again with another step.
    virtual void command_changed(CommandRow const& command) = 0;
    /// A terminal's link was given up after 2.5 heartbeats of silence.
    virtual void heartbeat_lost() = 0;
    /// One measured round trip to a terminal, ms.
    virtual void round_trip(std::int64_t milliseconds) = 0;
};

}  // namespace signalos::relay
