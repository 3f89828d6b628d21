#include "terminal/threads.hpp"

#include <condition_variable>
#include <ctime>
#include <thread>

namespace signalos::terminal {
namespace {

class ConditionParking final : public Parking {
public:
    void notify_all() override { woken_.notify_all(); }

    bool wait_until(std::unique_lock<std::mutex>& lock, std::optional<TimePoint> deadline,
                    std::function<bool()> const& ready) override {
        if (deadline) return woken_.wait_until(lock, *deadline, ready);
        woken_.wait(lock, ready);
        return true;
    }

private:
    std::condition_variable woken_;
};

class ThreadBody final : public Body {
public:
    explicit ThreadBody(std::function<void()> body) : thread_(std::move(body)) {}
    void join() override { thread_.join(); }
    void abandon() override { thread_.detach(); }

private:
    std::thread thread_;
};

}  // namespace

TimePoint ThreadSurroundings::now() const {
    return std::chrono::steady_clock::now();
}

std::int64_t ThreadSurroundings::wall_ms() const {
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::int64_t ThreadSurroundings::local_offset_s() const {
    std::time_t const now = std::time(nullptr);
    std::tm local{};
#if defined(_WIN32)
    ::localtime_s(&local, &now);
    return ::_mkgmtime(&local) - now;
#else
    ::localtime_r(&now, &local);
    return local.tm_gmtoff;
#endif
}

std::unique_ptr<Parking> ThreadSurroundings::make_parking() {
    return std::make_unique<ConditionParking>();
}

std::unique_ptr<Body> ThreadSurroundings::start(std::string, std::function<void()> body) {
    return std::make_unique<ThreadBody>(std::move(body));
}

void ThreadSurroundings::rest_for(std::chrono::microseconds duration) {
    std::this_thread::sleep_for(duration);
}

}  // namespace signalos::terminal
