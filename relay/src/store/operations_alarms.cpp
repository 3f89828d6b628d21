// Alarms: error_alert events that somebody must see to.
#include <boost/json/serialize.hpp>

#include "store/operations.hpp"

namespace signalos::relay::sql {
namespace {

constexpr char const* alarm_columns =
    "SELECT e.terminal_id, e.off, e.at, e.type, e.data, a.acknowledged_at, a.acknowledged_by FROM alarms a "
    "JOIN events e ON e.org_id=a.org_id AND e.terminal_id=a.terminal_id AND e.off=a.off ";

AlarmRow read_alarm(Query& query, OrgId org) {
    AlarmRow row;
    row.event.org = org;
    row.event.terminal = id_of<TerminalId>(query.text());
    row.event.off = query.integer();
    row.event.at = query.integer();
    row.event.type = query.text();
    row.event.data = query.text();
    row.acknowledged_at = query.integer();
    row.acknowledged_by = query.text();
    return row;
}

AlarmRow find_alarm(Session& db, OrgId org, TerminalId terminal, std::int64_t off) {
    auto query = db.query(alarm_columns + std::string("WHERE a.org_id=? AND a.terminal_id=? AND a.off=?"));
    query.all(org.text(), terminal.text(), off);
    if (!query.next()) throw Rejected{errc::not_found};
    return read_alarm(query, org);
}

}  // namespace

EventRow raise_alarm(Session& db, OrgId org, TerminalId terminal, std::string const& words, std::int64_t now) {
    find_terminal(db, org, terminal);
    return append_alarm(db, org, terminal, now, words);
}

std::vector<AlarmRow> list_alarms(Session& db, OrgId org, TerminalScope const& scope, int limit) {
    std::vector<AlarmRow> rows;
    auto query = db.query(alarm_columns + ("WHERE a.org_id=?" + scope_clause(scope, "a.terminal_id")) +
                          " ORDER BY a.acknowledged_at>0, a.at DESC, a.terminal_id, a.off DESC LIMIT ?");
    query.bind(org.text());
    if (!scope.is_all()) query.bind(scope.text());
    query.bind(limit);
    while (query.next()) rows.push_back(read_alarm(query, org));
    return rows;
}

Acknowledged acknowledge_alarm(Session& db, OrgId org, TerminalId terminal, std::int64_t off,
                               std::string const& user_name, std::int64_t now) {
    Acknowledged done{find_alarm(db, org, terminal, off), {}};
    if (done.alarm.acknowledged_at != 0) return done;
    db.query("UPDATE alarms SET acknowledged_at=?, acknowledged_by=? WHERE org_id=? AND terminal_id=? AND off=?")
        .all(now, user_name, org.text(), terminal.text(), off)
        .run();
    done.alarm.acknowledged_at = now;
    done.alarm.acknowledged_by = user_name;
    boost::json::object const data{
        {"terminal", terminal.text()}, {"alarm", off}, {"by", user_name}, {"timestamp", now}};
    done.events.push_back(append_event(db, org, terminal, now, "alarm_acknowledged", boost::json::serialize(data)));
    return done;
}

CommandChange alarm_operator(Session& db, std::string const& words, std::int64_t now) {
    OrgId org;
    TerminalId terminal;
    {
        auto query = db.query(
            "SELECT t.org_id, t.id FROM terminals t JOIN organisations o ON o.id=t.org_id WHERE t.revoked_at=0 "
            "ORDER BY o.created_at, o.id, t.created_at, t.id LIMIT 1");
        if (!query.next()) throw Rejected{errc::not_found};
        org = id_of<OrgId>(query.text());
        terminal = id_of<TerminalId>(query.text());
    }
    CommandChange change;
    change.events.push_back(append_alarm(db, org, terminal, now, words));
    return change;
}

}  // namespace signalos::relay::sql
