#include <algorithm>
#include <iterator>

#include "domain/command_view.hpp"
#include "store/draft.hpp"
#include "store/operations.hpp"

namespace signalos::relay::sql {

namespace {
/// Slots of the window that only stops may take: a stop never waits behind opens.
constexpr int stop_reserve = 4;

std::vector<CommandRow> read_all(Query& query) {
    std::vector<CommandRow> rows;
    while (query.next()) rows.push_back(read_command(query));
    return rows;
}

bool room(Link const& link, bool stop_lane, int recv_max) {
    auto const window = stop_lane ? recv_max : std::max(1, recv_max - stop_reserve);
    return link.out_seq - link.out_acked < window;
}

void save_out_seq(Session& db, OrgId org, TerminalId terminal, std::int64_t out_seq) {
    db.draft().change(org, terminal).link.out_seq = out_seq;
}

std::string with_version(NewCommand const& command, std::int64_t version) {
    auto const rest = command.args.size() > 2 ? "," + command.args.substr(1) : std::string("}");
    return "{\"version\":" + std::to_string(version) + rest;
}

/// A queued command that must leave before this one.
bool someone_waits(Session& db, OrgId org, NewCommand const& command) {
    auto query =
        db.query("SELECT 1 FROM commands WHERE org_id=? AND terminal_id=? AND state=0 AND stop_lane>=? LIMIT 1");
    query.all(org.text(), command.terminal.text(), command.stop_lane);
    return query.next();
}

/// false when another command of the terminal has the same tag: nothing is written.
bool insert(Session& db, CommandRow const& c, std::string const& journal) {
    db.query(
          "INSERT INTO "
          "commands(org_id,id,terminal_id,tag48,cmd_seq,actor_id,actor_name,kind,stop_lane,args,state,message,rule,"
          "created_at,expires_at,journal,session_epoch,out_seq,t_received,t_queued,t_sent,t_stored) "
          "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (org_id,terminal_id,tag48) DO NOTHING")
        .all(c.org.text(), c.id.text(), c.terminal.text(), static_cast<std::int64_t>(c.id.value.tag48()), c.cmd_seq,
             c.actor.text(), c.actor_name, c.kind, c.stop_lane, c.args, static_cast<int>(c.state), c.message, c.rule,
             c.created_at, c.expires_at, journal, c.session_epoch, c.out_seq, c.times.received, c.times.queued,
             c.times.sent, c.times.result_stored)
        .run();
    return db.changes() != 0;
}

/// Under the first of the ids that is free. rejected(conflict).
void insert(Session& db, CommandRow& row, NewCommand const& command, std::string const& journal) {
    for (auto const& id : command.ids) {
        row.id = id;
        if (!id.is_nil() && insert(db, row, journal)) return;
    }
    throw Rejected{errc::conflict};
}

std::string audit_detail(CommandRow const& c) {
    return R"({"kind":")" + c.kind + R"(","terminal":")" + c.terminal.text() + R"(","state":")" +
           std::string(protocol::name_of(c.state)) + R"(","arguments":)" + c.args + "}";
}

void accept_one(Session& db, OrgId org, AcceptRequest const& request, NewCommand const& command, Accepted& accepted) {
    CommandRow row;
    auto const terminal = db.draft().terminal(org, command.terminal);
    auto const& link = terminal.link;
    if (terminal.revoked) throw Rejected{errc::not_found};
    row.cmd_seq = terminal.cmd_seq + 1;
    row.org = org;
    row.terminal = command.terminal;
    row.actor = request.user;
    row.actor_name = request.user_name;
    row.kind = command.kind;
    row.stop_lane = command.stop_lane;
    row.args = command.versioned ? with_version(command, terminal.pause_version + 1) : command.args;
    row.created_at = request.now;
    row.expires_at = command.expires_at;
    row.times.received = request.received;
    row.times.queued = request.now;
    std::string journal;
    if (!command.refused_rule.empty()) {
        row.state = CommandState::refused;
        row.rule = command.refused_rule;
        row.message = command.refused_message;
        row.times.result_stored = request.now;
    } else if (command.live_epoch != 0 && command.live_epoch == link.epoch &&
               room(link, command.stop_lane, request.recv_max) && !someone_waits(db, org, command)) {
        row.state = CommandState::sent;
        row.session_epoch = link.epoch;
        row.out_seq = link.out_seq + 1;
        row.times.sent = request.now;
        journal = link.journal;
    }
    insert(db, row, command, journal);
    auto& counters = db.draft().change(org, command.terminal);
    counters.cmd_seq = row.cmd_seq;
    if (command.versioned) ++counters.pause_version;
    if (row.state == CommandState::sent) counters.link.out_seq = row.out_seq;
    accepted.events.push_back(
        append_event(db, org, command.terminal, request.now, "command_update", command_view(row)));
    append_audit(db, org, {request.now, row.actor.text(), "command_accepted", row.id.text(), audit_detail(row), 0, {}});
    accepted.commands.push_back(std::move(row));
}

