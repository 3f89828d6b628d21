// Who was signed in a moment ago, for the time in which the store cannot say.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "services/account_store.hpp"

namespace signalos::relay {

/// All calls on the I/O thread. Times in ms of the steady clock.
class SessionMemory {
public:
    /// What the store said counts this long after it said it.
    static constexpr std::int64_t lasts_ms = std::int64_t{10} * 60 * 1000;

    /// The store has just confirmed this session.
    void confirmed(LoginSession const& session, std::int64_t now);
    /// Marked as from_memory; nothing when it was not confirmed within the last ten minutes.
    [[nodiscard]] std::optional<LoginSession> recall(std::string const& token_hash, std::int64_t now) const;
    void forget(SessionId session);
    void forget(UserId user);
    void forget(std::string const& token_hash) { known_.erase(token_hash); }

private:
    struct Known {
        LoginSession session;
        std::int64_t at = 0;
    };
    std::unordered_map<std::string, Known> known_;  // by token hash
    std::int64_t swept_ = 0;
};

}  // namespace signalos::relay
