// The property selectors of the MQL5 API as C++ enum classes, and the one table that ties each to its MQL5 constant.
// The numbers MQL5 code sees for these constants are undocumented; they are salted per build (see selector_value),
// so that an EA which depends on one of them fails here before it fails at a trader's.
#pragma once

#include <cstdint>

namespace signalos::mql {

// Each list: X(enumerator, MQL5 constant).
#define SIGNALOS_MQL_ACCOUNT_INTEGER(X)         \
    X(login, ACCOUNT_LOGIN)                     \
    X(trade_mode, ACCOUNT_TRADE_MODE)           \
    X(leverage, ACCOUNT_LEVERAGE)               \
    X(limit_orders, ACCOUNT_LIMIT_ORDERS)       \
    X(margin_so_mode, ACCOUNT_MARGIN_SO_MODE)   \
    X(trade_allowed, ACCOUNT_TRADE_ALLOWED)     \
    X(trade_expert, ACCOUNT_TRADE_EXPERT)       \
    X(margin_mode, ACCOUNT_MARGIN_MODE)         \
    X(currency_digits, ACCOUNT_CURRENCY_DIGITS) \
    X(fifo_close, ACCOUNT_FIFO_CLOSE)           \
    X(hedge_allowed, ACCOUNT_HEDGE_ALLOWED)
#define SIGNALOS_MQL_ACCOUNT_DOUBLE(X)                \
    X(balance, ACCOUNT_BALANCE)                       \
    X(credit, ACCOUNT_CREDIT)                         \
    X(profit, ACCOUNT_PROFIT)                         \
    X(equity, ACCOUNT_EQUITY)                         \
    X(margin, ACCOUNT_MARGIN)                         \
    X(margin_free, ACCOUNT_MARGIN_FREE)               \
    X(margin_level, ACCOUNT_MARGIN_LEVEL)             \
    X(margin_so_call, ACCOUNT_MARGIN_SO_CALL)         \
    X(margin_so_so, ACCOUNT_MARGIN_SO_SO)             \
    X(margin_initial, ACCOUNT_MARGIN_INITIAL)         \
    X(margin_maintenance, ACCOUNT_MARGIN_MAINTENANCE) \
    X(assets, ACCOUNT_ASSETS)                         \
    X(liabilities, ACCOUNT_LIABILITIES)               \
    X(commission_blocked, ACCOUNT_COMMISSION_BLOCKED)
#define SIGNALOS_MQL_ACCOUNT_STRING(X) \
    X(name, ACCOUNT_NAME)              \
    X(server, ACCOUNT_SERVER)          \
    X(currency, ACCOUNT_CURRENCY)      \
    X(company, ACCOUNT_COMPANY)

#define SIGNALOS_MQL_TERMINAL_INTEGER(X)                     \
    X(build, TERMINAL_BUILD)                                 \
    X(connected, TERMINAL_CONNECTED)                         \
    X(dlls_allowed, TERMINAL_DLLS_ALLOWED)                   \
    X(trade_allowed, TERMINAL_TRADE_ALLOWED)                 \
    X(email_enabled, TERMINAL_EMAIL_ENABLED)                 \
    X(notifications_enabled, TERMINAL_NOTIFICATIONS_ENABLED) \
    X(max_bars, TERMINAL_MAXBARS)                            \
    X(codepage, TERMINAL_CODEPAGE)                           \
    X(cpu_cores, TERMINAL_CPU_CORES)                         \
    X(disk_space, TERMINAL_DISK_SPACE)                       \
    X(memory_physical, TERMINAL_MEMORY_PHYSICAL)             \
    X(memory_total, TERMINAL_MEMORY_TOTAL)                   \
    X(memory_available, TERMINAL_MEMORY_AVAILABLE)           \
    X(memory_used, TERMINAL_MEMORY_USED)                     \
    X(x64, TERMINAL_X64)                                     \
    X(ping_last, TERMINAL_PING_LAST)                         \
    X(vps, TERMINAL_VPS)
#define SIGNALOS_MQL_TERMINAL_DOUBLE(X)              \
    X(community_balance, TERMINAL_COMMUNITY_BALANCE) \
    X(retransmission, TERMINAL_RETRANSMISSION)
#define SIGNALOS_MQL_TERMINAL_STRING(X) \
    X(language, TERMINAL_LANGUAGE)      \
    X(company, TERMINAL_COMPANY)        \
    X(name, TERMINAL_NAME)              \
    X(path, TERMINAL_PATH)              \
    X(data_path, TERMINAL_DATA_PATH)    \
    X(common_data_path, TERMINAL_COMMONDATA_PATH)

#define SIGNALOS_MQL_PROGRAM_INTEGER(X)     \
    X(program_type, MQL_PROGRAM_TYPE)       \
    X(dlls_allowed, MQL_DLLS_ALLOWED)       \
    X(trade_allowed, MQL_TRADE_ALLOWED)     \
    X(signals_allowed, MQL_SIGNALS_ALLOWED) \
    X(debug, MQL_DEBUG)                     \
    X(profiler, MQL_PROFILER)               \
    X(tester, MQL_TESTER)                   \
    X(forward, MQL_FORWARD)                 \
    X(optimization, MQL_OPTIMIZATION)       \
    X(visual_mode, MQL_VISUAL_MODE)         \
    X(frame_mode, MQL_FRAME_MODE)           \
    X(license_type, MQL_LICENSE_TYPE)       \
    X(memory_limit, MQL_MEMORY_LIMIT)       \
    X(memory_used, MQL_MEMORY_USED)
#define SIGNALOS_MQL_PROGRAM_STRING(X) \
    X(program_name, MQL_PROGRAM_NAME)  \
    X(program_path, MQL_PROGRAM_PATH)

#define SIGNALOS_MQL_SYMBOL_INTEGER(X)               \
    X(custom, SYMBOL_CUSTOM)                         \
    X(chart_mode, SYMBOL_CHART_MODE)                 \
    X(exist, SYMBOL_EXIST)                           \
    X(select, SYMBOL_SELECT)                         \
    X(visible, SYMBOL_VISIBLE)                       \
    X(time, SYMBOL_TIME)                             \
    X(time_msc, SYMBOL_TIME_MSC)                     \
    X(digits, SYMBOL_DIGITS)                         \
    X(spread_float, SYMBOL_SPREAD_FLOAT)             \
    X(spread, SYMBOL_SPREAD)                         \
    X(ticks_bookdepth, SYMBOL_TICKS_BOOKDEPTH)       \
    X(trade_calc_mode, SYMBOL_TRADE_CALC_MODE)       \
    X(trade_mode, SYMBOL_TRADE_MODE)                 \
    X(start_time, SYMBOL_START_TIME)                 \
    X(expiration_time, SYMBOL_EXPIRATION_TIME)       \
    X(trade_stops_level, SYMBOL_TRADE_STOPS_LEVEL)   \
    X(trade_freeze_level, SYMBOL_TRADE_FREEZE_LEVEL) \
    X(trade_exemode, SYMBOL_TRADE_EXEMODE)           \
    X(swap_mode, SYMBOL_SWAP_MODE)                   \
    X(swap_rollover3days, SYMBOL_SWAP_ROLLOVER3DAYS) \
    X(expiration_mode, SYMBOL_EXPIRATION_MODE)       \
    X(filling_mode, SYMBOL_FILLING_MODE)             \
    X(order_mode, SYMBOL_ORDER_MODE)                 \
    X(order_gtc_mode, SYMBOL_ORDER_GTC_MODE)
#define SIGNALOS_MQL_SYMBOL_DOUBLE(X)                          \
    X(bid, SYMBOL_BID)                                         \
    X(bid_high, SYMBOL_BIDHIGH)                                \
    X(bid_low, SYMBOL_BIDLOW)                                  \
    X(ask, SYMBOL_ASK)                                         \
    X(ask_high, SYMBOL_ASKHIGH)                                \
    X(ask_low, SYMBOL_ASKLOW)                                  \
    X(last, SYMBOL_LAST)                                       \
    X(point, SYMBOL_POINT)                                     \
    X(trade_tick_value, SYMBOL_TRADE_TICK_VALUE)               \
    X(trade_tick_value_profit, SYMBOL_TRADE_TICK_VALUE_PROFIT) \
    X(trade_tick_value_loss, SYMBOL_TRADE_TICK_VALUE_LOSS)     \
    X(trade_tick_size, SYMBOL_TRADE_TICK_SIZE)                 \
    X(trade_contract_size, SYMBOL_TRADE_CONTRACT_SIZE)         \
    X(volume_min, SYMBOL_VOLUME_MIN)                           \
    X(volume_max, SYMBOL_VOLUME_MAX)                           \
    X(volume_step, SYMBOL_VOLUME_STEP)                         \
    X(volume_limit, SYMBOL_VOLUME_LIMIT)                       \
    X(swap_long, SYMBOL_SWAP_LONG)                             \
    X(swap_short, SYMBOL_SWAP_SHORT)                           \
    X(margin_initial, SYMBOL_MARGIN_INITIAL)                   \
    X(margin_maintenance, SYMBOL_MARGIN_MAINTENANCE)           \
    X(margin_hedged, SYMBOL_MARGIN_HEDGED)
#define SIGNALOS_MQL_SYMBOL_STRING(X)          \
    X(basis, SYMBOL_BASIS)                     \
    X(currency_base, SYMBOL_CURRENCY_BASE)     \
    X(currency_profit, SYMBOL_CURRENCY_PROFIT) \
    X(currency_margin, SYMBOL_CURRENCY_MARGIN) \
    X(bank, SYMBOL_BANK)                       \
    X(description, SYMBOL_DESCRIPTION)         \
    X(exchange, SYMBOL_EXCHANGE)               \
    X(isin, SYMBOL_ISIN)                       \
    X(page, SYMBOL_PAGE)                       \
    X(path, SYMBOL_PATH)

#define SIGNALOS_MQL_POSITION_INTEGER(X)         \
    X(ticket, POSITION_TICKET)                   \
    X(time, POSITION_TIME)                       \
    X(time_msc, POSITION_TIME_MSC)               \
    X(time_update, POSITION_TIME_UPDATE)         \
    X(time_update_msc, POSITION_TIME_UPDATE_MSC) \
    X(type, POSITION_TYPE)                       \
    X(magic, POSITION_MAGIC)                     \
    X(identifier, POSITION_IDENTIFIER)           \
    X(reason, POSITION_REASON)
#define SIGNALOS_MQL_POSITION_DOUBLE(X)      \
    X(volume, POSITION_VOLUME)               \
    X(price_open, POSITION_PRICE_OPEN)       \
    X(sl, POSITION_SL)                       \
    X(tp, POSITION_TP)                       \
    X(price_current, POSITION_PRICE_CURRENT) \
    X(swap, POSITION_SWAP)                   \
    X(profit, POSITION_PROFIT)
#define SIGNALOS_MQL_POSITION_STRING(X) \
    X(symbol, POSITION_SYMBOL)          \
    X(comment, POSITION_COMMENT)        \
    X(external_id, POSITION_EXTERNAL_ID)

#define SIGNALOS_MQL_ORDER_INTEGER(X)         \
    X(ticket, ORDER_TICKET)                   \
    X(time_setup, ORDER_TIME_SETUP)           \
    X(type, ORDER_TYPE)                       \
    X(state, ORDER_STATE)                     \
    X(time_expiration, ORDER_TIME_EXPIRATION) \
    X(time_done, ORDER_TIME_DONE)             \
    X(time_setup_msc, ORDER_TIME_SETUP_MSC)   \
    X(time_done_msc, ORDER_TIME_DONE_MSC)     \
    X(type_filling, ORDER_TYPE_FILLING)       \
    X(type_time, ORDER_TYPE_TIME)             \
    X(magic, ORDER_MAGIC)                     \
    X(reason, ORDER_REASON)                   \
    X(position_id, ORDER_POSITION_ID)         \
    X(position_by_id, ORDER_POSITION_BY_ID)
#define SIGNALOS_MQL_ORDER_DOUBLE(X)        \
    X(volume_initial, ORDER_VOLUME_INITIAL) \
    X(volume_current, ORDER_VOLUME_CURRENT) \
    X(price_open, ORDER_PRICE_OPEN)         \
    X(sl, ORDER_SL)                         \
    X(tp, ORDER_TP)                         \
    X(price_current, ORDER_PRICE_CURRENT)   \
    X(price_stoplimit, ORDER_PRICE_STOPLIMIT)
#define SIGNALOS_MQL_ORDER_STRING(X) \
    X(symbol, ORDER_SYMBOL)          \
    X(comment, ORDER_COMMENT)        \
    X(external_id, ORDER_EXTERNAL_ID)

#define SIGNALOS_MQL_DEAL_INTEGER(X) \
    X(ticket, DEAL_TICKET)           \
    X(order, DEAL_ORDER)             \
    X(time, DEAL_TIME)               \
    X(time_msc, DEAL_TIME_MSC)       \
    X(type, DEAL_TYPE)               \
    X(entry, DEAL_ENTRY)             \
    X(magic, DEAL_MAGIC)             \
    X(reason, DEAL_REASON)           \
    X(position_id, DEAL_POSITION_ID)
#define SIGNALOS_MQL_DEAL_DOUBLE(X) \
    X(volume, DEAL_VOLUME)          \
    X(price, DEAL_PRICE)            \
    X(commission, DEAL_COMMISSION)  \
    X(swap, DEAL_SWAP)              \
    X(profit, DEAL_PROFIT)          \
    X(fee, DEAL_FEE)                \
    X(sl, DEAL_SL)                  \
    X(tp, DEAL_TP)
#define SIGNALOS_MQL_DEAL_STRING(X) \
    X(symbol, DEAL_SYMBOL)          \
    X(comment, DEAL_COMMENT)        \
    X(external_id, DEAL_EXTERNAL_ID)

#define SIGNALOS_MQL_CHART_INTEGER(X)           \
    X(window_handle, CHART_WINDOW_HANDLE)       \
    X(bring_to_top, CHART_BRING_TO_TOP)         \
    X(width_in_pixels, CHART_WIDTH_IN_PIXELS)   \
    X(height_in_pixels, CHART_HEIGHT_IN_PIXELS) \
    X(visible_bars, CHART_VISIBLE_BARS)

/// Every list above: Y(C++ enum, MQL5 enum, list macro). The order decides the salted base of each enum.
#define SIGNALOS_MQL_SELECTOR_ENUMS(Y)                                                \
    Y(AccountInteger, ENUM_ACCOUNT_INFO_INTEGER, SIGNALOS_MQL_ACCOUNT_INTEGER)        \
    Y(AccountDouble, ENUM_ACCOUNT_INFO_DOUBLE, SIGNALOS_MQL_ACCOUNT_DOUBLE)           \
    Y(AccountString, ENUM_ACCOUNT_INFO_STRING, SIGNALOS_MQL_ACCOUNT_STRING)           \
    Y(TerminalInteger, ENUM_TERMINAL_INFO_INTEGER, SIGNALOS_MQL_TERMINAL_INTEGER)     \
    Y(TerminalDouble, ENUM_TERMINAL_INFO_DOUBLE, SIGNALOS_MQL_TERMINAL_DOUBLE)        \
    Y(TerminalString, ENUM_TERMINAL_INFO_STRING, SIGNALOS_MQL_TERMINAL_STRING)        \
    Y(ProgramInteger, ENUM_MQL_INFO_INTEGER, SIGNALOS_MQL_PROGRAM_INTEGER)            \
    Y(ProgramString, ENUM_MQL_INFO_STRING, SIGNALOS_MQL_PROGRAM_STRING)               \
    Y(SymbolInteger, ENUM_SYMBOL_INFO_INTEGER, SIGNALOS_MQL_SYMBOL_INTEGER)           \
    Y(SymbolDouble, ENUM_SYMBOL_INFO_DOUBLE, SIGNALOS_MQL_SYMBOL_DOUBLE)              \
    Y(SymbolString, ENUM_SYMBOL_INFO_STRING, SIGNALOS_MQL_SYMBOL_STRING)              \
    Y(PositionInteger, ENUM_POSITION_PROPERTY_INTEGER, SIGNALOS_MQL_POSITION_INTEGER) \
    Y(PositionDouble, ENUM_POSITION_PROPERTY_DOUBLE, SIGNALOS_MQL_POSITION_DOUBLE)    \
    Y(PositionString, ENUM_POSITION_PROPERTY_STRING, SIGNALOS_MQL_POSITION_STRING)    \
    Y(OrderInteger, ENUM_ORDER_PROPERTY_INTEGER, SIGNALOS_MQL_ORDER_INTEGER)          \
    Y(OrderDouble, ENUM_ORDER_PROPERTY_DOUBLE, SIGNALOS_MQL_ORDER_DOUBLE)             \
    Y(OrderString, ENUM_ORDER_PROPERTY_STRING, SIGNALOS_MQL_ORDER_STRING)             \
    Y(DealInteger, ENUM_DEAL_PROPERTY_INTEGER, SIGNALOS_MQL_DEAL_INTEGER)             \
    Y(DealDouble, ENUM_DEAL_PROPERTY_DOUBLE, SIGNALOS_MQL_DEAL_DOUBLE)                \
    Y(DealString, ENUM_DEAL_PROPERTY_STRING, SIGNALOS_MQL_DEAL_STRING)                \
    Y(ChartInteger, ENUM_CHART_PROPERTY_INTEGER, SIGNALOS_MQL_CHART_INTEGER)

#define SIGNALOS_MQL_ENUMERATOR(name, mql) name,
#define SIGNALOS_MQL_DECLARE(cpp, mql, list) enum class cpp : std::int32_t { list(SIGNALOS_MQL_ENUMERATOR) };
SIGNALOS_MQL_SELECTOR_ENUMS(SIGNALOS_MQL_DECLARE)
#undef SIGNALOS_MQL_DECLARE
#undef SIGNALOS_MQL_ENUMERATOR

}  // namespace signalos::mql
