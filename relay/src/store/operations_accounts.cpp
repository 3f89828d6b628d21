#include "store/people_rows.hpp"

namespace signalos::relay::sql {

namespace {
// ASCII only: a store must not depend on a locale, and the part before the @ is compared as given by its owner.
std::string folded(std::string email) {
    for (char& c : email) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return email;
}

constexpr char const* user_columns =
    "u.id, u.org_id, u.email, u.name, u.role, u.password_hash, u.must_change_password, u.locked_until, u.created_at, "
    "u.disabled_at, u.is_operator, u.totp_seed, o.name FROM users u "
    "JOIN organisations o ON o.id = u.org_id ";

UserWithOrganisation read_user(Query& row) {
    UserWithOrganisation who;
    auto& u = who.user;
    u.id = id_of<UserId>(row.text());
    u.org = id_of<OrgId>(row.text());
    u.email = row.text();
    u.name = row.text();
    u.role = static_cast<Role>(row.integer());
    u.password_hash = row.text();
    u.must_change_password = row.flag();
    u.locked_until = row.integer();
    u.created_at = row.integer();
    u.disabled_at = row.integer();
    u.is_operator = row.flag();
    u.totp_seed = row.text();
    who.organisation = {u.org, row.text()};
    return who;
}

}  // namespace

void bootstrap(Session& db, Bootstrap const& first, std::int64_t now) {
    if (db.query("SELECT 1 FROM organisations LIMIT 1").next()) throw Rejected{errc::conflict};
    db.query("INSERT INTO organisations(id,name,created_at) VALUES(?,?,?)")
        .all(first.organisation.id.text(), first.organisation.name, now)
        .run();
    create_user(db, first.organisation.id, first.owner);
}

void create_user(Session& db, OrgId org, User const& user) {
    if (!db.query("SELECT 1 FROM organisations WHERE id=?").bind(org.text()).next()) throw Rejected{errc::not_found};
    if (db.query("SELECT 1 FROM users WHERE email=?").bind(folded(user.email)).next()) throw Rejected{errc::conflict};
    db.query(
          "INSERT INTO users(org_id,id,email,name,role,password_hash,must_change_password,created_at,is_operator) "
          "VALUES(?,?,?,?,?,?,?,?,?)")
        .all(org.text(), user.id.text(), folded(user.email), user.name, static_cast<int>(user.role), user.password_hash,
             user.must_change_password, user.created_at, user.is_operator)
        .run();
}

UserWithOrganisation find_user_by_email(Session& db, std::string const& email) {
    auto query = db.query(std::string("SELECT ") + user_columns + "WHERE u.email=?");
    if (!query.bind(folded(email)).next()) throw Rejected{errc::not_found};
    return read_user(query);
}

UserWithOrganisation find_user(Session& db, OrgId org, UserId user) {
    auto query = db.query(std::string("SELECT ") + user_columns + "WHERE u.org_id=? AND u.id=?");
    if (!query.all(org.text(), user.text()).next()) throw Rejected{errc::not_found};
    return read_user(query);
}

std::vector<SessionId> change_password(Session& db, OrgId org, UserId user, std::string const& hash, SessionId keep,
                                       std::int64_t now) {
    user_for_change(db, org, user);
    db.query("UPDATE users SET password_hash=?, must_change_password=0 WHERE org_id=? AND id=?")
        .all(hash, org.text(), user.text())
        .run();
    auto ended = delete_sessions(db, org, user, keep);
    note(db, org, {user.text(), now}, "password_changed", user.text(), {{"sessions_ended", ended.size()}});
    return ended;
}

void create_user_session(Session& db, OrgId org, UserSession const& s) {
    require_enabled(db, user_for_change(db, org, s.user));
    db.query("INSERT INTO sessions VALUES(?,?,?,?,?,?,?,?,?,?,?)")
        .all(org.text(), s.id.text(), s.user.text(), s.token_hash, s.created_at, s.last_seen, s.idle_until,
             s.expires_at, s.address, s.agent, s.proved_at)
        .run();
    note(db, org, {s.user.text(), s.created_at}, "signed_in", s.user.text(),
         {{"session", s.id.text()}, {"address", s.address}});
}

SignedIn find_user_session(Session& db, std::string const& token_hash, std::int64_t now) {
    SignedIn found;
    auto& s = found.session;
    {
        auto query = db.query(
            "SELECT id,org_id,user_id,token_hash,created_at,last_seen,idle_until,expires_at,address,agent,proved_at "
            "FROM "
            "sessions "
            "WHERE token_hash=? AND idle_until>? AND expires_at>?");
        if (!query.all(token_hash, now, now).next()) throw Rejected{errc::not_found};
        s.id = id_of<SessionId>(query.text());
        s.org = id_of<OrgId>(query.text());
        s.user = id_of<UserId>(query.text());
        s.token_hash = query.text();
        s.created_at = query.integer();
        s.last_seen = query.integer();
        s.idle_until = query.integer();
        s.expires_at = query.integer();
        s.address = query.text();
        s.agent = query.text();
        s.proved_at = query.integer();
    }
    found.who = find_user(db, s.org, s.user);
    require_enabled(db, found.who.user);
    found.terminals = terminals_of(db, found.who.user);
    return found;
}

void touch_user_session(Session& db, OrgId org, SessionId session, std::int64_t now, std::int64_t idle_until) {
    db.query("UPDATE sessions SET last_seen=?, idle_until=? WHERE org_id=? AND id=?")
        .all(now, idle_until, org.text(), session.text())
        .run();
    if (db.changes() == 0) throw Rejected{errc::not_found};
}

void delete_user_session(Session& db, OrgId org, SessionId session) {
    db.query("DELETE FROM sessions WHERE org_id=? AND id=?").all(org.text(), session.text()).run();
    if (db.changes() == 0) throw Rejected{errc::not_found};
}

}  // namespace signalos::relay::sql
