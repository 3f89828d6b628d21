// A broker in memory for tests: scripted prices, recorded messages, a clock that moves when told.
#pragma once

#include <boost/json/array.hpp>

#include "broker/accounts.hpp"
#include "broker/json.hpp"
#include "broker/server.hpp"

namespace signalos::broker {

inline Fixed fixed(char const* text) {
    return Fixed::parse(text).value();
}

struct Lab final : ServerPorts {
    std::map<ConnectionId, std::vector<boost::json::object>> sent;
    std::vector<ConnectionId> dropped;
    std::vector<LedgerRow> stored;
    /// Rows that were durable when the latest message left.
    std::size_t stored_at_last_send = 0;
    Now now{1000, 1'700'000'000'000};
    Server server;

    explicit Lab(ServerOptions options = {}) : server(Engine(demo_symbols()), *this, options) {
        create_missing(server, default_accounts(), now);
        price("EURUSD", "1.10000", "1.10010");
        price("USDJPY", "150.000", "150.010");
        stored.clear();
    }

    void store(LedgerRow const& row, std::vector<Change> const&) override { stored.push_back(row); }
    void send(ConnectionId to, boost::json::object const& message) override {
        sent[to].push_back(message);
        stored_at_last_send = stored.size();
    }
    void disconnect(ConnectionId id) override { dropped.push_back(id); }

    void price(char const* symbol, char const* bid, char const* ask) {
        server.set_price({symbol, fixed(bid), fixed(ask), 0}, true, now);
    }
    void pass(Millis ms) {
        now.steady += ms;
        now.wall += ms;
        server.on_time(now);
    }
    void log_in(ConnectionId id, std::uint64_t login = 1001) {
        server.on_connect(id);
        server.on_message(id, {{"op", "login"}, {"id", 1}, {"login", login}}, now);
        sent[id].clear();
    }
    void request(ConnectionId id, Request const& request) {
        server.on_message(id, {{"op", "order_send"}, {"id", 7}, {"request", to_json(request)}}, now);
    }
    /// Answer to the latest `request`, or nothing.
    std::optional<Result> answer(ConnectionId id) {
        for (auto const& message : sent[id]) {
            if (auto const* result = message.if_contains("result")) return from_json<Result>(result->as_object());
        }
        return std::nullopt;
    }
    std::size_t updates(ConnectionId id) {
        std::size_t count = 0;
        for (auto const& message : sent[id]) count += message.contains("changes") ? 1 : 0;
        return count;
    }
    Result trade(Request const& request, std::uint64_t login = 1001) {
        return server.trade_by_user(login, request, now);
    }
    Book const& book(std::uint64_t login = 1001) { return *server.engine().find_book(login); }
    void fault(boost::json::object const& description) { REQUIRE(server.faults().add(description).has_value()); }
};

inline Request market(Side side, char const* volume, Ticket position = 0) {
    Request request;
    request.symbol = "EURUSD";
    request.type = market_type(side);
    request.volume = fixed(volume);
    request.position = position;
    request.magic = 0x5341'0123'4567'89abULL;
    request.comment = "SOS 0123456789";
    return request;
}

}  // namespace signalos::broker
