// Lock-out: wrong passwords per account and per address within a sliding window.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace signalos::relay {

/// Times by a steady clock in ms. One thread. Unknown accounts are counted like known ones, so that the answer tells
/// nothing.
class LoginGuard {
public:
    struct Limits {
        std::size_t per_account = 5;
        std::size_t per_address = 20;
        std::int64_t window_ms = 15 * 60 * 1000;
        std::size_t max_names = 100'000;
    };
    explicit LoginGuard(Limits limits) : limits_(limits) {}

    /// 0: may try. Otherwise how long until the next try, for whichever of the two is locked longer.
    [[nodiscard]] std::int64_t locked_for(std::string_view account, std::string_view address, std::int64_t now_ms);
    /// A try begins and counts as wrong until succeeded(): many tries at once get no more guesses than one after
    /// another.
    void began(std::string_view account, std::string_view address, std::int64_t now_ms);
    /// Forgets the account's failures and the address's newest one.
    void succeeded(std::string_view account, std::string_view address);

private:
    using Tries = std::unordered_map<std::string, std::deque<std::int64_t>>;
    std::int64_t wait(Tries& tries, std::string_view name, std::size_t allowed, std::int64_t now_ms) const;
    void note(Tries& tries, std::string_view name, std::int64_t now_ms) const;

    Limits limits_;
    Tries accounts_;
    Tries addresses_;
};

}  // namespace signalos::relay
