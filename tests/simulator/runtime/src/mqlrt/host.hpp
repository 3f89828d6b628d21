// The terminal as one MQL5 program sees it. The terminal implements it once per attached program, so every selection
// cache (position, order, history, last error) belongs to that program alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mqlrt/selectors.hpp"
#include "mqlrt/trade_types.hpp"

namespace signalos::mql {

/// Pure interface between an emitted program and its terminal. Every member is called on the program's own thread, from
/// inside one of its handlers. Text is UTF-8. A `std::nullopt` or `false` means MQL5's failure; the host has then set
/// its last error. The timeframe is MQL5's ENUM_TIMEFRAMES number (PERIOD_CURRENT = 0 means the chart's own); an empty
/// symbol means the chart's own.
class Host {
public:
    virtual ~Host() = default;

    // --- environment
    virtual std::int64_t account_integer(AccountInteger property) = 0;
    virtual double account_double(AccountDouble property) = 0;
    virtual std::string account_string(AccountString property) = 0;
    virtual std::int64_t terminal_integer(TerminalInteger property) = 0;
    virtual double terminal_double(TerminalDouble property) = 0;
    virtual std::string terminal_string(TerminalString property) = 0;
    virtual std::int64_t program_integer(ProgramInteger property) = 0;
    virtual std::string program_string(ProgramString property) = 0;

    // --- chart the program stands on
    virtual std::int64_t chart_id() = 0;
    /// Symbol of chart `id` (0 = own chart); empty when there is no such chart. The same for the period, 0 then.
    virtual std::string chart_symbol(std::int64_t id) = 0;
    virtual std::int32_t chart_period(std::int64_t id) = 0;
    virtual std::optional<std::int64_t> chart_integer(std::int64_t id, ChartInteger property,
                                                      std::int32_t sub_window) = 0;
    virtual void chart_redraw(std::int64_t id) = 0;
    virtual void comment(std::string const& text) = 0;
    /// An image in memory under a name that begins with "::"; pixels row by row, 0xAARRGGBB. Replaces one of that name.
    virtual bool create_image(std::string const& name, std::uint32_t width, std::uint32_t height,
                              std::vector<std::uint32_t> pixels) = 0;
    virtual bool free_image(std::string const& name) = 0;
    /// Objects of the own chart, of the kind OBJ_BITMAP_LABEL alone.
    virtual bool create_bitmap_label(std::string const& name) = 0;
    virtual bool delete_object(std::string const& name) = 0;
    virtual bool has_object(std::string const& name) = 0;
    /// `property` as in the prelude's ENUM_OBJECT_PROPERTY_INTEGER.
    virtual bool set_object_integer(std::string const& name, std::int32_t property, std::int64_t value) = 0;
    /// OBJPROP_BMPFILE: "::" and the name of an image.
    virtual bool set_object_image(std::string const& name, std::string const& image) = 0;

    // --- state of the program
    /// The last error number of this program (ERR_… of MQL5; user errors are 65536 and up).
    virtual std::int32_t last_error() = 0;
    virtual void set_last_error(std::int32_t code) = 0;
    virtual bool is_stopped() = 0;
    virtual DeinitReason uninitialize_reason() = 0;
    /// Asks to be unloaded; the current handler runs to its end, then OnDeinit(REASON_PROGRAM).
    virtual void expert_remove() = 0;

    // --- journal and messages
    /// One line of the Experts journal.
    virtual void print(std::string const& line) = 0;
    virtual void alert(std::string const& line) = 0;

    // --- time
    virtual std::int64_t time_current() = 0;
    virtual std::int64_t time_trade_server() = 0;
    virtual std::int64_t time_gmt() = 0;
    virtual std::int64_t time_local() = 0;
    /// Milliseconds since the system started; monotonic.
    virtual std::uint64_t tick_count_ms() = 0;
    /// Microseconds since the program started; monotonic.
    virtual std::uint64_t microsecond_count() = 0;
    /// Blocks the program; ends early when it is stopped (checked at least every 100 ms).
    virtual void sleep_ms(std::int32_t milliseconds) = 0;

    // --- events
    /// One timer per program; a new period replaces the old one.
    virtual bool set_timer_ms(std::int64_t period_ms) = 0;
    virtual void kill_timer() = 0;
    /// Queues CHARTEVENT_CUSTOM + `event_id` for chart `chart` (0 = own). `text` is cut at 63 characters by the host.
    virtual bool chart_event_custom(std::int64_t chart, std::uint16_t event_id, std::int64_t lparam, double dparam,
                                    std::string const& text) = 0;

