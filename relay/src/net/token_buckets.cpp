#include "net/token_buckets.hpp"

#include <algorithm>
#include <cmath>

namespace signalos::relay {

TokenBuckets::TokenBuckets(double per_second, double burst, std::size_t max_names)
    : per_second_(per_second), burst_(burst), max_names_(max_names) {}

bool TokenBuckets::take(std::string_view name, std::int64_t now_ms) {
    auto at = buckets_.find(std::string(name));
    if (at == buckets_.end()) {
        if (buckets_.size() >= max_names_) forget_full(now_ms);
        // A table full of busy names: a new name is refused rather than an old one freed of its debt.
        if (buckets_.size() >= max_names_) return false;
        at = buckets_.emplace(std::string(name), Bucket{burst_, now_ms}).first;
    }
    auto& bucket = at->second;
    bucket.tokens = std::min(burst_, bucket.tokens + per_second_ * static_cast<double>(now_ms - bucket.at_ms) / 1000.0);
    bucket.at_ms = now_ms;
    if (bucket.tokens < 1.0) return false;
    bucket.tokens -= 1.0;
    return true;
}

std::int64_t TokenBuckets::wait_ms(std::string_view name, std::int64_t now_ms) const {
    auto const at = buckets_.find(std::string(name));
    if (at == buckets_.end()) return 0;
    auto const& bucket = at->second;
    auto const tokens = bucket.tokens + per_second_ * static_cast<double>(now_ms - bucket.at_ms) / 1000.0;
    return tokens >= 1.0 ? 0 : static_cast<std::int64_t>(std::ceil((1.0 - tokens) * 1000.0 / per_second_));
}

void TokenBuckets::forget_full(std::int64_t now_ms) {
    std::erase_if(buckets_, [&](auto const& entry) {
        return entry.second.tokens + per_second_ * static_cast<double>(now_ms - entry.second.at_ms) / 1000.0 >= burst_;
    });
}

}  // namespace signalos::relay
