// A terminal's surroundings in the world: virtual time, fibres instead of threads, and death at any moment.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "sim/scheduler.hpp"
#include "terminal/surroundings.hpp"

namespace signalos::sim {

/// Of one incarnation of a terminal. Everything that waits here waits on a fibre.
class TerminalFibres final : public terminal::Surroundings {
public:
    TerminalFibres(Scheduler& scheduler, Clock const& clock)
        : scheduler_(scheduler), clock_(clock), changed_(scheduler) {}

    terminal::TimePoint now() const override;
    std::int64_t wall_ms() const override { return clock_.utc_ms(); }
    std::int64_t local_offset_s() const override { return 0; }
    std::unique_ptr<terminal::Parking> make_parking() override;
    std::unique_ptr<terminal::Body> start(std::string name, std::function<void()> body) override;
    void rest_for(std::chrono::microseconds duration) override;
    bool dead() const override { return dead_; }

    /// Nothing happens any more: whoever waits here goes on, as a step of its own, and is thrown Killed.
    void kill();
    /// On a fibre: until every body has ended.
    void wait_until_empty();

private:
    friend class FibreParking;
    friend class FibreBody;

    Scheduler& scheduler_;
    Clock const& clock_;
    Signal changed_;                  // a body ended
    std::vector<Signal*> parked_at_;  // in the order of coming
    std::size_t living_ = 0;
    bool dead_ = false;
};

}  // namespace signalos::sim
