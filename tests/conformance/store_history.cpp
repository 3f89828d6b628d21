// Pages that stay right while rows are added, deals and what they came to, and the words of tools.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

struct Deals {
    Fixture& f;
    std::int64_t epoch = f.open_session("j").terminal.session_epoch;
    std::int64_t seq = 0;

    void add(std::string const& deal, std::int64_t at, std::string const& symbol, std::string const& figures,
             std::string const& type = "position_close") {
        auto const data = R"({"position":"1","deal":")" + deal + R"(","time":)" + std::to_string(at) +
                          R"(,"symbol":")" + symbol + "\"" + figures + "}";
        REQUIRE(f.apply(epoch, {++seq, f.now, TradeEvent{type, data}}).ok());
    }
    std::vector<DealRow> list(DealFilter const& filter) {
        return f.ask<std::vector<DealRow>>([&](auto d) { f.store->list_deals(f.org, filter, d); }).value;
    }
    std::string names(DealFilter const& filter) {
        std::string text;
        for (auto const& row : list(filter)) text += row.deal + " ";
        return text;
    }
};

std::string report(Fixture& f, std::string const& kind, std::string const& subject, std::string const& data) {
    ToolReport row{Uuid::make_v7(f.clock, f.random), kind, f.user, "Ann", subject, ++f.now, data};
    REQUIRE(f.ask<Nothing>([&](auto d) { f.store->add_tool_report(f.org, row, d); }).ok());
    return row.id.text();
}

std::vector<ToolReport> reports(Fixture& f, ToolReportFilter const& filter) {
    return f.ask<std::vector<ToolReport>>([&](auto d) { f.store->list_tool_reports(f.org, filter, d); }).value;
}

}  // namespace

FOR_EACH_ENGINE("commands come page by page, none twice and none left out while others are added", "[store]") {
    std::vector<CommandId> first;
    for (int i = 0; i < 5; ++i) {
        f.now += i % 2;  // some share a millisecond
        first.push_back(f.accept(f.command()).value.commands.at(0).id);
    }
    std::vector<CommandId> seen;
    CommandFilter filter;
    filter.limit = 2;
    for (;;) {
        auto const page =
            f.ask<std::vector<CommandRow>>([&](auto d) { f.store->list_commands(f.org, filter, d); }).value;
        if (page.empty()) break;
        for (auto const& row : page) seen.push_back(row.id);
        filter.after = PagePlace{page.back().created_at, page.back().id.text()};
        ++f.now;
        f.accept(f.command());
    }
    std::sort(first.begin(), first.end());
    std::sort(seen.begin(), seen.end());
    CHECK(seen == first);
}

FOR_EACH_ENGINE("commands are filtered by kind, state and time, and may come oldest first", "[store]") {
    auto const early = f.accept(f.command("close")).value.commands.at(0);
    f.now += 10;
    auto const late = f.accept(f.command("pause")).value.commands.at(0);
    auto const list = [&](CommandFilter const& filter) {
        std::vector<CommandId> ids;
        auto const rows = f.ask<std::vector<CommandRow>>([&](auto d) { f.store->list_commands(f.org, filter, d); });
        for (auto const& row : rows.value) ids.push_back(row.id);
        return ids;
    };
    CommandFilter filter;
    filter.oldest_first = true;
    CHECK(list(filter) == std::vector{early.id, late.id});
    filter.kind = "pause";
    CHECK(list(filter) == std::vector{late.id});
    filter = {};
    filter.state = "done";
    CHECK(list(filter).empty());
    filter.state = "queued";
    filter.since = late.created_at;
    CHECK(list(filter) == std::vector{late.id});
    filter.since = 0;
    filter.until = late.created_at;
    CHECK(list(filter) == std::vector{early.id});
    filter.state = "nonsense";
    CHECK(list(filter).empty());
}

