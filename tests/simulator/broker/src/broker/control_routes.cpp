#include "broker/control_routes.hpp"

#include <array>
#include <boost/json/array.hpp>

#include "broker/json.hpp"
#include "broker/valuation.hpp"

namespace signalos::broker {

namespace json = boost::json;
using control::failure;
using control::Reply;

namespace {

constexpr std::array order_type_names{"buy",       "sell",           "buy_limit",       "sell_limit", "buy_stop",
                                      "sell_stop", "buy_stop_limit", "sell_stop_limit", "close_by"};

std::string text_at(json::object const& in, char const* key) {
    std::string out;
    detail::take(in, key, out);
    return out;
}

json::array positions_json(Market const& market, Book const& book) {
    json::array out;
    for (auto const& [ticket, position] : book.positions()) {
        json::object item = to_json(position);
        item["side"] = position.side == Side::buy ? "buy" : "sell";
        item["profit"] = floating_profit(market, book.account(), position).text(book.account().digits);
        out.push_back(std::move(item));
    }
    return out;
}

json::array orders_json(Book const& book) {
    json::array out;
    for (auto const& [ticket, order] : book.orders()) {
        json::object item = to_json(order);
        item["type"] = order_type_names.at(static_cast<std::size_t>(order.type));
        out.push_back(std::move(item));
    }
    return out;
}

json::object account_json(Server const& server, Book const& book) {
    Market const& market = server.engine().market();
    Figures const figures = figures_of(market, book);
    int const digits = book.account().digits;
    json::object out = to_json(book.account());
    out["login"] = book.account().login;
    out["margin_mode"] = book.account().margin_mode == MarginMode::hedging ? "hedging" : "netting";
    out["balance"] = figures.balance.text(digits);
    out["equity"] = figures.equity.text(digits);
    out["profit"] = figures.profit.text(digits);
    out["margin"] = figures.margin.text(digits);
    out["free_margin"] = figures.free_margin.text(digits);
    out["margin_level"] = figures.level.text(2);
    out["terminals"] = server.terminals_of(book.account().login);
    out["positions"] = positions_json(market, book);
    out["orders"] = orders_json(book);
    out["deals"] = book.deals().size();
    return out;
}

Reply show_state(Server& server, Now now) {
    json::array accounts, quotes;
    for (auto const& [login, book] : server.engine().books()) accounts.push_back(account_json(server, book));
    for (SymbolSpec const& symbol : server.engine().market().symbols()) {
        if (auto const* quote = server.engine().market().find_quote(symbol.name)) quotes.push_back(to_json(*quote));
    }
    return {200, json::object{{"time", server.market_time(now)},
                              {"rows", server.rows().size()},
                              {"accounts", std::move(accounts)},
                              {"quotes", std::move(quotes)},
                              {"faults", server.faults().describe()}}};
}

Reply show_ledger(Server& server, control::Request const& request) {
    std::uint64_t const since = request.number("since", 0);
    std::uint64_t const account = request.number("account", 0);
    auto const asked_tag = request.query.find("tag");
    std::string const tag = asked_tag == request.query.end() ? "" : asked_tag->second;
    json::array rows;
    for (LedgerRow const& row : server.rows()) {
        bool const wanted = row.n > since && (account == 0 || row.account == account);
        if (wanted && (tag.empty() || tag_of(row.magic) == tag)) rows.push_back(ledger_row_json(row));
    }
    return {200, json::object{{"rows", std::move(rows)}}};
}

Reply set_price(Server& server, json::object const& body, Now now) {
    Quote quote;
    bool hold = false;
    detail::take(body, "symbol", quote.symbol);
    detail::take(body, "bid", quote.bid);
    detail::take(body, "ask", quote.ask);
    detail::take(body, "hold", hold);
    auto const* symbol = server.engine().market().find_symbol(quote.symbol);
    if (!symbol) return failure(400, "symbol: unknown");
    if (quote.ask.is_zero()) quote.ask = quote.bid + symbol->point * symbol->spread;
    if (quote.bid <= Fixed() || quote.ask < quote.bid) return failure(400, "bid, ask: 0 < bid <= ask");
    server.set_price(quote, hold, now);
    return {200, to_json(*server.engine().market().find_quote(quote.symbol))};
}

Reply add_fault(Server& server, json::object const& body) {
    auto const id = server.faults().add(body);
    if (!id) return failure(400, id.error());
    return {200, json::object{{"id", *id}}};
}

// Fills what a user leaves to the terminal's dialog: symbol, side and volume of a position that is closed.
std::string read_trade(Book const& book, json::object const& body, Request& request) {
    std::string const kind = text_at(body, "kind");
    request = from_json<Request>(body);
    request.type = text_at(body, "side") == "sell" ? OrderType::sell : OrderType::buy;
    Ticket ticket = 0;
    detail::take(body, "ticket", ticket);
    auto const* position = book.find_position(ticket);
    if (kind == "open") return {};
    if (kind == "pending") {
        request.action = Action::pending;
        std::string const type = text_at(body, "type");
        for (std::size_t i = 2; i < order_type_names.size() - 1; ++i) {
            if (type == order_type_names[i]) request.type = static_cast<OrderType>(i);
        }
        return is_pending(request.type) ? "" : "type: buy_limit, sell_limit, buy_stop, sell_stop, ..._stop_limit";
    }
    if (kind == "cancel") {
        request.action = Action::remove;
        request.order = ticket;
        return {};
    }
    if (!position) return "ticket: no such position";
    request.position = ticket;
    request.symbol = position->symbol;
    if (kind == "modify") {
        request.action = Action::sltp;
        if (!body.if_contains("sl")) request.sl = position->sl;
        if (!body.if_contains("tp")) request.tp = position->tp;
        return {};
    }
    if (kind == "close_by") {
        request.action = Action::close_by;
        detail::take(body, "by", request.position_by);
        return {};
    }
    request.type = market_type(opposite(position->side));
    if (request.volume.is_zero()) request.volume = position->volume;
    return kind == "close" ? "" : "kind: open, close, close_by, modify, pending, cancel";
}

Reply trade(Server& server, json::object const& body, Now now) {
    std::uint64_t login = 0;
    detail::take(body, "account", login);
    Book const* book = server.engine().find_book(login);
    if (!book) return failure(400, "account: unknown");
    Request request;
    if (std::string wrong = read_trade(*book, body, request); !wrong.empty()) return failure(400, wrong);
    Result const result = server.trade_by_user(login, request, now);
    LedgerRow const& row = server.rows().back();
    json::object out = to_json(result);
    out["ticket"] = std::to_string(row.ticket);
    out["n"] = row.n;
    return {200, std::move(out)};
}

Reply set_clock(Server& server, json::object const& body, Now now) {
    std::int64_t time = 0, offset = 0;
    detail::take(body, "time_ms", time);
    detail::take(body, "offset_ms", offset);
    if (body.if_contains("time_ms")) {
        offset = time - now.wall;
    } else if (!body.if_contains("offset_ms")) {
        return failure(400, "time_ms or offset_ms");
    }
    server.set_clock_offset(offset);
    server.on_time(now);
    return {200, json::object{{"time", server.market_time(now)}, {"offset_ms", offset}}};
}

}  // namespace

Reply handle_control(Server& server, control::Request const& request, Now now) {
    std::string const route = request.method + " " + request.path;
    if (route == "GET /state") return show_state(server, now);
    if (route == "GET /ledger") return show_ledger(server, request);
    if (route == "POST /price") return set_price(server, request.body, now);
    if (route == "POST /fault") return add_fault(server, request.body);
    if (route == "GET /fault") return {200, json::object{{"faults", server.faults().describe()}}};
    if (route == "DELETE /fault") {
        server.faults().clear();
        return {200, json::object{}};
    }
    if (route == "POST /trade") return trade(server, request.body, now);
    if (route == "POST /clock") return set_clock(server, request.body, now);
    return failure(404, "no such route; see tests/simulator/README.md");
}

}  // namespace signalos::broker
