// Profit, margin and account figures. Used by the server to decide and by the terminal to show, so they agree.
#pragma once

#include "broker/book.hpp"
#include "broker/market.hpp"

namespace signalos::broker {

struct Figures {
    /// Account currency, rounded to its digits. Equity = balance + credit + profit (floating, swap included).
    Fixed balance, equity, profit, margin, free_margin;
    /// Percent; 0 without open positions, as MetaTrader reports it.
    Fixed level;
};

/// Account currency. `volume` in lots. 0 when no quote converts the profit currency.
Fixed profit_of(Market const& market, Account const& account, SymbolSpec const& symbol, Side side, Fixed volume,
                Fixed open, Fixed close);
/// Account currency, for one deal of `volume` lots at `price`: notional over leverage.
Fixed margin_of(Market const& market, Account const& account, SymbolSpec const& symbol, Fixed volume, Fixed price);
/// Profit at the price that would close the position now; 0 without a quote.
Fixed floating_profit(Market const& market, Account const& account, Position const& position);
/// Opposite positions of one symbol need margin for the larger leg only.
Fixed total_margin(Market const& market, Book const& book);
Figures figures_of(Market const& market, Book const& book);

/// Price at which a deal on `side` happens: buys at the ask, sells at the bid.
inline Fixed deal_price(Quote const& quote, Side side) {
    return side == Side::buy ? quote.ask : quote.bid;
}
/// Price that closes a position of `side`.
inline Fixed close_price(Quote const& quote, Side side) {
    return deal_price(quote, opposite(side));
}

}  // namespace signalos::broker
