#include "store/draft.hpp"

#include <algorithm>
#include <iterator>

namespace signalos::relay::sql {

namespace {
/// Tables that a draft holds rows of, and those with references to them.
constexpr std::string_view tables[] = {"terminals", "terminal_sessions", "events", "audit", "alarms", "deals"};
/// Rows of one INSERT; each count is a statement to prepare.
constexpr std::size_t rows_at_once[] = {16, 4, 1};

std::string insert_of(std::string const& table, std::string const& row, std::size_t rows) {
    auto text = "INSERT INTO " + table + " VALUES " + row;
    for (std::size_t i = 1; i < rows; ++i) text += "," + row;
    return text;
}

/// Calls insert(first, count) until all are in.
template <class Insert>
void in_pieces(std::size_t count, Insert const& insert) {
    for (std::size_t at = 0; at < count;) {
        auto const* const size = std::find_if(std::begin(rows_at_once), std::end(rows_at_once),
                                              [&](std::size_t rows) { return rows <= count - at; });
        insert(at, *size);
        at += *size;
    }
}

bool same_place(Link const& a, Link const& b) {
    return a.last_in == b.last_in && a.out_seq == b.out_seq && a.out_acked == b.out_acked &&
           a.recall_from == b.recall_from;
}

bool same_counts(DraftedTerminal const& a, DraftedTerminal const& b) {
    return a.cmd_seq == b.cmd_seq && a.event_seq == b.event_seq && a.pause_version == b.pause_version;
}
}  // namespace

Query Draft::own(std::string_view sql) {
    return Query(db_.prepared(sql));
}

Draft::Held& Draft::held(OrgId org, TerminalId terminal) {
    auto const key = std::make_pair(org, terminal);
    if (auto const found = terminals_.find(key); found != terminals_.end()) return found->second;
    auto query =
        own("SELECT s.session_epoch, s.journal, s.last_in, s.out_seq, s.out_acked, s.recall_from, t.cmd_seq, "
            "t.event_seq, t.pause_version, t.revoked_at FROM terminal_sessions s JOIN terminals t ON "
            "t.org_id=s.org_id AND t.id=s.terminal_id WHERE s.org_id=? AND s.terminal_id=?");
    query.all(org.text(), terminal.text());
    if (!query.next()) throw Rejected{errc::not_found};
    DraftedTerminal read;
    read.link.epoch = query.integer();
    read.link.journal = query.text();
    read.link.last_in = query.integer();
    read.link.out_seq = query.integer();
    read.link.out_acked = query.integer();
    read.link.recall_from = query.integer();
    read.cmd_seq = query.integer();
    read.event_seq = query.integer();
    read.pause_version = query.integer();
    read.revoked = query.flag();
    return terminals_.emplace(key, Held{read, read}).first->second;
}

DraftedTerminal const& Draft::terminal(OrgId org, TerminalId terminal) {
    return held(org, terminal).now;
}

DraftedTerminal& Draft::change(OrgId org, TerminalId terminal) {
    auto& found = held(org, terminal);
    ++changes_;
    return found.now;
}

void Draft::add(EventRow const& event) {
    ++changes_;
    events_.push_back(event);
}

AuditEntry const& Draft::last_audit(OrgId org) {
    if (auto const found = chains_.find(org); found != chains_.end()) return found->second;
    AuditEntry last;
    auto query = own("SELECT n, hash FROM audit WHERE org_id=? ORDER BY n DESC LIMIT 1");
    if (query.bind(org.text()).next()) {
        last.n = query.integer();
        last.hash = query.text();
    }
    return chains_[org] = last;
}

void Draft::add(OrgId org, AuditEntry const& entry) {
    ++changes_;
    audit_.emplace_back(org, entry);
    auto& last = chains_[org];
    last.n = entry.n;
    last.hash = entry.hash;
}

bool Draft::concerns(std::string_view sql) {
    return std::any_of(std::begin(tables), std::end(tables),
                       [&](std::string_view table) { return sql.find(table) != std::string_view::npos; });
}

void Draft::write_terminal(Key const& key, Held const& held) {
    auto const& [org, terminal] = key;
    auto const& now = held.now;
    if (!same_counts(held.was, now))
        own("UPDATE terminals SET cmd_seq=?, event_seq=?, pause_version=? WHERE org_id=? AND id=?")
            .all(now.cmd_seq, now.event_seq, now.pause_version, org.text(), terminal.text())
            .run();
    if (!same_place(held.was.link, now.link))
        own("UPDATE terminal_sessions SET last_in=?, out_seq=?, out_acked=?, recall_from=? WHERE org_id=? AND "
            "terminal_id=?")
            .all(now.link.last_in, now.link.out_seq, now.link.out_acked, now.link.recall_from, org.text(),
                 terminal.text())
            .run();
}

void Draft::write_events() {
    in_pieces(events_.size(), [this](std::size_t from, std::size_t count) {
        auto insert = own(insert_of("events", "(?,?,?,?,?,?)", count));
        for (auto i = from; i < from + count; ++i) {
            auto const& e = events_[i];
            insert.all(e.org.text(), e.terminal.text(), e.off, e.at, e.type, e.data);
        }
        insert.run();
    });
}

void Draft::write_audit() {
    in_pieces(audit_.size(), [this](std::size_t from, std::size_t count) {
        auto insert = own(insert_of("audit", "(?,?,?,?,?,?,?,?)", count));
        for (auto i = from; i < from + count; ++i) {
            auto const& [org, e] = audit_[i];
            insert.all(org.text(), e.n, e.at, e.actor, e.action, e.subject, e.detail, e.hash);
        }
        insert.run();
    });
}

void Draft::write() {
    for (auto& [key, held] : terminals_) {
        write_terminal(key, held);
        held.was = held.now;
    }
    write_events();
    events_.clear();
    write_audit();
    audit_.clear();
}

void Draft::forget() noexcept {
    terminals_.clear();
    chains_.clear();
    events_.clear();
    audit_.clear();
}

}  // namespace signalos::relay::sql
