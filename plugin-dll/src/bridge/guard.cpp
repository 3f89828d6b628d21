#include "bridge/guard.hpp"

#include <cmath>
#include <span>

#include "bridge/text.hpp"

namespace signalos::bridge {

namespace {
constexpr double volume_epsilon = 1e-9;

Refusal refuse(std::string rule, std::string text, std::vector<std::pair<std::string, std::string>> figures = {}) {
    return Refusal{std::move(rule), std::move(text), std::move(figures)};
}

std::optional<Refusal> account(GuardInput const& in) {
    auto const server = read_text(in.facts.server);
    auto const ours = read_text(in.limits.server);
    if (in.facts.login == in.limits.login && server && ours && *server == *ours) return std::nullopt;
    return refuse("account_mismatch",
                  "The terminal is on account " + std::to_string(in.facts.login) + ", the command is for " +
                      std::to_string(in.limits.login),
                  {{"login", std::to_string(in.facts.login)}, {"expected", std::to_string(in.limits.login)}});
}

std::optional<Refusal> age(GuardInput const& in) {
    if (!is_expired(in.command, in.steady_ms, in.relay_ms)) return std::nullopt;
    return refuse("expired", "The command was too old when its turn came");
}

std::optional<Refusal> latch(GuardInput const& in) {
    if (in.latch.latch_id == 0) return std::nullopt;
    std::string const id = std::to_string(in.latch.latch_id);
    return refuse("stopped", "Emergency stop " + id + " is in force since " + utc_words(in.latch.since),
                  {{"latch_id", id}, {"level", std::string(level_name(in.latch.level))}});
}

// The stop itself comes with the next frame: what is judged before it would slip through.
std::optional<Refusal> stop_behind(GuardInput const& in) {
    if (!in.command.stop_behind) return std::nullopt;
    return refuse("stopped", "An emergency stop came before this command began");
}

std::optional<Refusal> pause(GuardInput const& in) {
    if (!in.latch.paused) return std::nullopt;
    return refuse("paused", "Opening is paused");
}

std::optional<Refusal> permission(GuardInput const& in) {
    if (in.limits.allow_open != 0 && in.limits.max_lots_per_order > 0) return std::nullopt;
    return refuse("open_not_allowed", "Remote opening is switched off in the EA's inputs");
}

std::optional<Refusal> lots(GuardInput const& in) {
    if (in.facts.volume <= in.limits.max_lots_per_order + volume_epsilon) return std::nullopt;
    std::string const volume = short_decimal(in.facts.volume);
    std::string const limit = short_decimal(in.limits.max_lots_per_order);
    return refuse("max_lots", volume + " lots, at most " + limit + " are allowed per order",
                  {{"volume", volume}, {"limit", limit}});
}

std::optional<Refusal> positions(GuardInput const& in) {
    if (in.limits.max_open_positions == 0 || in.facts.open_positions < in.limits.max_open_positions)
        return std::nullopt;
    std::string const open = std::to_string(in.facts.open_positions);
    std::string const limit = std::to_string(in.limits.max_open_positions);
    std::string const what = in.command.args.order_type > 0 ? " positions and orders" : " positions";
    return refuse("max_open_positions", open + what + " are open, at most " + limit + " are allowed",
                  {{"open", open}, {"limit", limit}});
}

std::optional<Refusal> trades(GuardInput const& in) {
    if (in.limits.max_trades_per_day == 0 || in.facts.trades_today < in.limits.max_trades_per_day) return std::nullopt;
    std::string const today = std::to_string(in.facts.trades_today);
    std::string const limit = std::to_string(in.limits.max_trades_per_day);
    return refuse("max_trades_per_day", today + " trades today, at most " + limit + " are allowed",
                  {{"today", today}, {"limit", limit}});
}

std::optional<Refusal> risk(GuardInput const& in) {
    double const percent = in.limits.max_risk_percent;
    if (percent <= 0) return std::nullopt;
    std::string const limit = fixed_decimal(in.facts.equity * percent / 100, in.limits.currency_digits);
    if (in.facts.risk_money <= 0)
        return refuse("max_risk", "Without a stop the risk has no bound; at most " + limit + " is allowed",
                      {{"limit", limit}});
    if (in.facts.risk_money <= in.facts.equity * percent / 100) return std::nullopt;
    std::string const risked = fixed_decimal(in.facts.risk_money, in.limits.currency_digits);
    return refuse(
        "max_risk",
        "The stop risks " + risked + ", at most " + limit + " (" + short_decimal(percent) + " % of equity) is allowed",
        {{"risk", risked}, {"limit", limit}, {"percent", short_decimal(percent)}});
}

std::optional<Refusal> daily_room(GuardInput const& in) {
    double const percent = in.limits.max_daily_loss_percent;
    if (percent <= 0) return std::nullopt;
    if (in.facts.day_start <= 0)
        return refuse("daily_loss", "The account's value at the start of the day is not known yet");
    double const room = in.facts.day_start * percent / 100 - (in.facts.day_start - in.facts.equity);
    if (room > 0 && in.facts.risk_money <= room) return std::nullopt;
    int const digits = in.limits.currency_digits;
    return refuse("daily_loss",
                  "Room left today is " + fixed_decimal(room > 0 ? room : 0, digits) + ", the trade risks " +
                      fixed_decimal(in.facts.risk_money, digits),
                  {{"room", fixed_decimal(room, digits)},
                   {"risk", fixed_decimal(in.facts.risk_money, digits)},
                   {"day_start", fixed_decimal(in.facts.day_start, digits)},
                   {"equity", fixed_decimal(in.facts.equity, digits)}});
}

std::optional<Refusal> symbol(GuardInput const& in) {
    std::string const allowed = read_text(in.limits.allowed_symbols).value_or("");
    std::string const wanted = read_text(in.facts.symbol).value_or("");
    std::string_view rest = allowed;
    bool any = false;
    while (!rest.empty()) {
        std::size_t const comma = rest.find(',');
        std::string_view name = rest.substr(0, comma);
        while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
        while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
        any = any || !name.empty();
        if (!name.empty() && name == wanted) return std::nullopt;
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    if (!any) return std::nullopt;
    return refuse("symbol_not_allowed", wanted + " is not among the allowed symbols",
                  {{"symbol", wanted}, {"allowed", allowed}});
}

std::optional<Refusal> levels(GuardInput const& in) {
    sos_facts const& f = in.facts;
    double const sign = f.side == SOS_SELL ? -1 : 1;
    bool const sl_wrong = f.sl > 0 && f.price > 0 && (f.price - f.sl) * sign <= 0;
    bool const tp_wrong = f.tp > 0 && f.price > 0 && (f.tp - f.price) * sign <= 0;
    if (!sl_wrong && !tp_wrong) return std::nullopt;
    return refuse("wrong_side_stop",
                  std::string(sl_wrong ? "The stop loss" : "The take profit") + " is on the wrong side of the price",
                  {{"price", short_decimal(f.price)}, {"sl", short_decimal(f.sl)}, {"tp", short_decimal(f.tp)}});
}

Refusal side_changed(GuardInput const& in) {
    std::string const now = in.facts.side == SOS_BUY ? "sell" : "buy";  // the request goes the other way
    std::string const volume = short_decimal(in.facts.volume_before);
    return refuse("side_changed", "The position has turned round: it is " + now + " " + volume + " lots now",
                  {{"side", now}, {"expected", now == "buy" ? "sell" : "buy"}, {"volume", volume}});
}

std::optional<Refusal> target(GuardInput const& in) {
    sos_command const& wanted = in.command.args;
    if (wanted.kind == SOS_EMERGENCY_STOP || wanted.kind == SOS_CLOSE_ALL) return std::nullopt;
    if (wanted.position != 0 && in.facts.position != wanted.position)
        return refuse("position_unknown", "The position at hand is not the one the command names",
                      {{"position", std::to_string(in.facts.position)}, {"expected", std::to_string(wanted.position)}});
    bool const by_ticket = wanted.kind == SOS_CANCEL_ORDER || (wanted.kind == SOS_MODIFY && wanted.position == 0);
    if (by_ticket && in.facts.ticket != wanted.ticket)
        return refuse("order_unknown", "The order at hand is not the one the command names",
                      {{"ticket", std::to_string(in.facts.ticket)}, {"expected", std::to_string(wanted.ticket)}});
    if (wanted.expected_side >= 0 && in.facts.side == wanted.expected_side) return side_changed(in);
    if (wanted.kind == SOS_PARTIAL_CLOSE && in.facts.volume > wanted.volume + volume_epsilon)
        return refuse("volume_changed", short_decimal(in.facts.volume) + " lots are more than the command asks for",
                      {{"volume", short_decimal(in.facts.volume)}, {"expected", short_decimal(wanted.volume)}});
    if (wanted.expected_volume > 0 && std::abs(wanted.expected_volume - in.facts.volume_before) > volume_epsilon)
        return refuse(
            "volume_changed",
            "The position has " + short_decimal(in.facts.volume_before) + " lots, " +
                short_decimal(wanted.expected_volume) + " were expected",
            {{"volume", short_decimal(in.facts.volume_before)}, {"expected", short_decimal(wanted.expected_volume)}});
    return std::nullopt;
}
}  // namespace

bool widens_risk(sos_command const& command, sos_facts const& facts) {
    bool const order_moves = command.price > 0 || command.stop_limit > 0 || command.expiration != 0;
    if (command.position == 0 && order_moves) return true;
    if (facts.sl_before <= 0) return false;
    return facts.sl <= 0 || (facts.side == SOS_SELL ? facts.sl > facts.sl_before : facts.sl < facts.sl_before);
}

bool is_expired(Command const& command, std::int64_t steady_ms, std::optional<std::int64_t> relay_ms) {
    if (command.expires) return steady_ms >= *command.expires;
    return command.deadline && relay_ms && *relay_ms >= *command.deadline;
}

std::optional<Refusal> judge(GuardInput const& in) {
    using Rule = std::optional<Refusal> (*)(GuardInput const&);
    static constexpr Rule opening[] = {account,   age,    latch, pause,      permission, lots,
                                       positions, trades, risk,  daily_room, symbol,     levels};
    static constexpr Rule reducing[] = {account, age, target};
    // A modification opens nothing: lots, positions and trades of the day do not ask about it.
    static constexpr Rule widening[] = {account,    age,  stop_behind, target, latch, pause,
                                        permission, risk, daily_room,  symbol, levels};
    static constexpr Rule tightening[] = {account, age, target, levels};
    if (in.command.args.kind == SOS_MODIFY) {
        bool const widens = widens_risk(in.command.args, in.facts);
        for (Rule rule : widens ? std::span<Rule const>(widening) : std::span<Rule const>(tightening))
            if (auto refusal = rule(in)) return refusal;
        return std::nullopt;
    }
    if (adds_risk(in.command.args.kind) || adds_risk(in.facts.kind)) {
        for (Rule rule : opening)
            if (auto refusal = rule(in)) return refusal;
        return std::nullopt;
    }
    for (Rule rule : reducing)
        if (auto refusal = rule(in)) return refusal;
    return std::nullopt;
}

}  // namespace signalos::bridge
