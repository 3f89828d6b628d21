// Time, threads and waiting, as a terminal needs them. The process plugs in the machine's own, a simulation plugs in
// virtual time and fibres; nothing else in the terminal reads a clock or blocks.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace signalos::terminal {

using TimePoint = std::chrono::steady_clock::time_point;

/// Thrown through a program that must not go on: one that did not stop in time, at its next call into the terminal, and
/// one whose terminal was killed, there or where it waits. Not a std::exception, so no handler inside the program
/// catches it.
struct Killed {};

/// Where bodies wait for one another. Must not die while one waits.
class Parking {
public:
    virtual ~Parking() = default;
    virtual void notify_all() = 0;
    /// Gives `lock` up while waiting. Ends when `ready`, asked again after every notification, or at the deadline; says
    /// what `ready` says then. Throws Killed, with the lock held, when the terminal is dead and `ready` does not hold.
    virtual bool wait_until(std::unique_lock<std::mutex>& lock, std::optional<TimePoint> deadline,
                            std::function<bool()> const& ready) = 0;
};

/// A body that was started. Joined or abandoned before it dies.
class Body {
public:
    virtual ~Body() = default;
    /// Throws Killed when the terminal is dead and the body has not ended.
    virtual void join() = 0;
    /// Lets it run on by itself.
    virtual void abandon() = 0;
};

/// Safe from any thread. Outlives every body and parking place made here.
class Surroundings {
public:
    virtual ~Surroundings() = default;
    virtual TimePoint now() const = 0;
    /// Milliseconds since 1970; may jump both ways.
    virtual std::int64_t wall_ms() const = 0;
    /// Seconds by which local time is ahead of UTC.
    virtual std::int64_t local_offset_s() const = 0;
    virtual std::unique_ptr<Parking> make_parking() = 0;
    virtual std::unique_ptr<Body> start(std::string name, std::function<void()> body) = 0;
    /// Throws Killed when the terminal is dead.
    virtual void rest_for(std::chrono::microseconds duration) = 0;
    /// The terminal was killed: whatever still runs is to end at its next call, and leaves nothing behind.
    virtual bool dead() const { return false; }

    std::int64_t wall_s() const { return wall_ms() / 1000; }
};

}  // namespace signalos::terminal
