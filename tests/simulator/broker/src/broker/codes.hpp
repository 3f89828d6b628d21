// The numbers of the trade server: actions, types, states, return codes. Values as MetaTrader 5 publishes them.
#pragma once

#include <cstdint>

namespace signalos::broker {

enum class Action { deal = 1, pending = 5, sltp = 6, modify = 7, remove = 8, close_by = 10 };
enum class OrderType {
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
enum class Filling { fok, ioc, ret, boc };
enum class Lifetime { gtc, day, specified, specified_day };
enum class OrderState { started, placed, canceled, partial, filled, rejected, expired };
enum class Reason { client, mobile, web, expert, sl, tp, so };
enum class DealType { buy, sell, balance };
enum class Entry { in, out, inout, out_by };
enum class Side { buy, sell };
enum class MarginMode { netting = 0, exchange = 1, hedging = 2 };
enum class TradeMode { disabled, long_only, short_only, close_only, full };
enum class Execution { request, instant, market, exchange };
enum class TransactionType {
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
/// Who caused a ledger row: a program, the user's own hand, or the server itself (stop, target, stop-out, expiry).
enum class Source { ea, user, server };

inline constexpr std::uint32_t retcode_requote = 10004;
inline constexpr std::uint32_t retcode_reject = 10006;
inline constexpr std::uint32_t retcode_placed = 10008;
inline constexpr std::uint32_t retcode_done = 10009;
inline constexpr std::uint32_t retcode_done_partial = 10010;
inline constexpr std::uint32_t retcode_error = 10011;
inline constexpr std::uint32_t retcode_timeout = 10012;
inline constexpr std::uint32_t retcode_invalid = 10013;
inline constexpr std::uint32_t retcode_invalid_volume = 10014;
inline constexpr std::uint32_t retcode_invalid_price = 10015;
inline constexpr std::uint32_t retcode_invalid_stops = 10016;
inline constexpr std::uint32_t retcode_trade_disabled = 10017;
inline constexpr std::uint32_t retcode_market_closed = 10018;
inline constexpr std::uint32_t retcode_no_money = 10019;
inline constexpr std::uint32_t retcode_price_off = 10021;
inline constexpr std::uint32_t retcode_invalid_expiration = 10022;
inline constexpr std::uint32_t retcode_no_changes = 10025;
inline constexpr std::uint32_t retcode_server_disables_at = 10026;
inline constexpr std::uint32_t retcode_client_disables_at = 10027;
inline constexpr std::uint32_t retcode_frozen = 10029;
inline constexpr std::uint32_t retcode_invalid_fill = 10030;
inline constexpr std::uint32_t retcode_connection = 10031;
inline constexpr std::uint32_t retcode_limit_orders = 10033;
inline constexpr std::uint32_t retcode_limit_volume = 10034;
inline constexpr std::uint32_t retcode_invalid_order = 10035;
inline constexpr std::uint32_t retcode_position_closed = 10036;
inline constexpr std::uint32_t retcode_invalid_close_volume = 10038;
inline constexpr std::uint32_t retcode_long_only = 10042;
inline constexpr std::uint32_t retcode_short_only = 10043;
inline constexpr std::uint32_t retcode_close_only = 10044;

constexpr bool is_success(std::uint32_t retcode) {
    return retcode == retcode_placed || retcode == retcode_done || retcode == retcode_done_partial;
}
/// The words MetaTrader shows for a return code; "unknown return code" for one it does not list.
char const* retcode_text(std::uint32_t retcode);

constexpr Side opposite(Side side) {
    return side == Side::buy ? Side::sell : Side::buy;
}
constexpr bool is_market(OrderType type) {
    return type == OrderType::buy || type == OrderType::sell;
}
constexpr bool is_pending(OrderType type) {
    return type >= OrderType::buy_limit && type <= OrderType::sell_stop_limit;
}
/// Even numbers buy, odd ones sell; close-by has no side of its own.
constexpr Side side_of(OrderType type) {
    return static_cast<int>(type) % 2 == 0 ? Side::buy : Side::sell;
}
constexpr OrderType market_type(Side side) {
    return side == Side::buy ? OrderType::buy : OrderType::sell;
}

}  // namespace signalos::broker
