// One incarnation of a process in the world. Its ports ask before they act: the dead do nothing.
#pragma once
#include <functional>
#include <string_view>

#include "base/clock.hpp"
#include "sim/scheduler.hpp"

namespace signalos::sim {

struct Life {
    bool dead = false;
    /// Told of every named crash point that is passed; may end this life, which the caller sees in `dead`.
    std::function<void(std::string_view point)> on_point;

    /// False when the process died here.
    [[nodiscard]] bool pass(std::string_view point) {
        if (!dead && on_point) on_point(point);
        return !dead;
    }
};

/// A machine's two clocks. The wall clock jumps both ways; the steady one starts anywhere.
class NodeClock final : public Clock {
public:
    static constexpr std::int64_t epoch_ms = 1'790'000'000'000;  // a day in 2026
    explicit NodeClock(Scheduler const& scheduler, std::int64_t steady_base_ms = 0)
        : scheduler_(scheduler), steady_base_(steady_base_ms) {}

    [[nodiscard]] std::int64_t steady_ms() const override { return steady_base_ + scheduler_.now() / 1000; }
    [[nodiscard]] std::int64_t utc_ms() const override { return epoch_ms + scheduler_.now() / 1000 + jumped_; }
    void jump(std::int64_t ms) { jumped_ += ms; }
    /// Zero when the clock is right.
    [[nodiscard]] std::int64_t error_ms() const { return jumped_; }

private:
    Scheduler const& scheduler_;
    std::int64_t steady_base_;
    std::int64_t jumped_ = 0;
};

}  // namespace signalos::sim
