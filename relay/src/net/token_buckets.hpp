// Rate limits per name (an address, a user): token buckets in a table that cannot grow without bound.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace signalos::relay {

/// Not thread-safe: one thread.
class TokenBuckets {
public:
    /// `per_second` > 0 tokens come back each second up to `burst`; at most `max_names` names are remembered.
    TokenBuckets(double per_second, double burst, std::size_t max_names);
    /// Takes one token; false when there is none. `now_ms` by a steady clock, never falling.
    bool take(std::string_view name, std::int64_t now_ms);
    /// Milliseconds until take() succeeds; 0 = now.
    [[nodiscard]] std::int64_t wait_ms(std::string_view name, std::int64_t now_ms) const;
    [[nodiscard]] double per_second() const { return per_second_; }

private:
    struct Bucket {
        double tokens;
        std::int64_t at_ms;
    };
    void forget_full(std::int64_t now_ms);

    double per_second_;
    double burst_;
    std::size_t max_names_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace signalos::relay
