#include "base/clock.hpp"

#include <chrono>

namespace signalos {

namespace {
template <class C>
std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(C::now().time_since_epoch()).count();
}
}  // namespace

std::int64_t SystemClock::steady_ms() const {
    return now_ms<std::chrono::steady_clock>();
}
std::int64_t SystemClock::utc_ms() const {
    return now_ms<std::chrono::system_clock>();
}

}  // namespace signalos
