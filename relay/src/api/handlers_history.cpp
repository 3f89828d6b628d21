// What rests at the broker, what was dealt, and what it came to.
#include <boost/json/array.hpp>

#include "api/handlers.hpp"
#include "api/page.hpp"

namespace signalos::relay::api {
namespace {

namespace json = boost::json;

constexpr std::string_view order_columns[] = {"id",         "terminal",   "ticket",    "symbol",  "type",
                                              "volume",     "price",      "stopLimit", "current", "stopLoss",
                                              "takeProfit", "expiration", "placed_at", "ours"};
constexpr std::string_view order_sorts[] = {"placed_at", "price", "volume", "symbol"};
constexpr std::string_view deal_columns[] = {"time",   "terminal", "deal",       "position", "order",    "event",
                                             "symbol", "side",     "volume",     "price",    "stopLoss", "takeProfit",
                                             "pnl",    "swap",     "commission", "reason",   "magic"};

}  // namespace

// GET /api/orders?terminal=&symbol=&sort=&cursor=&limit=: pending orders as last reported.
void list_orders(ContextPtr context) {
    std::optional<TerminalId> terminal;
    if (!read_terminal(context, terminal)) return;
    auto const symbol = read_choice(context, "symbol", 64);
    if (!symbol) return;
    auto reply = [context, as_of = context->services().clock.utc_ms()](Result<json::array> orders) {
        if (!orders) return context->fail(orders.error());
        json::value next;
        if (!cut_live_page(context, *orders, order_sorts, "id", next)) return;
        answer_page(context, "orders", std::move(*orders), std::move(next), order_columns, {{"as_of", as_of}});
    };
    context->services().history->open_orders(context->principal(), terminal, *symbol, std::move(reply));
}

// GET /api/history?terminal=&symbol=&since=&until=&sort=&cursor=&limit=: deals, newest first.
void list_history(ContextPtr context) {
    DealFilter filter;
    if (!read_terminal(context, filter.terminal)) return;
    auto const page = read_time_page(context, "time");
    auto const symbol = page ? read_choice(context, "symbol", 64) : std::nullopt;
    if (!symbol) return;
    filter.symbol = *symbol;
    filter.since = page->since;
    filter.until = page->until;
    filter.after = page->after;
    filter.oldest_first = page->oldest_first;
    filter.limit = static_cast<int>(page->limit) + 1;  // one more tells that there are more
    auto reply = [context, limit = page->limit](Result<json::array> deals) {
        if (!deals) return context->fail(deals.error());
        json::value next = nullptr;
        if (deals->size() > limit) {
            deals->resize(limit);
            auto const& last = deals->back().get_object();
            auto const id = text_member(last, "terminal").value_or("") + ":" + text_member(last, "deal").value_or("");
            next = cursor_text(std::to_string(last.at("time").as_int64()), id);
        }
        answer_page(context, "deals", std::move(*deals), std::move(next), deal_columns);
    };
    context->services().history->list_deals(context->principal(), std::move(filter), std::move(reply));
}

// GET /api/dashboard/money/stats: one row a currency.
void money_stats(ContextPtr context) {
    auto reply = [context, as_of = context->services().clock.utc_ms()](Result<json::array> currencies) {
        if (!currencies) return context->fail(currencies.error());
        context->answer_json(200, json::object{{"currencies", std::move(*currencies)}, {"as_of", as_of}});
    };
    context->services().history->money(context->principal(), std::move(reply));
}

}  // namespace signalos::relay::api
