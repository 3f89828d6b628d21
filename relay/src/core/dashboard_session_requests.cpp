// What a dashboard may ask, each with exactly one answer.
#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>

#include "core/dashboard_session.hpp"

namespace signalos::relay {

namespace json = boost::json;

namespace {

/// A close given longer ago than this is of another market (protocol/README.md section 6).
constexpr std::int64_t close_too_old_ms = 30'000;
constexpr std::size_t max_channels_a_request = 256;

errc code_of(boost::system::error_code const& error) {
    return error.category() == error_category() ? static_cast<errc>(error.value()) : errc::internal;
}

}  // namespace

DashboardSession::Handler DashboardSession::handler_of(std::string_view type) {
    static constexpr std::pair<std::string_view, Handler> handlers[] = {
        {"ping", &DashboardSession::handle_ping},
        {"request_status", &DashboardSession::handle_status},
        {"subscribe", &DashboardSession::handle_subscribe},
        {"unsubscribe", &DashboardSession::handle_unsubscribe},
        {"resync", &DashboardSession::handle_resync},
        {"heartbeat_ack", &DashboardSession::handle_heartbeat_ack},
        {"emergency_stop_command", &DashboardSession::handle_emergency_stop},
        {"close_trade_command", &DashboardSession::handle_close_trade},
    };
    for (auto const& [name, handler] : handlers)
        if (name == type) return handler;
    return nullptr;
}

void DashboardSession::handle_ping(protocol::Envelope const& request) {
    answer(request, "pong", {});
}

void DashboardSession::handle_status(protocol::Envelope const& request) {
    answer(request, "status", status());
}

void DashboardSession::handle_subscribe(protocol::Envelope const& request) {
    InputFault fault;
    JsonReader reader(request.data, fault, "/data");
    auto const* channels = reader.maybe_array("channels");
    auto const* wanted = reader.maybe_array("types");
    if (channels == nullptr || channels->size() > max_channels_a_request)
        reader.fail("channels", "must be an array of at most 256 channels");
    std::set<std::string, std::less<>> types;
    if (wanted != nullptr)
        for (auto const& type : *wanted) {
            if (type.is_string())
                types.emplace(type.get_string());
            else
                reader.fail("types", "must be an array of event types");
        }
    if (!reader.ok()) return refuse(request.id, errc::bad_request, fault.message, fault.path);

    struct Wanted {
        Channel channel;
        Position position;
    };
    std::vector<Wanted> wants;
    std::set<std::string, std::less<>> named;
    for (auto const& item : *channels) {
        auto const* object = item.if_object();
        if (object == nullptr)
            return refuse(request.id, errc::bad_request, "must be {ch, ep?, off?}", "/data/channels");
        JsonReader entry(*object, fault, "/data/channels");
        auto const ch = entry.text("ch");
        Position const position{entry.maybe_text("ep"), entry.maybe_integer("off")};
        if (!entry.ok()) return refuse(request.id, errc::bad_request, fault.message, fault.path);
        auto const channel = Channel::parse(ch);
        if (!channel || (channel->terminal && !sees(*channel->terminal))) return refuse(request.id, errc::not_found);
        named.insert(ch);
        wants.push_back({*channel, position});
    }
    auto const visible = ports_.visible_terminals();
    for (auto const& want : wants)
        if (want.channel.terminal && std::find(visible.begin(), visible.end(), *want.channel.terminal) == visible.end())
            return refuse(request.id, errc::not_found);

    json::array opened;
    for (auto const& [channel, position] : wants) {
        if (channel.kind == Channel::Kind::user)
            opened.push_back(open_user());
        else if (channel.kind == Channel::Kind::mission)
            opened.push_back(open_keyed(hub_.mission(who_.org), position));
        else if (!channel.terminal)
            open_wildcard(channel.kind, named, types, opened);
        else if (channel.kind == Channel::Kind::state)
            opened.push_back(open_keyed(hub_.state(who_.org, *channel.terminal), position));
        else
            opened.push_back(open_events(*channel.terminal, position, types));
    }
    json::object data;
    data["channels"] = std::move(opened);
    answer(request, "subscribed", std::move(data));
    replay();
}

// Channels named beside the wildcard come with a position of their own and are left to it.
void DashboardSession::open_wildcard(Channel::Kind kind, std::set<std::string, std::less<>> const& named,
                                     std::set<std::string, std::less<>> const& types, json::array& opened) {
    bool const states = kind == Channel::Kind::state;
    for (auto const& terminal : ports_.visible_terminals()) {
        if (named.contains(states ? state_channel(terminal) : events_channel(terminal))) continue;
        opened.push_back(states ? open_keyed(hub_.state(who_.org, terminal), {}) : open_events(terminal, {}, types));
    }
    (states ? all_states_ : all_events_) = true;
    if (!states) all_events_types_ = types;
}

void DashboardSession::handle_unsubscribe(protocol::Envelope const& request) {
    InputFault fault;
    JsonReader reader(request.data, fault, "/data");
    auto const* channels = reader.maybe_array("channels");
    if (channels == nullptr) reader.fail("channels", "must be an array of channels");
    if (!reader.ok()) return refuse(request.id, errc::bad_request, fault.message, fault.path);
    json::array closed;
    for (auto const& item : *channels) {
        auto const* name = item.if_string();
        auto const channel = name == nullptr ? std::nullopt : Channel::parse(std::string_view(*name));
        if (!channel) return refuse(request.id, errc::not_found);
        bool const wildcard = channel->kind != Channel::Kind::mission && !channel->terminal;
        if (channel->kind == Channel::Kind::user) {
            own_account_ = false;
        } else if (channel->kind == Channel::Kind::events) {
            if (wildcard) {
                event_subscriptions_.clear();
                drop_all_events();
                all_events_ = false;
            } else {
                event_subscriptions_.erase(*channel->terminal);
                drop_events(*channel->terminal);
            }
        } else if (wildcard) {
            std::erase_if(keyed_, [](auto const& one) { return one.first != "mission"; });
            all_states_ = false;
        } else {
            keyed_.erase(std::string(*name));
        }
        closed.emplace_back(*name);
    }
    json::object data;
    data["channels"] = std::move(closed);
    answer(request, "unsubscribed", std::move(data));
}

void DashboardSession::handle_resync(protocol::Envelope const& request) {
    InputFault fault;
    JsonReader reader(request.data, fault, "/data");
    auto const ch = reader.text("ch");
    if (!reader.ok()) return refuse(request.id, errc::bad_request, fault.message, fault.path);
    auto const at = keyed_.find(ch);
    if (at == keyed_.end()) return refuse(request.id, errc::not_found);
    json::array channels;
    channels.push_back(open_keyed(*at->second.stream, {}));
    json::object data;
    data["channels"] = std::move(channels);
    answer(request, "subscribed", std::move(data));
}

// Never too old, and an id is not required: a stop always stops.
void DashboardSession::handle_emergency_stop(protocol::Envelope const& request) {
    InputFault fault;
    JsonReader reader(request.data, fault, "/data");
    DashboardCommand command;
    command.kind = "emergency_stop";
    for (auto const* name : {"level", "scope"})
        if (auto const text = reader.maybe_text(name)) command.args[name] = *text;
    if (!reader.ok()) return refuse(request.id, errc::bad_request, fault.message, fault.path);
    submit(request, std::move(command));
}

void DashboardSession::handle_close_trade(protocol::Envelope const& request) {
    InputFault fault;
    JsonReader reader(request.data, fault, "/data");
    auto const trade = reader.text("tradeId");
    auto const given_at = reader.time_ms("timestamp");
    if (!reader.ok()) return refuse(request.id, errc::bad_request, fault.message, fault.path);
    // A time to come is as wrong as one long past: such a clock cannot say how old a click is.
    if (std::abs(clock_.utc_ms() - given_at) > close_too_old_ms) return refuse(request.id, errc::too_old);
    auto const colon = trade.find(':');
    auto const terminal = TerminalId::parse(std::string_view(trade).substr(0, colon));
    if (colon == std::string::npos || !terminal || !sees(*terminal)) return refuse(request.id, errc::not_found);
    auto const position = trade.substr(colon + 1);
    auto const* state = hub_.state_of(who_.org, *terminal);
    auto const* known = state == nullptr ? nullptr : state->if_contains("position:" + position);
    if (known == nullptr || !known->is_object()) return refuse(request.id, errc::not_found);
    DashboardCommand command;
    command.kind = "close";
    command.terminal = *terminal;
    command.args["position"] = position;
    for (auto const* name : {"ticket", "symbol"})
        if (auto const* value = known->get_object().if_contains(name)) command.args[name] = *value;
    submit(request, std::move(command));
}

void DashboardSession::submit(protocol::Envelope const& request, DashboardCommand command) {
    if (!who_.may_command) return refuse(request.id, errc::forbidden, who_.permission_message);
    if (request.id)
        if (auto const key = Uuid::parse(*request.id)) command.key = *key;
    auto const done = [this, alive = alive_, re = request.id](Result<json::object> result) {
        if (!*alive) return;
        if (!result) return refuse(re, code_of(result.error()));
        say("command_update", std::move(*result), re);
    };
    ports_.submit(std::move(command), done);
}

}  // namespace signalos::relay
