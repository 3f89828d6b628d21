// Where prices come from when nobody scripts them, and the one-minute bars they leave behind.
#pragma once

#include <deque>
#include <map>
#include <random>
#include <vector>

#include "broker/market.hpp"

namespace signalos::broker {

/// Seeded random walk that is drawn back to its symbol's start price, so a demo left running for weeks stays sane.
class PriceWalk {
public:
    explicit PriceWalk(std::uint64_t seed) : random_(seed) {}

    /// The quote after `last` (nullptr: the first one).
    Quote next(SymbolSpec const& symbol, Quote const* last, Millis now);
    /// True about half of the time: real symbols do not all tick together.
    bool ticks_now() { return (random_() & 1U) != 0; }

private:
    std::mt19937_64 random_;
};

struct Bar {
    /// Opening time, a multiple of the bar's length.
    Millis time = 0;
    Fixed open, high, low, close;
    std::int64_t ticks = 0;
};

/// One-minute bars per symbol, the newest 10,000 of each.
class Bars {
public:
    void add(Quote const& quote);
    /// Up to `count` bars of `minutes` length that open at or before `until`, oldest first.
    std::vector<Bar> find(std::string const& symbol, int minutes, Millis until, std::size_t count) const;
    bool has(std::string const& symbol) const { return series_.count(symbol) != 0; }

private:
    std::map<std::string, std::deque<Bar>> series_;
};

}  // namespace signalos::broker
