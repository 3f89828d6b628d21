// What the store confirmed a moment ago, for the time in which it cannot answer.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace signalos::relay {

/// By the hash of a token. All calls on the I/O thread; times in ms of the steady clock.
template <class Confirmed>
class ConfirmedMemory {
public:
    /// What the store said counts this long after it said it.
    static constexpr std::int64_t lasts_ms = std::int64_t{10} * 60 * 1000;

    void confirmed(std::string const& token_hash, Confirmed what, std::int64_t now) {
        known_.insert_or_assign(token_hash, Entry{std::move(what), now});
        if (now - swept_ < lasts_ms) return;
        swept_ = now;
        std::erase_if(known_, [now](auto const& entry) { return now - entry.second.at >= lasts_ms; });
    }
    /// Nothing when it was not confirmed within the last ten minutes.
    [[nodiscard]] std::optional<Confirmed> recall(std::string const& token_hash, std::int64_t now) const {
        auto const found = known_.find(token_hash);
        if (found == known_.end() || now - found->second.at >= lasts_ms) return std::nullopt;
        return found->second.what;
    }
    void forget(std::string const& token_hash) { known_.erase(token_hash); }
    template <class Which>
    void forget_if(Which const& which) {
        std::erase_if(known_, [&](auto const& entry) { return which(entry.second.what); });
    }

private:
    struct Entry {
        Confirmed what;
        std::int64_t at = 0;
    };
    std::unordered_map<std::string, Entry> known_;
    std::int64_t swept_ = 0;
};

}  // namespace signalos::relay
