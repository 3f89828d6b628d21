#include "bridge/link_loss.hpp"

#include <cstdlib>
#include <utility>

namespace signalos::bridge {

namespace {
constexpr std::int64_t asleep_ms = 10'000;
}

bool LinkLoss::step(LinkLossInput const& in) {
    std::int64_t const passed = in.steady - std::exchange(steady_, in.steady);
    std::int64_t const by_the_wall = in.utc - std::exchange(utc_, in.utc);
    bool const first = !std::exchange(seen_, true);
    if (in.live) {
        counted_ = 0;
        acted_ = false;
        return false;
    }
    if (first || passed > asleep_ms || std::abs(by_the_wall - passed) > asleep_ms) {
        counted_ = 0;
        return false;
    }
    if (!in.broker || in.steady < in.excused_until) return false;
    counted_ += passed;
    if (after_ == 0 || acted_ || counted_ < after_) return false;
    return acted_ = true;
}

}  // namespace signalos::bridge
