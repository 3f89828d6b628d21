// The answer to request_status: all visible terminals in one line.
#include <boost/json.hpp>

#include "core/dashboard_session.hpp"
#include "core/overall_status.hpp"

namespace signalos::relay {

namespace json = boost::json;

namespace {

json::value const* member(json::object const* object, std::string_view name) {
    return object == nullptr ? nullptr : object->if_contains(name);
}

json::object const* object_in(json::object const* object, std::string_view name) {
    auto const* value = member(object, name);
    return value == nullptr ? nullptr : value->if_object();
}

bool is_true(json::value const* value) {
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::int64_t number(json::value const* value) {
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

}  // namespace

json::object overall_status(Hub const& hub, OrgId org, std::vector<TerminalId> const& visible) {
    bool connected = false;
    bool running = false;
    std::int64_t trades = 0;
    json::value last_trade = nullptr;
    auto const* mission = hub.mission_of(org);
    for (auto const& id : visible) {
        auto const* row = object_in(mission, id.text());
        auto const* terminal = object_in(hub.state_of(org, id), "terminal");
        bool const linked = is_true(member(object_in(row, "link"), "connected"));
        bool const stopped = is_true(member(row, "paused")) || object_in(row, "latch") != nullptr;
        connected |= linked;
        running |= linked && !stopped;
        trades += number(member(terminal, "trades_this_week"));
        auto const* last = member(terminal, "last_trade_time");
        if (number(last) > number(&last_trade)) last_trade = *last;
    }
    json::object status;
    status["running"] = running;
    status["connected"] = connected;
    status["error"] = connected ? json::value() : json::value("no terminal is connected");
    status["trades_this_week"] = trades;
    status["last_trade_time"] = std::move(last_trade);
    return status;
}

json::object DashboardSession::status() const {
    return overall_status(hub_, who_.org, ports_.visible_terminals());
}

}  // namespace signalos::relay
