#include <boost/json/array.hpp>
#include <charconv>

#include "api/command_arguments.hpp"
#include "api/handlers.hpp"
#include "api/page.hpp"

namespace signalos::relay::api {
namespace {

namespace json = boost::json;

constexpr std::string_view command_columns[] = {
    "id",    "created_at", "terminal", "kind",     "state", "actor_name", "symbol",  "rule",         "message",
    "order", "deal",       "ticket",   "position", "price", "volume",     "retcode", "retcode_text", "late"};
constexpr std::string_view trade_columns[] = {"tradeId", "terminal",   "position",  "ticket",   "symbol",     "side",
                                              "volume",  "price",      "current",   "stopLoss", "takeProfit", "pnl",
                                              "swap",    "commission", "opened_at", "magic",    "comment",    "ours"};
constexpr std::string_view trade_sorts[] = {"opened_at", "pnl", "volume", "symbol"};
constexpr std::string_view states =
    "open|final|queued|sent|accepted|executing|in_doubt|done|partial|rejected|refused|not_executed|expired|cancelled";

// For a table: who gave it and what it is about stand in columns of their own.
void flatten_commands(json::array& commands) {
    for (auto& row : commands) {
        auto& command = row.get_object();
        if (auto const* const actor = command.if_contains("actor"); actor && actor->is_object())
            command["actor_name"] = text_member(actor->get_object(), "name").value_or("");
        if (auto const* const args = command.if_contains("arguments"); args && args->is_object())
            command["symbol"] = text_member(args->get_object(), "symbol").value_or("");
    }
}

void answer_commands(ContextPtr const& context, std::size_t limit, Result<json::array> commands) {
    if (!commands) return context->fail(commands.error());
    json::value next = nullptr;
    if (commands->size() > limit) {
        commands->resize(limit);
        auto const& last = commands->back().get_object();
        next =
            cursor_text(std::to_string(last.at("created_at").as_int64()), std::string_view(last.at("id").as_string()));
    }
    if (is_export(context)) flatten_commands(*commands);
    answer_page(context, "commands", std::move(*commands), std::move(next), command_columns);
}

RelayPort::Reply<json::array> answer_list(ContextPtr context, std::string name) {
    return [context, name](Result<json::array> items) {
        if (!items) return context->fail(items.error());
        json::object answer;
        answer[name] = std::move(*items);
        context->answer_json(200, answer);
    };
}

}  // namespace

bool read_terminal(ContextPtr const& context, std::optional<TerminalId>& terminal) {
    auto const text = context->request().parameter("terminal");
    if (!text) return true;
    auto const id = TerminalId::parse(*text);
    if (!id) {
        context->fail_field("terminal", "expected a UUID");
        return false;
    }
    terminal = *id;
    return true;
}

bool read_limit(ContextPtr const& context, std::size_t& limit) {
    auto const text = context->request().parameter("limit");
    if (!text) return true;
    auto const [end, ec] = std::from_chars(text->data(), text->data() + text->size(), limit);
    if (ec == std::errc{} && end == text->data() + text->size() && limit >= 1 && limit <= 500) return true;
    context->fail_field("limit", "expected 1 to 500");
    return false;
}

// GET /api/commands?terminal=&state=&kind=&since=&until=&sort=&cursor=&limit=: newest first.
void list_commands(ContextPtr context) {
    CommandQuery filter;
    if (!read_terminal(context, filter.terminal)) return;
    auto const page = read_time_page(context, "created_at");
    if (!page) return;
    auto const state = read_choice(context, "state", 16, states);
    if (!state) return;
    auto const kind = read_choice(context, "kind", 32);
    if (!kind) return;
    if (!kind->empty() && !is_command_kind(*kind)) return context->fail_field("kind", "unknown command kind");
    if (*state == "open" || *state == "final")
        filter.final = *state == "final";
    else
        filter.state = *state;
    filter.kind = *kind;
    filter.since = page->since;
    filter.until = page->until;
    filter.after = page->after;
    filter.oldest_first = page->oldest_first;
    filter.limit = page->limit + 1;  // one more tells that there are more
    auto reply = [context, limit = page->limit](Result<json::array> commands) {
        answer_commands(context, limit, std::move(commands));
    };
    context->services().relay.list_commands(context->principal(), filter, std::move(reply));
}

// GET /api/commands/{id}
void find_command(ContextPtr context) {
    auto const id = CommandId::parse(context->path_id());
    if (!id) return context->fail(errc::not_found);
    context->services().relay.find_command(context->principal(), *id, [context](Result<json::object> command) {
        if (!command) return context->fail(command.error());
        json::object answer;
        answer["command"] = std::move(*command);
        context->answer_json(200, answer);
    });
}

// GET /api/trades?terminal=&symbol=&side=&sort=&cursor=&limit=: open positions as last reported.
void list_trades(ContextPtr context) {
    std::optional<TerminalId> terminal;
    if (!read_terminal(context, terminal)) return;
    auto const symbol = read_choice(context, "symbol", 64);
    auto const side = symbol ? read_choice(context, "side", 4, "buy|sell") : std::nullopt;
    if (!side) return;
    auto reply = [context, side = *side, as_of = context->services().clock.utc_ms()](Result<json::array> trades) {
        if (!trades) return context->fail(trades.error());
        json::array chosen;
        for (auto& row : *trades)
            if (side.empty() || text_member(row.get_object(), "side") == side) chosen.push_back(std::move(row));
        json::value next;
        if (!cut_live_page(context, chosen, trade_sorts, "tradeId", next)) return;
        answer_page(context, "trades", std::move(chosen), std::move(next), trade_columns, {{"as_of", as_of}});
    };
    context->services().relay.open_trades(context->principal(), terminal, *symbol, std::move(reply));
}

// GET /api/mt5/status: one row per visible terminal.
void terminal_status(ContextPtr context) {
    context->services().relay.terminal_status(context->principal(), answer_list(context, "terminals"));
}

// GET /api/dashboard/stats
void dashboard_stats(ContextPtr context) {
    context->services().relay.command_stats(context->principal(), [context](Result<json::object> stats) {
        if (!stats) return context->fail(stats.error());
        context->answer_json(200, *stats);
    });
}

}  // namespace signalos::relay::api
