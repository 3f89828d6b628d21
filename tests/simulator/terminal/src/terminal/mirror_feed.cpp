#include "terminal/mirror_feed.hpp"

#include <boost/json/array.hpp>

#include "broker/json.hpp"

namespace signalos::terminal {

bool MirrorFeed::take_login(std::uint64_t login, boost::json::object const& answer) {
    if (answer.if_contains("error")) {
        events_.on_state(login, false, answer.at("error").as_string().c_str());
        return false;
    }
    std::vector<broker::SymbolSpec> symbols;
    for (auto const& item : answer.at("symbols").as_array()) {
        symbols.push_back(broker::from_json<broker::SymbolSpec>(item.as_object()));
    }
    mirror_.change([&](MirrorData& data) {
        data.market = broker::Market(std::move(symbols));
        for (auto const& item : answer.at("quotes").as_array()) {
            data.market.set_quote(broker::from_json<broker::Quote>(item.as_object()));
        }
        data.book = broker::Book();
        for (auto const& change : broker::changes_from_json(answer.at("changes").as_array())) data.book.apply(change);
        data.time_offset = answer.at("time").to_number<broker::Millis>() - surroundings_.wall_ms();
        data.connected = data.known = true;
    });
    events_.on_state(login, true, "");
    return true;
}

void MirrorFeed::take_push(boost::json::object const& message) {
    auto const& push = message.at("push").as_string();
    if (push == "quote") return take_quote(message);
    if (push == "update") take_update(message);
}

void MirrorFeed::take_quote(boost::json::object const& message) {
    auto const quote = broker::from_json<broker::Quote>(message);
    mirror_.change([&](MirrorData& data) {
        data.market.set_quote(quote);
        data.last_quote = quote.time;
        data.time_offset = quote.time - surroundings_.wall_ms();
    });
    events_.on_quote(quote.symbol);
}

void MirrorFeed::take_update(boost::json::object const& message) {
    auto const changes = broker::changes_from_json(message.at("changes").as_array());
    mirror_.change([&](MirrorData& data) {
        for (auto const& change : changes) data.book.apply(change);
    });
    for (auto const& item : message.at("transactions").as_array()) {
        events_.on_transaction(broker::from_json<broker::Transaction>(item.as_object()));
    }
}

bool MirrorFeed::fall_behind() {
    return mirror_.change([](MirrorData& data) { return std::exchange(data.connected, false); });
}

void MirrorFeed::report_loss(std::uint64_t login) {
    events_.on_state(login, false, "connection lost");
}

}  // namespace signalos::terminal
