#include "app/live_view.hpp"

#include "domain/json.hpp"

namespace signalos::relay {
namespace json = boost::json;

LiveView::Live& LiveView::of(OrgId org, TerminalId terminal) {
    auto& live = terminals_[terminal];
    live.org = org;
    return live;
}

void LiveView::publish_event(EventRow const& event) { next_.publish_event(event); }

void LiveView::publish_state(OrgId org, TerminalId terminal, StateChange change) {
    auto& live = of(org, terminal);
    if (change.reset) live.keys.clear();
    live.as_of = change.as_of;
    for (auto const& key : change.del) live.keys.erase(key);
    for (auto const& [key, fields] : change.set) {
        auto& known = live.keys[key];
        if (!known.is_object() || !fields.is_object()) {
            known = fields;
            continue;
        }
        for (auto const& [name, value] : fields.get_object()) known.get_object()[name] = value;
    }
    next_.publish_state(org, terminal, std::move(change));
}

void LiveView::publish_mission(OrgId org, TerminalId terminal, json::object row) {
    of(org, terminal).mission = row;
    next_.publish_mission(org, terminal, std::move(row));
}

std::optional<KnownPosition> LiveView::find_position(OrgId org, TerminalId terminal, std::string_view position) const {
    auto const* const live = find(org, terminal);
    if (live == nullptr) return std::nullopt;
    auto const* const value = live->keys.if_contains("position:" + std::string(position));
    if (value == nullptr || !value->is_object()) return std::nullopt;
    auto const& fields = value->get_object();
    return KnownPosition{std::string(text_of(fields, "ticket")), std::string(text_of(fields, "symbol"))};
}

LiveView::Live const* LiveView::find(OrgId org, TerminalId terminal) const {
    auto const at = terminals_.find(terminal);
    return at == terminals_.end() || at->second.org != org ? nullptr : &at->second;
}

}  // namespace signalos::relay
