#include "api/origin_policy.hpp"

#include <algorithm>

namespace signalos::relay {

bool OriginPolicy::allows(std::string_view origin) const {
    return std::any_of(allowed_.begin(), allowed_.end(),
                       [&](std::string const& one) { return equal_ignoring_case(one, origin); });
}

bool OriginPolicy::allows_change(Request const& request) const {
    if (request.headers.find("X-SignalOS-CSRF") != "1") return false;
    auto const origin = request.headers.find("Origin");
    auto const site = request.headers.find("Sec-Fetch-Site");
    if (!origin.empty()) {
        // A dashboard hosted elsewhere is listed; its requests are cross-site and its Origin is the proof.
        return allows(origin);
    }
    return site == "same-origin";
}

bool OriginPolicy::allows_upgrade(Request const& request) const {
    return allows(request.headers.find("Origin"));
}

}  // namespace signalos::relay
