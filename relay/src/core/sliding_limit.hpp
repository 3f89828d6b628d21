// So many within a window, per name: guesses of an address, requests of a user.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

namespace signalos::relay {

/// Times by a steady clock in ms. One thread. Bounded: beyond `max_names` names only those known are counted.
class SlidingLimit {
public:
    SlidingLimit(std::size_t allowed, std::int64_t window_ms, std::size_t max_names = 100'000)
        : allowed_(allowed), window_ms_(window_ms), max_names_(max_names) {}

    /// 0: may go on; otherwise how long until the next may.
    [[nodiscard]] std::int64_t wait(std::string const& name, std::int64_t now);
    void note(std::string const& name, std::int64_t now);
    /// What was noted last turned out to be right.
    void forget_newest(std::string const& name);

private:
    std::size_t allowed_;
    std::int64_t window_ms_;
    std::size_t max_names_;
    std::unordered_map<std::string, std::deque<std::int64_t>> noted_;
};

}  // namespace signalos::relay
