// A store that was put back to a backup: what it holds may be older than what the terminals did, so it asks them.
#include <algorithm>

#include "store/operations.hpp"

namespace signalos::relay::sql {

namespace {
/// Ids carry the relay's clock of their making, the backup that of its end: an hour covers both.
constexpr std::int64_t margin_ms = 60LL * 60 * 1000;
/// Numbers given out between the backup and now must not be given again while a terminal is away.
constexpr std::int64_t skipped_numbers = 1'000'000;

std::vector<CommandRow> read_commands(Query& query) {
    std::vector<CommandRow> rows;
    while (query.next()) rows.push_back(read_command(query));
    return rows;
}

void doubt_and_ask(Session& db, std::vector<CommandRow> rows, std::string const& message, std::int64_t now,
                   CommandChange& change) {
    for (auto& command : rows) {
        db.query("UPDATE commands SET asked=1 WHERE org_id=? AND id=?")
            .all(command.org.text(), command.id.text())
            .run();
        if (command.state == CommandState::in_doubt) continue;
        command.state = CommandState::in_doubt;
        command.message = message;
        change_command(db, std::move(command), now, change);
    }
}

std::int64_t number(Session& db, std::string_view sql) {
    auto query = db.query(sql);
    query.next();
    return query.integer();
}

std::vector<OrgId> organisations(Session& db) {
    std::vector<OrgId> ids;
    auto query = db.query("SELECT id FROM organisations ORDER BY id");
    while (query.next()) ids.push_back(id_of<OrgId>(query.text()));
    return ids;
}
}  // namespace

RestoreSummary mark_restored(Session& db, RestoreFacts const& facts) {
    RestoreSummary summary;
    // Two restores of one backup are two histories: a moment tells them apart, a count would not.
    summary.store_epoch = std::max(health(db).store_epoch + 1, facts.now / 1000);
    db.query("UPDATE settings SET value=? WHERE name='store_epoch'").bind(std::to_string(summary.store_epoch)).run();
    std::vector<CommandRow> open;
    {
        auto query = db.query(std::string("SELECT ") + command_columns + "WHERE state<5 ORDER BY org_id, id");
        open = read_commands(query);
    }
    summary.in_doubt = static_cast<std::int64_t>(open.size());
    CommandChange change;
    doubt_and_ask(db, std::move(open),
                  "The relay was put back to a backup; its terminal is asked what became of this command.", facts.now,
                  change);
    // What was sent to a journal that was gone before the backup is not in the present one: it would run again.
    db.exec(
        "UPDATE commands SET asked=0 WHERE asked=1 AND journal<>'' AND NOT EXISTS (SELECT 1 FROM terminal_sessions s "
        "WHERE s.org_id=commands.org_id AND s.terminal_id=commands.terminal_id AND s.journal=commands.journal)");
    db.query("UPDATE terminals SET cmd_seq=cmd_seq+?, pause_version=pause_version+?")
        .all(skipped_numbers, skipped_numbers)
        .run();
    summary.terminals = number(db, "SELECT count(*) FROM terminals WHERE revoked_at=0");
    db.query("UPDATE terminal_sessions SET connected=0, recall_from=?")
        .bind(std::max<std::int64_t>(1, facts.made_at - margin_ms))
        .run();
    // A sign-in that ended since would be good again.
    summary.sessions = number(db, "SELECT count(*) FROM sessions");
    db.exec("DELETE FROM sessions");
    for (auto const& org : organisations(db))
        append_audit(db, org,
                     {facts.now,
                      "system",
                      "store_restored",
                      "",
                      R"({"backup_made_at":)" + std::to_string(facts.made_at) + R"(,"store_epoch":)" +
                          std::to_string(summary.store_epoch) + "}",
                      0,
                      {}});
    return summary;
}

bool add_orphan(Session& db, OrgId org, TerminalId terminal, CommandId command, std::string const& state,
                std::int64_t now) {
    db.query("INSERT INTO orphans(org_id,terminal_id,command_id,at,state) VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING")
        .all(org.text(), terminal.text(), command.text(), now, state)
        .run();
    if (db.changes() != 0) return true;
    db.query("UPDATE orphans SET state=? WHERE org_id=? AND terminal_id=? AND command_id=?")
        .all(state, org.text(), terminal.text(), command.text())
        .run();
    return false;
}

void ask_about(Session& db, OrgId org, TerminalId terminal, std::string const& journal, std::int64_t upto,
               std::int64_t now, CommandChange& change) {
    std::vector<CommandRow> rows;
    {
        auto query =
            db.query(std::string("SELECT ") + command_columns +
                     "WHERE org_id=? AND terminal_id=? AND journal=? AND out_seq>0 AND out_seq<=? AND state IN "
                     "(1,2,3,4) AND asked=0 ORDER BY cmd_seq");
        query.all(org.text(), terminal.text(), journal, upto);
        rows = read_commands(query);
    }
    doubt_and_ask(db, std::move(rows), "The relay has forgotten something; the terminal is asked how this ended.", now,
                  change);
}

void await_repeat(Session& db, OrgId org, TerminalId terminal, std::string const& journal, std::int64_t last_in) {
    db.query("UPDATE commands SET asked=0 WHERE org_id=? AND terminal_id=? AND asked=1 AND journal=? AND out_seq>?")
        .all(org.text(), terminal.text(), journal, last_in)
        .run();
}

void ask_no_more(Session& db, OrgId org, TerminalId terminal) {
    db.query("UPDATE commands SET asked=0 WHERE org_id=? AND terminal_id=? AND asked=1")
        .all(org.text(), terminal.text())
        .run();
}

std::int64_t last_known(Session& db, OrgId org, TerminalId terminal) {
    auto query = db.query("SELECT coalesce(max(created_at), 0) FROM commands WHERE org_id=? AND terminal_id=?");
    query.all(org.text(), terminal.text()).next();
    return std::max<std::int64_t>(1, query.integer() - margin_ms);
}

}  // namespace signalos::relay::sql
