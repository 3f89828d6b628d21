// Virtual time: every step of a simulated world runs on one thread, in the order (time, order of asking). Fibres are
// bodies that may wait in the middle; everything else is a plain function.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace signalos::sim {

/// Microseconds since the world began.
using Micros = std::int64_t;

class Scheduler;
struct Fibre;

/// What fibres wait for. Must not die while one waits.
class Signal {
public:
    explicit Signal(Scheduler& scheduler) : scheduler_(scheduler) {}
    Signal(Signal const&) = delete;
    Signal& operator=(Signal const&) = delete;
    /// Every fibre parked here goes on, as a step of its own at the present time.
    void notify_all();

private:
    friend class Scheduler;
    Scheduler& scheduler_;
    std::vector<Fibre*> parked_;
};

/// Handle of a step that has not run yet.
struct StepId {
    Micros when = 0;
    std::uint64_t order = 0;
    auto operator<=>(StepId const&) const = default;
};

class Scheduler {
public:
    Scheduler();
    /// Every fibre must have ended: nobody can say what a body half-way through would still do.
    ~Scheduler();
    Scheduler(Scheduler const&) = delete;
    Scheduler& operator=(Scheduler const&) = delete;

    [[nodiscard]] Micros now() const { return now_; }
    /// Runs `step` at `when`, or at the present time when that is past. A step never waits.
    StepId at(Micros when, std::function<void()> step);
    StepId after(Micros delay, std::function<void()> step) { return at(now_ + delay, std::move(step)); }
    /// Nothing happens when it has run.
    void cancel(StepId id);

    /// Starts `body` as a fibre, as a step of its own at the present time. What it throws comes out of run_next.
    void spawn(std::string name, std::function<void()> body);
    [[nodiscard]] bool inside_fibre() const { return running_ != nullptr; }
    /// Name of the running fibre; empty outside of one.
    [[nodiscard]] std::string_view running() const;
    /// On a fibre: waits until the signal is notified (true) or the deadline has come (false).
    bool park(Signal& signal, std::optional<Micros> deadline);
    /// On a fibre: waits until `ready`, asked again after every notification, or until the deadline; what `ready` says
    /// then.
    bool wait(Signal& signal, std::optional<Micros> deadline, std::function<bool()> const& ready);
    /// On a fibre.
    void rest_until(Micros when);
    [[nodiscard]] std::size_t living_fibres() const { return fibres_.size(); }

    /// Runs the next step, if it is due at or before `limit`; else moves time to `limit` and answers false.
    bool run_next(Micros limit);
    /// Until the time has come.
    void run_until(Micros limit) {
        while (run_next(limit)) {
        }
    }

private:
    friend class Signal;
    void resume(Fibre& fibre);
    void wake(Fibre& fibre);

    Micros now_ = 0;
    std::uint64_t order_ = 0;
    std::map<StepId, std::function<void()>> steps_;
    std::vector<std::unique_ptr<Fibre>> fibres_;
    Fibre* running_ = nullptr;
};

}  // namespace signalos::sim
