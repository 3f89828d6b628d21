// API keys and invitations.
#include "store/people_rows.hpp"

namespace signalos::relay::sql {
namespace {

constexpr char const* key_columns =
    "id,org_id,user_id,name,prefix,key_hash,scope,terminals,created_at,expires_at,last_used,revoked_at FROM api_keys ";

ApiKey read_key(Query& row) {
    ApiKey key;
    key.id = id_of<ApiKeyId>(row.text());
    key.org = id_of<OrgId>(row.text());
    key.user = id_of<UserId>(row.text());
    key.name = row.text();
    key.prefix = row.text();
    key.key_hash = row.text();
    key.scope = row.text();
    key.terminals = TerminalScope::parse(row.text());
    key.created_at = row.integer();
    key.expires_at = row.integer();
    key.last_used = row.integer();
    key.revoked_at = row.integer();
    return key;
}

KeyHolder holder_of(Session& db, ApiKey key) {
    KeyHolder holder;
    holder.who = find_user(db, key.org, key.user);
    require_enabled(db, holder.who.user);
    holder.terminals = terminals_of(db, holder.who.user);
    holder.key = std::move(key);
    return holder;
}

constexpr char const* invitation_columns =
    "i.id,i.org_id,o.name,i.token_hash,i.email,i.role,i.terminals,i.invited_by,i.created_at,i.expires_at,i.accepted_at,"
    "i.revoked_at FROM invitations i JOIN organisations o ON o.id=i.org_id ";

Invitation read_invitation(Query& row) {
    Invitation one;
    one.id = id_of<InvitationId>(row.text());
    one.org = id_of<OrgId>(row.text());
    one.organisation_name = row.text();
    one.token_hash = row.text();
    one.email = row.text();
    one.role = static_cast<Role>(row.integer());
    one.terminals = TerminalScope::parse(row.text());
    one.invited_by = row.text();
    one.created_at = row.integer();
    one.expires_at = row.integer();
    one.accepted_at = row.integer();
    one.revoked_at = row.integer();
    return one;
}

void require_free_email(Session& db, std::string const& email) {
    if (db.query("SELECT 1 FROM users WHERE email=?").bind(email).next()) throw Rejected{errc::conflict};
}

}  // namespace

void create_api_key(Session& db, OrgId org, ApiKey const& key, ChangeBy const& by) {
    user_for_change(db, org, key.user);
    require_room(db, org, &OrganisationLimits::api_keys);
    for (auto const& terminal : key.terminals.terminals()) find_terminal(db, org, terminal);
    db.query(
          "INSERT INTO api_keys(org_id,id,user_id,name,prefix,key_hash,scope,terminals,created_at,expires_at) "
          "VALUES(?,?,?,?,?,?,?,?,?,?)")
        .all(org.text(), key.id.text(), key.user.text(), key.name, key.prefix, key.key_hash, key.scope,
             key.terminals.text(), key.created_at, key.expires_at)
        .run();
    note(db, org, by, "api_key_created", key.id.text(),
         {{"user", key.user.text()}, {"name", key.name}, {"scope", key.scope}, {"terminals", key.terminals.text()}});
}

KeyHolder find_api_key(Session& db, std::string const& key_hash, std::int64_t now) {
    std::optional<ApiKey> key;
    {
        auto query = db.query(std::string("SELECT ") + key_columns +
                              "WHERE key_hash=? AND revoked_at=0 AND (expires_at=0 OR expires_at>?)");
        if (!query.all(key_hash, now).next()) throw Rejected{errc::not_found};
        key = read_key(query);
    }
    return holder_of(db, std::move(*key));
}

KeyHolder find_api_key_by_id(Session& db, OrgId org, ApiKeyId id, std::int64_t now) {
    std::optional<ApiKey> key;
    {
        auto query = db.query(std::string("SELECT ") + key_columns +
                              "WHERE org_id=? AND id=? AND revoked_at=0 AND (expires_at=0 OR expires_at>?)");
        if (!query.all(org.text(), id.text(), now).next()) throw Rejected{errc::not_found};
        key = read_key(query);
    }
    return holder_of(db, std::move(*key));
}

std::vector<ApiKey> list_api_keys(Session& db, OrgId org, std::optional<UserId> user) {
    std::vector<ApiKey> keys;
    auto query = db.query(std::string("SELECT ") + key_columns + "WHERE org_id=? AND revoked_at=0" +
                          (user ? " AND user_id=?" : "") + " ORDER BY created_at DESC, id DESC");
    query.bind(org.text());
    if (user) query.bind(user->text());
    while (query.next()) keys.push_back(read_key(query));
    return keys;
}

void revoke_api_key(Session& db, OrgId org, ApiKeyId key, std::optional<UserId> user, ChangeBy const& by) {
    std::string owner;
    {
        auto query = db.query("SELECT user_id FROM api_keys WHERE org_id=? AND id=? AND revoked_at=0");
        if (query.all(org.text(), key.text()).next()) owner = query.text();
    }
    if (owner.empty() || (user && user->text() != owner)) throw Rejected{errc::not_found};
    db.query("UPDATE api_keys SET revoked_at=? WHERE org_id=? AND id=?").all(by.now, org.text(), key.text()).run();
    note(db, org, by, "api_key_revoked", key.text(), {{"user", owner}});
}

void touch_api_key(Session& db, OrgId org, ApiKeyId key, std::int64_t now) {
    db.query("UPDATE api_keys SET last_used=? WHERE org_id=? AND id=?").all(now, org.text(), key.text()).run();
}

void create_invitation(Session& db, OrgId org, Invitation const& one, ChangeBy const& by) {
    auto organisation = db.query("SELECT 1 FROM organisations WHERE id=?");
    if (!organisation.bind(org.text()).next()) throw Rejected{errc::not_found};
    require_free_email(db, one.email);
    require_room(db, org, &OrganisationLimits::members);
    for (auto const& terminal : one.terminals.terminals()) find_terminal(db, org, terminal);
    db.query(
          "INSERT INTO invitations(org_id,id,token_hash,email,role,terminals,invited_by,created_at,expires_at) "
          "VALUES(?,?,?,?,?,?,?,?,?)")
        .all(org.text(), one.id.text(), one.token_hash, one.email, static_cast<int>(one.role), one.terminals.text(),
             one.invited_by, one.created_at, one.expires_at)
        .run();
    note(db, org, by, "invitation_created", one.id.text(),
         {{"email", one.email}, {"role", role_text(one.role)}, {"terminals", one.terminals.text()}});
}

std::vector<Invitation> list_invitations(Session& db, OrgId org, std::int64_t now) {
    std::vector<Invitation> all;
    auto query = db.query(std::string("SELECT ") + invitation_columns +
                          "WHERE i.org_id=? AND i.accepted_at=0 AND i.revoked_at=0 AND i.expires_at>? "
                          "ORDER BY i.created_at DESC, i.id DESC");
    query.all(org.text(), now);
    while (query.next()) all.push_back(read_invitation(query));
    return all;
}

void revoke_invitation(Session& db, OrgId org, InvitationId invitation, ChangeBy const& by) {
    db.query("UPDATE invitations SET revoked_at=? WHERE org_id=? AND id=? AND accepted_at=0 AND revoked_at=0")
        .all(by.now, org.text(), invitation.text())
        .run();
    if (db.changes() == 0) throw Rejected{errc::not_found};
    note(db, org, by, "invitation_revoked", invitation.text());
}

Invitation find_invitation(Session& db, std::string const& token_hash, std::int64_t now) {
    auto query = db.query(std::string("SELECT ") + invitation_columns +
                          "WHERE i.token_hash=? AND i.accepted_at=0 AND i.revoked_at=0 AND i.expires_at>? AND "
                          "o.disabled_at=0");
    if (!query.all(token_hash, now).next()) throw Rejected{errc::not_found};
    return read_invitation(query);
}

User accept_invitation(Session& db, std::string const& token_hash, User const& given, std::int64_t now) {
    auto const invitation = find_invitation(db, token_hash, now);
    // One statement decides which of two who bring the same token is the first.
    db.query("UPDATE invitations SET accepted_at=? WHERE org_id=? AND id=? AND accepted_at=0")
        .all(now, invitation.org.text(), invitation.id.text())
        .run();
    if (db.changes() == 0) throw Rejected{errc::not_found};
    auto user = given;
    user.org = invitation.org;
    user.email = invitation.email;
    user.role = invitation.role;
    user.created_at = now;
    user.is_operator = false;
    require_room(db, user.org, &OrganisationLimits::members);
    create_user(db, user.org, user);
    // A terminal that was revoked meanwhile is not granted any more; the others are.
    std::set<TerminalId> still;
    for (auto const& terminal : list_terminals(db, user.org))
        if (invitation.terminals.terminals().contains(terminal.id)) still.insert(terminal.id);
    write_grants(db, user.org, user.id, TerminalScope(std::move(still)), now);
    note(db, user.org, {user.id.text(), now}, "invitation_accepted", invitation.id.text(), {{"user", user.id.text()}});
    return user;
}

}  // namespace signalos::relay::sql
