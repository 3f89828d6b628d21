// mql::Host over the terminal: answers an MQL5 program from the mirror, trades through the link.
#pragma once

#include <cstdio>
#include <map>
#include <optional>
#include <vector>

#include "broker/model.hpp"
#include "mqlrt/host.hpp"
#include "terminal/context.hpp"

namespace signalos::terminal {

class ProgramHost final : public mql::Host {
public:
    ProgramHost(Services& services, ProgramContext& context) : services_(services), context_(context) {}
    ~ProgramHost() override;

    std::int64_t account_integer(mql::AccountInteger property) override;
    double account_double(mql::AccountDouble property) override;
    std::string account_string(mql::AccountString property) override;
    std::int64_t terminal_integer(mql::TerminalInteger property) override;
    double terminal_double(mql::TerminalDouble property) override;
    std::string terminal_string(mql::TerminalString property) override;
    std::int64_t program_integer(mql::ProgramInteger property) override;
    std::string program_string(mql::ProgramString property) override;

    std::int64_t chart_id() override;
    std::string chart_symbol(std::int64_t id) override;
    std::int32_t chart_period(std::int64_t id) override;
    std::optional<std::int64_t> chart_integer(std::int64_t id, mql::ChartInteger property,
                                              std::int32_t window) override;
    void chart_redraw(std::int64_t id) override;
    void comment(std::string const& text) override;
    bool create_image(std::string const& name, std::uint32_t width, std::uint32_t height,
                      std::vector<std::uint32_t> pixels) override;
    bool free_image(std::string const& name) override;
    bool create_bitmap_label(std::string const& name) override;
    bool delete_object(std::string const& name) override;
    bool has_object(std::string const& name) override;
    bool set_object_integer(std::string const& name, std::int32_t property, std::int64_t value) override;
    bool set_object_image(std::string const& name, std::string const& image) override;

    std::int32_t last_error() override { return error_; }
    void set_last_error(std::int32_t code) override { error_ = code; }
    bool is_stopped() override;
    mql::DeinitReason uninitialize_reason() override { return context_.reason; }
    void expert_remove() override { context_.remove_asked = true; }

    void print(std::string const& line) override;
    void alert(std::string const& line) override;

    std::int64_t time_current() override;
    std::int64_t time_trade_server() override;
    std::int64_t time_gmt() override;
    std::int64_t time_local() override;
    std::uint64_t tick_count_ms() override;
    std::uint64_t microsecond_count() override;
    void sleep_ms(std::int32_t milliseconds) override;

    bool set_timer_ms(std::int64_t period_ms) override;
    void kill_timer() override;
    bool chart_event_custom(std::int64_t chart, std::uint16_t event_id, std::int64_t lparam, double dparam,
                            std::string const& text) override;

    std::int32_t symbols_total(bool selected) override;
    std::string symbol_name(std::int32_t index, bool selected) override;
    bool symbol_select(std::string const& symbol, bool select) override;
    bool symbol_exist(std::string const& symbol, bool& is_custom) override;
    bool symbol_is_synchronized(std::string const& symbol) override;
    std::optional<std::int64_t> symbol_integer(std::string const& symbol, mql::SymbolInteger property) override;
    std::optional<double> symbol_double(std::string const& symbol, mql::SymbolDouble property) override;
    std::optional<std::string> symbol_string(std::string const& symbol, mql::SymbolString property) override;
    std::optional<mql::Tick> symbol_tick(std::string const& symbol) override;
    bool symbol_session_quote(std::string const& symbol, std::int32_t day, std::uint32_t index, std::int64_t& from,
                              std::int64_t& to) override;
    bool symbol_session_trade(std::string const& symbol, std::int32_t day, std::uint32_t index, std::int64_t& from,
                              std::int64_t& to) override;
    bool symbol_margin_rate(std::string const& symbol, mql::OrderType type, double& initial,
                            double& maintenance) override;
    bool market_book_add(std::string const& symbol) override;
    bool market_book_release(std::string const& symbol) override;
    std::optional<std::vector<mql::BookInfo>> market_book(std::string const& symbol) override;

    std::optional<std::vector<mql::Rates>> rates_from_position(std::string const& symbol, std::int32_t timeframe,
                                                               std::int32_t start, std::int32_t count) override;
    std::optional<std::vector<mql::Rates>> rates_from_time(std::string const& symbol, std::int32_t timeframe,
                                                           std::int64_t from, std::int32_t count) override;
    std::optional<std::vector<mql::Rates>> rates_in_range(std::string const& symbol, std::int32_t timeframe,
                                                          std::int64_t from, std::int64_t to) override;
    std::int32_t bars(std::string const& symbol, std::int32_t timeframe) override;
    std::optional<std::vector<mql::Tick>> ticks_from(std::string const& symbol, std::uint32_t flags,
                                                     std::uint64_t from_msc, std::uint32_t count) override;

    std::int32_t positions_total() override;
    std::uint64_t position_ticket(std::int32_t index) override;
    bool position_select(std::string const& symbol) override;
    bool position_select_by_ticket(std::uint64_t ticket) override;
    std::optional<std::int64_t> position_integer(mql::PositionInteger property) override;
    std::optional<double> position_double(mql::PositionDouble property) override;
    std::optional<std::string> position_string(mql::PositionString property) override;

