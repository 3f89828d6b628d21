#include <boost/json/array.hpp>
#include <charconv>

#include "api/handlers.hpp"

namespace signalos::relay::api {
namespace {

namespace json = boost::json;

// Reads ?terminal=; answers the problem itself and gives false when it is not a UUID.
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

RelayPort::Reply<json::array> answer_list(ContextPtr context, std::string name) {
    return [context, name](Result<json::array> items) {
        if (!items) return context->fail(items.error());
        json::object answer;
        answer[name] = std::move(*items);
        context->answer_json(200, answer);
    };
}

}  // namespace

bool read_limit(ContextPtr const& context, std::size_t& limit) {
    auto const text = context->request().parameter("limit");
    if (!text) return true;
    auto const [end, ec] = std::from_chars(text->data(), text->data() + text->size(), limit);
    if (ec == std::errc{} && end == text->data() + text->size() && limit >= 1 && limit <= 500) return true;
    context->fail_field("limit", "expected 1 to 500");
    return false;
}

// GET /api/commands?terminal=&state=open|final&limit=: newest first.
void list_commands(ContextPtr context) {
    CommandQuery filter;
    if (!read_terminal(context, filter.terminal) || !read_limit(context, filter.limit)) return;
    auto const state = context->request().parameter("state");
    if (state && *state != "open" && *state != "final") return context->fail_field("state", "expected open or final");
    if (state) filter.final = *state == "final";
    context->services().relay.list_commands(context->principal(), filter, answer_list(context, "commands"));
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

// GET /api/trades?terminal=&symbol=: open positions as last reported.
void list_trades(ContextPtr context) {
    std::optional<TerminalId> terminal;
    if (!read_terminal(context, terminal)) return;
    auto const symbol = context->request().parameter("symbol").value_or("");
    if (symbol.size() > 64) return context->fail_field("symbol", "expected at most 64 characters");
    auto const as_of = context->services().clock.utc_ms();
    auto reply = [context, as_of](Result<json::array> trades) {
        if (!trades) return context->fail(trades.error());
        json::object answer;
        answer["trades"] = std::move(*trades);
        answer["as_of"] = as_of;
        context->answer_json(200, answer);
    };
    context->services().relay.open_trades(context->principal(), terminal, symbol, std::move(reply));
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
