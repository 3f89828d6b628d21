#include "broker/market.hpp"

namespace signalos::broker {
namespace {

Fixed whole(std::int64_t value) {
    return Fixed::from_units(value * Fixed::scale);
}
Fixed hundredths(std::int64_t value) {
    return Fixed::from_units(value * (Fixed::scale / 100));
}

SymbolSpec forex(char const* base, char const* quote, char const* description, int digits, double start, int spread) {
    SymbolSpec s;
    s.name = std::string(base) + quote;
    s.description = description;
    s.path = "Forex\\" + s.name;
    s.base = s.margin_currency = base;
    s.profit_currency = quote;
    s.digits = digits;
    s.point = s.tick_size = Fixed::from_double(digits == 3 ? 0.001 : 0.00001);
    s.contract_size = whole(100'000);
    s.volume_min = s.volume_step = hundredths(1);
    s.volume_max = whole(100);
    s.stops_level = 10;
    s.swap_long = hundredths(-650);
    s.swap_short = hundredths(110);
    s.start_price = Fixed::from_double(start);
    s.spread = spread;
    return s;
}

SymbolSpec gold() {
    SymbolSpec s = forex("XAU", "USD", "Gold vs US Dollar", 5, 2350.00, 20);
    s.path = "Metals\\XAUUSD";
    s.digits = 2;
    s.point = s.tick_size = hundredths(1);
    s.contract_size = whole(100);
    s.volume_max = whole(50);
    s.stops_level = 20;
    s.step_points = 12;
    return s;
}

}  // namespace

Market::Market(std::vector<SymbolSpec> symbols) : symbols_(std::move(symbols)) {}

SymbolSpec const* Market::find_symbol(std::string const& name) const {
    for (SymbolSpec const& symbol : symbols_) {
        if (symbol.name == name) return &symbol;
    }
    return nullptr;
}

Quote const* Market::find_quote(std::string const& name) const {
    auto const found = quotes_.find(name);
    return found == quotes_.end() ? nullptr : &found->second;
}

double Market::rate(std::string const& currency, std::string const& account_currency) const {
    if (currency == account_currency) return 1.0;
    if (auto const* direct = find_quote(currency + account_currency)) return direct->bid.value();
    if (auto const* inverse = find_quote(account_currency + currency); inverse && !inverse->ask.is_zero()) {
        return 1.0 / inverse->ask.value();
    }
    return 0.0;
}

std::vector<SymbolSpec> demo_symbols() {
    return {forex("EUR", "USD", "Euro vs US Dollar", 5, 1.08500, 8),
            forex("GBP", "USD", "Great Britain Pound vs US Dollar", 5, 1.27000, 11),
            forex("USD", "JPY", "US Dollar vs Japanese Yen", 3, 151.250, 10), gold()};
}

}  // namespace signalos::broker