    std::int32_t orders_total() override;
    std::uint64_t order_ticket(std::int32_t index) override;
    bool order_select(std::uint64_t ticket) override;
    std::optional<std::int64_t> order_integer(mql::OrderInteger property) override;
    std::optional<double> order_double(mql::OrderDouble property) override;
    std::optional<std::string> order_string(mql::OrderString property) override;

    bool history_select(std::int64_t from, std::int64_t to) override;
    bool history_select_by_position(std::uint64_t position_id) override;
    bool history_order_select(std::uint64_t ticket) override;
    bool history_deal_select(std::uint64_t ticket) override;
    std::int32_t history_orders_total() override;
    std::uint64_t history_order_ticket(std::int32_t index) override;
    std::optional<std::int64_t> history_order_integer(std::uint64_t ticket, mql::OrderInteger property) override;
    std::optional<double> history_order_double(std::uint64_t ticket, mql::OrderDouble property) override;
    std::optional<std::string> history_order_string(std::uint64_t ticket, mql::OrderString property) override;
    std::int32_t history_deals_total() override;
    std::uint64_t history_deal_ticket(std::int32_t index) override;
    std::optional<std::int64_t> history_deal_integer(std::uint64_t ticket, mql::DealInteger property) override;
    std::optional<double> history_deal_double(std::uint64_t ticket, mql::DealDouble property) override;
    std::optional<std::string> history_deal_string(std::uint64_t ticket, mql::DealString property) override;

    bool order_check(mql::TradeRequest const& request, mql::TradeCheckResult& result) override;
    bool order_send(mql::TradeRequest const& request, mql::TradeResult& result) override;
    bool order_send_async(mql::TradeRequest const& request, mql::TradeResult& result) override;
    std::optional<double> order_calc_margin(mql::OrderType type, std::string const& symbol, double volume,
                                            double price) override;
    std::optional<double> order_calc_profit(mql::OrderType type, std::string const& symbol, double volume,
                                            double price_open, double price_close) override;

    bool global_check(std::string const& name) override;
    std::optional<double> global_get(std::string const& name) override;
    std::int64_t global_set(std::string const& name, double value) override;
    bool global_set_on_condition(std::string const& name, double value, double expected) override;
    bool global_temp(std::string const& name) override;
    bool global_delete(std::string const& name) override;
    std::int64_t global_time(std::string const& name) override;
    std::int32_t globals_total() override;
    std::string global_name(std::int32_t index) override;
    std::int32_t globals_delete_all(std::string const& prefix) override;
    void globals_flush() override;

    std::int32_t file_open(std::string const& name, std::int32_t flags) override;
    void file_close(std::int32_t handle) override;
    void file_flush(std::int32_t handle) override;
    std::size_t file_read(std::int32_t handle, std::span<std::byte> bytes) override;
    std::size_t file_write(std::int32_t handle, std::span<std::byte const> bytes) override;
    bool file_seek(std::int32_t handle, std::int64_t offset, std::int32_t origin) override;
    std::uint64_t file_tell(std::int32_t handle) override;
    std::uint64_t file_size(std::int32_t handle) override;
    bool file_exists(std::string const& name, std::int32_t common_flag) override;
    bool file_delete(std::string const& name, std::int32_t common_flag) override;
    bool file_move(std::string const& from, std::int32_t from_common_flag, std::string const& to,
                   std::int32_t mode_flags) override;
    bool folder_create(std::string const& name, std::int32_t common_flag) override;

private:
    /// Throws Killed when the program has overstayed or the terminal is dead; every call that may be made in a loop,
    /// and every one that leaves something behind, passes here.
    void check_alive() const {
        if (context_.killed || services_.surroundings.dead()) throw Killed{};
    }
    bool fail(std::int32_t code) {
        error_ = code;
        return false;
    }
    std::string own(std::string const& symbol) const;
    std::optional<broker::SymbolSpec> spec(std::string const& symbol);
    std::optional<std::vector<mql::Rates>> rates(std::string const& symbol, std::int32_t timeframe,
                                                 std::int64_t until_ms, std::int64_t count);
    std::uint32_t refusal() const;
    std::optional<std::string> path_of(std::string const& name, std::int32_t flags);
    std::FILE* file(std::int32_t handle);
    void post_request(mql::TradeRequest const& request, mql::TradeResult const& result);

    Services& services_;
    ProgramContext& context_;
    std::int32_t error_ = 0;
    std::optional<broker::Position> position_;
    std::optional<broker::Order> order_;
    std::vector<std::uint64_t> history_orders_, history_deals_;
    std::map<std::int32_t, std::FILE*> files_;
    std::int32_t next_file_ = 1;
};

/// MQL5 error numbers this host sets.
namespace error {
constexpr std::int32_t invalid_parameter = 4003, unknown_symbol = 4301, not_selected = 4302, history_not_found = 4401,
                       global_not_found = 4501, global_exists = 4502, trade_disabled = 4752, position_not_found = 4753,
                       order_not_found = 4754, deal_not_found = 4755, send_failed = 4756, wrong_file_name = 5002,
                       cannot_open_file = 5004, wrong_handle = 5008, file_not_exist = 5019;
}

}  // namespace signalos::terminal
