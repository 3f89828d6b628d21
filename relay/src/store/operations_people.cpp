// Tries to sign in, members and what they may see.
#include <algorithm>
#include <boost/json/serialize.hpp>

#include "store/people_rows.hpp"

namespace signalos::relay::sql {
namespace json = boost::json;

namespace {
struct Tries {
    std::int64_t tries = 0;
    std::int64_t since = 0;
    std::int64_t locked_until = 0;
};

Tries read_tries(Session& db, std::string const& name, std::int64_t window_ms, std::int64_t now) {
    Tries found;
    auto query = db.query("SELECT tries, since, locked_until FROM login_tries WHERE name=?");
    if (query.bind(name).next()) found = {query.integer(), query.integer(), query.integer()};
    if (now - found.since >= window_ms) found = {0, now, found.locked_until};
    return found;
}

bool owns(User const& user) {
    return user.role == Role::owner && user.disabled_at == 0;
}

void require_other_owner(Session& db, OrgId org, UserId user) {
    auto query = db.query("SELECT 1 FROM users WHERE org_id=? AND role=3 AND disabled_at=0 AND id<>? LIMIT 1");
    if (!query.all(org.text(), user.text()).next()) throw Rejected{errc::last_owner};
}

json::object described(User const& user) {
    return {{"name", user.name},
            {"role", role_text(user.role)},
            {"disabled", user.disabled_at != 0},
            {"operator", user.is_operator}};
}
}  // namespace

void note(Session& db, OrgId org, ChangeBy const& by, std::string action, std::string subject,
          json::object const& detail) {
    AuditEntry entry;
    entry.at = by.now;
    entry.actor = by.actor;
    entry.action = std::move(action);
    entry.subject = std::move(subject);
    entry.detail = json::serialize(detail);
    append_audit(db, org, std::move(entry));
}

std::string role_text(Role role) {
    static constexpr char const* names[] = {"viewer", "trader", "admin", "owner"};
    return names[static_cast<std::size_t>(role)];
}

std::int64_t begin_try(Session& db, std::vector<TryName> const& names, std::int64_t window_ms, std::int64_t now) {
    db.query("DELETE FROM login_tries WHERE since<? AND locked_until<?").all(now - window_ms, now).run();
    std::int64_t wait = 0;
    for (auto const& one : names) {
        auto found = read_tries(db, one.name, window_ms, now);
        if (found.locked_until <= now && found.tries >= one.allowed) {
            found.locked_until = found.since + window_ms;
            db.query("UPDATE login_tries SET locked_until=? WHERE name=?").all(found.locked_until, one.name).run();
        }
        wait = std::max(wait, found.locked_until - now);
    }
    if (wait > 0) return wait;
    for (auto const& one : names) {
        auto const found = read_tries(db, one.name, window_ms, now);
        db.query(
              "INSERT INTO login_tries(name,tries,since,locked_until) VALUES(?,?,?,0) ON CONFLICT(name) DO UPDATE SET "
              "tries=excluded.tries, since=excluded.since")
            .all(one.name, found.tries + 1, found.since)
            .run();
    }
    return 0;
}

void try_succeeded(Session& db, std::vector<std::string> const& names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto const* const forget = i == 0 ? "DELETE FROM login_tries WHERE name=?"
                                          : "UPDATE login_tries SET tries=tries-1 WHERE name=? AND tries>0";
        db.query(forget).bind(names[i]).run();
    }
}

User user_for_change(Session& db, OrgId org, UserId user) {
    // Written before it is read, so that two changes at once come one after the other on every engine.
    db.query("UPDATE organisations SET name=name WHERE id=?").bind(org.text()).run();
    return find_user(db, org, user).user;
}

void require_enabled(Session& db, User const& user) {
    auto query = db.query("SELECT 1 FROM organisations WHERE id=? AND disabled_at=0");
    if (user.disabled_at != 0 || !query.bind(user.org.text()).next()) throw Rejected{errc::not_found};
}

