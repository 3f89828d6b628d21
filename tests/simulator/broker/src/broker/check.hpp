// Whether the server would accept a request now. No change, no side effect.
#pragma once

#include <string>

#include "broker/book.hpp"
#include "broker/market.hpp"

namespace signalos::broker {

/// `retcode_done` when acceptable (OrderCheck reports that as 0), else the code of the first rule it breaks.
/// Rules in MetaTrader's order: symbol, trade mode, volume, filling, prices and stops, expiry, money.
std::uint32_t check_request(Market const& market, Book const& book, Request const& request, Millis now);

/// What the request is, in the words of the ledger and of fault matching: open, close, partial_close, close_by,
/// pending, modify, cancel, sltp.
std::string request_kind(Book const& book, Request const& request);

/// The position a deal reduces: by ticket on hedging, by symbol and opposite side on netting; nullptr = it opens.
Position const* reduced_position(Book const& book, Request const& request);

/// 0, or `retcode_invalid_stops` / `retcode_invalid_price` when `sl` or `tp` is too near to or on the wrong side of
/// `reference` (the price that would trigger them).
std::uint32_t check_stops(SymbolSpec const& symbol, Side side, Fixed sl, Fixed tp, Fixed reference);

}  // namespace signalos::broker
