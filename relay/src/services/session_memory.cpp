#include "services/session_memory.hpp"

namespace signalos::relay {

void SessionMemory::confirmed(LoginSession const& session, std::int64_t now) {
    known_[session.token_hash] = {session, now};
    if (now - swept_ < lasts_ms) return;
    swept_ = now;
    std::erase_if(known_, [now](auto const& entry) { return now - entry.second.at >= lasts_ms; });
}

std::optional<LoginSession> SessionMemory::recall(std::string const& token_hash, std::int64_t now) const {
    auto const found = known_.find(token_hash);
    if (found == known_.end() || now - found->second.at >= lasts_ms) return std::nullopt;
    auto session = found->second.session;
    session.from_memory = true;
    return session;
}

void SessionMemory::forget(SessionId session) {
    std::erase_if(known_, [session](auto const& entry) { return entry.second.session.id == session; });
}

void SessionMemory::forget(UserId user) {
    std::erase_if(known_, [user](auto const& entry) { return entry.second.session.account.id == user; });
}

}  // namespace signalos::relay