/// The commands that this key made, or nothing when it is new. rejected(key_reused).
bool replay(Session& db, OrgId org, AcceptRequest const& request, Accepted& accepted) {
    std::string ids;
    {
        auto query =
            db.query("SELECT hash, command_ids FROM request_keys WHERE org_id=? AND user_id=? AND route=? AND key=?");
        query.all(org.text(), request.user.text(), request.key.route, request.key.key);
        if (!query.next()) return false;
        if (query.text() != request.key.hash) throw Rejected{errc::key_reused};
        ids = query.text();
    }
    for (std::size_t at = 0; at < ids.size(); at += 37) {
        accepted.commands.push_back(find_command(db, org, id_of<CommandId>(ids.substr(at, 36))));
    }
    accepted.replayed = true;
    return true;
}

/// Queued ones, and those whose end the terminal is asked for by repeating them; stops first, then as they were given.
std::vector<CommandRow> waiting(Session& db, OrgId org, TerminalId terminal) {
    std::vector<CommandRow> rows;
    for (auto const* const which : {"state=0", "asked=1"}) {
        auto query = db.query(std::string("SELECT ") + command_columns + "WHERE org_id=? AND terminal_id=? AND " +
                              which + " ORDER BY stop_lane DESC, cmd_seq LIMIT 64");
        auto found = read_all(query.all(org.text(), terminal.text()));
        std::move(found.begin(), found.end(), std::back_inserter(rows));
    }
    std::stable_sort(rows.begin(), rows.end(), [](CommandRow const& a, CommandRow const& b) {
        return a.stop_lane != b.stop_lane ? a.stop_lane : a.cmd_seq < b.cmd_seq;
    });
    return rows;
}
}  // namespace

Accepted accept_commands(Session& db, OrgId org, AcceptRequest const& request) {
    Accepted accepted;
    if (!request.key.key.empty() && replay(db, org, request, accepted)) return accepted;
    std::string ids;
    for (auto const& command : request.commands) {
        accept_one(db, org, request, command, accepted);
        ids += (ids.empty() ? "" : ",") + accepted.commands.back().id.text();
    }
    if (!request.key.key.empty() && !request.commands.empty()) {
        db.query("INSERT INTO request_keys VALUES(?,?,?,?,?,?)")
            .all(org.text(), request.user.text(), request.key.route, request.key.key, request.key.hash, ids)
            .run();
    }
    return accepted;
}

CommandChange claim_commands(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, int recv_max,
                             std::int64_t now) {
    auto link = fenced_link(db, org, terminal, epoch);
    CommandChange change;
    for (auto& command : waiting(db, org, terminal)) {
        bool const queued = command.state == CommandState::queued;
        if (queued && command.expires_at != 0 && command.expires_at <= now) continue;  // the expiry sweep's
        if (!room(link, command.stop_lane, recv_max)) break;
        if (queued) {
            command.state = CommandState::sent;
            command.times.sent = now;
        }
        command.session_epoch = epoch;
        command.out_seq = ++link.out_seq;
        db.query("UPDATE commands SET journal=?, asked=0 WHERE org_id=? AND id=?")
            .all(link.journal, org.text(), command.id.text())
            .run();
        change_command(db, std::move(command), now, change);
    }
    if (!change.commands.empty()) save_out_seq(db, org, terminal, link.out_seq);
    return change;
}

std::vector<CommandRow> list_sent(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t from) {
    auto const link = fenced_link(db, org, terminal, epoch);
    auto query = db.query(std::string("SELECT ") + command_columns +
                          "WHERE org_id=? AND terminal_id=? AND journal=? AND out_seq>=? ORDER BY out_seq");
    return read_all(query.all(org.text(), terminal.text(), link.journal, std::max<std::int64_t>(1, from)));
}

