// Symbols and their latest quotes: everything valuation needs beside an account's book.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "broker/model.hpp"

namespace signalos::broker {

class Market {
public:
    Market() = default;
    explicit Market(std::vector<SymbolSpec> symbols);

    /// In the order given; a symbol's index never changes.
    std::vector<SymbolSpec> const& symbols() const { return symbols_; }
    /// nullptr when there is no such symbol, or no quote yet.
    SymbolSpec const* find_symbol(std::string const& name) const;
    Quote const* find_quote(std::string const& name) const;
    void set_quote(Quote quote) { quotes_[quote.symbol] = std::move(quote); }

    /// What one unit of `currency` is worth in `account_currency`, by direct or inverse quote; 0 when neither exists.
    double rate(std::string const& currency, std::string const& account_currency) const;

private:
    std::vector<SymbolSpec> symbols_;
    std::map<std::string, Quote> quotes_;
};

/// EURUSD, GBPUSD, USDJPY, XAUUSD: five, three and two digits, contract 100000 and 100, market execution.
std::vector<SymbolSpec> demo_symbols();

}  // namespace signalos::broker
