// The functions that ask the terminal by property selector, and those that carry arrays and requests.
#include "mqlrt/runtime.hpp"

namespace signalos::mql::rt {
namespace {

// Base number and size of each selector enumeration, in the order of SIGNALOS_MQL_SELECTOR_ENUMS.
template <class E>
struct Selectors;
enum class Group : std::int32_t {
#define SIGNALOS_GROUP(cpp, mql, list) cpp,
    SIGNALOS_MQL_SELECTOR_ENUMS(SIGNALOS_GROUP)
#undef SIGNALOS_GROUP
};
#define SIGNALOS_COUNT_ONE(name, mql) +1
#define SIGNALOS_GROUP(cpp, mql, list)                                                                 \
    template <>                                                                                        \
    struct Selectors<cpp> {                                                                            \
        static constexpr std::int32_t base = selector_value(static_cast<std::int32_t>(Group::cpp), 0); \
        static constexpr std::int32_t count = 0 list(SIGNALOS_COUNT_ONE);                              \
    };
SIGNALOS_MQL_SELECTOR_ENUMS(SIGNALOS_GROUP)
#undef SIGNALOS_GROUP
#undef SIGNALOS_COUNT_ONE

}  // namespace

template <class E>
E Runtime::selector(std::int32_t value) const {
    auto const index = value - Selectors<E>::base;
    if (index < 0 || index >= Selectors<E>::count) critical("wrong property identifier");
    return static_cast<E>(index);
}

double Runtime::AccountInfoDouble(std::int32_t p) {
    return host_.account_double(selector<AccountDouble>(p));
}
std::int64_t Runtime::AccountInfoInteger(std::int32_t p) {
    return host_.account_integer(selector<AccountInteger>(p));
}
String Runtime::AccountInfoString(std::int32_t p) {
    return str(host_.account_string(selector<AccountString>(p)));
}
std::int32_t Runtime::TerminalInfoInteger(std::int32_t p) {
    return static_cast<std::int32_t>(host_.terminal_integer(selector<TerminalInteger>(p)));
}
double Runtime::TerminalInfoDouble(std::int32_t p) {
    return host_.terminal_double(selector<TerminalDouble>(p));
}
String Runtime::TerminalInfoString(std::int32_t p) {
    return str(host_.terminal_string(selector<TerminalString>(p)));
}
std::int32_t Runtime::MQLInfoInteger(std::int32_t p) {
    return static_cast<std::int32_t>(host_.program_integer(selector<ProgramInteger>(p)));
}
String Runtime::MQLInfoString(std::int32_t p) {
    return str(host_.program_string(selector<ProgramString>(p)));
}
std::int64_t Runtime::ChartGetInteger(std::int64_t id, std::int32_t p, std::int32_t window) {
    return host_.chart_integer(id, selector<ChartInteger>(p), window).value_or(0);
}

// Each property function has two forms: the value itself (zero on failure), and success with the value in a variable.
#define SIGNALOS_PROPERTY(mql, Enum, ask, Type, ...)                      \
    Type Runtime::mql(SIGNALOS_PARAMETERS std::int32_t p) {               \
        Type v{};                                                         \
        fetch(host_.ask(SIGNALOS_ARGUMENTS selector<Enum>(p)), v);        \
        return v;                                                         \
    }                                                                     \
    bool Runtime::mql(SIGNALOS_PARAMETERS std::int32_t p, Type& v) {      \
        return fetch(host_.ask(SIGNALOS_ARGUMENTS selector<Enum>(p)), v); \
    }

#define SIGNALOS_PARAMETERS String const &s,
#define SIGNALOS_ARGUMENTS s.utf8(),
SIGNALOS_PROPERTY(SymbolInfoDouble, SymbolDouble, symbol_double, double)
SIGNALOS_PROPERTY(SymbolInfoInteger, SymbolInteger, symbol_integer, std::int64_t)
SIGNALOS_PROPERTY(SymbolInfoString, SymbolString, symbol_string, String)
#undef SIGNALOS_PARAMETERS
#undef SIGNALOS_ARGUMENTS
#define SIGNALOS_PARAMETERS
#define SIGNALOS_ARGUMENTS
SIGNALOS_PROPERTY(PositionGetDouble, PositionDouble, position_double, double)
SIGNALOS_PROPERTY(PositionGetInteger, PositionInteger, position_integer, std::int64_t)
SIGNALOS_PROPERTY(PositionGetString, PositionString, position_string, String)
SIGNALOS_PROPERTY(OrderGetDouble, OrderDouble, order_double, double)
SIGNALOS_PROPERTY(OrderGetInteger, OrderInteger, order_integer, std::int64_t)
SIGNALOS_PROPERTY(OrderGetString, OrderString, order_string, String)
#undef SIGNALOS_PARAMETERS
#undef SIGNALOS_ARGUMENTS
#define SIGNALOS_PARAMETERS std::uint64_t t,
#define SIGNALOS_ARGUMENTS t,
SIGNALOS_PROPERTY(HistoryOrderGetDouble, OrderDouble, history_order_double, double)
SIGNALOS_PROPERTY(HistoryOrderGetInteger, OrderInteger, history_order_integer, std::int64_t)
SIGNALOS_PROPERTY(HistoryOrderGetString, OrderString, history_order_string, String)
SIGNALOS_PROPERTY(HistoryDealGetDouble, DealDouble, history_deal_double, double)
SIGNALOS_PROPERTY(HistoryDealGetInteger, DealInteger, history_deal_integer, std::int64_t)
SIGNALOS_PROPERTY(HistoryDealGetString, DealString, history_deal_string, String)
#undef SIGNALOS_PARAMETERS
#undef SIGNALOS_ARGUMENTS
#undef SIGNALOS_PROPERTY

bool Runtime::SymbolInfoTick(String const& s, MqlTick& tick) {
    auto const t = host_.symbol_tick(s.utf8());
    if (t) tick = to_mql(*t);
    return t.has_value();
}

bool Runtime::MarketBookGet(String const& s, ArrayRef<MqlBookInfo> book) {
    auto const rows = host_.market_book(s.utf8());
    if (!rows || !book.resize(rows->size())) return false;
    for (std::size_t i = 0; i < rows->size(); ++i) book.data()[i] = to_mql((*rows)[i]);
    return true;
}

std::int32_t Runtime::fill(std::optional<std::vector<Rates>> const& rates, ArrayRef<MqlRates> out) {
    if (!rates || !out.resize(rates->size())) return -1;
    for (std::size_t i = 0; i < rates->size(); ++i) out.data()[i] = to_mql((*rates)[i]);
    return static_cast<std::int32_t>(rates->size());
}

std::int32_t Runtime::CopyRates(String const& s, std::int32_t period, std::int32_t start, std::int32_t count,
                                ArrayRef<MqlRates> out) {
    return fill(host_.rates_from_position(s.utf8(), period, start, count), out);
}
std::int32_t Runtime::CopyRates(String const& s, std::int32_t period, std::int64_t start, std::int32_t count,
                                ArrayRef<MqlRates> out) {
    return fill(host_.rates_from_time(s.utf8(), period, start, count), out);
}
std::int32_t Runtime::CopyRates(String const& s, std::int32_t period, std::int64_t start, std::int64_t stop,
                                ArrayRef<MqlRates> out) {
    return fill(host_.rates_in_range(s.utf8(), period, start, stop), out);
}

std::int32_t Runtime::CopyTicks(String const& s, ArrayRef<MqlTick> out, std::uint32_t flags, std::uint64_t from,
                                std::uint32_t count) {
    auto const ticks = host_.ticks_from(s.utf8(), flags, from, count);
    if (!ticks || !out.resize(ticks->size())) return -1;
    for (std::size_t i = 0; i < ticks->size(); ++i) out.data()[i] = to_mql((*ticks)[i]);
    return static_cast<std::int32_t>(ticks->size());
}

MqlRates Runtime::bar(String const& s, std::int32_t period, std::int32_t shift) {
    auto const rates = host_.rates_from_position(s.utf8(), period, shift, 1);
    return rates && !rates->empty() ? to_mql(rates->front()) : MqlRates{};
}

bool Runtime::OrderCalcMargin(std::int32_t type, String const& s, double volume, double price, double& margin) {
    return fetch(host_.order_calc_margin(static_cast<OrderType>(type), s.utf8(), volume, price), margin);
}
bool Runtime::OrderCalcProfit(std::int32_t type, String const& s, double volume, double open, double close,
                              double& profit) {
    return fetch(host_.order_calc_profit(static_cast<OrderType>(type), s.utf8(), volume, open, close), profit);
}

bool Runtime::OrderCheck(MqlTradeRequest const& request, MqlTradeCheckResult& result) {
    TradeCheckResult r;
    bool const ok = host_.order_check(from_mql(request), r);
    result = to_mql(r);
    return ok;
}
bool Runtime::OrderSend(MqlTradeRequest const& request, MqlTradeResult& result) {
    TradeResult r;
    bool const ok = host_.order_send(from_mql(request), r);
    result = to_mql(r);
    return ok;
}
bool Runtime::OrderSendAsync(MqlTradeRequest const& request, MqlTradeResult& result) {
    TradeResult r;
    bool const ok = host_.order_send_async(from_mql(request), r);
    result = to_mql(r);
    return ok;
}

std::uint32_t Runtime::FileReadArray(std::int32_t h, ArrayRef<std::uint8_t> a, std::int32_t start, std::int32_t count) {
    auto const left = host_.file_size(h) - std::min(host_.file_size(h), host_.file_tell(h));
    auto const n = count < 0 ? left : std::min(left, static_cast<std::uint64_t>(count));
    auto const from = static_cast<std::size_t>(std::max(start, 0));
    if (!a.resize(std::max(a.size(), from + n))) return 0;
    return static_cast<std::uint32_t>(host_.file_read(h, std::as_writable_bytes(std::span(a.data() + from, n))));
}

std::uint32_t Runtime::FileWriteArray(std::int32_t h, ArrayRef<std::uint8_t const> a, std::int32_t start,
                                      std::int32_t count) {
    auto const n = span_of(a.size(), start, count);
    return static_cast<std::uint32_t>(
        host_.file_write(h, std::as_bytes(std::span(a.data() + (n != 0 ? start : 0), n))));
}

std::uint32_t Runtime::FileWriteString(std::int32_t h, String const& s, std::int32_t length) {
    auto bytes = s.utf8();
    if (length >= 0) bytes.resize(std::min(bytes.size(), static_cast<std::size_t>(length)));
    return static_cast<std::uint32_t>(host_.file_write(h, std::as_bytes(std::span(bytes.data(), bytes.size()))));
}

}  // namespace signalos::mql::rt
