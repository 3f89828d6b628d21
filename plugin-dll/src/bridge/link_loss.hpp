// When the trader's own rule for a lost link has to act. Pure: called with the times, answers once per loss.
#pragma once
#include <cstdint>

namespace signalos::bridge {

/// All times in ms.
struct LinkLossInput {
    bool live = false;               // the relay is there
    bool broker = false;             // the expert runs and its terminal is connected to the broker
    std::int64_t steady = 0;         // never goes back
    std::int64_t utc = 0;            // may jump
    std::int64_t excused_until = 0;  // steady; the relay announced that it would be away until then
};

/// Adds up the time without a link, only while the broker is connected. A computer that slept (one clock ran on while
/// the other stood, or nobody asked for a while) starts over: after waking the link gets its whole time.
class LinkLoss {
public:
    /// 0 = never.
    void act_after(std::int64_t ms) { after_ = ms; }
    /// Call at least once a second. True when the time is up, once until the link has been live again.
    bool step(LinkLossInput const& in);

private:
    std::int64_t after_ = 0;
    std::int64_t counted_ = 0;
    std::int64_t steady_ = 0;
    std::int64_t utc_ = 0;
    bool seen_ = false;
    bool acted_ = false;
};

}  // namespace signalos::bridge
