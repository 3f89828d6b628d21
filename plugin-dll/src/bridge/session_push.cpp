// What the EA pushes, and what it may ask about the session.
#include <algorithm>
#include <boost/json/array.hpp>
#include <cmath>

#include "bridge/session.hpp"
#include "bridge/text.hpp"

namespace signalos::bridge {

namespace {
constexpr double volume_epsilon = 1e-9;
constexpr std::int64_t ea_silent_ms = 5000;  // its timer calls a hundred times a second
constexpr char const* order_types[] = {"buy",      "sell",      "buy_limit",      "sell_limit",
                                       "buy_stop", "sell_stop", "buy_stop_limit", "sell_stop_limit"};
constexpr char const* reasons[] = {"client",    "mobile",      "web",      "expert",
                                   "stop_loss", "take_profit", "stop_out", "other"};

template <std::size_t N>
char const* name_at(char const* const (&names)[N], std::int32_t index) {
    return names[index >= 0 && static_cast<std::size_t>(index) < N ? static_cast<std::size_t>(index) : N - 1];
}
json::value level(double price, int digits) {
    if (price > 0) return json::value(fixed_decimal(price, digits));
    return nullptr;
}
/// `offset` in ms: the relay's clock less this machine's.
std::string clock_words(std::int64_t offset) {
    return "This machine is " + std::to_string(std::abs(offset)) + " ms " + (offset > 0 ? "behind" : "ahead of") +
           " the relay";
}
}  // namespace

std::int64_t Session::to_utc(std::int64_t server_ms) const {
    if (!have_health_ || server_ms == 0) return server_ms;
    // Brokers keep whole quarters of an hour from UTC; the rest is age and drift.
    std::int64_t const apart = health_.server_time - clock_.utc_ms() / 1000;
    return server_ms - static_cast<std::int64_t>(std::lround(static_cast<double>(apart) / 900.0)) * 900000;
}

void Session::push_account(sos_account const& a) {
    {
        std::lock_guard lock(mutex_);
        account_ = a;
        int const digits = a.currency_digits;
        feed_.set("account", json::object{{"isConnected", a.connected != 0},
                                          {"balance", fixed_decimal(a.balance, digits)},
                                          {"equity", fixed_decimal(a.equity, digits)},
                                          {"margin", fixed_decimal(a.margin, digits)},
                                          {"freeMargin", fixed_decimal(a.margin_free, digits)},
                                          {"marginLevel", fixed_decimal(a.margin_level, 2)},
                                          {"profit", fixed_decimal(a.profit, digits)},
                                          {"credit", fixed_decimal(a.credit, digits)},
                                          {"currency", read_text(a.currency).value_or("")},
                                          {"leverage", a.leverage},
                                          {"account", std::to_string(a.login)},
                                          {"server", read_text(a.server).value_or("")}});
        refresh_terminal();
    }
    transport_->kick();
}

void Session::push_positions(sos_position const* rows, int count) {
    std::map<std::string, json::object> keep;
    std::lock_guard lock(mutex_);
    int const money = config_.args.currency_digits;
    for (int i = 0; i < count; ++i) {
        sos_position const& p = rows[i];
        keep["position:" + std::to_string(p.position)] =
            json::object{{"position", std::to_string(p.position)},
                         {"ticket", std::to_string(p.ticket)},
                         {"symbol", read_text(p.symbol).value_or("")},
                         {"side", p.side == SOS_SELL ? "sell" : "buy"},
                         {"volume", short_decimal(p.volume)},
                         {"price", fixed_decimal(p.price_open, p.digits)},
                         {"current", fixed_decimal(p.price_current, p.digits)},
                         {"stopLoss", level(p.sl, p.digits)},
                         {"takeProfit", level(p.tp, p.digits)},
                         {"pnl", fixed_decimal(p.profit, money)},
                         {"swap", fixed_decimal(p.swap, money)},
                         {"commission", fixed_decimal(p.commission, money)},
                         {"opened_at", to_utc(p.time_msc)},
                         {"magic", std::to_string(p.magic)},
                         {"comment", read_text(p.comment).value_or("")},
                         {"ours", p.magic >> 48 == config_.args.magic_prefix},
                         {"digits", p.digits}};
    }
    feed_.keep_only("position:", std::move(keep));
    transport_->kick();
}

void Session::push_orders(sos_order const* rows, int count) {
    std::map<std::string, json::object> keep;
    std::lock_guard lock(mutex_);
    for (int i = 0; i < count; ++i) {
        sos_order const& o = rows[i];
        std::string const ticket = std::to_string(o.ticket);
        keep["order:" + ticket] = json::object{{"orderId", ticket},
                                               {"ticket", ticket},
                                               {"symbol", read_text(o.symbol).value_or("")},
                                               {"type", name_at(order_types, o.type)},
                                               {"volume", short_decimal(o.volume)},
                                               {"price", fixed_decimal(o.price, o.digits)},
                                               {"stopLimit", level(o.stop_limit, o.digits)},
                                               {"current", level(o.price_current, o.digits)},
                                               {"stopLoss", level(o.sl, o.digits)},
                                               {"takeProfit", level(o.tp, o.digits)},
                                               {"expiration", to_utc(o.expiration * 1000)},
                                               {"placed_at", to_utc(o.time_setup_msc)},
                                               {"magic", std::to_string(o.magic)},
                                               {"ours", o.magic >> 48 == config_.args.magic_prefix},
                                               {"digits", o.digits}};
    }
    feed_.keep_only("order:", std::move(keep));
    transport_->kick();
}

void Session::push_deal(sos_deal const& deal) {
    {
        std::lock_guard lock(mutex_);
        if (book_.baseline.server_ms == 0)
            early_deals_.push_back(deal);
        else
            deal_event(deal);
    }
    transport_->kick();
}

void Session::deal_event(sos_deal const& d) {
    bool const trade = d.side == SOS_BUY || d.side == SOS_SELL;
    if (!trade || d.time_msc < book_.baseline.server_ms || book_.known_deals.contains(d.deal)) return;
    // Signed volumes before and after: a netting deal may add, reduce, close, or turn the position round in one.
    double const before = d.volume_before;
    double const after = d.volume_after;
    bool const turned = before * after < 0;
    bool const gone = std::abs(after) < volume_epsilon || turned;
    bool const opened = std::abs(before) < volume_epsilon;
    bool const reduced = !opened && (gone || std::abs(after) < std::abs(before));
    auto const make = [&](char const* event, bool sell, double volume) {
        json::object data{{"event", event},
                          {"position", std::to_string(d.position)},
                          {"ticket", std::to_string(d.position)},
                          {"deal", std::to_string(d.deal)},
                          {"order", std::to_string(d.order)},
                          {"symbol", read_text(d.symbol).value_or("")},
                          {"side", sell ? "sell" : "buy"},
                          {"volume", short_decimal(volume)},
                          {"price", fixed_decimal(d.price, d.digits)},
                          {"stopLoss", level(d.sl, d.digits)},
                          {"takeProfit", level(d.tp, d.digits)},
                          {"pnl", fixed_decimal(d.profit, config_.args.currency_digits)},
                          {"swap", fixed_decimal(d.swap, config_.args.currency_digits)},
                          {"commission", fixed_decimal(d.commission, config_.args.currency_digits)},
                          {"reason", name_at(reasons, d.reason)},
                          {"magic", std::to_string(d.magic)},
                          {"time", to_utc(d.time_msc)}};
        return data;
    };
    bool const was_sell = before < 0;
    double const closed = turned ? std::abs(before) : d.volume;
    if (reduced && d.reason == 4) emit(OutType::trade_event, {}, Outcome::none, make("stop_loss", was_sell, closed));
    if (reduced && d.reason == 5) emit(OutType::trade_event, {}, Outcome::none, make("take_profit", was_sell, closed));
    if (turned) emit(OutType::trade_event, {}, Outcome::none, make("position_close", was_sell, closed));
    // The one that carries the deal comes last: only with it in the journal is the deal known.
    json::object last = opened || turned ? make("position_open", after < 0, std::abs(after))
                                         : make(gone ? "position_close" : "position_update", was_sell, d.volume);
    if (turned) last["pnl"] = last["swap"] = fixed_decimal(0, config_.args.currency_digits);
    emit(OutType::trade_event, {}, Outcome::none, std::move(last), d.deal);
    next_patch_ = 0;
}

void Session::push_health(sos_health const& health) {
    {
        std::lock_guard lock(mutex_);
        health_ = health;
        have_health_ = true;
        if (book_.baseline.server_ms == 0 && health.server_time > 0) {
            record(BaselineRecord{health.server_time * 1000});
            for (auto const& deal : std::exchange(early_deals_, {})) deal_event(deal);
        }
        refresh_terminal();
    }
    transport_->kick();
}

void Session::push_log(int log_level, std::string text) {
    static constexpr char const* names[] = {"debug", "info", "warn", "error"};
    {
        std::lock_guard lock(mutex_);
        if (unreliable_.size() >= 256) return;
        unreliable_.emplace_back("log", json::object{{"data", {{"level", name_at(names, log_level)}, {"text", text}}}});
    }
    transport_->kick();
}

// Only the beginning and the end of a silence are told: an age would be a change every time it is looked at.
void Session::watch_ea() {
    std::int64_t const age = clock_.steady_ms() - last_ea_call_;
    bool const silent = age >= ea_silent_ms;
    if (silent == (ea_silent_since_ != 0)) return;
    ea_silent_since_ = silent ? clock_.utc_ms() - age : 0;
    refresh_terminal();
}

void Session::refresh_terminal() {
    sos_open_args const& a = config_.args;
    feed_.set("terminal", json::object{{"permissions",
                                        {{"terminal", health_.terminal_trade != 0},
                                         {"program", health_.program_trade != 0},
                                         {"account", health_.account_trade != 0},
                                         {"expert", health_.expert_trade != 0}}},
                                       {"broker_connected", health_.connected != 0},
                                       {"broker_ping_ms", health_.broker_ping_us / 1000},
                                       {"synchronised", health_.synchronised != 0},
                                       {"paused", book_.latch.paused},
                                       {"pause_version", book_.latch.pause_version},
                                       {"latch", latch_json()},
                                       {"mode", a.mode == SOS_MODE_TEST ? "test" : "live"},
                                       {"journal", journal_->ok() ? std::string("ok") : journal_->words()},
                                       {"queue_depth", ready()},
                                       {"unsettled", book_.open_intents()},
                                       {"ea_silent_since",
                                        ea_silent_since_ == 0 ? json::value(nullptr) : json::value(ea_silent_since_)},
                                       {"build", a.terminal_build},
                                       {"ea_version", read_text(a.ea_version).value_or("")},
                                       {"dll_version", "0.1.0"},
                                       {"trades_today", account_.trades_today},
                                       {"trades_this_week", account_.trades_this_week},
                                       {"last_trade_time", to_utc(account_.last_trade_time * 1000)}});
}

void Session::status(sos_status_info& out) const {
    std::lock_guard lock(mutex_);
    out = sos_status_info{};
    out.session_epoch = book_.session.epoch;
    out.latch_id = book_.latch.latch_id;
    out.clock_offset_ms = link_.offset_ms().value_or(0);
    out.link_state = link_.state();
    out.paused = book_.latch.paused ? 1 : 0;
    out.latch_level = book_.latch.level;
    out.latch_scope = book_.latch.scope;
    out.rtt_ms = link_.rtt_ms();
    out.commands_waiting = ready();
    out.unsettled = book_.open_intents();
    out.journal_ok = journal_->ok() ? 1 : 0;
    write_text(out.link_text, pair_ ? "Not paired yet" : link_.words());
    write_text(out.journal_text, journal_->ok() ? "Journal in order" : journal_->words());
    write_text(out.terminal_name, link_.terminal_name());
    write_text(out.dll_version, "0.1.0");
}

bool Session::check_line(int index, sos_check& out) const {
    std::lock_guard lock(mutex_);
    struct Line {
        char const* name;
        bool passed;
        std::string text;
    };
    bool const permitted = health_.terminal_trade != 0 && health_.program_trade != 0 && health_.account_trade != 0 &&
                           health_.expert_trade != 0;
    auto const offset = link_.offset_ms();
    Line const lines[] = {
        {"link", link_.live(), link_.words()},
        {"tls", link_.tls_words() == "Verified", link_.tls_words()},
        {"broker", health_.connected != 0,
         health_.connected != 0 ? "Connected to the broker" : "Not connected to the broker"},
        {"permissions", permitted,
         permitted ? "All four trade permissions are given" : "A trade permission is missing"},
        {"journal", journal_->ok(), journal_->ok() ? "In order" : journal_->words()},
        {"clock", offset && std::abs(*offset) < 5000, offset ? clock_words(*offset) : "Not measured yet"},
    };
    if (index < 0 || index >= static_cast<int>(std::size(lines))) return false;
    out = sos_check{};
    out.passed = lines[index].passed ? 1 : 0;
    write_text(out.name, lines[index].name);
    write_text(out.text, lines[index].text);
    return true;
}

void Session::set_args(sos_open_args const& args) {
    std::lock_guard lock(mutex_);
    config_.args = args;
    apply_policy();
    expire_at_ = 0;
    for (auto& [id, command] : book_.commands) command.taken = false;
    refresh_terminal();
}

void Session::expire_at(std::int64_t steady_ms) {
    std::lock_guard lock(mutex_);
    expire_at_ = steady_ms;
}

bool Session::expired() const {
    std::lock_guard lock(mutex_);
    return expired_;
}

}  // namespace signalos::bridge
