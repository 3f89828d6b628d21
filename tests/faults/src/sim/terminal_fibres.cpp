#include "sim/terminal_fibres.hpp"

#include <algorithm>
#include <stdexcept>

namespace signalos::sim {

using terminal::Killed;
using terminal::TimePoint;

namespace {
// The machine was on before the world began: GetTickCount64 is never 0.
constexpr std::chrono::hours uptime{1};

TimePoint time_point(Micros when) {
    return TimePoint(uptime + std::chrono::microseconds(when));
}
Micros micros(TimePoint when) {
    return std::chrono::ceil<std::chrono::microseconds>(when.time_since_epoch() - uptime).count();
}
}  // namespace

class FibreParking final : public terminal::Parking {
public:
    explicit FibreParking(TerminalFibres& home) : home_(home), signal_(home.scheduler_) {}

    void notify_all() override { signal_.notify_all(); }

    bool wait_until(std::unique_lock<std::mutex>& lock, std::optional<TimePoint> deadline,
                    std::function<bool()> const& ready) override {
        if (ready()) return true;
        if (!home_.scheduler_.inside_fibre()) throw std::logic_error("a simulated terminal waits outside of a fibre");
        std::optional<Micros> const until = deadline ? std::optional(micros(*deadline)) : std::nullopt;
        // One thread: nothing can change between here and the wait, so no notification is lost.
        lock.unlock();
        home_.parked_at_.push_back(&signal_);
        bool const came = home_.dead_ || home_.scheduler_.wait(signal_, until, [&] { return home_.dead_ || ready(); });
        home_.parked_at_.erase(std::find(home_.parked_at_.begin(), home_.parked_at_.end(), &signal_));
        lock.lock();
        if (home_.dead_ && !ready()) throw Killed{};
        return came;
    }

private:
    TerminalFibres& home_;
    Signal signal_;
};

class FibreBody final : public terminal::Body {
public:
    FibreBody(TerminalFibres& home, std::shared_ptr<bool> ended) : home_(home), ended_(std::move(ended)) {}

    void join() override {
        home_.scheduler_.wait(home_.changed_, {}, [&] { return *ended_ || home_.dead_; });
        if (!*ended_) throw Killed{};
    }
    void abandon() override {}

private:
    TerminalFibres& home_;
    std::shared_ptr<bool> ended_;
};

TimePoint TerminalFibres::now() const {
    return time_point(scheduler_.now());
}

std::unique_ptr<terminal::Parking> TerminalFibres::make_parking() {
    return std::make_unique<FibreParking>(*this);
}

std::unique_ptr<terminal::Body> TerminalFibres::start(std::string name, std::function<void()> body) {
    auto const ended = std::make_shared<bool>(false);
    ++living_;
    scheduler_.spawn(std::move(name), [this, ended, body = std::move(body)] {
        try {
            body();
        } catch (Killed const&) {
        }
        *ended = true;
        --living_;
        changed_.notify_all();
    });
    return std::make_unique<FibreBody>(*this, ended);
}

void TerminalFibres::rest_for(std::chrono::microseconds duration) {
    FibreParking bed(*this);
    std::mutex mutex;
    std::unique_lock lock(mutex);
    bed.wait_until(lock, now() + duration, [] { return false; });
}

void TerminalFibres::kill() {
    dead_ = true;
    for (Signal* signal : parked_at_) signal->notify_all();
    changed_.notify_all();
}

void TerminalFibres::wait_until_empty() {
    scheduler_.wait(changed_, {}, [this] { return living_ == 0; });
}

}  // namespace signalos::sim
