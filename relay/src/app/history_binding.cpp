#include "app/history_binding.hpp"

#include "app/money_rows.hpp"
#include "app/store_reply.hpp"
#include "app/terminal_rows.hpp"
#include "domain/json.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;

json::object deal_view(DealRow const& row) {
    auto view = parse_object(row.event.data).value_or(json::object{});
    view["terminal"] = row.event.terminal.text();
    view["deal"] = row.deal;
    view["time"] = row.at;
    view["event"] = row.event.type;
    return view;
}

json::object report_view(ToolReport const& row) {
    return json::object{{"id", row.id.text()},
                        {"kind", row.kind},
                        {"user", json::object{{"id", row.user.text()}, {"name", row.user_name}}},
                        {"subject", row.subject},
                        {"at", row.at},
                        {"content", parse_object(row.data).value_or(json::object{})}};
}

}  // namespace

void HistoryBinding::open_orders(Principal const& caller, std::optional<TerminalId> terminal, std::string symbol,
                                 Answer<json::array> reply) {
    auto listed = [this, caller, terminal, symbol = std::move(symbol),
                   reply = std::move(reply)](signalos::relay::Reply<std::vector<Terminal>> terminals) {
        if (!terminals.ok()) return reply(error_of(terminals));
        json::array orders;
        bool found = !terminal;
        for (auto const& one : terminals.value) {
            if ((terminal && one.id != *terminal) || !caller.sees(one.id)) continue;
            found = true;
            append_orders(orders, one, live_.find(caller.org, one.id), symbol);
        }
        if (!found) return reply(SIGNALOS_ERROR(errc::not_found));
        reply(std::move(orders));
    };
    ports_.store.list_terminals(caller.org, std::move(listed));
}

void HistoryBinding::list_deals(Principal const& caller, DealFilter filter, Answer<json::array> reply) {
    auto listed = [reply = std::move(reply)](signalos::relay::Reply<std::vector<DealRow>> rows) {
        if (!rows.ok()) return reply(error_of(rows));
        json::array deals;
        for (auto const& row : rows.value) deals.push_back(deal_view(row));
        reply(std::move(deals));
    };
    filter.scope = caller.terminals;
    ports_.store.list_deals(caller.org, std::move(filter), std::move(listed));
}

void HistoryBinding::money(Principal const& caller, Answer<json::array> reply) {
    auto listed = [this, caller, reply = std::move(reply)](signalos::relay::Reply<std::vector<Terminal>> terminals) {
        if (!terminals.ok()) return reply(error_of(terminals));
        MoneyRows money;
        for (auto const& one : terminals.value)
            if (caller.sees(one.id)) money.add_terminal(one, live_.find(caller.org, one.id));
        auto summed = [money, reply](signalos::relay::Reply<std::vector<DealTotals>> totals) mutable {
            if (!totals.ok()) return reply(error_of(totals));
            for (auto const& one : totals.value) money.add_deals(one);
            reply(money.rows());
        };
        ports_.store.deal_totals(caller.org, std::move(summed));
    };
    ports_.store.list_terminals(caller.org, std::move(listed));
}

void HistoryBinding::add_report(Principal const& caller, ToolReport report, Answer<json::object> reply) {
    report.id = Uuid::make_v7(ports_.clock.port(), ports_.random);
    auto stored = [report, reply = std::move(reply)](signalos::relay::Reply<Nothing> done) {
        if (!done.ok()) return reply(error_of(done));
        reply(report_view(report));
    };
    ports_.store.add_tool_report(caller.org, report, std::move(stored));
}

void HistoryBinding::list_reports(Principal const& caller, ToolReportFilter filter, Answer<json::array> reply) {
    auto listed = [reply = std::move(reply)](signalos::relay::Reply<std::vector<ToolReport>> rows) {
        if (!rows.ok()) return reply(error_of(rows));
        json::array reports;
        for (auto const& row : rows.value) reports.push_back(report_view(row));
        reply(std::move(reports));
    };
    ports_.store.list_tool_reports(caller.org, std::move(filter), std::move(listed));
}

}  // namespace signalos::relay
