// The one timer of a program: a fixed grid, no faster than the system's own tick.
#pragma once

#include <chrono>
#include <optional>

namespace signalos::terminal {

class ProgramTimer {
public:
    using Clock = std::chrono::steady_clock;

    explicit ProgramTimer(std::chrono::microseconds floor) : floor_(floor) {}

    /// First event one period after `now`; the period is rounded up to a multiple of the floor.
    void set(std::chrono::microseconds period, Clock::time_point now) {
        auto const steps = std::max<std::int64_t>(1, (period.count() + floor_.count() - 1) / floor_.count());
        period_ = floor_ * steps;
        due_ = now + period_;
    }
    void kill() { due_.reset(); }

    std::optional<Clock::time_point> due() const { return due_; }
    /// The first end of a period at or after both `from` and the next one that is due.
    std::optional<Clock::time_point> first_from(Clock::time_point from) const {
        if (!due_ || *due_ >= from) return due_;
        auto const missed = (from - *due_ + period_ - std::chrono::nanoseconds(1)) / period_;
        return *due_ + period_ * missed;
    }
    /// Lets the periods that end before `from` pass without an event.
    void skip_to(Clock::time_point from) { due_ = first_from(from); }
    /// Zero when there is no timer.
    std::chrono::microseconds period() const { return due_ ? period_ : std::chrono::microseconds(0); }
    /// True when at least one period has ended; moves on to the first end after `now`.
    bool expire(Clock::time_point now) {
        if (!due_ || *due_ > now) return false;
        auto const missed = (now - *due_) / period_;
        *due_ += period_ * (missed + 1);
        return true;
    }

private:
    std::chrono::microseconds floor_, period_{0};
    std::optional<Clock::time_point> due_;
};

}  // namespace signalos::terminal
