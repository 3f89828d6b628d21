// Relay time: UTC as it was at the start, carried on by the steady clock, so that a stepped wall clock expires nothing.
#pragma once
#include "base/clock.hpp"

namespace signalos::relay {

class RelayClock {
public:
    explicit RelayClock(Clock const& clock) : clock_(clock), anchor_(clock.utc_ms() - clock.steady_ms()) {}

    /// ms UTC that never go back while the relay runs.
    [[nodiscard]] std::int64_t now() const { return clock_.steady_ms() + anchor_; }
    [[nodiscard]] std::int64_t steady() const { return clock_.steady_ms(); }
    /// The ports below, for making ids.
    [[nodiscard]] Clock const& port() const { return clock_; }

private:
    Clock const& clock_;
    std::int64_t anchor_;
};

}  // namespace signalos::relay
