#include "bridge/command.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "bridge/json.hpp"
#include "bridge/text.hpp"

namespace signalos::bridge {

namespace {
constexpr std::array<std::string_view, 13> kinds{
    "unknown",   "open",  "close",  "partial_close",  "close_by",   "modify",      "cancel_order",
    "close_all", "pause", "resume", "emergency_stop", "force_sync", "health_check"};
constexpr std::array<std::string_view, 8> outcomes{"",        "done",         "partial", "rejected",
                                                   "refused", "not_executed", "expired", "in_doubt"};
constexpr std::array<std::string_view, 5> levels{"none", "pause", "halt", "halt_cancel", "flatten"};
constexpr std::array<std::string_view, 4> orders{"market", "limit", "stop", "stop_limit"};

template <std::size_t N>
std::int32_t index_in(std::array<std::string_view, N> const& names, std::string_view name) {
    auto const found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : static_cast<std::int32_t>(found - names.begin());
}

template <std::size_t N>
std::string_view name_in(std::array<std::string_view, N> const& names, std::size_t index) {
    return names[index < N ? index : 0];
}

void read_open(json::object const& args, Command& command) {
    std::string const side = text_of(args, "side");
    if (side != "buy" && side != "sell") command.fault = "side must be buy or sell";
    command.args.side = side == "sell" ? SOS_SELL : SOS_BUY;
    std::string const order = text_of(args, "order");
    command.args.order_type = order.empty() ? 0 : index_in(orders, order);
    if (command.args.order_type < 0) command.fault = "order type is not known";
    if (text_of(args, "symbol").empty()) command.fault = "symbol is missing";
    if (!(command.args.volume > 0)) command.fault = "volume must be above zero";
    bool const pending = command.args.order_type > 0;
    if (pending != (command.args.price > 0)) command.fault = "a pending order needs a price, a market order takes none";
    if ((command.args.order_type == 3) != (command.args.stop_limit > 0))
        command.fault = "stop_limit belongs to a stop limit order, and only there";
    if (!pending && command.args.expiration != 0) command.fault = "a market order has no expiry";
}

// Absolute: what is not named stays. A member that cannot be read would remove a stop or leave one in place unasked.
void read_modify(json::object const& args, Command& command) {
    sos_command& a = command.args;
    if (auto const* const list = args.if_contains("remove")) {
        if (!list->is_array()) command.fault = "remove must be a list";
        bool const has_expiry = a.expiration != 0;
        for (auto const& item : list->is_array() ? list->get_array() : json::array{}) {
            bool const set = item == json::value("sl")   ? a.has_sl != 0
                             : item == json::value("tp") ? a.has_tp != 0
                                                         : has_expiry;
            if (set) command.fault = "remove names what is also to be set";
            if (item == json::value("sl"))
                a.has_sl = 1;
            else if (item == json::value("tp"))
                a.has_tp = 1;
            else if (item == json::value("expiry"))
                a.expiration = -1;
            else
                command.fault = "remove can name sl, tp and expiry";
        }
    }
    bool const negative = a.sl < 0 || a.tp < 0 || a.price < 0 || a.stop_limit < 0;
    bool const zero = (args.contains("sl") && !(a.sl > 0)) || (args.contains("tp") && !(a.tp > 0));
    if (negative || zero) command.fault = "levels must be above zero; what is to go stands in remove";
    bool const of_order = a.price > 0 || a.stop_limit > 0 || a.expiration != 0;
    if ((a.position != 0) == (a.ticket != 0)) command.fault = "give either position or ticket";
    if (a.position != 0 && of_order) command.fault = "of a position only sl and tp can be changed";
    if (!of_order && a.has_sl == 0 && a.has_tp == 0) command.fault = "nothing is to be changed";
}

std::int32_t side_in(json::object const& args, std::string_view key) {
    std::string const side = text_of(args, key);
    return side == "buy" ? SOS_BUY : side == "sell" ? SOS_SELL : -1;
}

void read_reducing(json::object const& args, Command& command) {
    sos_command const& a = command.args;
    bool const names_position = a.kind == SOS_CLOSE || a.kind == SOS_PARTIAL_CLOSE || a.kind == SOS_CLOSE_BY;
    if (names_position && a.position == 0 && (a.kind != SOS_CLOSE || a.ticket == 0))
        command.fault = "position is missing";
    // Without the volume it started from, a part cannot be told from a part of what is left.
    if (a.kind == SOS_PARTIAL_CLOSE && !(a.volume > 0 && a.expected_volume > a.volume))
        command.fault = "volume must be above zero and below expected_volume";
    if (a.kind == SOS_CLOSE_BY && (a.opposite == 0 || a.opposite == a.position)) command.fault = "opposite is missing";
    command.args.percent = 0;
    bool malformed = false;
    if (a.kind == SOS_PARTIAL_CLOSE) command.args.percent = decimal_of(args, "percent", malformed);
    if (malformed) command.fault = "a number cannot be read";
}

// A filter that cannot be read in full would close what the trader did not mean.
void read_filter(json::object const& args, Command& command) {
    sos_command& a = command.args;
    std::string const magic = text_of(args, "magic");
    std::string const profit = text_of(args, "profit");
    a.filter_side = side_in(args, "side");
    a.filter_magic = magic == "ours" ? -1 : integer_of(args, "magic").value_or(-1);
    a.filter_profit = profit == "winning" ? SOS_WINNING : profit == "losing" ? SOS_LOSING : SOS_ANY_PROFIT;
    auto const* const pending = args.if_contains("pending");
    bool const with_pending = pending != nullptr && pending->is_bool() && pending->get_bool();
    a.filter_flags = (magic == "ours" ? SOS_FILTER_OURS : 0) | (with_pending ? SOS_FILTER_PENDING : 0);
    bool const unread = (args.contains("side") && a.filter_side < 0) ||
                        (args.contains("magic") && magic != "ours" && a.filter_magic < 0) ||
                        (args.contains("profit") && a.filter_profit == SOS_ANY_PROFIT) ||
                        (args.contains("symbol") && text_of(args, "symbol").empty());
    if (unread) command.fault = "the filter cannot be read";
}

void read_stop(json::object const& args, Command& command) {
    std::string const level = text_of(args, "level");
    // A stop that cannot be read in full is taken at its strongest: a stop always stops.
    command.args.level = index_in(levels, level);
    if (command.args.level < SOS_LEVEL_PAUSE) command.args.level = SOS_LEVEL_FLATTEN;
    command.args.scope = text_of(args, "scope") == "ours" ? 1 : 0;
    auto const* const late = args.if_contains(late_mark);
    if (late != nullptr) command.issued_at = integer_of(args, "issued_at").value_or(0);
}

void read_numbers(json::object const& args, Command& command) {
    bool malformed = false;
    sos_command& a = command.args;
    a.position = integer_of(args, "position").value_or(0);
    a.ticket = integer_of(args, "ticket").value_or(0);
    a.opposite = integer_of(args, "opposite").value_or(0);
    auto const* const expiry = args.if_contains("expiry");
    auto const until = integer_of(args, "expiry");
    if (expiry != nullptr && (!until || *until < 1000)) command.fault = "expiry cannot be read";
    a.expiration = until.value_or(0) / 1000;
    a.volume = decimal_of(args, "volume", malformed);
    a.expected_volume = decimal_of(args, "expected_volume", malformed);
    a.price = decimal_of(args, "price", malformed);
    a.stop_limit = decimal_of(args, "stop_limit", malformed);
    a.sl = decimal_of(args, "sl", malformed);
    a.tp = decimal_of(args, "tp", malformed);
    a.has_sl = args.contains("sl") ? 1 : 0;
    a.has_tp = args.contains("tp") ? 1 : 0;
    a.deviation = static_cast<std::int32_t>(integer_of(args, "deviation").value_or(-1));
    if (malformed) command.fault = "a number cannot be read";
    write_text(a.symbol, text_of(args, "symbol"));
}

// The short tag first: brokers may cut or rewrite comments, so it is a hint, the magic number is the identity.
void write_comment(json::object const& args, Command& command) {
    std::string comment = "S:" + command.id.substr(command.id.size() < 8 ? 0 : command.id.size() - 8);
    std::string const extra = text_of(args, "comment");
    if (!extra.empty()) comment += " " + extra;
    write_text(command.args.comment, comment);
}
}  // namespace

std::string_view kind_name(std::int32_t kind) {
    return name_in(kinds, static_cast<std::size_t>(kind));
}
std::string_view outcome_name(Outcome outcome) {
    return name_in(outcomes, static_cast<std::size_t>(outcome));
}
std::string_view level_name(std::int32_t level) {
    return name_in(levels, static_cast<std::size_t>(level));
}

bool bridge_finishes(sos_command const& command) {
    if (command.kind == SOS_PAUSE || command.kind == SOS_RESUME) return true;
    return command.kind == SOS_EMERGENCY_STOP && command.level <= SOS_LEVEL_HALT;
}

bool Command::has_open_intent() const {
    return std::any_of(intents.begin(), intents.end(), [](Intent const& intent) { return !intent.end; });
}

bool Command::watched() const {
    return settled() && std::any_of(intents.begin(), intents.end(), [](Intent const& intent) {
               return intent.end && intent.end->outcome == SOS_NOT_FOUND;
           });
}

Intent* Command::find_leg(std::int32_t leg) {
    for (auto& intent : intents)
        if (intent.record.leg == leg) return &intent;
    return nullptr;
}

Command parse_command(RecvRecord const& record) {
    Command command;
    command.id = record.id;
    command.in_seq = record.in_seq;
    command.received = record.received;
    command.data = record.data;
    auto const data = parse_object(record.data);
    if (!data) {
        command.fault = "data is not an object";
        return command;
    }
    auto const& args = object_of(*data, "args");
    command.args.cmd_seq = integer_of(*data, "cmd_seq").value_or(0);
    command.args.kind = std::max(0, index_in(kinds, text_of(*data, "kind")));
    command.deadline = integer_of(*data, "deadline");
    command.own = data->contains("own") && record.in_seq == 0;
    command.stop_behind = data->contains("stop_behind") && data->at("stop_behind") == json::value(true);
    // Final at the relay, which heard of it from a run whose journal was broken: kept, never executed, never answered.
    if (data->contains("settled") && data->at("settled") == json::value(true)) command.outcome = Outcome::refused;
    read_numbers(args, command);
    write_text(command.args.id, command.id);
    write_comment(args, command);
    if (command.args.kind == 0) command.fault = "the kind of command is not known to this version";
    if (command.args.kind == SOS_OPEN) read_open(args, command);
    command.args.expected_side = side_in(args, "expected_side");
    command.args.filter_side = -1;
    if (command.args.kind == SOS_MODIFY) read_modify(args, command);
    if (command.args.kind == SOS_CANCEL_ORDER && command.args.ticket == 0) command.fault = "ticket is missing";
    read_reducing(args, command);
    if (command.args.kind == SOS_CLOSE_ALL) read_filter(args, command);
    if (command.args.kind == SOS_EMERGENCY_STOP) read_stop(args, command);
    command.stop_lane = command.args.kind == SOS_EMERGENCY_STOP;
    command.version = integer_of(args, "version").value_or(0);
    command.args.latch_id = integer_of(args, "latch_id").value_or(0);
    return command;
}

}  // namespace signalos::bridge
