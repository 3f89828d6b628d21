// What prices and time set off: pending orders, stops, targets, stop-out, expiry.
#include <algorithm>

#include "broker/check.hpp"
#include "broker/engine.hpp"
#include "broker/fills.hpp"
#include "broker/valuation.hpp"

namespace signalos::broker {
namespace {

constexpr Millis day_ms = 86'400'000;

template <class Map>
auto values_of(Map const& map, std::string const& symbol) {
    std::vector<typename Map::mapped_type> out;
    for (auto const& [ticket, value] : map) {
        if (value.symbol == symbol) out.push_back(value);
    }
    return out;
}

bool order_triggers(Order const& order, Quote const& quote) {
    switch (order.type) {
        case OrderType::buy_limit:
            return quote.ask <= order.price;
        case OrderType::sell_limit:
            return quote.bid >= order.price;
        case OrderType::buy_stop:
        case OrderType::buy_stop_limit:
            return quote.ask >= order.price;
        case OrderType::sell_stop:
        case OrderType::sell_stop_limit:
            return quote.bid <= order.price;
        default:
            return false;
    }
}

bool is_over(Order const& order, Millis now) {
    switch (order.lifetime) {
        case Lifetime::gtc:
            return false;
        case Lifetime::day:
            return now / day_ms > order.setup / day_ms;
        case Lifetime::specified:
            return now >= order.expiration;
        case Lifetime::specified_day:
            return now / day_ms > order.expiration / day_ms;
    }
    return false;
}

LedgerRow server_row(char const* kind, Order const& order) {
    LedgerRow row;
    row.kind = kind;
    row.symbol = order.symbol;
    row.order = order.ticket;
    row.volume = order.volume_initial;
    row.price = order.price;
    row.magic = order.magic;
    row.comment = order.comment;
    row.source = Source::server;
    return row;
}

Result done_result() {
    Result result;
    result.retcode = retcode_done;
    return result;
}

void finish_order(Batch& batch, Order& order, OrderState state) {
    order.state = state;
    order.done = batch.now;
    archive_order(batch, order);
    batch.transactions.push_back(order_transaction(TransactionType::order_delete, order));
    batch.transactions.push_back(order_transaction(TransactionType::history_add, order));
}

}  // namespace

Outcome Engine::fill_pending(Book& book, Order order, Fixed price, Millis now) {
    Batch batch = batch_for(book, now);
    auto const* symbol = market_.find_symbol(order.symbol);
    Fixed const needed = margin_of(market_, book.account(), *symbol, order.volume_current, price);
    if (needed > figures_of(market_, book).free_margin) {
        finish_order(batch, order, OrderState::rejected);
        Result result;
        result.retcode = retcode_no_money;
        return finish(std::move(batch), server_row("activate", order), std::move(result));
    }
    Order market_order = order;
    market_order.type = market_type(side_of(order.type));
    Fill const fill = fill_order(batch, market_order, order.volume_current, price, 0);
    order.position_id = fill.deal.position_id;
    order.volume_current = Fixed();
    batch.transactions.push_back(deal_transaction(fill.deal, fill.position));
    finish_order(batch, order, OrderState::filled);
    LedgerRow row = server_row("activate", order);
    row.deal = fill.deal.ticket;
    row.ticket = fill.position;
    row.price = price;
    return finish(std::move(batch), std::move(row), done_result());
}

std::optional<Outcome> Engine::trigger_order(Book& book, Order const& order, Quote const& quote, Millis now) {
    if (!order_triggers(order, quote)) return std::nullopt;
    bool const two_step = order.type == OrderType::buy_stop_limit || order.type == OrderType::sell_stop_limit;
    if (!two_step) return fill_pending(book, order, deal_price(quote, side_of(order.type)), now);
    Order limit = order;
    limit.type = order.type == OrderType::buy_stop_limit ? OrderType::buy_limit : OrderType::sell_limit;
    limit.price = order.stoplimit;
    limit.stoplimit = Fixed();
    Batch batch = batch_for(book, now);
    batch.put(PutOrder{limit});
    batch.transactions.push_back(order_transaction(TransactionType::order_update, limit));
    return finish(std::move(batch), server_row("activate", limit), done_result());
}

Outcome Engine::close_by_server(Book& book, Position const& position, Reason reason, std::string comment, Millis now) {
    Batch batch = batch_for(book, now);
    Quote const quote = *market_.find_quote(position.symbol);
    Order order;
    order.ticket = counters_.order++;
    order.type = market_type(opposite(position.side));
    order.symbol = position.symbol;
    order.volume_initial = order.volume_current = position.volume;
    order.price = close_price(quote, position.side);
    order.setup = now;
    order.magic = position.magic;
    order.reason = reason;
    order.position_id = position.identifier;
    order.comment = std::move(comment);
    batch.transactions.push_back(order_transaction(TransactionType::order_add, order));
    Fill const fill = reduce_position(batch, order, position.ticket, position.volume, order.price, Entry::out);
    order.volume_current = Fixed();
    finish_order(batch, order, OrderState::filled);
    batch.transactions.push_back(deal_transaction(fill.deal, position.ticket));
    LedgerRow row = server_row(reason == Reason::sl ? "sl" : reason == Reason::tp ? "tp" : "so", order);
    row.deal = fill.deal.ticket;
    row.ticket = position.ticket;
    return finish(std::move(batch), std::move(row), done_result());
}

std::optional<Outcome> Engine::trigger_position(Book& book, Position const& p, Quote const& quote, Millis now) {
    bool const buy = p.side == Side::buy;
    Fixed const price = close_price(quote, p.side);
    int const digits = market_.find_symbol(p.symbol)->digits;
    bool const stop = !p.sl.is_zero() && (buy ? price <= p.sl : price >= p.sl);
    if (stop) return close_by_server(book, p, Reason::sl, "[sl " + p.sl.text(digits) + "]", now);
    bool const target = !p.tp.is_zero() && (buy ? price >= p.tp : price <= p.tp);
    if (target) return close_by_server(book, p, Reason::tp, "[tp " + p.tp.text(digits) + "]", now);
    return std::nullopt;
}

// The largest loss goes first, one position at a time, until the level is above the limit again.
std::optional<Outcome> Engine::stop_out(Book& book, Millis now) {
    Figures const figures = figures_of(market_, book);
    if (figures.margin.is_zero() || figures.level > book.account().stop_out) return std::nullopt;
    Position const* worst = nullptr;
    Fixed worst_profit;
    for (auto const& [ticket, position] : book.positions()) {
        if (!market_.find_quote(position.symbol)) continue;
        Fixed const profit = floating_profit(market_, book.account(), position);
        if (worst && profit >= worst_profit) continue;
        worst = &position;
        worst_profit = profit;
    }
    if (!worst) return std::nullopt;
    std::string comment = "[so " + figures.level.text(2) + "%]";
    return close_by_server(book, Position(*worst), Reason::so, std::move(comment), now);
}

std::vector<Outcome> Engine::on_quote(Quote const& quote, Millis now) {
    std::vector<Outcome> out;
    if (!market_.find_symbol(quote.symbol)) return out;
    market_.set_quote(quote);
    for (auto& [login, book] : books_) {
        for (Order const& order : values_of(book.orders(), quote.symbol)) {
            if (auto outcome = trigger_order(book, order, quote, now)) out.push_back(std::move(*outcome));
        }
        for (Position const& position : values_of(book.positions(), quote.symbol)) {
            if (auto outcome = trigger_position(book, position, quote, now)) out.push_back(std::move(*outcome));
        }
        while (auto outcome = stop_out(book, now)) out.push_back(std::move(*outcome));
    }
    return out;
}

std::vector<Outcome> Engine::on_time(Millis now) {
    std::vector<Outcome> out;
    for (auto& [login, book] : books_) {
        std::vector<Order> over;
        for (auto const& [ticket, order] : book.orders()) {
            if (is_over(order, now)) over.push_back(order);
        }
        for (Order& order : over) {
            Batch batch = batch_for(book, now);
            finish_order(batch, order, OrderState::expired);
            out.push_back(finish(std::move(batch), server_row("expire", order), done_result()));
        }
    }
    return out;
}

}  // namespace signalos::broker
