// Sessions of members, seen from outside of them, and the second factor.
#include "store/people_rows.hpp"

namespace signalos::relay::sql {

UserSession read_session(Query& row) {
    UserSession s;
    s.id = id_of<SessionId>(row.text());
    s.org = id_of<OrgId>(row.text());
    s.user = id_of<UserId>(row.text());
    s.token_hash = row.text();
    s.created_at = row.integer();
    s.last_seen = row.integer();
    s.idle_until = row.integer();
    s.expires_at = row.integer();
    s.address = row.text();
    s.agent = row.text();
    s.proved_at = row.integer();
    return s;
}

std::vector<SessionId> delete_sessions(Session& db, OrgId org, UserId user, SessionId keep) {
    std::vector<SessionId> ended;
    auto query = db.query("DELETE FROM sessions WHERE org_id=? AND user_id=? AND id<>? RETURNING id");
    query.all(org.text(), user.text(), keep.text());
    while (query.next()) ended.push_back(id_of<SessionId>(query.text()));
    return ended;
}

std::vector<UserSession> list_sessions(Session& db, OrgId org, std::optional<UserId> user, std::int64_t now) {
    std::vector<UserSession> sessions;
    auto query =
        db.query(std::string("SELECT ") + session_columns + "WHERE org_id=? AND idle_until>? AND expires_at>?" +
                 (user ? " AND user_id=?" : "") + " ORDER BY created_at DESC, id DESC");
    query.all(org.text(), now, now);
    if (user) query.bind(user->text());
    while (query.next()) sessions.push_back(read_session(query));
    return sessions;
}

SignedIn find_session(Session& db, OrgId org, SessionId session, std::int64_t now) {
    SignedIn found;
    {
        auto query = db.query(std::string("SELECT ") + session_columns +
                              "WHERE org_id=? AND id=? AND idle_until>? AND expires_at>?");
        if (!query.all(org.text(), session.text(), now, now).next()) throw Rejected{errc::not_found};
        found.session = read_session(query);
    }
    found.who = find_user(db, org, found.session.user);
    require_enabled(db, found.who.user);
    found.terminals = terminals_of(db, found.who.user);
    return found;
}

std::vector<SessionId> end_sessions(Session& db, OrgId org, UserId user, SessionId session, SessionId keep,
                                    ChangeBy const& by) {
    user_for_change(db, org, user);
    std::vector<SessionId> ended;
    if (session.is_nil()) {
        ended = delete_sessions(db, org, user, keep);
    } else {
        db.query("DELETE FROM sessions WHERE org_id=? AND user_id=? AND id=?")
            .all(org.text(), user.text(), session.text())
            .run();
        if (db.changes() == 0) throw Rejected{errc::not_found};
        ended.push_back(session);
    }
    if (!ended.empty()) note(db, org, by, "sessions_ended", user.text(), {{"count", ended.size()}});
    return ended;
}

void rotate_session(Session& db, OrgId org, SessionId session, std::string const& token_hash, std::int64_t now) {
    db.query("UPDATE sessions SET token_hash=?, proved_at=? WHERE org_id=? AND id=?")
        .all(token_hash, now, org.text(), session.text())
        .run();
    if (db.changes() == 0) throw Rejected{errc::not_found};
}

TotpState totp_state(Session& db, OrgId org, UserId user) {
    TotpState state;
    {
        auto query = db.query("SELECT totp_seed, totp_pending FROM users WHERE org_id=? AND id=?");
        if (!query.all(org.text(), user.text()).next()) throw Rejected{errc::not_found};
        state.seed = query.text();
        state.pending = query.text();
    }
    auto query = db.query("SELECT count(*) FROM recovery_codes WHERE org_id=? AND user_id=?");
    if (query.all(org.text(), user.text()).next()) state.recovery_codes = query.integer();
    return state;
}

void set_totp_pending(Session& db, OrgId org, UserId user, std::string const& sealed) {
    db.query("UPDATE users SET totp_pending=? WHERE org_id=? AND id=?").all(sealed, org.text(), user.text()).run();
    if (db.changes() == 0) throw Rejected{errc::not_found};
}

namespace {
void store_codes(Session& db, OrgId org, UserId user, std::vector<std::string> const& code_hashes) {
    db.query("DELETE FROM recovery_codes WHERE org_id=? AND user_id=?").all(org.text(), user.text()).run();
    for (auto const& hash : code_hashes)
        db.query("INSERT INTO recovery_codes(org_id,user_id,code_hash) VALUES(?,?,?)")
            .all(org.text(), user.text(), hash)
            .run();
}
}  // namespace

void confirm_totp(Session& db, OrgId org, UserId user, std::int64_t step, std::vector<std::string> const& code_hashes,
                  ChangeBy const& by) {
    user_for_change(db, org, user);
    db.query(
          "UPDATE users SET totp_seed=totp_pending, totp_pending='', totp_step=? WHERE org_id=? AND id=? AND "
          "totp_pending<>''")
        .all(step, org.text(), user.text())
        .run();
    if (db.changes() == 0) throw Rejected{errc::bad_state};
    store_codes(db, org, user, code_hashes);
    note(db, org, by, "totp_on", user.text());
}

void remove_totp(Session& db, OrgId org, UserId user, ChangeBy const& by) {
    auto const before = user_for_change(db, org, user);
    db.query("UPDATE users SET totp_seed='', totp_pending='', totp_step=0 WHERE org_id=? AND id=?")
        .all(org.text(), user.text())
        .run();
    store_codes(db, org, user, {});
    if (!before.totp_seed.empty()) note(db, org, by, "totp_off", user.text());
}

void replace_recovery_codes(Session& db, OrgId org, UserId user, std::vector<std::string> const& code_hashes,
                            ChangeBy const& by) {
    if (user_for_change(db, org, user).totp_seed.empty()) throw Rejected{errc::bad_state};
    store_codes(db, org, user, code_hashes);
    note(db, org, by, "recovery_codes_replaced", user.text());
}

// One statement: of two requests with the same code, one changes a row.
void use_totp_step(Session& db, OrgId org, UserId user, std::int64_t step) {
    db.query("UPDATE users SET totp_step=? WHERE org_id=? AND id=? AND totp_step<?")
        .all(step, org.text(), user.text(), step)
        .run();
    if (db.changes() == 0) throw Rejected{errc::conflict};
}

void use_recovery_code(Session& db, OrgId org, UserId user, std::string const& code_hash, ChangeBy const& by) {
    db.query("DELETE FROM recovery_codes WHERE org_id=? AND user_id=? AND code_hash=?")
        .all(org.text(), user.text(), code_hash)
        .run();
    if (db.changes() == 0) throw Rejected{errc::not_found};
    note(db, org, by, "recovery_code_used", user.text());
}

}  // namespace signalos::relay::sql