    // --- symbols
    virtual std::int32_t symbols_total(bool selected) = 0;
    /// Empty when `index` is out of range.
    virtual std::string symbol_name(std::int32_t index, bool selected) = 0;
    virtual bool symbol_select(std::string const& symbol, bool select) = 0;
    virtual bool symbol_exist(std::string const& symbol, bool& is_custom) = 0;
    virtual bool symbol_is_synchronized(std::string const& symbol) = 0;
    virtual std::optional<std::int64_t> symbol_integer(std::string const& symbol, SymbolInteger property) = 0;
    virtual std::optional<double> symbol_double(std::string const& symbol, SymbolDouble property) = 0;
    virtual std::optional<std::string> symbol_string(std::string const& symbol, SymbolString property) = 0;
    virtual std::optional<Tick> symbol_tick(std::string const& symbol) = 0;
    /// Session `index` (0-based) of weekday `day` (0 = Sunday): seconds from the start of that day. False when there is
    /// none.
    virtual bool symbol_session_quote(std::string const& symbol, std::int32_t day, std::uint32_t index,
                                      std::int64_t& from, std::int64_t& to) = 0;
    virtual bool symbol_session_trade(std::string const& symbol, std::int32_t day, std::uint32_t index,
                                      std::int64_t& from, std::int64_t& to) = 0;
    virtual bool symbol_margin_rate(std::string const& symbol, OrderType type, double& initial,
                                    double& maintenance) = 0;
    virtual bool market_book_add(std::string const& symbol) = 0;
    virtual bool market_book_release(std::string const& symbol) = 0;
    virtual std::optional<std::vector<BookInfo>> market_book(std::string const& symbol) = 0;

    // --- series. Oldest bar first, as CopyRates fills a non-series array; nullopt = not (yet) available.
    /// `start` bars back from the newest (0 = the current bar), `count` bars ending there.
    virtual std::optional<std::vector<Rates>> rates_from_position(std::string const& symbol, std::int32_t timeframe,
                                                                  std::int32_t start, std::int32_t count) = 0;
    /// `count` bars ending with the bar that holds `from` (seconds).
    virtual std::optional<std::vector<Rates>> rates_from_time(std::string const& symbol, std::int32_t timeframe,
                                                              std::int64_t from, std::int32_t count) = 0;
    /// Every bar opened within [from, to].
    virtual std::optional<std::vector<Rates>> rates_in_range(std::string const& symbol, std::int32_t timeframe,
                                                             std::int64_t from, std::int64_t to) = 0;
    virtual std::int32_t bars(std::string const& symbol, std::int32_t timeframe) = 0;
    /// Up to `count` ticks (0 = all) from `from_msc` (0 = the newest `count`), oldest first; `flags` as COPY_TICKS_…
    virtual std::optional<std::vector<Tick>> ticks_from(std::string const& symbol, std::uint32_t flags,
                                                        std::uint64_t from_msc, std::uint32_t count) = 0;

    // --- positions. A select call copies the position into the program's cache; the getters read that cache.
    virtual std::int32_t positions_total() = 0;
    /// Ticket of position `index`, which becomes the selected one; 0 on failure.
    virtual std::uint64_t position_ticket(std::int32_t index) = 0;
    virtual bool position_select(std::string const& symbol) = 0;
    virtual bool position_select_by_ticket(std::uint64_t ticket) = 0;
    virtual std::optional<std::int64_t> position_integer(PositionInteger property) = 0;
    virtual std::optional<double> position_double(PositionDouble property) = 0;
    virtual std::optional<std::string> position_string(PositionString property) = 0;

    // --- live orders, with the same kind of cache
    virtual std::int32_t orders_total() = 0;
    virtual std::uint64_t order_ticket(std::int32_t index) = 0;
    virtual bool order_select(std::uint64_t ticket) = 0;
    virtual std::optional<std::int64_t> order_integer(OrderInteger property) = 0;
    virtual std::optional<double> order_double(OrderDouble property) = 0;
    virtual std::optional<std::string> order_string(OrderString property) = 0;

