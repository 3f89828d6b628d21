// Every type of frame that the relay sends to dashboards, with its name in the classic dialect. tests/contract reads
// the rows: a type that no test receives fails there, and so does one that stands in no row.
#pragma once
#include <algorithm>
#include <iterator>
#include <string_view>

namespace signalos::relay {

struct EventType {
    std::string_view name;
    std::string_view classic;  ///< empty: no such frame on /ws/classic
};

// clang-format off
inline constexpr EventType event_types[] = {
    {"connection_established", "connection_established"},
    {"heartbeat", "HEARTBEAT"},
    {"pong", "pong"},
    {"status", "STATUS"},
    {"error", "ERROR"},
    {"goodbye", "goodbye"},
    {"subscribed", ""},
    {"unsubscribed", ""},
    {"snapshot", ""},
    {"delta", ""},
    {"mt5_status_update", "mt5_status_update"},
    {"terminal_availability", "TERMINAL_AVAILABILITY"},
    {"trade_update", "trade_update"},
    {"position_open", "POSITION_OPEN"},
    {"position_update", "POSITION_UPDATE"},
    {"position_close", "POSITION_CLOSE"},
    {"take_profit", "TAKE_PROFIT"},
    {"stop_loss", "STOP_LOSS"},
    {"stop_moved", "STOP_MOVED"},
    {"order_placed", "ORDER_PLACED"},
    {"order_updated", "ORDER_UPDATED"},
    {"order_canceled", "ORDER_CANCELED"},
    {"command_update", "COMMAND_UPDATE"},
    {"kill_switch", "KILL_SWITCH"},
    {"error_alert", "ERROR"},
    {"alarm_acknowledged", "ALARM_ACKNOWLEDGED"},
    {"account_update", ""},
    {"system_notice", "SYSTEM_NOTICE"},
};
// clang-format on

/// Empty for a type that the classic dialect does not have.
constexpr std::string_view classic_name(std::string_view type) {
    auto const* const at = std::find_if(std::begin(event_types), std::end(event_types),
                                        [type](EventType const& row) { return row.name == type; });
    return at == std::end(event_types) ? std::string_view{} : at->classic;
}

}  // namespace signalos::relay
