#include "core/organisation_book.hpp"

#include <algorithm>
#include <cmath>

namespace signalos::relay {
namespace {
constexpr double minute_ms = 60'000;
}

void OrganisationBook::set(OrgId org, OrganisationLimits const& limits) {
    auto& row = rows_[org.value];
    // Another limit begins with a whole minute's worth; the same one forgives nothing.
    if (row.limits.commands_per_minute != limits.commands_per_minute)
        row.left = static_cast<double>(limits.commands_per_minute);
    row.limits = limits;
}

OrganisationLimits OrganisationBook::of(OrgId org) const {
    auto const at = rows_.find(org.value);
    return at == rows_.end() ? OrganisationLimits{} : at->second.limits;
}

std::int64_t OrganisationBook::take_commands(OrgId org, std::size_t count, std::int64_t now) {
    auto const at = rows_.find(org.value);
    if (at == rows_.end() || at->second.limits.commands_per_minute == 0) return 0;
    auto& row = at->second;
    auto const most = static_cast<double>(row.limits.commands_per_minute);
    if (row.at != 0) row.left = std::min(most, row.left + most * static_cast<double>(now - row.at) / minute_ms);
    row.at = now;
    // More at once than a minute holds (one command for many terminals) passes when the minute is whole.
    auto const wanted = std::min(static_cast<double>(count), most);
    if (row.left >= wanted) {
        row.left -= wanted;
        return 0;
    }
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((wanted - row.left) * minute_ms / most)));
}

}  // namespace signalos::relay
