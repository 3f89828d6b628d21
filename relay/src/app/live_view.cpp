#include "app/live_view.hpp"

#include "domain/json.hpp"

namespace signalos::relay {
namespace json = boost::json;

void LiveView::publish_event(EventRow const& event) {
    auto data = parse_object(event.data);
    hub_.publish_event(event.org, event.terminal, event.off, event.type, event.at,
                       data ? std::move(*data) : json::object{});
}

void LiveView::publish_state(OrgId org, TerminalId terminal, StateChange change) {
    heard_[terminal] = change.as_of;
    hub_.publish_state(org, terminal, change.reset, std::move(change.set), std::move(change.del), change.as_of);
}

void LiveView::publish_mission(OrgId org, TerminalId terminal, json::object row) {
    auto const as_of = integer_of(row, "as_of");
    hub_.publish_mission(org, terminal, std::move(row), as_of);
}

std::optional<KnownPosition> LiveView::find_position(OrgId org, TerminalId terminal, std::string_view position) const {
    auto const* const keys = hub_.state_of(org, terminal);
    if (keys == nullptr) return std::nullopt;
    auto const* const value = keys->if_contains("position:" + std::string(position));
    if (value == nullptr || !value->is_object()) return std::nullopt;
    auto const& fields = value->get_object();
    return KnownPosition{std::string(text_of(fields, "ticket")), std::string(text_of(fields, "symbol")),
                         std::string(text_of(fields, "side")), std::string(text_of(fields, "volume"))};
}

void LiveView::add_pushed(json::object& command) const {
    auto const at = hub_.pushed_at(text_of(command, "id"));
    auto* const times = command.if_contains("times");
    if (at && times != nullptr && times->is_object()) times->get_object()["pushed"] = *at;
}

void LiveView::know(Terminal const& terminal, json::object row) {
    hub_.know_terminal(terminal.org, terminal.id, terminal.event_seq);
    publish_mission(terminal.org, terminal.id, std::move(row));
}

void LiveView::forget(OrgId org, TerminalId terminal, std::int64_t now) {
    heard_.erase(terminal);
    hub_.forget_terminal(org, terminal, now);
}

LiveView::Live LiveView::find(OrgId org, TerminalId terminal) const {
    Live live;
    live.keys = hub_.state_of(org, terminal);
    auto const* const mission = hub_.mission_of(org);
    auto const* const row = mission == nullptr ? nullptr : mission->if_contains(terminal.text());
    if (row != nullptr && row->is_object()) live.mission = &row->get_object();
    auto const at = heard_.find(terminal);
    if (live.keys != nullptr && at != heard_.end()) live.as_of = at->second;
    return live;
}

}  // namespace signalos::relay
