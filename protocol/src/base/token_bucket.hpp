// A rate limit: so many a second, with a burst.
#pragma once
#include <algorithm>
#include <cstdint>

namespace signalos {

class TokenBucket {
public:
    /// Starts full. rate in tokens per second, burst >= 1.
    TokenBucket(double rate, double burst, std::int64_t now_steady_ms)
        : rate_(rate), burst_(burst), tokens_(burst), last_ms_(now_steady_ms) {}

    /// Takes one token; false when there is none.
    bool take(std::int64_t now_steady_ms) {
        double const elapsed = static_cast<double>(std::max<std::int64_t>(0, now_steady_ms - last_ms_)) / 1000.0;
        last_ms_ = now_steady_ms;
        tokens_ = std::min(burst_, tokens_ + elapsed * rate_);
        if (tokens_ < 1.0) return false;
        tokens_ -= 1.0;
        return true;
    }

private:
    double rate_;
    double burst_;
    double tokens_;
    std::int64_t last_ms_;
};

}  // namespace signalos
