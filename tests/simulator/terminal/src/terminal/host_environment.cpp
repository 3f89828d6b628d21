// Account, terminal, program, chart, journal, time and events.
#include <thread>

#include "broker/valuation.hpp"
#include "terminal/program_host.hpp"

namespace signalos::terminal {
namespace {

using std::chrono::milliseconds;
constexpr std::int64_t only_chart = 1;
constexpr std::int64_t build_number = 4620;

}  // namespace

std::int64_t ProgramHost::account_integer(mql::AccountInteger property) {
    check_alive();
    if (property == mql::AccountInteger::login)
        if (int const delay = services_.account_delay_ms.exchange(0); delay > 0)
            services_.surroundings.rest_for(milliseconds(delay));
    Permissions const& allowed = services_.permissions;
    return services_.mirror.read([&](MirrorData const& data) -> std::int64_t {
        broker::Account const& account = data.book.account();
        bool const hedging = account.margin_mode == broker::MarginMode::hedging;
        switch (property) {
            case mql::AccountInteger::login:
                return static_cast<std::int64_t>(account.login);
            case mql::AccountInteger::trade_mode:
                return 0;
            case mql::AccountInteger::leverage:
                return account.leverage;
            case mql::AccountInteger::limit_orders:
                return account.limit_orders;
            case mql::AccountInteger::margin_so_mode:
                return 0;
            case mql::AccountInteger::trade_allowed:
                return data.connected && account.trade_allowed && allowed.account_trade;
            case mql::AccountInteger::trade_expert:
                return account.expert_allowed && allowed.account_expert;
            case mql::AccountInteger::margin_mode:
                return static_cast<std::int64_t>(account.margin_mode);
            case mql::AccountInteger::currency_digits:
                return account.digits;
            case mql::AccountInteger::fifo_close:
                return 0;
            case mql::AccountInteger::hedge_allowed:
                return hedging;
        }
        return 0;
    });
}

double ProgramHost::account_double(mql::AccountDouble property) {
    check_alive();
    return services_.mirror.read([&](MirrorData const& data) {
        broker::Account const& account = data.book.account();
        broker::Figures const f = broker::figures_of(data.market, data.book);
        switch (property) {
            case mql::AccountDouble::balance:
                return f.balance.value();
            case mql::AccountDouble::credit:
                return account.credit.value();
            case mql::AccountDouble::profit:
                return f.profit.value();
            case mql::AccountDouble::equity:
                return f.equity.value();
            case mql::AccountDouble::margin:
                return f.margin.value();
            case mql::AccountDouble::margin_free:
                return f.free_margin.value();
            case mql::AccountDouble::margin_level:
                return f.level.value();
            case mql::AccountDouble::margin_so_call:
                return account.margin_call.value();
            case mql::AccountDouble::margin_so_so:
                return account.stop_out.value();
            case mql::AccountDouble::margin_initial:
            case mql::AccountDouble::margin_maintenance:
            case mql::AccountDouble::assets:
            case mql::AccountDouble::liabilities:
            case mql::AccountDouble::commission_blocked:
                return 0.0;
        }
        return 0.0;
    });
}

std::string ProgramHost::account_string(mql::AccountString property) {
    return services_.mirror.read([&](MirrorData const& data) -> std::string {
        broker::Account const& account = data.book.account();
        switch (property) {
            case mql::AccountString::name:
                return account.name;
            case mql::AccountString::server:
                return account.server;
            case mql::AccountString::currency:
                return account.currency;
            case mql::AccountString::company:
                return account.company;
        }
        return {};
    });
}

std::int64_t ProgramHost::terminal_integer(mql::TerminalInteger property) {
    check_alive();
    switch (property) {
        case mql::TerminalInteger::build:
            return build_number;
        case mql::TerminalInteger::connected:
            return services_.mirror.read([](MirrorData const& data) { return data.connected; });
        case mql::TerminalInteger::dlls_allowed:
            return services_.permissions.dlls;
        case mql::TerminalInteger::trade_allowed:
            return services_.permissions.auto_trading;
        case mql::TerminalInteger::max_bars:
            return 100'000;
        case mql::TerminalInteger::cpu_cores:
            return static_cast<std::int64_t>(std::thread::hardware_concurrency());
        case mql::TerminalInteger::x64:
            return 1;
        case mql::TerminalInteger::ping_last:
            return services_.mirror.read([](MirrorData const& data) { return data.ping_us; });
        default:
            return 0;
    }
}

double ProgramHost::terminal_double(mql::TerminalDouble) {
    return 0.0;
}

std::string ProgramHost::terminal_string(mql::TerminalString property) {
    switch (property) {
        case mql::TerminalString::language:
            return "English";
        case mql::TerminalString::company:
            return "SignalOS Simulator";
        case mql::TerminalString::name:
            return "SignalOS simulated terminal";
        case mql::TerminalString::path:
        case mql::TerminalString::data_path:
            return services_.data_path;
        case mql::TerminalString::common_data_path:
            return services_.data_path + "/Common";
    }
    return {};
}

std::int64_t ProgramHost::program_integer(mql::ProgramInteger property) {
    constexpr std::int64_t expert = 2;
    switch (property) {
        case mql::ProgramInteger::program_type:
            return expert;
        case mql::ProgramInteger::dlls_allowed:
            return services_.permissions.dlls;
        case mql::ProgramInteger::trade_allowed:
            return services_.permissions.program_trade && services_.permissions.auto_trading;
        default:
            return 0;
    }
}

std::string ProgramHost::program_string(mql::ProgramString property) {
    if (property == mql::ProgramString::program_name) return context_.name;
    return services_.data_path + "/MQL5/Experts/" + context_.name + ".ex5";
}

std::int64_t ProgramHost::chart_id() {
    return only_chart;
}

std::string ProgramHost::chart_symbol(std::int64_t id) {
    return id == 0 || id == only_chart ? own("") : std::string();
}

std::int32_t ProgramHost::chart_period(std::int64_t id) {
    std::lock_guard lock(context_.mutex);
    return id == 0 || id == only_chart ? context_.period : 0;
}

std::optional<std::int64_t> ProgramHost::chart_integer(std::int64_t id, mql::ChartInteger property, std::int32_t) {
    if (id != 0 && id != only_chart) return std::nullopt;
    switch (property) {
        case mql::ChartInteger::width_in_pixels:
            return 1280;
        case mql::ChartInteger::height_in_pixels:
            return 720;
        case mql::ChartInteger::visible_bars:
            return 100;
        default:
            return 0;
    }
}

void ProgramHost::chart_redraw(std::int64_t) {}

void ProgramHost::comment(std::string const& text) {
    std::lock_guard lock(context_.mutex);
    context_.comment = text;
}

// ERR_OBJECT_NOT_FOUND stands for all that can be wrong with a drawing.
constexpr std::int32_t no_such_object = 4202;

bool ProgramHost::create_image(std::string const& name, std::uint32_t width, std::uint32_t height,
                               std::vector<std::uint32_t> pixels) {
    if (!name.starts_with("::")) return fail(no_such_object);
    std::lock_guard lock(context_.mutex);
    context_.objects.images[name] = {width, height, std::move(pixels)};
    return true;
}

bool ProgramHost::free_image(std::string const& name) {
    std::lock_guard lock(context_.mutex);
    return context_.objects.images.erase(name) == 1 || fail(no_such_object);
}

bool ProgramHost::create_bitmap_label(std::string const& name) {
    std::lock_guard lock(context_.mutex);
    return context_.objects.labels.try_emplace(name).second || fail(no_such_object);
}

bool ProgramHost::delete_object(std::string const& name) {
    std::lock_guard lock(context_.mutex);
    return context_.objects.labels.erase(name) == 1 || fail(no_such_object);
}

bool ProgramHost::has_object(std::string const& name) {
    std::lock_guard lock(context_.mutex);
    return context_.objects.labels.contains(name);
}

bool ProgramHost::set_object_integer(std::string const& name, std::int32_t property, std::int64_t value) {
    std::lock_guard lock(context_.mutex);
    auto const at = context_.objects.labels.find(name);
    if (at == context_.objects.labels.end()) return fail(no_such_object);
    at->second.integers[property] = value;
    return true;
}

bool ProgramHost::set_object_image(std::string const& name, std::string const& image) {
    std::lock_guard lock(context_.mutex);
    auto const at = context_.objects.labels.find(name);
    if (at == context_.objects.labels.end()) return fail(no_such_object);
    at->second.image = image;
    return true;
}

bool ProgramHost::is_stopped() {
    check_alive();
    return context_.stopped;
}

void ProgramHost::print(std::string const& line) {
    check_alive();
    services_.journal.write(context_.name, line);
}

void ProgramHost::alert(std::string const& line) {
    check_alive();
    services_.journal.write(context_.name, "Alert: " + line);
}

std::int64_t ProgramHost::time_current() {
    return services_.mirror.read([](MirrorData const& data) { return data.last_quote; }) / 1000;
}

std::int64_t ProgramHost::time_trade_server() {
    return (services_.surroundings.wall_ms() +
            services_.mirror.read([](MirrorData const& data) { return data.time_offset; })) /
           1000;
}

std::int64_t ProgramHost::time_gmt() {
    return services_.surroundings.wall_s();
}

std::int64_t ProgramHost::time_local() {
    return services_.surroundings.wall_s() + services_.surroundings.local_offset_s();
}

std::uint64_t ProgramHost::tick_count_ms() {
    check_alive();
    auto const now = services_.surroundings.now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<milliseconds>(now).count());
}

