#include <algorithm>

#include "store/operations.hpp"

namespace signalos::relay::sql {

namespace {
std::vector<Terminal> read_all(Query& query) {
    std::vector<Terminal> rows;
    while (query.next()) rows.push_back(read_terminal(query));
    return rows;
}

/// New orphans of one hello: a terminal cannot make more rows than this at once; the rest come with later hellos.
constexpr std::size_t orphans_a_hello = 256;

/// The terminal holds commands that this store never gave out, or has forgotten since a backup was restored. They run
/// or ran without a row here: people must look.
void tell_orphans(Session& db, OrgId org, TerminalId terminal, SessionRequest const& r, CommandChange& change) {
    std::size_t told = 0;
    for (auto const& id : r.open_commands) {
        if (db.query("SELECT 1 FROM commands WHERE org_id=? AND id=? AND terminal_id=?")
                .all(org.text(), id.text(), terminal.text())
                .next())
            continue;
        if (!add_orphan(db, org, terminal, id, "", r.now)) continue;
        change.events.push_back(append_alarm(
            db, org, terminal, r.now, "The terminal holds a command that the relay does not know: " + id.text(), id));
        if (++told == orphans_a_hello) return;
    }
}

struct Secrets {
    std::string instance;
    std::string current;
    std::string previous;
};

Secrets read_secrets(Session& db, OrgId org, TerminalId terminal) {
    auto query = db.query(
        "SELECT instance, resume_hash, previous_resume_hash FROM terminal_sessions WHERE org_id=? AND terminal_id=?");
    query.all(org.text(), terminal.text());
    query.next();
    Secrets s;
    s.instance = query.text();
    s.current = query.text();
    s.previous = query.text();
    return s;
}
}  // namespace

Terminal create_terminal(Session& db, OrgId org, NewTerminal const& t) {
    if (!db.query("SELECT 1 FROM organisations WHERE id=?").bind(org.text()).next()) throw Rejected{errc::not_found};
    if (db.query("SELECT 1 FROM terminals WHERE key_hash=?").bind(t.key_hash).next()) throw Rejected{errc::conflict};
    require_room(db, org, &OrganisationLimits::terminals);
    db.query("INSERT INTO terminals(org_id,id,name,key_hash,created_at) VALUES(?,?,?,?,?)")
        .all(org.text(), t.id.text(), t.name, t.key_hash, t.now)
        .run();
    db.query("INSERT INTO terminal_sessions(org_id,terminal_id) VALUES(?,?)").all(org.text(), t.id.text()).run();
    return find_terminal(db, org, t.id);
}

Terminal find_terminal_by_key_hash(Session& db, std::string const& key_hash) {
    auto query = db.query(std::string("SELECT ") + terminal_columns + "WHERE t.key_hash=? AND t.revoked_at=0");
    if (!query.bind(key_hash).next()) throw Rejected{errc::not_found};
    return read_terminal(query);
}

std::vector<Terminal> list_terminals(Session& db, OrgId org) {
    auto query = db.query(std::string("SELECT ") + terminal_columns +
                          "WHERE t.org_id=? AND t.revoked_at=0 ORDER BY t.name, t.id");
    return read_all(query.bind(org.text()));
}

std::vector<Terminal> list_all_terminals(Session& db) {
    auto query =
        db.query(std::string("SELECT ") + terminal_columns + "WHERE t.revoked_at=0 ORDER BY t.org_id, t.name, t.id");
    return read_all(query);
}

void revoke_terminal(Session& db, OrgId org, TerminalId terminal, std::int64_t now) {
    db.query("UPDATE terminals SET revoked_at=? WHERE org_id=? AND id=? AND revoked_at=0")
        .all(now, org.text(), terminal.text())
        .run();
    if (db.changes() == 0) throw Rejected{errc::not_found};
}

OpenedSession open_terminal_session(Session& db, OrgId org, TerminalId terminal, SessionRequest const& r) {
    auto const before = find_terminal(db, org, terminal);
    if (before.revoked_at != 0) throw Rejected{errc::not_found};
    // What waits for this terminal was meant for its account, and for no other that the program is signed in to now.
    if (!before.account.login.empty() &&
        (before.account.login != r.account.login || before.account.server != r.account.server))
        throw Rejected{errc::forbidden};
    auto link = read_link(db, org, terminal);
    auto const secrets = read_secrets(db, org, terminal);
    bool const knows_current = !r.resume_hash.empty() && r.resume_hash == secrets.current;
    bool const knows_previous = !r.resume_hash.empty() && r.resume_hash == secrets.previous;
    // A hello that lay in the network while its run died comes with the secret of before: it must not end the run after
    // it.
    bool const successor = knows_current || (knows_previous && !r.incumbent_answered);
    if (r.incumbent_live && !(r.instance == secrets.instance && successor)) throw Rejected{errc::terminal_taken};

    OpenedSession opened;
    opened.new_lineage = r.journal != link.journal;
    bool const forgot = !opened.new_lineage && (r.reported_epoch > link.epoch || r.reported_last_in > link.out_seq);
    if (opened.new_lineage) {
        static std::string const words =
            "The terminal came back with another journal; whether this command ran is not known.";
        if (!link.journal.empty()) doubt_in_flight(db, org, terminal, link.journal, words, r.now, opened);
        // Whether they ran stands in the journal that is gone: repeated to this one they could run again.
        if (!link.journal.empty()) ask_no_more(db, org, terminal);
        link.journal = r.journal;
        link.last_in = link.out_seq = link.out_acked = 0;
    }
    if (forgot && link.recall_from == 0) link.recall_from = last_known(db, org, terminal);
    // A terminal that has seen more than this store remembers talks to a restored backup: never reuse a number it
    // knows.
    link.out_seq = std::max(link.out_seq, r.reported_last_in);
    link.epoch = std::max(link.epoch, r.reported_epoch) + 1;
    // The secret that was just used stays good until the next rotation: its holder may lose this welcome too.
    auto const& previous = knows_previous ? secrets.previous : secrets.current;
    db.query(
          "UPDATE terminal_sessions SET session_epoch=?, instance=?, journal=?, resume_hash=?, previous_resume_hash=?, "
          "last_in=?, "
          "out_seq=?, out_acked=?, recall_from=?, connected=1, connected_at=?, last_seen=? WHERE org_id=? AND "
          "terminal_id=?")
        .all(link.epoch, r.instance, link.journal, r.new_resume_hash, previous, link.last_in, link.out_seq,
             link.out_acked, link.recall_from, r.now, r.now, org.text(), terminal.text())
        .run();
    auto const& a = r.account;
    db.query(
          "UPDATE terminals SET login=?, server=?, company=?, currency=?, currency_digits=?, margin_mode=?, "
          "trade_mode=?, leverage=?, "
          "mode=?, magic_prefix=?, paused=?, pause_version=?, latch=? WHERE org_id=? AND id=?")
        .all(a.login, a.server, a.company, a.currency, a.currency_digits, a.margin_mode, a.trade_mode, a.leverage,
             r.mode, r.magic_prefix, r.paused, std::max(before.pause_version, r.pause_version), r.latch, org.text(),
             terminal.text())
        .run();
    if (forgot) ask_about(db, org, terminal, link.journal, r.reported_last_in, r.now, opened);
    await_repeat(db, org, terminal, link.journal, r.reported_last_in);
    accept_up_to(db, org, terminal, link, r.reported_last_in, r.now, opened);
    tell_orphans(db, org, terminal, r, opened);
    opened.terminal = find_terminal(db, org, terminal);
    opened.last_in = link.last_in;
    opened.out_seq = link.out_seq;
    opened.recall_from = link.recall_from;
    opened.store_epoch = health(db).store_epoch;
    auto query = db.query("SELECT id FROM commands WHERE org_id=? AND terminal_id=? AND state<5 ORDER BY id");
    query.all(org.text(), terminal.text());
    while (query.next()) opened.open_commands.push_back(id_of<CommandId>(query.text()));
    return opened;
}

void close_terminal_session(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t now) {
    db.query(
          "UPDATE terminal_sessions SET connected=0, last_seen=? WHERE org_id=? AND terminal_id=? AND session_epoch=?")
        .all(now, org.text(), terminal.text(), epoch)
        .run();
}

EventPage events_since(Session& db, OrgId org, TerminalId terminal, std::int64_t from, int limit) {
    EventPage page;
    page.top = find_terminal(db, org, terminal).event_seq;
    auto query = db.query(
        "SELECT off, at, type, data FROM events WHERE org_id=? AND terminal_id=? AND off>? ORDER BY off LIMIT ?");
    query.all(org.text(), terminal.text(), from, limit);
    while (query.next()) {
        EventRow event{org, terminal, 0, 0, {}, {}};
        event.off = query.integer();
        event.at = query.integer();
        event.type = query.text();
        event.data = query.text();
        page.events.push_back(std::move(event));
    }
    return page;
}

StoreHealth health(Session& db) {
    StoreHealth h;
    h.schema = db.schema();
    auto query = db.query(
        "SELECT (SELECT CAST(value AS BIGINT) FROM settings WHERE name='store_epoch'), "
        "CASE WHEN EXISTS(SELECT 1 FROM organisations) THEN 1 ELSE 0 END");
    query.next();
    h.store_epoch = query.integer();
    h.has_organisation = query.flag();
    return h;
}

}  // namespace signalos::relay::sql
