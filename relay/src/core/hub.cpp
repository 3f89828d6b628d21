#include "core/hub.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "core/channel.hpp"
#include "protocol/command_state.hpp"
#include "protocol/envelope.hpp"

namespace signalos::relay {

namespace json = boost::json;

namespace {

/// Commands whose last hop is remembered: what recent lists show.
constexpr std::size_t max_pushed = 4096;

void name_command(LiveEvent& event, json::object const& data) {
    auto const text = [&](char const* name) {
        auto const* const value = data.if_contains(name);
        return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    event.command = text("id");
    auto const state = protocol::command_state_from(text("state"));
    event.command_final = state && protocol::is_final(*state);
}

}  // namespace

Hub::Hub(Clock const& clock, Random& random, std::string events_ep)
    : clock_(clock), random_(random), events_ep_(std::move(events_ep)) {}

Hub::~Hub() = default;

std::string Hub::fresh_ep() {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
    std::string ep;
    for (int i = 0; i < 10; ++i) ep += letters[random_.below(letters.size())];
    return ep;
}

// A listener may leave, or make another leave, while it is told.
template <class Call>
void Hub::tell(OrgId org, Call const& call) {
    auto& present = organisations_[org].listeners;
    auto const told = present;
    for (auto* listener : told)
        if (std::find(present.begin(), present.end(), listener) != present.end()) call(*listener);
}

Hub::Terminal& Hub::terminal(OrgId org, TerminalId id) {
    auto [at, fresh] = organisations_[org].terminals.try_emplace(id);
    if (fresh) {
        at->second.state = std::make_unique<KeyedStream>(state_channel(id), fresh_ep());
        tell(org, [id](HubListener& listener) { listener.on_terminal(id); });
    }
    return at->second;
}

Hub::Terminal const* Hub::find(OrgId org, TerminalId id) const {
    auto const organisation = organisations_.find(org);
    if (organisation == organisations_.end()) return nullptr;
    auto const at = organisation->second.terminals.find(id);
    return at == organisation->second.terminals.end() ? nullptr : &at->second;
}

void Hub::know_terminal(OrgId org, TerminalId id, std::int64_t events_top) {
    auto [at, fresh] = organisations_[org].terminals.try_emplace(id);
    at->second.events_top = std::max(at->second.events_top, events_top);
    if (!fresh) return;
    at->second.state = std::make_unique<KeyedStream>(state_channel(id), fresh_ep());
    tell(org, [id](HubListener& listener) { listener.on_terminal(id); });
}

void Hub::publish_state(OrgId org, TerminalId id, bool reset, json::object set, std::vector<std::string> del,
                        std::int64_t as_of) {
    KeyedChange change{reset, std::move(set), std::move(del), as_of};
    if (terminal(org, id).state->publish(std::move(change)))
        tell(org, [id](HubListener& listener) { listener.on_state_changed(id); });
}

void Hub::publish_mission(OrgId org, TerminalId id, json::object fields, std::int64_t as_of) {
    terminal(org, id);
    KeyedChange change;
    change.set[id.text()] = std::move(fields);
    change.as_of = as_of;
    if (mission(org).publish(std::move(change)))
        tell(org, [](HubListener& listener) { listener.on_mission_changed(); });
}

void Hub::forget_terminal(OrgId org, TerminalId id, std::int64_t as_of) {
    publish_state(org, id, true, {}, {}, as_of);
    KeyedChange change;
    change.del.push_back(id.text());
    change.as_of = as_of;
    if (mission(org).publish(std::move(change)))
        tell(org, [](HubListener& listener) { listener.on_mission_changed(); });
}

void Hub::publish_event(OrgId org, TerminalId id, std::int64_t off, std::string type, std::int64_t ts,
                        json::object data) {
    auto& known = terminal(org, id);
    if (off <= known.events_top) return;
    known.events_top = off;
    LiveEvent event{id, off, type, {}, {}, false};
    if (type == "command_update") name_command(event, data);
    if (event.command_final) note_pushed(event.command, data);
    event.frame = encode_event(events_ep_, id, off, std::move(type), ts, std::move(data));
    tell(org, [&event](HubListener& listener) { listener.on_event(event); });
}

// The last hop of a command: from here it goes to whoever looks.
void Hub::note_pushed(std::string const& command, json::object& data) {
    auto const now = clock_.utc_ms();
    if (auto* const times = data.if_contains("times"); times != nullptr && times->is_object())
        times->get_object()["pushed"] = now;
    auto const [at, fresh] = pushed_.try_emplace(command, now);
    if (!fresh) return;
    pushed_order_.push_back(command);
    if (pushed_order_.size() <= max_pushed) return;
    pushed_.erase(pushed_order_.front());
    pushed_order_.pop_front();
}

std::optional<std::int64_t> Hub::pushed_at(std::string_view command) const {
    auto const at = pushed_.find(command);
    return at == pushed_.end() ? std::nullopt : std::optional(at->second);
}

bool Hub::state_overflowed(OrgId org, TerminalId id) const {
    auto const* known = find(org, id);
    return known != nullptr && known->state->overflowed();
}

json::object const* Hub::state_of(OrgId org, TerminalId id) const {
    auto const* known = find(org, id);
    return known == nullptr || known->state->off() == 0 ? nullptr : &known->state->keys();
}

json::object const* Hub::mission_of(OrgId org) const {
    auto const at = organisations_.find(org);
    return at == organisations_.end() || !at->second.mission ? nullptr : &at->second.mission->keys();
}

KeyedStream& Hub::mission(OrgId org) {
    auto& stream = organisations_[org].mission;
    if (!stream) stream = std::make_unique<KeyedStream>("mission", fresh_ep());
    return *stream;
}

KeyedStream& Hub::state(OrgId org, TerminalId id) {
    return *terminal(org, id).state;
}

std::int64_t Hub::events_top(OrgId org, TerminalId id) const {
    auto const* known = find(org, id);
    return known == nullptr ? 0 : known->events_top;
}

void Hub::join(OrgId org, HubListener& listener) {
    organisations_[org].listeners.push_back(&listener);
}

void Hub::leave(OrgId org, HubListener& listener) {
    std::erase(organisations_[org].listeners, &listener);
}

Frame encode_event(std::string const& ep, TerminalId terminal, std::int64_t off, std::string type, std::int64_t ts,
                   json::object data) {
    protocol::Envelope envelope;
    envelope.type = std::move(type);
    envelope.ts = ts;
    envelope.ch = events_channel(terminal);
    envelope.ep = ep;
    envelope.off = off;
    envelope.data = std::move(data);
    return std::make_shared<std::string const>(protocol::encode(envelope));
}

}  // namespace signalos::relay
