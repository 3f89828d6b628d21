// Symbols, quotes and bars.
#include <boost/json/array.hpp>
#include <cmath>

#include "broker/valuation.hpp"
#include "terminal/program_host.hpp"

namespace signalos::terminal {
namespace {

namespace json = boost::json;

constexpr std::int64_t day_seconds = 86'400;
constexpr std::chrono::seconds rates_timeout{5};

int minutes_of(std::int32_t timeframe) {
    constexpr std::int32_t hours = 0x4000, weeks = 0x8000, months = 0xC000, unit = 0xC000;
    switch (timeframe & unit) {
        case hours:
            return (timeframe & ~unit) * 60;
        case weeks:
            return 7 * 24 * 60;
        case months:
            return 30 * 24 * 60;
        default:
            return timeframe;
    }
}

double text_number(json::value const& value) {
    return std::strtod(value.as_string().c_str(), nullptr);
}

// One tick of one lot, in account currency.
double tick_value(MirrorData const& data, broker::SymbolSpec const& s) {
    double const rate = data.market.rate(s.profit_currency, data.book.account().currency);
    return s.tick_size.value() * s.contract_size.value() * rate;
}

}  // namespace

std::optional<broker::SymbolSpec> ProgramHost::spec(std::string const& symbol) {
    check_alive();
    std::string const name = own(symbol);
    auto found = services_.mirror.read([&](MirrorData const& data) -> std::optional<broker::SymbolSpec> {
        auto const* known = data.market.find_symbol(name);
        if (!known) return std::nullopt;
        return *known;
    });
    if (!found) error_ = error::unknown_symbol;
    return found;
}

std::int32_t ProgramHost::symbols_total(bool selected) {
    return services_.mirror.read([&](MirrorData const& data) {
        auto const all = data.market.symbols().size();
        return static_cast<std::int32_t>(selected ? all - data.hidden.size() : all);
    });
}

std::string ProgramHost::symbol_name(std::int32_t index, bool selected) {
    return services_.mirror.read([&](MirrorData const& data) -> std::string {
        std::int32_t at = 0;
        for (broker::SymbolSpec const& symbol : data.market.symbols()) {
            if (selected && data.hidden.count(symbol.name) != 0) continue;
            if (at++ == index) return symbol.name;
        }
        return {};
    });
}

bool ProgramHost::symbol_select(std::string const& symbol, bool select) {
    auto const known = spec(symbol);
    if (!known) return false;
    return services_.mirror.change([&](MirrorData& data) {
        if (select) {
            data.hidden.erase(known->name);
            return true;
        }
        if (data.book.find_position_of(known->name)) return false;
        data.hidden.insert(known->name);
        return true;
    });
}

bool ProgramHost::symbol_exist(std::string const& symbol, bool& is_custom) {
    is_custom = false;
    return spec(symbol).has_value();
}

bool ProgramHost::symbol_is_synchronized(std::string const& symbol) {
    auto const known = spec(symbol);
    return known && services_.mirror.read([&](MirrorData const& data) {
        return data.connected && data.market.find_quote(known->name) != nullptr;
    });
}

std::optional<std::int64_t> ProgramHost::symbol_integer(std::string const& symbol, mql::SymbolInteger property) {
    auto const s = spec(symbol);
    if (!s) return std::nullopt;
    return services_.mirror.read([&](MirrorData const& data) -> std::int64_t {
        auto const* quote = data.market.find_quote(s->name);
        using P = mql::SymbolInteger;
        switch (property) {
            case P::exist:
            case P::spread_float:
                return 1;
            case P::select:
            case P::visible:
                return data.hidden.count(s->name) == 0;
            case P::time:
                return quote ? quote->time / 1000 : 0;
            case P::time_msc:
                return quote ? quote->time : 0;
            case P::digits:
                return s->digits;
            case P::spread:
                return quote ? (quote->ask - quote->bid).units() / s->point.units() : 0;
            case P::trade_mode:
                return static_cast<std::int64_t>(s->trade_mode);
            case P::trade_stops_level:
                return s->stops_level;
            case P::trade_freeze_level:
                return s->freeze_level;
            case P::trade_exemode:
                return static_cast<std::int64_t>(s->execution);
            case P::swap_mode:
                return 1;
            case P::swap_rollover3days:
                return 3;
            case P::expiration_mode:
                return s->expiration_flags;
            case P::filling_mode:
                return s->filling_flags;
            case P::order_mode:
                return s->order_flags;
            default:
                return 0;
        }
    });
}

std::optional<double> ProgramHost::symbol_double(std::string const& symbol, mql::SymbolDouble property) {
    auto const s = spec(symbol);
    if (!s) return std::nullopt;
    return services_.mirror.read([&](MirrorData const& data) {
        auto const* quote = data.market.find_quote(s->name);
        using P = mql::SymbolDouble;
        switch (property) {
            case P::bid:
            case P::bid_high:
            case P::bid_low:
                return quote ? quote->bid.value() : 0.0;
            case P::ask:
            case P::ask_high:
            case P::ask_low:
                return quote ? quote->ask.value() : 0.0;
            case P::last:
                return 0.0;
            case P::point:
                return s->point.value();
            case P::trade_tick_value:
            case P::trade_tick_value_profit:
            case P::trade_tick_value_loss:
                return tick_value(data, *s);
            case P::trade_tick_size:
                return s->tick_size.value();
            case P::trade_contract_size:
                return s->contract_size.value();
            case P::volume_min:
                return s->volume_min.value();
            case P::volume_max:
                return s->volume_max.value();
            case P::volume_step:
                return s->volume_step.value();
            case P::volume_limit:
                return s->volume_limit.value();
            case P::swap_long:
                return s->swap_long.value();
            case P::swap_short:
                return s->swap_short.value();
            case P::margin_initial:
            case P::margin_maintenance:
            case P::margin_hedged:
                return 0.0;
        }
        return 0.0;
    });
}

std::optional<std::string> ProgramHost::symbol_string(std::string const& symbol, mql::SymbolString property) {
    auto const s = spec(symbol);
    if (!s) return std::nullopt;
    switch (property) {
        case mql::SymbolString::currency_base:
            return s->base;
        case mql::SymbolString::currency_profit:
            return s->profit_currency;
        case mql::SymbolString::currency_margin:
            return s->margin_currency;
        case mql::SymbolString::description:
            return s->description;
        case mql::SymbolString::path:
            return s->path;
        default:
            return std::string();
    }
}

std::optional<mql::Tick> ProgramHost::symbol_tick(std::string const& symbol) {
    auto const s = spec(symbol);
    if (!s) return std::nullopt;
    auto tick = services_.mirror.read([&](MirrorData const& data) -> std::optional<mql::Tick> {
        auto const* quote = data.market.find_quote(s->name);
        if (!quote || data.hidden.count(s->name) != 0) return std::nullopt;
        mql::Tick out;
        out.time = quote->time / 1000;
        out.time_msc = quote->time;
        out.bid = quote->bid.value();
        out.ask = quote->ask.value();
        out.flags = 6;
        return out;
    });
    if (!tick) error_ = error::not_selected;
    return tick;
}

// Every demo symbol trades around the clock: one session a day, from midnight to midnight.
bool ProgramHost::symbol_session_quote(std::string const& symbol, std::int32_t day, std::uint32_t index,
                                       std::int64_t& from, std::int64_t& to) {
    if (!spec(symbol) || day < 0 || day > 6 || index != 0) return false;
    from = 0;
    to = day_seconds;
    return true;
}

bool ProgramHost::symbol_session_trade(std::string const& symbol, std::int32_t day, std::uint32_t index,
                                       std::int64_t& from, std::int64_t& to) {
    return symbol_session_quote(symbol, day, index, from, to);
}

bool ProgramHost::symbol_margin_rate(std::string const& symbol, mql::OrderType, double& initial, double& maintenance) {
    initial = maintenance = 1.0;
    return spec(symbol).has_value();
}

// No depth of market here: the same answer a broker without one gives.
bool ProgramHost::market_book_add(std::string const&) {
    return fail(error::invalid_parameter);
}
bool ProgramHost::market_book_release(std::string const&) {
    return fail(error::invalid_parameter);
}
std::optional<std::vector<mql::BookInfo>> ProgramHost::market_book(std::string const&) {
    error_ = error::invalid_parameter;
    return std::nullopt;
}

std::optional<std::vector<mql::Rates>> ProgramHost::rates(std::string const& symbol, std::int32_t timeframe,
                                                          std::int64_t until_ms, std::int64_t count) {
    auto const s = spec(symbol);
    if (!s) return std::nullopt;
    json::object message{{"op", "rates"}, {"symbol", s->name}, {"count", count}, {"until", until_ms}};
    message["minutes"] = minutes_of(timeframe == 0 ? chart_period(0) : timeframe);
    auto const waited = services_.link.call_and_wait(std::move(message), rates_timeout);
    if (!waited.answer) {
        error_ = error::history_not_found;
        return std::nullopt;
    }
    std::vector<mql::Rates> out;
    for (auto const& item : waited.answer->at("bars").as_array()) {
        json::array const& bar = item.as_array();
        mql::Rates row;
        row.time = bar[0].to_number<std::int64_t>() / 1000;
        row.open = text_number(bar[1]);
        row.high = text_number(bar[2]);
        row.low = text_number(bar[3]);
        row.close = text_number(bar[4]);
        row.tick_volume = bar[5].to_number<std::int64_t>();
        row.spread = s->spread;
        out.push_back(row);
    }
    return out;
}

std::optional<std::vector<mql::Rates>> ProgramHost::rates_from_position(std::string const& symbol,
                                                                        std::int32_t timeframe, std::int32_t start,
                                                                        std::int32_t count) {
    if (start < 0 || count <= 0) {
        error_ = error::invalid_parameter;
        return std::nullopt;
    }
    auto all = rates(symbol, timeframe, INT64_MAX, std::int64_t{start} + count);
    if (!all) return std::nullopt;
    all->resize(all->size() - std::min(all->size(), static_cast<std::size_t>(start)));
    return all;
}

std::optional<std::vector<mql::Rates>> ProgramHost::rates_from_time(std::string const& symbol, std::int32_t timeframe,
                                                                    std::int64_t from, std::int32_t count) {
    return rates(symbol, timeframe, from * 1000, count);
}

std::optional<std::vector<mql::Rates>> ProgramHost::rates_in_range(std::string const& symbol, std::int32_t timeframe,
                                                                   std::int64_t from, std::int64_t to) {
    auto all = rates(symbol, timeframe, to * 1000, 10'000);
    if (all) std::erase_if(*all, [&](mql::Rates const& bar) { return bar.time < from; });
    return all;
}

std::int32_t ProgramHost::bars(std::string const& symbol, std::int32_t timeframe) {
    auto const all = rates(symbol, timeframe, INT64_MAX, 10'000);
    return all ? static_cast<std::int32_t>(all->size()) : 0;
}

// Tick history is not kept; the newest tick is what there is.
std::optional<std::vector<mql::Tick>> ProgramHost::ticks_from(std::string const& symbol, std::uint32_t,
                                                              std::uint64_t from_msc, std::uint32_t) {
    auto const tick = symbol_tick(symbol);
    if (!tick) return std::nullopt;
    bool const inside = tick->time_msc >= static_cast<std::int64_t>(from_msc);
    return inside ? std::vector<mql::Tick>{*tick} : std::vector<mql::Tick>{};
}

}  // namespace signalos::terminal
