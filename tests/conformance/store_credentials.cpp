// API keys, invitations, organisations, and the audit log as a whole.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

ChangeBy by(Fixture& f) {
    return {f.user.text(), f.now};
}

ApiKey add_key(Fixture& f, std::string const& hash, std::int64_t expires_at = 0) {
    ApiKey key;
    key.id = f.id<ApiKeyId>();
    key.org = f.org;
    key.user = f.user;
    key.name = "script";
    key.prefix = "sosk_";
    key.key_hash = hash;
    key.scope = "view";
    key.terminals = TerminalScope({f.terminal});
    key.created_at = f.now;
    key.expires_at = expires_at;
    REQUIRE(f.ask<Nothing>([&](auto d) { f.store->people().create_api_key(f.org, key, by(f), d); }).ok());
    return key;
}

Reply<KeyHolder> holder(Fixture& f, std::string const& hash) {
    return f.ask<KeyHolder>([&](auto d) { f.store->people().find_api_key(hash, f.now, d); });
}

Invitation invitation_of(Fixture& f, std::string const& email) {
    Invitation one;
    one.id = f.id<InvitationId>();
    one.org = f.org;
    one.token_hash = "hash of " + email;
    one.email = email;
    one.role = Role::trader;
    one.terminals = TerminalScope({f.terminal});
    one.invited_by = f.user.text();
    one.created_at = f.now;
    one.expires_at = f.now + 1000;
    return one;
}

Reply<Nothing> invite(Fixture& f, Invitation const& one) {
    return f.ask<Nothing>([&](auto d) { f.store->people().create_invitation(f.org, one, by(f), d); });
}

Reply<User> accept(Fixture& f, Invitation const& one) {
    User user;
    user.id = f.id<UserId>();
    user.name = "New";
    user.password_hash = "hash";
    return f.ask<User>([&](auto d) { f.store->people().accept_invitation(one.token_hash, user, f.now, d); });
}

Reply<Nothing> disable(Fixture& f, OrgId org, bool disabled) {
    return f.ask<Nothing>([&](auto d) { f.store->people().disable_organisation(org, disabled, by(f), d); });
}

}  // namespace

FOR_EACH_ENGINE("a key opens until it is revoked or has expired, and is another's only to who may", "[store]") {
    auto const key = add_key(f, "k", f.now + 1000);
    auto const found = holder(f, "k");
    REQUIRE(found.ok());
    CHECK(found.value.key.terminals == TerminalScope({f.terminal}));
    CHECK(found.value.terminals.is_all());
    CHECK(found.value.who.user.id == f.user);
    f.ask<Nothing>([&](auto d) { f.store->people().touch_api_key(f.org, key.id, f.now + 7, d); });
    CHECK(holder(f, "k").value.key.last_used == f.now + 7);
    auto const revoke = [&](OrgId org, ApiKeyId id, std::optional<UserId> user) {
        return f.ask<Nothing>([&](auto d) { f.store->people().revoke_api_key(org, id, user, by(f), d); });
    };
    CHECK(revoke(f.id<OrgId>(), key.id, std::nullopt).reason == errc::not_found);
    CHECK(revoke(f.org, key.id, f.id<UserId>()).reason == errc::not_found);
    CHECK(holder(f, "k").ok());
    f.now += 1000;
    CHECK(holder(f, "k").reason == errc::not_found);
    auto const second = add_key(f, "k2");
    CHECK(f.ask<KeyHolder>([&](auto d) { f.store->people().find_api_key_by_id(f.org, second.id, f.now, d); }).ok());
    REQUIRE(revoke(f.org, second.id, f.user).ok());
    CHECK(holder(f, "k2").reason == errc::not_found);
    CHECK(revoke(f.org, second.id, f.user).reason == errc::not_found);
    auto const listed = f.ask<std::vector<ApiKey>>([&](auto d) { f.store->people().list_api_keys(f.org, f.user, d); });
    CHECK(listed.value.size() == 1);
}

FOR_EACH_ENGINE("an invitation is accepted once, in its time, by an e-mail that has no account", "[store]") {
    auto const one = invitation_of(f, "new@example.test");
    REQUIRE(invite(f, one).ok());
    CHECK(invite(f, invitation_of(f, "owner@example.test")).reason == errc::conflict);
    auto const user = accept(f, one);
    REQUIRE(user.ok());
    CHECK(user.value.role == Role::trader);
    auto const member = f.ask<Member>([&](auto d) { f.store->people().find_member(f.org, user.value.id, d); });
    CHECK(member.value.terminals == TerminalScope({f.terminal}));
    CHECK(accept(f, one).reason == errc::not_found);
    auto const late = invitation_of(f, "late@example.test");
    REQUIRE(invite(f, late).ok());
    auto const open =
        f.ask<std::vector<Invitation>>([&](auto d) { f.store->people().list_invitations(f.org, f.now, d); });
    CHECK(open.value.size() == 1);
    f.now += 1000;
    CHECK(accept(f, late).reason == errc::not_found);
    auto back = invitation_of(f, "back@example.test");
    REQUIRE(invite(f, back).ok());
    REQUIRE(f.ask<Nothing>([&](auto d) { f.store->people().revoke_invitation(f.org, back.id, by(f), d); }).ok());
    CHECK(accept(f, back).reason == errc::not_found);
}

