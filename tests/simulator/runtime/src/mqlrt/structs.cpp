#include "mqlrt/structs.hpp"

namespace signalos::mql::rt {
namespace {

template <class E>
std::int32_t number(E e) {
    return static_cast<std::int32_t>(e);
}
String str(std::string const& s) {
    return String(std::string_view(s));
}

}  // namespace

MqlTick to_mql(Tick const& t) {
    return {t.time, t.bid, t.ask, t.last, t.volume, t.time_msc, t.flags, t.volume_real};
}
MqlRates to_mql(Rates const& r) {
    return {r.time, r.open, r.high, r.low, r.close, r.tick_volume, r.spread, r.real_volume};
}
MqlBookInfo to_mql(BookInfo const& b) {
    return {number(b.type), b.price, b.volume, b.volume_real};
}

MqlTradeRequest to_mql(TradeRequest const& r) {
    return {number(r.action),    r.magic,      r.order,        str(r.symbol), r.volume,       r.price,
            r.stoplimit,         r.sl,         r.tp,           r.deviation,   number(r.type), number(r.type_filling),
            number(r.type_time), r.expiration, str(r.comment), r.position,    r.position_by};
}

TradeRequest from_mql(MqlTradeRequest const& r) {
    return {static_cast<TradeAction>(r.action),
            r.magic,
            r.order,
            r.symbol.utf8(),
            r.volume,
            r.price,
            r.stoplimit,
            r.sl,
            r.tp,
            r.deviation,
            static_cast<OrderType>(r.type),
            static_cast<OrderFilling>(r.type_filling),
            static_cast<OrderTime>(r.type_time),
            r.expiration,
            r.comment.utf8(),
            r.position,
            r.position_by};
}

MqlTradeResult to_mql(TradeResult const& r) {
    return {r.retcode, r.deal, r.order,        r.volume,     r.price,
            r.bid,     r.ask,  str(r.comment), r.request_id, r.retcode_external};
}

MqlTradeCheckResult to_mql(TradeCheckResult const& r) {
    return {r.retcode, r.balance, r.equity, r.profit, r.margin, r.margin_free, r.margin_level, str(r.comment)};
}

MqlTradeTransaction to_mql(TradeTransaction const& t) {
    return {t.deal,
            t.order,
            str(t.symbol),
            number(t.type),
            number(t.order_type),
            number(t.order_state),
            number(t.deal_type),
            number(t.time_type),
            t.time_expiration,
            t.price,
            t.price_trigger,
            t.price_sl,
            t.price_tp,
            t.volume,
            t.position,
            t.position_by};
}

}  // namespace signalos::mql::rt