TerminalScope terminals_of(Session& db, User const& user) {
    if (user.role >= Role::admin) return TerminalScope::all();
    std::set<TerminalId> granted;
    auto query = db.query("SELECT terminal_id FROM grants WHERE org_id=? AND user_id=?");
    query.all(user.org.text(), user.id.text());
    while (query.next()) granted.insert(id_of<TerminalId>(query.text()));
    return TerminalScope(std::move(granted));
}

Member find_member(Session& db, OrgId org, UserId user) {
    Member member;
    member.user = find_user(db, org, user).user;
    member.terminals = terminals_of(db, member.user);
    auto query = db.query("SELECT COALESCE(MAX(last_seen),0) FROM sessions WHERE org_id=? AND user_id=?");
    if (query.all(org.text(), user.text()).next()) member.last_seen = query.integer();
    return member;
}

std::vector<Member> list_members(Session& db, OrgId org) {
    std::vector<UserId> ids;
    {
        auto query = db.query("SELECT id FROM users WHERE org_id=? ORDER BY email");
        query.bind(org.text());
        while (query.next()) ids.push_back(id_of<UserId>(query.text()));
    }
    std::vector<Member> members;
    for (auto const id : ids) members.push_back(find_member(db, org, id));
    return members;
}

Member change_user(Session& db, OrgId org, UserId user, UserChange const& change, ChangeBy const& by) {
    auto const before = user_for_change(db, org, user);
    auto after = before;
    if (change.name) after.name = *change.name;
    if (change.role) after.role = *change.role;
    if (change.disabled) after.disabled_at = *change.disabled ? by.now : 0;
    if (change.is_operator) after.is_operator = *change.is_operator;
    if (before.disabled_at != 0 && after.disabled_at == 0) require_room(db, org, &OrganisationLimits::members);
    if (owns(before) && !owns(after)) require_other_owner(db, org, user);
    db.query("UPDATE users SET name=?, role=?, disabled_at=?, is_operator=? WHERE org_id=? AND id=?")
        .all(after.name, static_cast<int>(after.role), after.disabled_at, after.is_operator, org.text(), user.text())
        .run();
    if (after.disabled_at != 0) delete_sessions(db, org, user);
    note(db, org, by, "user_changed", user.text(), {{"before", described(before)}, {"after", described(after)}});
    return find_member(db, org, user);
}

void reset_password(Session& db, OrgId org, UserId user, std::string const& password_hash, ChangeBy const& by) {
    user_for_change(db, org, user);
    db.query("UPDATE users SET password_hash=?, must_change_password=1 WHERE org_id=? AND id=?")
        .all(password_hash, org.text(), user.text())
        .run();
    auto const ended = delete_sessions(db, org, user);
    note(db, org, by, "password_reset", user.text(), {{"sessions_ended", ended.size()}});
}

void write_grants(Session& db, OrgId org, UserId user, TerminalScope const& terminals, std::int64_t now) {
    db.query("DELETE FROM grants WHERE org_id=? AND user_id=?").all(org.text(), user.text()).run();
    for (auto const& terminal : terminals.terminals()) {
        find_terminal(db, org, terminal);
        db.query("INSERT INTO grants(org_id,user_id,terminal_id,granted_at) VALUES(?,?,?,?)")
            .all(org.text(), user.text(), terminal.text(), now)
            .run();
    }
}

void set_grants(Session& db, OrgId org, UserId user, std::vector<TerminalId> const& terminals, ChangeBy const& by) {
    auto const who = user_for_change(db, org, user);
    auto const before = terminals_of(db, who).text();
    TerminalScope const after(std::set<TerminalId>(terminals.begin(), terminals.end()));
    write_grants(db, org, user, after, by.now);
    note(db, org, by, "grants_changed", user.text(), {{"before", before}, {"after", after.text()}});
}

}  // namespace signalos::relay::sql