std::uint64_t ProgramHost::microsecond_count() {
    check_alive();
    auto const run = services_.surroundings.now() - context_.started;
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(run).count());
}

void ProgramHost::sleep_ms(std::int32_t duration) {
    Surroundings& around = services_.surroundings;
    auto const until = around.now() + milliseconds(duration);
    while (!context_.stopped && around.now() < until) {
        check_alive();
        auto const rest = std::chrono::ceil<std::chrono::microseconds>(until - around.now());
        around.rest_for(std::min<std::chrono::microseconds>(rest, milliseconds(100)));
    }
}

bool ProgramHost::set_timer_ms(std::int64_t period_ms) {
    if (period_ms <= 0) return fail(error::invalid_parameter);
    context_.timer.set(milliseconds(period_ms), services_.surroundings.now());
    context_.timer_us = context_.timer.period().count();
    return true;
}

void ProgramHost::kill_timer() {
    context_.timer.kill();
    context_.timer_us = 0;
}

bool ProgramHost::chart_event_custom(std::int64_t chart, std::uint16_t event_id, std::int64_t lparam, double dparam,
                                     std::string const& text) {
    constexpr std::int32_t first_custom = 1000;
    constexpr std::size_t longest_text = 63;
    if (chart != 0 && chart != only_chart) return fail(error::invalid_parameter);
    context_.post(ChartEvent{first_custom + event_id, lparam, dparam, text.substr(0, longest_text)});
    return true;
}

std::string ProgramHost::own(std::string const& symbol) const {
    if (!symbol.empty()) return symbol;
    std::lock_guard lock(context_.mutex);
    return context_.symbol;
}

}  // namespace signalos::terminal