FOR_EACH_ENGINE("a disabled organisation lets nobody in and forgets nothing", "[store]") {
    add_key(f, "k");
    UserSession const s{f.id<SessionId>(), f.org, f.user, "s", f.now, f.now, f.now + 9000, f.now + 9000, "", "", 0};
    REQUIRE(f.ask<Nothing>([&](auto d) { f.store->create_user_session(f.org, s, d); }).ok());
    REQUIRE(disable(f, f.org, true).ok());
    CHECK(holder(f, "k").reason == errc::not_found);
    CHECK(f.ask<SignedIn>([&](auto d) { f.store->find_user_session("s", f.now, d); }).reason == errc::not_found);
    REQUIRE(disable(f, f.org, false).ok());
    CHECK(holder(f, "k").ok());
    CHECK(disable(f, f.id<OrgId>(), true).reason == errc::not_found);
    Organisation const other{f.id<OrgId>(), "Other"};
    REQUIRE(f.ask<Nothing>([&](auto d) { f.store->people().create_organisation(other, by(f), d); }).ok());
    auto const all = f.ask<std::vector<OrganisationRow>>([&](auto d) { f.store->people().list_organisations(d); });
    REQUIRE(all.value.size() == 2);
    CHECK(all.value[0].terminals == 1);
    CHECK(all.value[1].users == 0);
}

FOR_EACH_ENGINE("no operation on people reaches into another organisation", "[store]") {
    auto const key = add_key(f, "k");
    auto& s = f.store->people();
    auto const other = f.id<OrgId>();
    UserChange const viewer{std::nullopt, Role::viewer, std::nullopt, std::nullopt};
    CHECK(f.ask<Member>([&](auto d) { s.find_member(other, f.user, d); }).reason == errc::not_found);
    CHECK(f.ask<std::vector<Member>>([&](auto d) { s.list_members(other, d); }).value.empty());
    CHECK(f.ask<Member>([&](auto d) { s.change_user(other, f.user, viewer, by(f), d); }).reason == errc::not_found);
    CHECK(f.ask<Nothing>([&](auto d) { s.reset_password(other, f.user, "x", by(f), d); }).reason == errc::not_found);
    CHECK(f.ask<Nothing>([&](auto d) { s.set_grants(other, f.user, {}, by(f), d); }).reason == errc::not_found);
    CHECK(f.ask<std::vector<SessionId>>([&](auto d) { s.end_sessions(other, f.user, {}, {}, by(f), d); }).reason ==
          errc::not_found);
    CHECK(
        f.ask<std::vector<UserSession>>([&](auto d) { s.list_sessions(other, std::nullopt, f.now, d); }).value.empty());
    CHECK(f.ask<TotpState>([&](auto d) { s.totp_state(other, f.user, d); }).reason == errc::not_found);
    CHECK(f.ask<Nothing>([&](auto d) { s.set_totp_pending(other, f.user, "x", d); }).reason == errc::not_found);
    CHECK(f.ask<Nothing>([&](auto d) { s.remove_totp(other, f.user, by(f), d); }).reason == errc::not_found);
    CHECK(f.ask<Nothing>([&](auto d) { s.use_totp_step(other, f.user, 1, d); }).reason == errc::conflict);
    CHECK(f.ask<KeyHolder>([&](auto d) { s.find_api_key_by_id(other, key.id, f.now, d); }).reason == errc::not_found);
    CHECK(f.ask<std::vector<ApiKey>>([&](auto d) { s.list_api_keys(other, std::nullopt, d); }).value.empty());
    CHECK(f.ask<std::vector<AuditEntry>>([&](auto d) { s.audit_page(other, 0, 10, d); }).value.empty());
}

FOR_EACH_ENGINE("the audit log is read by pages and verified as a whole", "[store]") {
    for (int i = 0; i < 5; ++i) add_key(f, "k" + std::to_string(i));
    auto const page = [&](std::int64_t before, int limit) {
        return f.ask<std::vector<AuditEntry>>([&](auto d) { f.store->people().audit_page(f.org, before, limit, d); })
            .value;
    };
    REQUIRE(page(0, 2).size() == 2);
    CHECK(page(0, 2)[0].n == 5);
    CHECK(page(4, 10).size() == 3);
    CHECK(page(0, 1)[0].action == "api_key_created");
    auto const verdict = f.ask<AuditVerdict>([&](auto d) { f.store->people().verify_audit(f.org, d); });
    CHECK(verdict.value.entries == 5);
    CHECK(verdict.value.first_bad == 0);
}
