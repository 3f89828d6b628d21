#include "mqlrt/runtime.hpp"

namespace signalos::mql::rt {

std::int32_t Runtime::PeriodSeconds(std::int32_t period) {
    if (period == 0) period = host_.chart_period(0);
    if (period == 49153) return 2592000;
    if (period == 32769) return 604800;
    return period > 16384 ? (period - 16384) * 3600 : period * 60;
}

std::int64_t Runtime::split(std::int64_t time, MqlDateTime& p) {
    auto const c = civil_time(time);
    p = {c.year, c.month, c.day, c.hour, c.minute, c.second, c.day_of_week, c.day_of_year};
    return time;
}

}  // namespace signalos::mql::rt
