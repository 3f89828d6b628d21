#include "store/rows.hpp"

#include "domain/command_view.hpp"
#include "domain/json.hpp"
#include "store/draft.hpp"

namespace signalos::relay::sql {

namespace {
/// Of words and of evidence: an alarm is for people, and goes to every dashboard.
constexpr std::size_t alarm_bytes = 1000;
}  // namespace

Terminal read_terminal(Query& row) {
    Terminal t;
    t.org = id_of<OrgId>(row.text());
    t.id = id_of<TerminalId>(row.text());
    t.name = row.text();
    t.created_at = row.integer();
    t.revoked_at = row.integer();
    t.account.login = row.text();
    t.account.server = row.text();
    t.account.company = row.text();
    t.account.currency = row.text();
    t.account.currency_digits = static_cast<int>(row.integer());
    t.account.margin_mode = row.text();
    t.account.trade_mode = row.text();
    t.account.leverage = row.integer();
    t.mode = row.text();
    t.magic_prefix = static_cast<int>(row.integer());
    t.instance = row.text();
    t.journal = row.text();
    t.session_epoch = row.integer();
    t.connected = row.flag();
    t.connected_at = row.integer();
    t.last_seen = row.integer();
    t.paused = row.flag();
    t.pause_version = row.integer();
    t.latch = row.text();
    t.event_seq = row.integer();
    return t;
}

Terminal find_terminal(Session& db, OrgId org, TerminalId terminal) {
    static std::string const sql = std::string("SELECT ") + terminal_columns + "WHERE t.org_id=? AND t.id=?";
    auto query = db.query(sql);
    query.all(org.text(), terminal.text());
    if (!query.next()) throw Rejected{errc::not_found};
    return read_terminal(query);
}

CommandRow read_command(Query& row) {
    CommandRow c;
    c.org = id_of<OrgId>(row.text());
    c.id = id_of<CommandId>(row.text());
    c.terminal = id_of<TerminalId>(row.text());
    c.actor = id_of<UserId>(row.text());
    c.actor_name = row.text();
    c.kind = row.text();
    c.stop_lane = row.flag();
    c.args = row.text();
    c.state = static_cast<CommandState>(row.integer());
    c.step = row.text();
    c.message = row.text();
    c.created_at = row.integer();
    c.expires_at = row.integer();
    c.cmd_seq = row.integer();
    c.session_epoch = row.integer();
    c.out_seq = row.integer();
    c.rule = row.text();
    c.late = row.flag();
    c.times.received = row.integer();
    c.times.queued = row.integer();
    c.times.sent = row.integer();
    c.times.accepted = row.integer();
    c.times.executing = row.integer();
    c.times.broker_answered = row.integer();
    c.times.result_stored = row.integer();
    c.result = row.text();
    return c;
}

CommandRow find_command(Session& db, OrgId org, CommandId command) {
    static std::string const sql = std::string("SELECT ") + command_columns + "WHERE org_id=? AND id=?";
    auto query = db.query(sql);
    query.all(org.text(), command.text());
    if (!query.next()) throw Rejected{errc::not_found};
    return read_command(query);
}

void save_command(Session& db, CommandRow const& c) {
    db.query(
          "UPDATE commands SET state=?, step=?, message=?, rule=?, late=?, result=?, session_epoch=?, out_seq=?, "
          "t_sent=?, "
          "t_accepted=?, t_executing=?, t_broker=?, t_stored=? WHERE org_id=? AND id=?")
        .all(static_cast<int>(c.state), c.step, c.message, c.rule, c.late, c.result, c.session_epoch, c.out_seq,
             c.times.sent, c.times.accepted, c.times.executing, c.times.broker_answered, c.times.result_stored,
             c.org.text(), c.id.text())
        .run();
}

Link read_link(Session& db, OrgId org, TerminalId terminal) {
    return db.draft().terminal(org, terminal).link;
}

Link fenced_link(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch) {
    auto link = read_link(db, org, terminal);
    if (link.epoch != epoch) throw Rejected{errc::stale_epoch};
    return link;
}

EventRow append_event(Session& db, OrgId org, TerminalId terminal, std::int64_t at, std::string type,
                      std::string data) {
    auto const off = ++db.draft().change(org, terminal).event_seq;
    EventRow event{org, terminal, off, at, std::move(type), std::move(data)};
    db.draft().add(event);
    return event;
}

EventRow append_alarm(Session& db, OrgId org, TerminalId terminal, std::int64_t at, std::string const& words,
                      CommandId command, std::string const& excerpt) {
    boost::json::object data{
        {"terminal", terminal.text()}, {"error", clip(words, alarm_bytes)}, {"severity", "high"}, {"timestamp", at}};
    if (!command.is_nil()) data["command"] = command.text();
    if (!excerpt.empty()) data["excerpt"] = clip(excerpt, alarm_bytes);
    auto event = append_event(db, org, terminal, at, "error_alert", boost::json::serialize(data));
    db.query("INSERT INTO alarms (org_id, terminal_id, off, at) VALUES(?,?,?,?)")
        .all(org.text(), terminal.text(), event.off, event.at)
        .run();
    return event;
}

void doubt_in_flight(Session& db, OrgId org, TerminalId terminal, std::string const& journal,
                     std::string const& message, std::int64_t at, CommandChange& change) {
    static std::string const sql =
        std::string("SELECT ") + command_columns +
        "WHERE org_id=? AND terminal_id=? AND journal=? AND out_seq>0 AND state IN (1,2,3) ORDER BY cmd_seq";
    std::vector<CommandRow> open;
    {
        auto query = db.query(sql);
        query.all(org.text(), terminal.text(), journal);
        while (query.next()) open.push_back(read_command(query));
    }
    for (auto& command : open) {
        command.state = CommandState::in_doubt;
        command.message = message;
        change_command(db, std::move(command), at, change);
    }
}

void change_command(Session& db, CommandRow command, std::int64_t at, CommandChange& change) {
    save_command(db, command);
    change.events.push_back(
        append_event(db, command.org, command.terminal, at, "command_update", command_view(command)));
    change.commands.push_back(std::move(command));
}

// A list of any length in one value, alike on every engine.
std::string scope_clause(TerminalScope const& scope, std::string_view column) {
    return scope.is_all() ? std::string() : " AND ? LIKE '%'||" + std::string(column) + "||'%'";
}

}  // namespace signalos::relay::sql
