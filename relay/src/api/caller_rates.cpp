#include "api/caller_rates.hpp"

#include <algorithm>

namespace signalos::relay {
namespace {

constexpr double burst_factor = 5;
constexpr std::size_t most_names = 100'000;

TokenBuckets buckets(double per_second) {
    return {per_second, burst_factor * per_second, most_names};
}

CallerRates::TooFast refusal(char const* whose, TokenBuckets const& of, std::string const& name, std::int64_t now) {
    auto const most = std::to_string(static_cast<std::int64_t>(of.per_second()));
    // Seconds are what Retry-After counts in; 0 would invite the next refusal.
    return {std::string(whose) + " may ask " + most + " times a second.",
            std::max<std::int64_t>(1, of.wait_ms(name, now))};
}

}  // namespace

CallerRates::CallerRates(CallerRateLimits limits)
    : limits_(limits), users_(buckets(limits.per_user)), tokens_(buckets(limits.per_token)) {}

void CallerRates::set(CallerRateLimits limits) {
    if (limits == limits_) return;
    limits_ = limits;
    users_ = buckets(limits.per_user);
    tokens_ = buckets(limits.per_token);
}

std::optional<CallerRates::TooFast> CallerRates::take(Principal const& who, std::int64_t now) {
    auto const token = who.credential.text();
    // The token first: what it alone is refused does not eat into what its user's other credentials may ask.
    if (!tokens_.take(token, now)) return refusal("One session or key", tokens_, token, now);
    if (who.user.is_nil()) return std::nullopt;
    auto const user = who.user.text();
    if (!users_.take(user, now)) return refusal("One user, with all sessions and keys together,", users_, user, now);
    return std::nullopt;
}

}  // namespace signalos::relay