void accept_up_to(Session& db, OrgId org, TerminalId terminal, Link const& link, std::int64_t out_seq, std::int64_t now,
                  CommandChange& change) {
    auto const upto = std::min(out_seq, link.out_seq);
    if (upto <= link.out_acked) return;
    std::vector<CommandRow> rows;
    {
        auto query = db.query(
            std::string("SELECT ") + command_columns +
            "WHERE org_id=? AND terminal_id=? AND journal=? AND out_seq>? AND out_seq<=? AND state=1 ORDER BY out_seq");
        rows = read_all(query.all(org.text(), terminal.text(), link.journal, link.out_acked, upto));
    }
    for (auto& command : rows) {
        command.state = CommandState::accepted;
        command.times.accepted = now;
        change_command(db, std::move(command), now, change);
    }
    db.draft().change(org, terminal).link.out_acked = upto;
}

CommandChange mark_accepted(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t out_seq,
                            std::int64_t now) {
    CommandChange change;
    accept_up_to(db, org, terminal, fenced_link(db, org, terminal, epoch), out_seq, now, change);
    return change;
}

CommandChange expire_queued(Session& db, std::int64_t now) {
    std::vector<CommandRow> rows;
    {
        auto query = db.query(std::string("SELECT ") + command_columns +
                              "WHERE state=0 AND expires_at>0 AND expires_at<=? ORDER BY expires_at, id LIMIT 500");
        rows = read_all(query.bind(now));
    }
    CommandChange change;
    for (auto& command : rows) {
        command.state = CommandState::expired;
        command.rule = "expired";
        command.message = "Not sent: its time ran out before the terminal could take it.";
        command.times.result_stored = now;
        change_command(db, std::move(command), now, change);
    }
    return change;
}

CommandChange cancel_command(Session& db, OrgId org, CommandId id, std::int64_t now) {
    auto command = find_command(db, org, id);
    if (command.state != CommandState::queued) throw Rejected{errc::bad_state};
    CommandChange change;
    command.state = CommandState::cancelled;
    command.times.result_stored = now;
    change_command(db, std::move(command), now, change);
    return change;
}

std::vector<CommandRow> list_commands(Session& db, OrgId org, CommandFilter const& filter) {
    static constexpr char const* which[] = {"", " AND state<5", " AND state>=5"};
    auto const state = protocol::command_state_from(filter.state);
    if (!filter.state.empty() && !state) return {};
    auto sql =
        std::string("SELECT ") + command_columns + "WHERE org_id=?" + which[static_cast<std::size_t>(filter.which)];
    if (filter.terminal) sql += " AND terminal_id=?";
    sql += scope_clause(filter.scope, "terminal_id");
    if (!filter.kind.empty()) sql += " AND kind=?";
    if (state) sql += " AND state=?";
    if (filter.since != 0) sql += " AND created_at>=?";
    if (filter.until != 0) sql += " AND created_at<?";
    if (filter.after) sql += std::string(" AND (created_at,id)") + (filter.oldest_first ? ">" : "<") + "(?,?)";
    std::string const direction = filter.oldest_first ? "" : " DESC";
    auto query = db.query(sql + " ORDER BY created_at" + direction + ", id" + direction + " LIMIT ?");
    query.bind(org.text());
    if (filter.terminal) query.bind(filter.terminal->text());
    if (!filter.scope.is_all()) query.bind(filter.scope.text());
    if (!filter.kind.empty()) query.bind(filter.kind);
    if (state) query.bind(static_cast<int>(*state));
    if (filter.since != 0) query.bind(filter.since);
    if (filter.until != 0) query.bind(filter.until);
    if (filter.after) query.all(filter.after->at, filter.after->id);
    return read_all(query.bind(std::clamp(filter.limit, 1, 501)));
}

CommandStats command_stats(Session& db, OrgId org, TerminalScope const& scope) {
    CommandStats stats;
    auto const of_scope = scope_clause(scope, "terminal_id");
    {
        auto query = db.query(
            "SELECT count(*), count(CASE WHEN state IN (5,6) THEN 1 END), count(CASE WHEN state>=5 THEN 1 END) FROM "
            "commands WHERE org_id=?" +
            of_scope);
        query.bind(org.text());
        if (!scope.is_all()) query.bind(scope.text());
        query.next();
        stats.total = query.integer();
        stats.done = query.integer();
        stats.final = query.integer();
    }
    auto query = db.query("SELECT t_stored-t_received FROM commands WHERE org_id=? AND state=5" + of_scope +
                          " ORDER BY id DESC LIMIT 500");
    query.bind(org.text());
    if (!scope.is_all()) query.bind(scope.text());
    while (query.next()) stats.latencies_ms.push_back(query.integer());
    return stats;
}

}  // namespace signalos::relay::sql
