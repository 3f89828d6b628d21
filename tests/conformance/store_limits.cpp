// What an organisation may have at most, and what stands in the audit log by the same transaction.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

ChangeBy by(Fixture& f) {
    return {f.user.text(), f.now};
}

Reply<OrganisationRow> limit(Fixture& f, std::vector<LimitChange> changes) {
    return f.ask<OrganisationRow>([&](auto d) { f.store->people().change_limits(f.org, changes, by(f), d); });
}

AuditEntry newest(Fixture& f) {
    auto const log = f.ask<std::vector<AuditEntry>>([&](auto d) { f.store->list_audit(f.org, 1, d); });
    REQUIRE(log.ok());
    REQUIRE(log.value.size() == 1);
    return log.value[0];
}

Reply<Nothing> add_key(Fixture& f, std::string const& hash) {
    ApiKey key;
    key.id = f.id<ApiKeyId>();
    key.org = f.org;
    key.user = f.user;
    key.name = hash;
    key.key_hash = hash;
    key.scope = "view";
    key.terminals = TerminalScope::all();
    return f.ask<Nothing>([&](auto d) { f.store->people().create_api_key(f.org, key, by(f), d); });
}

Reply<Nothing> invite(Fixture& f, std::string const& email) {
    Invitation one;
    one.id = f.id<InvitationId>();
    one.org = f.org;
    one.email = email;
    one.token_hash = "token of " + email;
    one.created_at = f.now;
    one.expires_at = f.now + 1000;
    return f.ask<Nothing>([&](auto d) { f.store->people().create_invitation(f.org, one, by(f), d); });
}

Reply<User> accept(Fixture& f, std::string const& email) {
    User user;
    user.id = f.id<UserId>();
    user.name = email;
    return f.ask<User>([&](auto d) { f.store->people().accept_invitation("token of " + email, user, f.now, d); });
}

Reply<Terminal> add_terminal(Fixture& f, std::string const& key_hash) {
    NewTerminal const terminal{f.id<TerminalId>(), "more", key_hash, f.now};
    return f.ask<Terminal>([&](auto d) { f.store->create_terminal(f.org, terminal, d); });
}

}  // namespace

FOR_EACH_ENGINE("limits are stored with their line in the audit log, and kept over a restart", "[store]") {
    auto const before = f.ask<OrganisationRow>([&](auto d) { f.store->people().find_organisation(f.org, d); });
    CHECK(before.value.limits == OrganisationLimits{});
    CHECK(before.value.members == 1);
    CHECK(before.value.terminals == 1);
    auto const after = limit(f, {{&OrganisationLimits::members, 3}, {&OrganisationLimits::commands_per_minute, 60}});
    CHECK(after.value.limits == OrganisationLimits{3, 0, 0, 0, 60});
    auto const entry = newest(f);
    CHECK(entry.action == "limits_changed");
    CHECK(entry.detail.find(R"("after":{"members":3)") != std::string::npos);
    // What is so already is no change.
    limit(f, {{&OrganisationLimits::members, 3}});
    CHECK(newest(f).n == entry.n);
    f.reopen();
    auto const rows = f.ask<std::vector<OrganisationRow>>([&](auto d) { f.store->people().list_organisations(d); });
    REQUIRE(rows.value.size() == 1);
    CHECK(rows.value[0].limits == after.value.limits);
    auto const unknown =
        f.ask<OrganisationRow>([&](auto d) { f.store->people().change_limits(f.id<OrgId>(), {}, by(f), d); });
    CHECK(unknown.reason == errc::not_found);
}

FOR_EACH_ENGINE("one more than the limit is refused, what is there stays, and a lifted limit refuses nothing",
                "[store]") {
    limit(f, {{&OrganisationLimits::terminals, 2}, {&OrganisationLimits::api_keys, 1}});
    CHECK(add_terminal(f, "second").ok());
    CHECK(add_terminal(f, "third").reason == errc::limit_reached);
    CHECK(add_key(f, "one").ok());
    CHECK(add_key(f, "two").reason == errc::limit_reached);
    limit(f, {{&OrganisationLimits::terminals, 1}});
    CHECK(f.ask<std::vector<Terminal>>([&](auto d) { f.store->list_terminals(f.org, d); }).value.size() == 2);
    limit(f, {{&OrganisationLimits::terminals, 0}, {&OrganisationLimits::api_keys, 0}});
    CHECK(add_terminal(f, "third").ok());
    CHECK(add_key(f, "two").ok());
}

FOR_EACH_ENGINE("the last place is taken by one of two invitations, and a disabled member frees theirs", "[store]") {
    limit(f, {{&OrganisationLimits::members, 2}});
    REQUIRE(invite(f, "one@x").ok());
    REQUIRE(invite(f, "two@x").ok());
    auto const one = accept(f, "one@x");
    REQUIRE(one.ok());
    CHECK(accept(f, "two@x").reason == errc::limit_reached);
    CHECK(invite(f, "three@x").reason == errc::limit_reached);
    UserChange change;
    change.disabled = true;
    auto const disable = [&](auto d) { f.store->people().change_user(f.org, one.value.id, change, by(f), d); };
    REQUIRE(f.ask<Member>(disable).ok());
    CHECK(accept(f, "two@x").ok());
    change.disabled = false;
    CHECK(f.ask<Member>(disable).reason == errc::limit_reached);
}

FOR_EACH_ENGINE("who operates the relay can be changed at any time, with before and after in the audit log",
                "[store]") {
    UserChange change;
    for (bool const flag : {true, false}) {
        change.is_operator = flag;
        auto const after =
            f.ask<Member>([&](auto d) { f.store->people().change_user(f.org, f.user, change, by(f), d); });
        CHECK(after.value.user.is_operator == flag);
        auto const entry = newest(f);
        CHECK(entry.action == "user_changed");
        CHECK(entry.detail.find(flag ? R"("operator":true}})" : R"("operator":false}})") != std::string::npos);
    }
    // What does not name it leaves it.
    UserChange named;
    named.name = "Other";
    auto const kept = f.ask<Member>([&](auto d) { f.store->people().change_user(f.org, f.user, named, by(f), d); });
    CHECK_FALSE(kept.value.user.is_operator);
}

FOR_EACH_ENGINE("a sign-in and a changed password stand in the audit log by the same transaction", "[store]") {
    UserSession session;
    session.id = f.id<SessionId>();
    session.org = f.org;
    session.user = f.user;
    session.token_hash = "a";
    session.created_at = f.now;
    session.idle_until = session.expires_at = f.now + 1000;
    session.address = "192.0.2.1";
    auto const create = [&](auto d) { f.store->create_user_session(f.org, session, d); };
    REQUIRE(f.ask<Nothing>(create).ok());
    auto const entered = newest(f);
    CHECK(entered.action == "signed_in");
    CHECK(entered.actor == f.user.text());
    CHECK(entered.at == f.now);
    CHECK(entered.detail == R"({"session":")" + session.id.text() + R"(","address":"192.0.2.1"})");
    // Refused as a whole: no second line for a session that is not.
    CHECK_FALSE(f.ask<Nothing>(create).ok());
    CHECK(newest(f).n == entered.n);
    REQUIRE(f.ask<std::vector<SessionId>>([&](auto d) {
                 f.store->change_password(f.org, f.user, "new", {}, f.now, d);
             }).ok());
    CHECK(newest(f).action == "password_changed");
    CHECK(newest(f).detail == R"({"sessions_ended":1})");
    auto const verdict = f.ask<AuditVerdict>([&](auto d) { f.store->people().verify_audit(f.org, d); });
    CHECK(verdict.value.first_bad == 0);
}
