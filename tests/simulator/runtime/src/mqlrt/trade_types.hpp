// What an EA and its terminal hand each other when trading: the MqlTrade… structs and their enumerations in C++ types.
// Text is UTF-8; prices and volumes are doubles as in MQL5; datetime values are seconds, `msc` values milliseconds,
// since 1970. The numbers of these enumerations are the ones MQL5 programs see.
#pragma once

#include <cstdint>
#include <string>

namespace signalos::mql {

enum class TradeAction : std::int32_t {
    none = 0,
    deal = 1,
    pending = 5,
    sltp = 6,
    modify = 7,
    remove = 8,
    close_by = 10
};
enum class OrderType : std::int32_t {
    buy,
    sell,
    buy_limit,
    sell_limit,
    buy_stop,
    sell_stop,
    buy_stop_limit,
    sell_stop_limit,
    close_by
};
enum class OrderFilling : std::int32_t { fok, ioc, return_, boc };
enum class OrderTime : std::int32_t { gtc, day, specified, specified_day };
enum class OrderState : std::int32_t {
    started,
    placed,
    canceled,
    partial,
    filled,
    rejected,
    expired,
    request_add,
    request_modify,
    request_cancel
};
/// Also ORDER_REASON and POSITION_REASON, whose values are the first seven.
enum class DealReason : std::int32_t { client, mobile, web, expert, sl, tp, so, rollover, vmargin, split };
enum class DealType : std::int32_t { buy, sell, balance, credit, charge, correction, bonus, commission };
enum class DealEntry : std::int32_t { in, out, inout, out_by };
enum class PositionType : std::int32_t { buy, sell };
enum class TransactionType : std::int32_t {
    order_add,
    order_update,
    order_delete,
    history_add,
    history_update,
    history_delete,
    deal_add,
    deal_update,
    deal_delete,
    position,
    request
};
enum class MarginMode : std::int32_t { retail_netting, exchange, retail_hedging };
enum class AccountTradeMode : std::int32_t { demo, contest, real };
enum class SymbolTradeMode : std::int32_t { disabled, long_only, short_only, close_only, full };
enum class SymbolExecution : std::int32_t { request, instant, market, exchange };
enum class BookType : std::int32_t { sell = 1, buy, sell_market, buy_market };

/// Bits of SYMBOL_FILLING_MODE.
namespace symbol_filling {
constexpr std::int64_t fok = 1, ioc = 2, boc = 4;
}
/// Bits of SYMBOL_ORDER_MODE.
namespace symbol_order {
constexpr std::int64_t market = 1, limit = 2, stop = 4, stop_limit = 8, sl = 16, tp = 32, close_by = 64;
}
/// Bits of SYMBOL_EXPIRATION_MODE.
namespace symbol_expiration {
constexpr std::int64_t gtc = 1, day = 2, specified = 4, specified_day = 8;
}

/// OnDeinit's `reason` and UninitializeReason().
enum class DeinitReason : std::int32_t {
    program,
    remove,
    recompile,
    chart_change,
    chart_close,
    parameters,
    account,
    template_,
    init_failed,
    close
};

/// What OnInit answers. Anything but `succeeded` ends the program.
enum class InitResult : std::int32_t { succeeded = 0, failed = 1, parameters_incorrect = 2, agent_not_suitable = 3 };

struct TradeRequest {
    TradeAction action{};
    std::uint64_t magic{};
    std::uint64_t order{};
    std::string symbol;
    double volume{};
    double price{};
    double stoplimit{};
    double sl{};
    double tp{};
    std::uint64_t deviation{};
    OrderType type{};
    OrderFilling type_filling{};
    OrderTime type_time{};
    std::int64_t expiration{};
    std::string comment;
    std::uint64_t position{};
    std::uint64_t position_by{};
};

struct TradeResult {
    std::uint32_t retcode{};
    std::uint64_t deal{};
    std::uint64_t order{};
    double volume{};
    double price{};
    double bid{};
    double ask{};
    std::string comment;
    std::uint32_t request_id{};
    std::int32_t retcode_external{};
};

struct TradeCheckResult {
    std::uint32_t retcode{};
    double balance{};
    double equity{};
    double profit{};
    double margin{};
    double margin_free{};
    double margin_level{};
    std::string comment;
};

struct TradeTransaction {
    std::uint64_t deal{};
    std::uint64_t order{};
    std::string symbol;
    TransactionType type{};
    OrderType order_type{};
    OrderState order_state{};
    DealType deal_type{};
    OrderTime time_type{};
    std::int64_t time_expiration{};
    double price{};
    double price_trigger{};
    double price_sl{};
    double price_tp{};
    double volume{};
    std::uint64_t position{};
    std::uint64_t position_by{};
};

struct Tick {
    std::int64_t time{};
    double bid{};
    double ask{};
    double last{};
    std::uint64_t volume{};
    std::int64_t time_msc{};
    std::uint32_t flags{};
    double volume_real{};
};

struct Rates {
    std::int64_t time{};
    double open{};
    double high{};
    double low{};
    double close{};
    std::int64_t tick_volume{};
    std::int32_t spread{};
    std::int64_t real_volume{};
};

struct BookInfo {
    BookType type{};
    double price{};
    std::int64_t volume{};
    double volume_real{};
};

}  // namespace signalos::mql
