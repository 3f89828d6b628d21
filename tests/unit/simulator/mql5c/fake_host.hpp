// A terminal that does nothing: tests override what they look at.
#pragma once

#include "mqlrt/host.hpp"

namespace signalos::mql {

class FakeHost : public Host {
public:
    std::int64_t account_integer(AccountInteger) override { return {}; }
    double account_double(AccountDouble) override { return {}; }
    std::string account_string(AccountString) override { return {}; }
    std::int64_t terminal_integer(TerminalInteger) override { return {}; }
    double terminal_double(TerminalDouble) override { return {}; }
    std::string terminal_string(TerminalString) override { return {}; }
    std::int64_t program_integer(ProgramInteger) override { return {}; }
    std::string program_string(ProgramString) override { return {}; }
    std::int64_t chart_id() override { return {}; }
    std::string chart_symbol(std::int64_t) override { return {}; }
    std::int32_t chart_period(std::int64_t) override { return {}; }
    std::optional<std::int64_t> chart_integer(std::int64_t, ChartInteger, std::int32_t) override { return {}; }
    void chart_redraw(std::int64_t) override {}
    void comment(std::string const&) override {}
    bool create_image(std::string const&, std::uint32_t, std::uint32_t, std::vector<std::uint32_t>) override {
        return {};
    }
    bool free_image(std::string const&) override { return {}; }
    bool create_bitmap_label(std::string const&) override { return {}; }
    bool delete_object(std::string const&) override { return {}; }
    bool has_object(std::string const&) override { return {}; }
    bool set_object_integer(std::string const&, std::int32_t, std::int64_t) override { return {}; }
    bool set_object_image(std::string const&, std::string const&) override { return {}; }
    std::int32_t last_error() override { return {}; }
    void set_last_error(std::int32_t) override {}
    bool is_stopped() override { return {}; }
    DeinitReason uninitialize_reason() override { return {}; }
    void expert_remove() override {}
    void print(std::string const&) override {}
    void alert(std::string const&) override {}
    std::int64_t time_current() override { return {}; }
    std::int64_t time_trade_server() override { return {}; }
    std::int64_t time_gmt() override { return {}; }
    std::int64_t time_local() override { return {}; }
    std::uint64_t tick_count_ms() override { return {}; }
    std::uint64_t microsecond_count() override { return {}; }
    void sleep_ms(std::int32_t) override {}
    bool set_timer_ms(std::int64_t) override { return {}; }
    void kill_timer() override {}
    bool chart_event_custom(std::int64_t, std::uint16_t, std::int64_t, double, std::string const&) override {
        return {};
    }
    std::int32_t symbols_total(bool) override { return {}; }
    std::string symbol_name(std::int32_t, bool) override { return {}; }
    bool symbol_select(std::string const&, bool) override { return {}; }
    bool symbol_exist(std::string const&, bool&) override { return {}; }
    bool symbol_is_synchronized(std::string const&) override { return {}; }
    std::optional<std::int64_t> symbol_integer(std::string const&, SymbolInteger) override { return {}; }
    std::optional<double> symbol_double(std::string const&, SymbolDouble) override { return {}; }
    std::optional<std::string> symbol_string(std::string const&, SymbolString) override { return {}; }
    std::optional<Tick> symbol_tick(std::string const&) override { return {}; }
    bool symbol_session_quote(std::string const&, std::int32_t, std::uint32_t, std::int64_t&, std::int64_t&) override {
        return {};
    }
    bool symbol_session_trade(std::string const&, std::int32_t, std::uint32_t, std::int64_t&, std::int64_t&) override {
        return {};
    }
    bool symbol_margin_rate(std::string const&, OrderType, double&, double&) override { return {}; }
    bool market_book_add(std::string const&) override { return {}; }
    bool market_book_release(std::string const&) override { return {}; }
    std::optional<std::vector<BookInfo>> market_book(std::string const&) override { return {}; }
    std::optional<std::vector<Rates>> rates_from_position(std::string const&, std::int32_t, std::int32_t,
                                                          std::int32_t) override {
        return {};
    }
    std::optional<std::vector<Rates>> rates_from_time(std::string const&, std::int32_t, std::int64_t,
                                                      std::int32_t) override {
        return {};
    }
    std::optional<std::vector<Rates>> rates_in_range(std::string const&, std::int32_t, std::int64_t,
                                                     std::int64_t) override {
        return {};
    }
    std::int32_t bars(std::string const&, std::int32_t) override { return {}; }
    std::optional<std::vector<Tick>> ticks_from(std::string const&, std::uint32_t, std::uint64_t,
                                                std::uint32_t) override {
        return {};
    }
    std::int32_t positions_total() override { return {}; }
    std::uint64_t position_ticket(std::int32_t) override { return {}; }
    bool position_select(std::string const&) override { return {}; }
    bool position_select_by_ticket(std::uint64_t) override { return {}; }
    std::optional<std::int64_t> position_integer(PositionInteger) override { return {}; }
    std::optional<double> position_double(PositionDouble) override { return {}; }
    std::optional<std::string> position_string(PositionString) override { return {}; }
    std::int32_t orders_total() override { return {}; }
    std::uint64_t order_ticket(std::int32_t) override { return {}; }
    bool order_select(std::uint64_t) override { return {}; }
    std::optional<std::int64_t> order_integer(OrderInteger) override { return {}; }
    std::optional<double> order_double(OrderDouble) override { return {}; }
    std::optional<std::string> order_string(OrderString) override { return {}; }
    bool history_select(std::int64_t, std::int64_t) override { return {}; }
    bool history_select_by_position(std::uint64_t) override { return {}; }
    bool history_order_select(std::uint64_t) override { return {}; }
    bool history_deal_select(std::uint64_t) override { return {}; }
    std::int32_t history_orders_total() override { return {}; }
    std::uint64_t history_order_ticket(std::int32_t) override { return {}; }
    std::optional<std::int64_t> history_order_integer(std::uint64_t, OrderInteger) override { return {}; }
    std::optional<double> history_order_double(std::uint64_t, OrderDouble) override { return {}; }
    std::optional<std::string> history_order_string(std::uint64_t, OrderString) override { return {}; }
    std::int32_t history_deals_total() override { return {}; }
    std::uint64_t history_deal_ticket(std::int32_t) override { return {}; }
    std::optional<std::int64_t> history_deal_integer(std::uint64_t, DealInteger) override { return {}; }
    std::optional<double> history_deal_double(std::uint64_t, DealDouble) override { return {}; }
    std::optional<std::string> history_deal_string(std::uint64_t, DealString) override { return {}; }
    bool order_check(TradeRequest const&, TradeCheckResult&) override { return {}; }
    bool order_send(TradeRequest const&, TradeResult&) override { return {}; }
    bool order_send_async(TradeRequest const&, TradeResult&) override { return {}; }
    std::optional<double> order_calc_margin(OrderType, std::string const&, double, double) override { return {}; }
    std::optional<double> order_calc_profit(OrderType, std::string const&, double, double, double) override {
        return {};
    }
    bool global_check(std::string const&) override { return {}; }
    std::optional<double> global_get(std::string const&) override { return {}; }
    std::int64_t global_set(std::string const&, double) override { return {}; }
    bool global_set_on_condition(std::string const&, double, double) override { return {}; }
    bool global_temp(std::string const&) override { return {}; }
    bool global_delete(std::string const&) override { return {}; }
    std::int64_t global_time(std::string const&) override { return {}; }
    std::int32_t globals_total() override { return {}; }
    std::string global_name(std::int32_t) override { return {}; }
    std::int32_t globals_delete_all(std::string const&) override { return {}; }
    void globals_flush() override {}
    std::int32_t file_open(std::string const&, std::int32_t) override { return {}; }
    void file_close(std::int32_t) override {}
    void file_flush(std::int32_t) override {}
    std::size_t file_read(std::int32_t, std::span<std::byte>) override { return {}; }
    std::size_t file_write(std::int32_t, std::span<std::byte const>) override { return {}; }
    bool file_seek(std::int32_t, std::int64_t, std::int32_t) override { return {}; }
    std::uint64_t file_tell(std::int32_t) override { return {}; }
    std::uint64_t file_size(std::int32_t) override { return {}; }
    bool file_exists(std::string const&, std::int32_t) override { return {}; }
    bool file_delete(std::string const&, std::int32_t) override { return {}; }
    bool file_move(std::string const&, std::int32_t, std::string const&, std::int32_t) override { return {}; }
    bool folder_create(std::string const&, std::int32_t) override { return {}; }
};

}  // namespace signalos::mql
