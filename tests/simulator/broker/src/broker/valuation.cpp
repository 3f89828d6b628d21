#include "broker/valuation.hpp"

#include <algorithm>
#include <map>

namespace signalos::broker {

Fixed profit_of(Market const& market, Account const& account, SymbolSpec const& symbol, Side side, Fixed volume,
                Fixed open, Fixed close) {
    double const move = side == Side::buy ? (close - open).value() : (open - close).value();
    double const own = move * symbol.contract_size.value() * volume.value();
    return Fixed::from_double(own * market.rate(symbol.profit_currency, account.currency)).rounded(account.digits);
}

Fixed margin_of(Market const& market, Account const& account, SymbolSpec const& symbol, Fixed volume, Fixed price) {
    double notional = volume.value() * symbol.contract_size.value();
    double rate = 1.0;
    if (symbol.margin_currency != account.currency) {
        bool const quoted_in_account_currency = symbol.profit_currency == account.currency;
        rate = quoted_in_account_currency ? price.value() : market.rate(symbol.margin_currency, account.currency);
    }
    notional *= rate;
    return Fixed::from_double(notional / std::max(account.leverage, 1)).rounded(account.digits);
}

Fixed floating_profit(Market const& market, Account const& account, Position const& position) {
    auto const* symbol = market.find_symbol(position.symbol);
    auto const* quote = market.find_quote(position.symbol);
    if (!symbol || !quote) return {};
    Fixed const close = close_price(*quote, position.side);
    return profit_of(market, account, *symbol, position.side, position.volume, position.price, close);
}

Fixed total_margin(Market const& market, Book const& book) {
    struct Legs {
        Fixed buy, sell;
    };
    std::map<std::string, Legs> by_symbol;
    for (auto const& [ticket, position] : book.positions()) {
        auto const* symbol = market.find_symbol(position.symbol);
        if (!symbol) continue;
        Legs& legs = by_symbol[position.symbol];
        Fixed& leg = position.side == Side::buy ? legs.buy : legs.sell;
        leg += margin_of(market, book.account(), *symbol, position.volume, position.price);
    }
    Fixed total;
    for (auto const& [name, legs] : by_symbol) total += std::max(legs.buy, legs.sell);
    return total;
}

Figures figures_of(Market const& market, Book const& book) {
    Figures f;
    f.balance = book.account().balance;
    for (auto const& [ticket, position] : book.positions()) {
        f.profit += floating_profit(market, book.account(), position) + position.swap;
    }
    f.equity = f.balance + book.account().credit + f.profit;
    f.margin = total_margin(market, book);
    f.free_margin = f.equity - f.margin;
    if (f.margin > Fixed()) f.level = Fixed::from_double(100.0 * f.equity.value() / f.margin.value()).rounded(2);
    return f;
}

}  // namespace signalos::broker
