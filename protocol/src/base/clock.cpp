#include "base/clock.hpp"

#include <chrono>

namespace signalos {

namespace {
template <class C, class Unit>
std::int64_t now() {
    return std::chrono::duration_cast<Unit>(C::now().time_since_epoch()).count();
}
}  // namespace

std::int64_t SystemClock::steady_ms() const {
    return now<std::chrono::steady_clock, std::chrono::milliseconds>();
}
std::int64_t SystemClock::utc_ms() const {
    return now<std::chrono::system_clock, std::chrono::milliseconds>();
}
std::int64_t SystemClock::utc_us() const {
    return now<std::chrono::system_clock, std::chrono::microseconds>();
}

}  // namespace signalos
