// MQL5's own structures as emitted programs hold them (enumerations are numbers there), and the way to and from the
// Host's.
#pragma once

#include "mqlrt/trade_types.hpp"
#include "mqlrt/value.hpp"

namespace signalos::mql::rt {

#pragma pack(push, 1)
struct MqlTick {
    std::int64_t time{};
    double bid{}, ask{}, last{};
    std::uint64_t volume{};
    std::int64_t time_msc{};
    std::uint32_t flags{};
    double volume_real{};
};
struct MqlRates {
    std::int64_t time{};
    double open{}, high{}, low{}, close{};
    std::int64_t tick_volume{};
    std::int32_t spread{};
    std::int64_t real_volume{};
};
struct MqlBookInfo {
    std::int32_t type{};
    double price{};
    std::int64_t volume{};
    double volume_real{};
};
struct MqlDateTime {
    std::int32_t year{}, mon{}, day{}, hour{}, min{}, sec{}, day_of_week{}, day_of_year{};
};
#pragma pack(pop)
static_assert(sizeof(MqlTick) == 60 && sizeof(MqlRates) == 60 && sizeof(MqlBookInfo) == 28 &&
              sizeof(MqlDateTime) == 32);

struct MqlTradeRequest {
    std::int32_t action{};
    std::uint64_t magic{}, order{};
    String symbol;
    double volume{}, price{}, stoplimit{}, sl{}, tp{};
    std::uint64_t deviation{};
    std::int32_t type{}, type_filling{}, type_time{};
    std::int64_t expiration{};
    String comment;
    std::uint64_t position{}, position_by{};
};
struct MqlTradeResult {
    std::uint32_t retcode{};
    std::uint64_t deal{}, order{};
    double volume{}, price{}, bid{}, ask{};
    String comment;
    std::uint32_t request_id{};
    std::int32_t retcode_external{};
};
struct MqlTradeCheckResult {
    std::uint32_t retcode{};
    double balance{}, equity{}, profit{}, margin{}, margin_free{}, margin_level{};
    String comment;
};
struct MqlTradeTransaction {
    std::uint64_t deal{}, order{};
    String symbol;
    std::int32_t type{}, order_type{}, order_state{}, deal_type{}, time_type{};
    std::int64_t time_expiration{};
    double price{}, price_trigger{}, price_sl{}, price_tp{}, volume{};
    std::uint64_t position{}, position_by{};
};

MqlTick to_mql(Tick const& t);
MqlRates to_mql(Rates const& r);
MqlBookInfo to_mql(BookInfo const& b);
MqlTradeRequest to_mql(TradeRequest const& r);
MqlTradeResult to_mql(TradeResult const& r);
MqlTradeCheckResult to_mql(TradeCheckResult const& r);
MqlTradeTransaction to_mql(TradeTransaction const& t);
TradeRequest from_mql(MqlTradeRequest const& r);

}  // namespace signalos::mql::rt
