#include "core/terminal_registry.hpp"

#include <utility>

namespace signalos::relay {

void TerminalRegistry::enter(OrgId org, TerminalId terminal, std::string account, LiveTerminal& session) {
    auto const old = live_.find(terminal);
    LiveTerminal* const superseded = old == live_.end() ? nullptr : old->second.session;
    live_.insert_or_assign(terminal, Entry{org, std::move(account), &session});
    if (superseded != nullptr && superseded != &session) superseded->supersede();
}

void TerminalRegistry::leave(TerminalId terminal, LiveTerminal& session) {
    auto const found = live_.find(terminal);
    if (found != live_.end() && found->second.session == &session) live_.erase(found);
}

void TerminalRegistry::end_opening(TerminalId terminal) {
    auto const found = opening_.find(terminal);
    if (found != opening_.end() && --found->second == 0) opening_.erase(found);
}

bool TerminalRegistry::live_or_opening(TerminalId terminal) const {
    return live_.contains(terminal) || opening_.contains(terminal);
}

bool TerminalRegistry::has_answered(TerminalId terminal) const {
    auto const found = live_.find(terminal);
    return found != live_.end() && found->second.session->has_answered();
}

LiveTerminal* TerminalRegistry::find(OrgId org, TerminalId terminal) const {
    auto const found = live_.find(terminal);
    return found != live_.end() && found->second.org == org ? found->second.session : nullptr;
}

std::vector<TerminalId> TerminalRegistry::live_of(OrgId org) const {
    std::vector<TerminalId> terminals;
    for (auto const& [id, entry] : live_)
        if (entry.org == org) terminals.push_back(id);
    return terminals;
}

bool TerminalRegistry::account_live_elsewhere(OrgId org, TerminalId terminal, std::string const& account) const {
    for (auto const& [id, entry] : live_) {
        if (id != terminal && entry.org == org && entry.account == account) return true;
    }
    return false;
}

void TerminalRegistry::sweep() {
    std::vector<TerminalId> ids;
    ids.reserve(live_.size());
    for (auto const& [id, entry] : live_) ids.push_back(id);
    for (auto const& id : ids) {
        if (auto const found = live_.find(id); found != live_.end()) found->second.session->wake();
    }
}

}  // namespace signalos::relay
