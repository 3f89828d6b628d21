#include "broker/feed.hpp"

#include <algorithm>
#include <cmath>

namespace signalos::broker {
namespace {

constexpr std::size_t max_bars = 10'000;
constexpr Millis minute_ms = 60'000;
constexpr double pull_home = 0.0005;

// Sum of uniforms instead of std::normal_distribution: the same seed gives the same prices with any standard library.
double bell(std::mt19937_64& random) {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(random() >> 11) * 0x1.0p-53;
    return sum;
}

void extend(Bar& bar, Fixed price) {
    bar.high = std::max(bar.high, price);
    bar.low = std::min(bar.low, price);
    bar.close = price;
    ++bar.ticks;
}

void merge(Bar& bar, Bar const& next) {
    bar.high = std::max(bar.high, next.high);
    bar.low = std::min(bar.low, next.low);
    bar.close = next.close;
    bar.ticks += next.ticks;
}

}  // namespace

Quote PriceWalk::next(SymbolSpec const& symbol, Quote const* last, Millis now) {
    double const home = symbol.start_price.value();
    double const from = last ? last->bid.value() : home;
    double const step = bell(random_) * symbol.step_points * symbol.point.value();
    Quote quote;
    quote.symbol = symbol.name;
    quote.bid = Fixed::from_double(from + step + (home - from) * pull_home).rounded_to(symbol.tick_size);
    quote.bid = std::max(quote.bid, symbol.tick_size);
    auto const wider = static_cast<std::int64_t>(random_() % 3);
    quote.ask = quote.bid + symbol.point * (symbol.spread + wider);
    quote.time = now;
    return quote;
}

void Bars::add(Quote const& quote) {
    auto& bars = series_[quote.symbol];
    Millis const opened = quote.time - quote.time % minute_ms;
    if (!bars.empty() && bars.back().time >= opened) {
        extend(bars.back(), quote.bid);
        return;
    }
    bars.push_back({opened, quote.bid, quote.bid, quote.bid, quote.bid, 1});
    if (bars.size() > max_bars) bars.pop_front();
}

std::vector<Bar> Bars::find(std::string const& symbol, int minutes, Millis until, std::size_t count) const {
    std::vector<Bar> out;
    auto const found = series_.find(symbol);
    if (found == series_.end() || minutes <= 0) return out;
    Millis const length = minutes * minute_ms;
    for (Bar const& bar : found->second) {
        if (bar.time > until) break;
        Millis const opened = bar.time - bar.time % length;
        if (!out.empty() && out.back().time == opened) {
            merge(out.back(), bar);
            continue;
        }
        out.push_back(bar);
        out.back().time = opened;
    }
    if (out.size() > count) out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(count));
    return out;
}

}  // namespace signalos::broker
