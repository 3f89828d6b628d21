// How fast one caller may ask: each user in all, and each credential of theirs by itself.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "domain/principal.hpp"
#include "net/token_buckets.hpp"

namespace signalos::relay {

/// Requests per second; bursts of five times as many pass.
struct CallerRateLimits {
    double per_user = 200;
    double per_token = 100;
    bool operator==(CallerRateLimits const&) const = default;
};

/// A credential is a session, an API key or a terminal's key; an access token counts as the credential that it was made
/// from, so that making more of them gains nothing. All calls on the I/O thread.
class CallerRates {
public:
    struct TooFast {
        std::string words;  ///< which limit, with its figure
        std::int64_t retry_after_ms = 0;
    };

    explicit CallerRates(CallerRateLimits limits);
    /// Other limits from now on; the same ones forgive nothing.
    void set(CallerRateLimits limits);
    /// Counts one request of `who`; nothing = it may go on. `now` by a steady clock, ms.
    std::optional<TooFast> take(Principal const& who, std::int64_t now);

private:
    CallerRateLimits limits_;
    TokenBuckets users_;
    TokenBuckets tokens_;
};

}  // namespace signalos::relay
