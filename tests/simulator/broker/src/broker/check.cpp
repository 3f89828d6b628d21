#include "broker/check.hpp"

#include "broker/valuation.hpp"

namespace signalos::broker {
namespace {

Fixed points(SymbolSpec const& symbol, int count) {
    return symbol.point * count;
}

std::uint32_t check_volume(SymbolSpec const& symbol, Fixed volume) {
    bool const fits = volume >= symbol.volume_min && volume <= symbol.volume_max;
    return fits && volume.is_multiple_of(symbol.volume_step) ? 0 : retcode_invalid_volume;
}

std::uint32_t check_trade_mode(SymbolSpec const& symbol, Side side, bool opens) {
    switch (symbol.trade_mode) {
        case TradeMode::full:
            return 0;
        case TradeMode::disabled:
            return retcode_trade_disabled;
        case TradeMode::close_only:
            return opens ? retcode_close_only : 0;
        case TradeMode::long_only:
            return opens && side == Side::sell ? retcode_long_only : 0;
        case TradeMode::short_only:
            return opens && side == Side::buy ? retcode_short_only : 0;
    }
    return retcode_trade_disabled;
}

// Pending orders rest with RETURN whatever the symbol's flags say; market execution never takes RETURN.
std::uint32_t check_filling(SymbolSpec const& symbol, Filling filling) {
    if (symbol.execution == Execution::request || symbol.execution == Execution::instant) return 0;
    bool const flagged = (filling == Filling::fok && (symbol.filling_flags & 1) != 0) ||
                         (filling == Filling::ioc && (symbol.filling_flags & 2) != 0);
    bool const by_exchange = symbol.execution == Execution::exchange && filling == Filling::ret;
    return flagged || by_exchange ? 0 : retcode_invalid_fill;
}

// Instant execution deals at the asked price or not at all.
std::uint32_t check_deviation(SymbolSpec const& symbol, Request const& request, Fixed price) {
    if (symbol.execution != Execution::instant && symbol.execution != Execution::request) return 0;
    Fixed const allowed = symbol.point * static_cast<std::int64_t>(request.deviation);
    return abs(price - request.price) <= allowed ? 0 : retcode_requote;
}

bool is_frozen(SymbolSpec const& symbol, Quote const& quote, Position const& position) {
    if (symbol.freeze_level == 0) return false;
    Fixed const now = close_price(quote, position.side);
    Fixed const limit = points(symbol, symbol.freeze_level);
    auto near = [&](Fixed level) { return !level.is_zero() && abs(now - level) <= limit; };
    return near(position.sl) || near(position.tp);
}

std::uint32_t check_close(SymbolSpec const& symbol, Quote const& quote, Book const& book, Request const& request) {
    bool const hedging = book.account().margin_mode == MarginMode::hedging;
    auto const* position = hedging ? book.find_position(request.position) : book.find_position_of(request.symbol);
    if (!position) return retcode_position_closed;
    if (hedging && (position->symbol != request.symbol || side_of(request.type) == position->side)) {
        return retcode_invalid;
    }
    if (hedging && request.volume > position->volume) return retcode_invalid_close_volume;
    return is_frozen(symbol, quote, *position) ? retcode_frozen : 0;
}

std::uint32_t check_money(Market const& market, Book const& book, SymbolSpec const& symbol, Fixed volume, Fixed price) {
    Figures const figures = figures_of(market, book);
    Fixed const fee = Fixed::from_double(book.account().commission.value() * volume.value());
    return margin_of(market, book.account(), symbol, volume, price) + fee > figures.free_margin ? retcode_no_money : 0;
}

std::uint32_t check_deal(Market const& market, SymbolSpec const& symbol, Quote const& quote, Book const& book,
                         Request const& request) {
    if (!is_market(request.type)) return retcode_invalid;
    if (auto code = check_volume(symbol, request.volume)) return code;
    Position const* reduced = reduced_position(book, request);
    bool const opens = !reduced && request.position == 0;
    if (auto code = check_trade_mode(symbol, side_of(request.type), opens)) return code;
    if (auto code = check_filling(symbol, request.filling)) return code;
    Fixed const price = deal_price(quote, side_of(request.type));
    if (auto code = check_deviation(symbol, request, price)) return code;
    if (request.position != 0) {
        if (auto code = check_close(symbol, quote, book, request)) return code;
    }
    if (reduced && reduced->volume >= request.volume) return 0;
    Fixed const reference = close_price(quote, side_of(request.type));
    if (auto code = check_stops(symbol, side_of(request.type), request.sl, request.tp, reference)) return code;
    Fixed const added = reduced ? request.volume - reduced->volume : request.volume;
    return check_money(market, book, symbol, added, price);
}

std::uint32_t check_pending_price(SymbolSpec const& symbol, Quote const& quote, Request const& r) {
    Fixed const gap = points(symbol, symbol.stops_level);
    bool right = false;
    switch (r.type) {
        case OrderType::buy_limit:
            right = quote.ask - r.price >= gap && r.price < quote.ask;
            break;
        case OrderType::sell_limit:
            right = r.price - quote.bid >= gap && r.price > quote.bid;
            break;
        case OrderType::buy_stop:
            right = r.price - quote.ask >= gap && r.price > quote.ask;
            break;
        case OrderType::sell_stop:
            right = quote.bid - r.price >= gap && r.price < quote.bid;
            break;
        case OrderType::buy_stop_limit:
            right = r.price > quote.ask && r.stoplimit <= r.price;
            break;
        case OrderType::sell_stop_limit:
            right = r.price < quote.bid && r.stoplimit >= r.price;
            break;
        default:
            return retcode_invalid;
    }
    return right && r.price > Fixed() ? 0 : retcode_invalid_price;
}

int order_flag(OrderType type) {
    switch (type) {
        case OrderType::buy_limit:
        case OrderType::sell_limit:
            return 2;
        case OrderType::buy_stop:
        case OrderType::sell_stop:
            return 4;
        case OrderType::buy_stop_limit:
        case OrderType::sell_stop_limit:
            return 8;
        default:
            return 1;
    }
}

std::uint32_t check_expiry(SymbolSpec const& symbol, Request const& request, Millis now) {
    if ((symbol.expiration_flags & (1 << static_cast<int>(request.lifetime))) == 0) return retcode_invalid_expiration;
    bool const dated = request.lifetime == Lifetime::specified || request.lifetime == Lifetime::specified_day;
    return dated && request.expiration <= now ? retcode_invalid_expiration : 0;
}

Fixed resting_price(Request const& r) {
    bool const two_step = r.type == OrderType::buy_stop_limit || r.type == OrderType::sell_stop_limit;
    return two_step ? r.stoplimit : r.price;
}

std::uint32_t check_pending(SymbolSpec const& symbol, Quote const& quote, Book const& book, Request const& request,
                            Millis now) {
    if (!is_pending(request.type) || (symbol.order_flags & order_flag(request.type)) == 0) return retcode_invalid_order;
    if (auto code = check_volume(symbol, request.volume)) return code;
    if (auto code = check_trade_mode(symbol, side_of(request.type), true)) return code;
    if (static_cast<int>(book.orders().size()) >= book.account().limit_orders) return retcode_limit_orders;
    if (auto code = check_pending_price(symbol, quote, request)) return code;
    if (auto code = check_stops(symbol, side_of(request.type), request.sl, request.tp, resting_price(request))) {
        return code;
    }
    return check_expiry(symbol, request, now);
}

std::uint32_t check_sltp(Market const& market, Book const& book, Request const& request) {
    bool const hedging = book.account().margin_mode == MarginMode::hedging;
    auto const* position =
        hedging || request.position != 0 ? book.find_position(request.position) : book.find_position_of(request.symbol);
    if (!position) return retcode_position_closed;
    auto const* symbol = market.find_symbol(position->symbol);
    auto const* quote = market.find_quote(position->symbol);
    if (!symbol || !quote) return retcode_price_off;
    if (request.sl == position->sl && request.tp == position->tp) return retcode_no_changes;
    if (is_frozen(*symbol, *quote, *position)) return retcode_frozen;
    return check_stops(*symbol, position->side, request.sl, request.tp, close_price(*quote, position->side));
}

std::uint32_t check_modify(Market const& market, Book const& book, Request const& request, Millis now) {
    auto const* order = book.find_order(request.order);
    if (!order) return retcode_invalid;
    auto const* symbol = market.find_symbol(order->symbol);
    auto const* quote = market.find_quote(order->symbol);
    if (!symbol || !quote) return retcode_price_off;
    bool const same = request.price == order->price && request.sl == order->sl && request.tp == order->tp &&
                      request.stoplimit == order->stoplimit && request.lifetime == order->lifetime &&
                      request.expiration == order->expiration;
    if (same) return retcode_no_changes;
    Request merged = request;
    merged.type = order->type;
    if (auto code = check_pending_price(*symbol, *quote, merged)) return code;
    if (auto code = check_stops(*symbol, side_of(order->type), request.sl, request.tp, resting_price(merged))) {
        return code;
    }
    return check_expiry(*symbol, request, now);
}

std::uint32_t check_close_by(Book const& book, Request const& request) {
    if (book.account().margin_mode != MarginMode::hedging) return retcode_invalid;
    auto const* first = book.find_position(request.position);
    auto const* second = book.find_position(request.position_by);
    if (!first || !second) return retcode_position_closed;
    return first->symbol == second->symbol && first->side != second->side ? 0 : retcode_invalid;
}

std::uint32_t check_with_symbol(Market const& market, Book const& book, Request const& request, Millis now) {
    auto const* symbol = market.find_symbol(request.symbol);
    if (!symbol) return retcode_invalid;
    auto const* quote = market.find_quote(request.symbol);
    if (!quote) return retcode_price_off;
    return request.action == Action::deal ? check_deal(market, *symbol, *quote, book, request)
                                          : check_pending(*symbol, *quote, book, request, now);
}

std::uint32_t first_broken_rule(Market const& market, Book const& book, Request const& request, Millis now) {
    if (!book.account().trade_allowed) return retcode_trade_disabled;
    switch (request.action) {
        case Action::deal:
        case Action::pending:
            return check_with_symbol(market, book, request, now);
        case Action::sltp:
            return check_sltp(market, book, request);
        case Action::modify:
            return check_modify(market, book, request, now);
        case Action::remove:
            return book.find_order(request.order) ? 0 : retcode_invalid;
        case Action::close_by:
            return check_close_by(book, request);
    }
    return retcode_invalid;
}

}  // namespace

std::uint32_t check_stops(SymbolSpec const& symbol, Side side, Fixed sl, Fixed tp, Fixed reference) {
    Fixed const gap = points(symbol, symbol.stops_level);
    auto const below = [&](Fixed level) { return reference - level >= gap && level < reference; };
    auto const above = [&](Fixed level) { return level - reference >= gap && level > reference; };
    bool const sl_fits = sl.is_zero() || (side == Side::buy ? below(sl) : above(sl));
    bool const tp_fits = tp.is_zero() || (side == Side::buy ? above(tp) : below(tp));
    return sl_fits && tp_fits ? 0 : retcode_invalid_stops;
}

std::uint32_t check_request(Market const& market, Book const& book, Request const& request, Millis now) {
    std::uint32_t const broken = first_broken_rule(market, book, request, now);
    return broken == 0 ? retcode_done : broken;
}

Position const* reduced_position(Book const& book, Request const& request) {
    if (request.action != Action::deal) return nullptr;
    if (book.account().margin_mode == MarginMode::hedging) return book.find_position(request.position);
    auto const* position = book.find_position_of(request.symbol);
    return position && position->side != side_of(request.type) ? position : nullptr;
}

std::string request_kind(Book const& book, Request const& request) {
    switch (request.action) {
        case Action::pending:
            return "pending";
        case Action::sltp:
            return "sltp";
        case Action::modify:
            return "modify";
        case Action::remove:
            return "cancel";
        case Action::close_by:
            return "close_by";
        case Action::deal:
            break;
    }
    auto const* reduced = reduced_position(book, request);
    if (!reduced) return request.position == 0 ? "open" : "close";
    return request.volume < reduced->volume ? "partial_close" : "close";
}

}  // namespace signalos::broker
