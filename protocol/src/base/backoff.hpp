// How long to wait before the next try: full jitter, doubling, reset after success. Separate from any timer.
#pragma once
#include <algorithm>
#include <cstdint>

#include "base/random.hpp"

namespace signalos {

class Backoff {
public:
    /// Milliseconds; 0 < first <= most. random must outlive this.
    Backoff(Random& random, std::int64_t first_ms = 500, std::int64_t most_ms = 30'000)
        : random_(random), first_ms_(first_ms), most_ms_(most_ms), ceiling_ms_(first_ms) {}

    /// Uniform in [0, ceiling]; the ceiling doubles up to most_ms.
    std::int64_t next_ms() {
        auto const wait = static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(ceiling_ms_) + 1));
        ceiling_ms_ = std::min(ceiling_ms_ * 2, most_ms_);
        return wait;
    }
    void reset() { ceiling_ms_ = first_ms_; }

private:
    Random& random_;
    std::int64_t first_ms_;
    std::int64_t most_ms_;
    std::int64_t ceiling_ms_;
};

}  // namespace signalos
