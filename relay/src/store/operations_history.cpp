// Deals and tool reports: what was traded, page by page, and what others say was.
#include <algorithm>
#include <boost/json.hpp>

#include "base/decimal.hpp"
#include "domain/json.hpp"
#include "store/operations.hpp"

namespace signalos::relay::sql {
namespace {

constexpr int most = 501;  // a page of 500 and the row that tells there are more

std::int64_t money(boost::json::object const& data, std::string_view name) {
    auto const value = Decimal::parse(text_of(data, name));
    return value ? value->raw() : 0;
}

std::string split_sums(std::string const& column) {
    return ", CAST(sum(" + column + "/100000000) AS BIGINT), CAST(sum(" + column + "%100000000) AS BIGINT)";
}

DealTotals::Sum read_sum(Query& query) {
    DealTotals::Sum sum;
    sum.whole = query.integer();
    sum.rest = query.integer();
    return sum;
}

ToolReport read_report(Query& query) {
    ToolReport row;
    if (auto const id = Uuid::parse(query.text())) row.id = *id;
    row.kind = query.text();
    row.user = id_of<UserId>(query.text());
    row.user_name = query.text();
    row.subject = query.text();
    row.at = query.integer();
    row.data = query.text();
    return row;
}

}  // namespace

void note_deal(Session& db, OrgId org, EventRow const& event) {
    if (!event.type.starts_with("position_")) return;
    auto const data = parse_object(event.data);
    if (!data || text_of(*data, "deal").empty()) return;
    auto const at = integer_of(*data, "time");
    db.query(
          "INSERT INTO deals(org_id,terminal_id,deal,off,at,symbol,pnl,swap,commission) VALUES(?,?,?,?,?,?,?,?,?) "
          "ON CONFLICT DO NOTHING")
        .all(org.text(), event.terminal.text(), text_of(*data, "deal"), event.off, at > 0 ? at : event.at,
             text_of(*data, "symbol"), money(*data, "pnl"), money(*data, "swap"), money(*data, "commission"))
        .run();
}

std::vector<DealRow> list_deals(Session& db, OrgId org, DealFilter const& filter) {
    std::string sql =
        "SELECT d.terminal_id, d.deal, d.off, d.at, e.at, e.type, e.data FROM deals d JOIN events e ON "
        "e.org_id=d.org_id AND "
        "e.terminal_id=d.terminal_id AND e.off=d.off WHERE d.org_id=? AND d.at>=?";
    if (filter.until != 0) sql += " AND d.at<?";
    if (filter.terminal) sql += " AND d.terminal_id=?";
    if (!filter.symbol.empty()) sql += " AND d.symbol=?";
    sql += scope_clause(filter.scope, "d.terminal_id");
    std::string const direction = filter.oldest_first ? "" : " DESC";
    if (filter.after)
        sql += std::string(" AND (d.at,d.terminal_id,d.deal)") + (filter.oldest_first ? ">" : "<") + "(?,?,?)";
    sql += " ORDER BY d.at" + direction + ", d.terminal_id" + direction + ", d.deal" + direction + " LIMIT ?";
    auto query = db.query(sql);
    query.all(org.text(), filter.since);
    if (filter.until != 0) query.bind(filter.until);
    if (filter.terminal) query.bind(filter.terminal->text());
    if (!filter.symbol.empty()) query.bind(filter.symbol);
    if (!filter.scope.is_all()) query.bind(filter.scope.text());
    if (filter.after) {
        auto const colon = std::min(filter.after->id.find(':'), filter.after->id.size());
        auto const rest = colon < filter.after->id.size() ? filter.after->id.substr(colon + 1) : std::string();
        query.all(filter.after->at, filter.after->id.substr(0, colon), rest);
    }
    query.bind(std::clamp(filter.limit, 1, most));
    std::vector<DealRow> rows;
    while (query.next()) {
        DealRow row;
        row.event.org = org;
        row.event.terminal = id_of<TerminalId>(query.text());
        row.deal = query.text();
        row.event.off = query.integer();
        row.at = query.integer();
        row.event.at = query.integer();
        row.event.type = query.text();
        row.event.data = query.text();
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<DealTotals> deal_totals(Session& db, OrgId org) {
    auto query =
        db.query("SELECT terminal_id, count(*)" + split_sums("pnl") + split_sums("swap") + split_sums("commission") +
                 " FROM deals WHERE org_id=? GROUP BY terminal_id ORDER BY terminal_id");
    query.bind(org.text());
    std::vector<DealTotals> all;
    while (query.next()) {
        DealTotals totals;
        totals.terminal = id_of<TerminalId>(query.text());
        totals.deals = query.integer();
        totals.pnl = read_sum(query);
        totals.swap = read_sum(query);
        totals.commission = read_sum(query);
        all.push_back(totals);
    }
    return all;
}

void add_tool_report(Session& db, OrgId org, ToolReport const& report) {
    bool known = false;
    if (report.kind == "sync") {
        db.query("DELETE FROM tool_reports WHERE org_id=? AND kind=? AND user_id=? AND subject=?")
            .all(org.text(), report.kind, report.user.text(), report.subject)
            .run();
        known = db.changes() > 0;
    }
    db.query("INSERT INTO tool_reports(org_id,id,kind,user_id,user_name,subject,at,data) VALUES(?,?,?,?,?,?,?,?)")
        .all(org.text(), report.id.text(), report.kind, report.user.text(), report.user_name, report.subject, report.at,
             report.data)
        .run();
    // A status comes every few seconds: its first is worth an entry, each further one is not.
    if (!known)
        append_audit(db, org,
                     {report.at, report.user.text(), "tool_" + report.kind, report.subject, report.data, 0, {}});
}

std::vector<ToolReport> list_tool_reports(Session& db, OrgId org, ToolReportFilter const& filter) {
    std::string sql = "SELECT id, kind, user_id, user_name, subject, at, data FROM tool_reports WHERE org_id=?";
    if (!filter.kind.empty()) sql += " AND kind=?";
    if (filter.user) sql += " AND user_id=?";
    if (filter.after) sql += " AND (at,id)<(?,?)";
    auto query = db.query(sql + " ORDER BY at DESC, id DESC LIMIT ?");
    query.bind(org.text());
    if (!filter.kind.empty()) query.bind(filter.kind);
    if (filter.user) query.bind(filter.user->text());
    if (filter.after) query.all(filter.after->at, filter.after->id);
    query.bind(std::clamp(filter.limit, 1, most));
    std::vector<ToolReport> rows;
    while (query.next()) rows.push_back(read_report(query));
    return rows;
}

}  // namespace signalos::relay::sql
