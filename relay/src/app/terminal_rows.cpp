#include "app/terminal_rows.hpp"

#include "domain/json.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;

// Beyond this the figures may be wrong, and the light says so.
constexpr std::int64_t fresh_ms = 15'000;

json::value or_null(std::string const& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::object const& object_under(json::object const& keys, std::string_view name) {
    static json::object const none;
    auto const* const value = keys.if_contains(json::string_view(name.data(), name.size()));
    return value != nullptr && value->is_object() ? value->get_object() : none;
}

json::value member(json::object const& from, std::string_view name) {
    auto const* const value = from.if_contains(json::string_view(name.data(), name.size()));
    return value == nullptr ? json::value(nullptr) : *value;
}

std::int64_t count_positions(json::object const& keys) {
    std::int64_t count = 0;
    for (auto const& item : keys)
        if (item.key().starts_with("position:")) ++count;
    return count;
}

// Amber: the last word was good, but it is old, or nobody stands behind it: the link lives and the EA does not.
char const* link_light(bool connected, bool fresh) {
    if (!connected) return "red";
    return fresh ? "green" : "amber";
}

char const* broker_light(bool connected, bool broker, bool fresh) {
    if (!broker) return "red";
    return connected && fresh ? "green" : "amber";
}

}  // namespace

json::object status_row(Terminal const& terminal, LiveView::Live const& live, bool connected, std::int64_t now) {
    static json::object const none;
    auto const& keys = live.keys != nullptr ? *live.keys : none;
    auto const& account = object_under(keys, "account");
    auto const& state = object_under(keys, "terminal");
    auto const& mission = live.mission != nullptr ? *live.mission : none;
    auto const& link = object_under(mission, "link");
    bool const known = live.as_of != 0;
    auto const last = known ? live.as_of : terminal.last_seen;
    auto const age = last == 0 ? std::int64_t{0} : now - last;
    bool const broker = flag_of(state, "broker_connected");
    auto const silent_since = connected ? integer_of(state, "ea_silent_since") : 0;
    bool const fresh = age <= fresh_ms && silent_since == 0;

    json::object row{{"terminal", terminal.id.text()},
                     {"name", terminal.name},
                     {"login", or_null(terminal.account.login)},
                     {"server", or_null(terminal.account.server)},
                     {"company", or_null(terminal.account.company)},
                     {"currency", or_null(terminal.account.currency)},
                     {"trade_mode", or_null(terminal.account.trade_mode)},
                     {"margin_mode", or_null(terminal.account.margin_mode)},
                     {"mode", or_null(terminal.mode)}};
    row["lights"] = json::object{{"relay_terminal", link_light(connected, fresh)},
                                 {"terminal_broker", broker_light(connected, broker, fresh)}};
    row["isConnected"] = connected && broker;
    for (auto const* const name : {"balance", "equity", "margin", "freeMargin", "marginLevel", "profit"})
        row[name] = member(account, name);
    row["leverage"] =
        terminal.account.leverage == 0 ? member(account, "leverage") : json::value(terminal.account.leverage);
    row["open_positions"] = known ? json::value(count_positions(keys)) : json::value(nullptr);
    row["last_trade_time"] = member(state, "last_trade_time");
    row["age_ms"] = last == 0 ? json::value(nullptr) : json::value(age);
    // Stored at every latch_state, so that a restart of the relay does not show a stopped terminal as free.
    row["paused"] = terminal.paused;
    auto const latch = parse_object(terminal.latch);
    row["latch"] = latch ? json::value(*latch) : json::value(nullptr);
    row["ea_silent_since"] = silent_since == 0 ? json::value(nullptr) : json::value(silent_since);
    row["rtt_ms"] = member(link, "rtt_ms");
    row["since"] = integer_of(mission, "since") == 0 ? json::value(nullptr) : member(mission, "since");
    return row;
}

void append_trades(json::array& trades, Terminal const& terminal, LiveView::Live const& live, std::string_view symbol) {
    if (live.keys == nullptr) return;
    for (auto const& item : *live.keys) {
        if (!item.key().starts_with("position:") || !item.value().is_object()) continue;
        auto trade = item.value().get_object();
        if (!symbol.empty() && text_of(trade, "symbol") != symbol) continue;
        std::string_view const position(item.key().data() + 9, item.key().size() - 9);
        trade["terminal"] = terminal.id.text();
        trade["position"] = std::string(position);
        trade["tradeId"] = terminal.id.text() + ":" + std::string(position);
        trades.push_back(std::move(trade));
    }
}

void append_orders(json::array& orders, Terminal const& terminal, LiveView::Live const& live, std::string_view symbol) {
    if (live.keys == nullptr) return;
    for (auto const& item : *live.keys) {
        if (!item.key().starts_with("order:") || !item.value().is_object()) continue;
        auto order = item.value().get_object();
        if (!symbol.empty() && text_of(order, "symbol") != symbol) continue;
        std::string_view const ticket(item.key().data() + 6, item.key().size() - 6);
        order["terminal"] = terminal.id.text();
        order["ticket"] = std::string(ticket);
        order["id"] = terminal.id.text() + ":" + std::string(ticket);
        orders.push_back(std::move(order));
    }
}

}  // namespace signalos::relay
