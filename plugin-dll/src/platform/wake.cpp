#include <chrono>
#include <condition_variable>

#include "platform/machine.hpp"

namespace signalos::bridge {

namespace {
class ConditionWake final : public Wake {
public:
    void notify() override { condition_.notify_all(); }
    void wait(std::unique_lock<std::mutex>& lock, int max_ms, std::function<bool()> const& ready) override {
        condition_.wait_for(lock, std::chrono::milliseconds(max_ms), ready);
    }

private:
    std::condition_variable condition_;
};
}  // namespace

std::unique_ptr<Wake> make_condition_wake() {
    return std::make_unique<ConditionWake>();
}

}  // namespace signalos::bridge