FOR_EACH_ENGINE("deals are listed by their own time, by page, symbol and terminal; what has no deal is none",
                "[store]") {
    Deals deals{f};
    deals.add("11", 1'000, "EURUSD", "");
    deals.add("13", 3'000, "GBPUSD", "");
    deals.add("12", 2'000, "EURUSD", "");
    f.apply(deals.epoch, {++deals.seq, f.now, TradeEvent{"position_close", R"({"position":"1"})"}});
    deals.add("14", 4'000, "EURUSD", "", "take_profit");  // stands beside the close that carries the deal
    CHECK(deals.names({}) == "13 12 11 ");
    DealFilter filter;
    filter.symbol = "EURUSD";
    CHECK(deals.names(filter) == "12 11 ");
    filter = {};
    filter.since = 2'000;
    filter.until = 3'000;
    CHECK(deals.names(filter) == "12 ");
    filter = {};
    filter.limit = 1;
    filter.after = PagePlace{3'000, f.terminal.text() + ":13"};
    CHECK(deals.names(filter) == "12 ");
    filter.oldest_first = true;
    filter.after = PagePlace{1'000, f.terminal.text() + ":11"};
    CHECK(deals.names(filter) == "12 ");
    filter = {};
    filter.terminal = f.add_terminal("other");
    CHECK(deals.names(filter).empty());
    filter = {};
    filter.scope = TerminalScope({f.terminal});
    CHECK(deals.names(filter) == "13 12 11 ");
    filter.scope = TerminalScope();
    CHECK(deals.names(filter).empty());
    CHECK(f.ask<std::vector<DealRow>>([&](auto d) { f.store->list_deals(f.id<OrgId>(), {}, d); }).value.empty());
}

FOR_EACH_ENGINE("deals add up exactly; one told twice counts once", "[store]") {
    Deals deals{f};
    deals.add("1", 1, "EURUSD", R"(,"pnl":"10.25","swap":"-0.30","commission":"-1.10")");
    deals.add("2", 2, "EURUSD", R"(,"pnl":"-3.75","swap":"0.00","commission":"-1.10")");
    deals.add("2", 2, "EURUSD", R"(,"pnl":"0.00","swap":"0.00","commission":"-1.10")", "position_open");
    deals.add("3", 3, "EURUSD", R"(,"pnl":"90000000000.00000001")");
    deals.add("4", 4, "EURUSD", R"(,"pnl":"90000000000.00000001")");
    auto const totals = f.ask<std::vector<DealTotals>>([&](auto d) { f.store->deal_totals(f.org, d); }).value;
    REQUIRE(totals.size() == 1);
    CHECK(totals[0].terminal == f.terminal);
    CHECK(totals[0].deals == 4);
    CHECK(totals[0].pnl.whole == 180'000'000'007);
    CHECK(totals[0].pnl.rest == -50'000'000 + 2);
    CHECK(totals[0].commission.whole == -2);
    CHECK(totals[0].commission.rest == -20'000'000);
    CHECK(totals[0].swap.rest == -30'000'000);
}

FOR_EACH_ENGINE("a tool's status takes the place of the one before, its results are all kept; both are audited",
                "[store]") {
    report(f, "sync", "T-1", R"({"a":1})");
    auto const newer = report(f, "sync", "T-1", R"({"a":2})");
    auto const result = report(f, "trade_result", "S-1", R"({"b":1})");
    auto const again = report(f, "trade_result", "S-1", R"({"b":1})");
    auto const all = reports(f, {});
    REQUIRE(all.size() == 3);
    CHECK(all[0].id.text() == again);
    CHECK(all[1].id.text() == result);
    CHECK(all[2].id.text() == newer);
    CHECK(all[2].data == R"({"a":2})");
    CHECK(all[2].user_name == "Ann");
    ToolReportFilter filter;
    filter.kind = "trade_result";
    filter.after = PagePlace{all[0].at, all[0].id.text()};
    CHECK(reports(f, filter).size() == 1);
    filter = {};
    filter.user = f.id<UserId>();
    CHECK(reports(f, filter).empty());
    auto const audit = f.ask<std::vector<AuditEntry>>([&](auto d) { f.store->list_audit(f.org, 10, d); });
    REQUIRE(audit.ok());
    int words = 0;
    for (auto const& entry : audit.value) words += entry.action == "tool_sync" || entry.action == "tool_trade_result";
    CHECK(words == 3);
}
