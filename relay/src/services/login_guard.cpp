#include "services/login_guard.hpp"

#include <algorithm>

namespace signalos::relay {

std::int64_t LoginGuard::wait(Tries& tries, std::string_view name, std::size_t allowed, std::int64_t now_ms) const {
    auto const at = tries.find(std::string(name));
    if (at == tries.end()) return 0;
    auto& times = at->second;
    while (!times.empty() && now_ms - times.front() >= limits_.window_ms) times.pop_front();
    if (times.empty()) {
        tries.erase(at);
        return 0;
    }
    if (times.size() < allowed) return 0;
    return limits_.window_ms - (now_ms - times[times.size() - allowed]);
}

std::int64_t LoginGuard::locked_for(std::string_view account, std::string_view address, std::int64_t now_ms) {
    return std::max(wait(accounts_, account, limits_.per_account, now_ms),
                    wait(addresses_, address, limits_.per_address, now_ms));
}

void LoginGuard::note(Tries& tries, std::string_view name, std::int64_t now_ms) const {
    if (tries.size() >= limits_.max_names)
        std::erase_if(tries, [&](auto const& entry) { return now_ms - entry.second.back() >= limits_.window_ms; });
    // A flood of invented names beyond the bound: the address bucket still holds.
    if (tries.size() >= limits_.max_names && !tries.contains(std::string(name))) return;
    tries[std::string(name)].push_back(now_ms);
}

void LoginGuard::began(std::string_view account, std::string_view address, std::int64_t now_ms) {
    note(accounts_, account, now_ms);
    note(addresses_, address, now_ms);
}

void LoginGuard::succeeded(std::string_view account, std::string_view address) {
    accounts_.erase(std::string(account));
    auto const at = addresses_.find(std::string(address));
    if (at == addresses_.end()) return;
    at->second.pop_back();
    if (at->second.empty()) addresses_.erase(at);
}

}  // namespace signalos::relay