    // --- history: the program's list, made anew by every history_select…; the two single selects reset it to that one
    // row
    virtual bool history_select(std::int64_t from, std::int64_t to) = 0;
    virtual bool history_select_by_position(std::uint64_t position_id) = 0;
    virtual bool history_order_select(std::uint64_t ticket) = 0;
    virtual bool history_deal_select(std::uint64_t ticket) = 0;
    virtual std::int32_t history_orders_total() = 0;
    virtual std::uint64_t history_order_ticket(std::int32_t index) = 0;
    virtual std::optional<std::int64_t> history_order_integer(std::uint64_t ticket, OrderInteger property) = 0;
    virtual std::optional<double> history_order_double(std::uint64_t ticket, OrderDouble property) = 0;
    virtual std::optional<std::string> history_order_string(std::uint64_t ticket, OrderString property) = 0;
    virtual std::int32_t history_deals_total() = 0;
    virtual std::uint64_t history_deal_ticket(std::int32_t index) = 0;
    virtual std::optional<std::int64_t> history_deal_integer(std::uint64_t ticket, DealInteger property) = 0;
    virtual std::optional<double> history_deal_double(std::uint64_t ticket, DealDouble property) = 0;
    virtual std::optional<std::string> history_deal_string(std::uint64_t ticket, DealString property) = 0;

    // --- trading. True = accepted by the server (not: executed); `result` is filled either way.
    virtual bool order_check(TradeRequest const& request, TradeCheckResult& result) = 0;
    virtual bool order_send(TradeRequest const& request, TradeResult& result) = 0;
    virtual bool order_send_async(TradeRequest const& request, TradeResult& result) = 0;
    /// Account currency.
    virtual std::optional<double> order_calc_margin(OrderType type, std::string const& symbol, double volume,
                                                    double price) = 0;
    virtual std::optional<double> order_calc_profit(OrderType type, std::string const& symbol, double volume,
                                                    double price_open, double price_close) = 0;

    // --- global variables of the terminal (shared by all its programs, kept over restarts unless temporary)
    virtual bool global_check(std::string const& name) = 0;
    virtual std::optional<double> global_get(std::string const& name) = 0;
    /// Time of the change (local seconds), 0 on failure.
    virtual std::int64_t global_set(std::string const& name, double value) = 0;
    /// Atomic compare and set: false (error 4501) when the variable is missing or does not hold `expected`.
    virtual bool global_set_on_condition(std::string const& name, double value, double expected) = 0;
    /// Creates the variable for the life of the terminal only; false when it exists.
    virtual bool global_temp(std::string const& name) = 0;
    virtual bool global_delete(std::string const& name) = 0;
    virtual std::int64_t global_time(std::string const& name) = 0;
    virtual std::int32_t globals_total() = 0;
    virtual std::string global_name(std::int32_t index) = 0;
    virtual std::int32_t globals_delete_all(std::string const& prefix) = 0;
    virtual void globals_flush() = 0;

    // --- files inside the terminal's sandbox (MQL5/Files, or the common folder when `flags` holds FILE_COMMON = 4096)
    /// Handle of 1 or more; -1 on failure. `flags` are MQL5's FILE_… bits.
    virtual std::int32_t file_open(std::string const& name, std::int32_t flags) = 0;
    virtual void file_close(std::int32_t handle) = 0;
    virtual void file_flush(std::int32_t handle) = 0;
    /// Bytes read or written; fewer than asked for at the end of the file or on failure.
    virtual std::size_t file_read(std::int32_t handle, std::span<std::byte> bytes) = 0;
    virtual std::size_t file_write(std::int32_t handle, std::span<std::byte const> bytes) = 0;
    /// `origin`: 0 start, 1 current, 2 end.
    virtual bool file_seek(std::int32_t handle, std::int64_t offset, std::int32_t origin) = 0;
    virtual std::uint64_t file_tell(std::int32_t handle) = 0;
    virtual std::uint64_t file_size(std::int32_t handle) = 0;
    virtual bool file_exists(std::string const& name, std::int32_t common_flag) = 0;
    virtual bool file_delete(std::string const& name, std::int32_t common_flag) = 0;
    virtual bool file_move(std::string const& from, std::int32_t from_common_flag, std::string const& to,
                           std::int32_t mode_flags) = 0;
    virtual bool folder_create(std::string const& name, std::int32_t common_flag) = 0;
};

}  // namespace signalos::mql
