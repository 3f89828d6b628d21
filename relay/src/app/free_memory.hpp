// What a burst needed goes back to the system when it is over: the allocator alone would keep it for the next one.
#pragma once
#include <cstdint>

#include "base/clock.hpp"

namespace signalos::relay {

/// On the I/O thread.
class FreeMemory {
public:
    explicit FreeMemory(Clock const& clock) : clock_(clock), next_look_(clock.steady_ms() + look_every_ms) {}
    /// Looks every ten seconds, and gives back when 64 MiB more are resident than are in use: that takes some
    /// milliseconds.
    void on_tick();

private:
    static constexpr std::int64_t look_every_ms = 10'000;
    Clock const& clock_;
    std::int64_t next_look_;
};

}  // namespace signalos::relay
