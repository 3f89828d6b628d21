// What /ws/classic tells of the live state: figures of the account and of open positions, when they changed.
#include <boost/json.hpp>

#include "core/classic_session.hpp"

namespace signalos::relay {

namespace json = boost::json;

namespace {

constexpr std::string_view position_prefix = "position:";

json::value member(json::object const& from, char const* name) {
    auto const* const value = from.if_contains(name);
    return value == nullptr ? json::value(nullptr) : *value;
}

json::object const& object_in(json::object const* from, std::string const& name) {
    static json::object const none;
    auto const* const value = from == nullptr ? nullptr : from->if_contains(name);
    return value == nullptr || !value->is_object() ? none : value->get_object();
}

}  // namespace

void ClassicSession::tell_status(TerminalId terminal) {
    auto const& row = object_in(hub_.mission_of(who_.org), terminal.text());
    auto const* const state = hub_.state_of(who_.org, terminal);
    auto const& account = object_in(state, "account");
    bool const linked = member(object_in(&row, "link"), "connected") == true;
    json::object told{{"terminal", terminal.text()},
                      {"isConnected", linked && member(object_in(state, "terminal"), "broker_connected") == true}};
    for (auto const* const name :
         {"balance", "equity", "margin", "freeMargin", "marginLevel", "profit", "currency", "leverage"})
        told[name] = member(account, name);
    told["account"] = member(row, "login");
    told["server"] = member(row, "server");
    auto& last = accounts_[terminal];
    if (last == told) return;
    last = told;
    auto const as_of = member(row, "as_of");
    told["age_ms"] = as_of.is_int64() && as_of.get_int64() != 0 ? json::value(clock_.utc_ms() - as_of.get_int64())
                                                                : json::value(nullptr);
    say("mt5_status_update", std::move(told));
}

void ClassicSession::tell_trades(TerminalId terminal) {
    auto const* const state = hub_.state_of(who_.org, terminal);
    if (state == nullptr) return;
    auto& known = trades_[terminal];
    for (auto at = known.begin(); at != known.end();) {
        if (state->contains(at->first)) {
            ++at;
            continue;
        }
        auto gone = std::move(at->second);
        at = known.erase(at);
        gone["status"] = "closed";
        gone["changed"] = json::array{"status"};
        say("trade_update", std::move(gone));
    }
    for (auto const& [key, fields] : *state)
        if (key.starts_with(json::string_view(position_prefix.data(), position_prefix.size())) && fields.is_object())
            tell_trade(terminal, std::string(key), fields.get_object());
}

void ClassicSession::tell_trade(TerminalId terminal, std::string const& key, json::object const& fields) {
    json::object told{{"tradeId", terminal.text() + ":" + key.substr(position_prefix.size())}, {"status", "open"}};
    for (auto const* const name : {"symbol", "side", "pnl", "ticket", "volume", "price", "stopLoss", "takeProfit"})
        told[name] = member(fields, name);
    auto& last = trades_[terminal][key];
    if (last == told) return;
    json::array changed;
    for (auto const& [name, value] : told)
        if (auto const* const before = last.if_contains(name); before == nullptr || *before != value)
            changed.emplace_back(name);
    last = told;
    told["changed"] = std::move(changed);
    say("trade_update", std::move(told));
}

}  // namespace signalos::relay
