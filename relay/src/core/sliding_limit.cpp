#include "core/sliding_limit.hpp"

namespace signalos::relay {

std::int64_t SlidingLimit::wait(std::string const& name, std::int64_t now) {
    auto const at = noted_.find(name);
    if (at == noted_.end()) return 0;
    auto& times = at->second;
    while (!times.empty() && now - times.front() >= window_ms_) times.pop_front();
    if (times.empty()) {
        noted_.erase(at);
        return 0;
    }
    if (times.size() < allowed_) return 0;
    return window_ms_ - (now - times[times.size() - allowed_]);
}

void SlidingLimit::note(std::string const& name, std::int64_t now) {
    if (noted_.size() >= max_names_)
        std::erase_if(noted_, [&](auto const& entry) { return now - entry.second.back() >= window_ms_; });
    if (noted_.size() >= max_names_ && !noted_.contains(name)) return;
    noted_[name].push_back(now);
}

void SlidingLimit::forget_newest(std::string const& name) {
    auto const at = noted_.find(name);
    if (at == noted_.end()) return;
    at->second.pop_back();
    if (at->second.empty()) noted_.erase(at);
}

}  // namespace signalos::relay
