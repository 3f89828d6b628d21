// Users, sign-in sessions, audit.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
UserSession session_of(Fixture& f, std::string const& hash) {
    return {f.id<SessionId>(), f.org, f.user, hash, f.now, f.now, f.now + 1000, f.now + 5000, "127.0.0.1", "test"};
}
}  // namespace

FOR_EACH_ENGINE("first start happens once", "[store]") {
    Bootstrap again;
    again.organisation = {f.id<OrgId>(), "Second"};
    CHECK(f.ask<Nothing>([&](auto done) { f.store->bootstrap(again, f.now, done); }).reason == errc::conflict);
    CHECK(f.ask<StoreHealth>([&](auto done) { f.store->ping(done); }).value.has_organisation);
}

FOR_EACH_ENGINE("emails are found in any case and belong to one user", "[store]") {
    auto const found =
        f.ask<UserWithOrganisation>([&](auto done) { f.store->find_user_by_email("OWNER@example.TEST", done); });
    REQUIRE(found.ok());
    CHECK(found.value.user.id == f.user);
    CHECK(found.value.organisation.name == "First");
    User twin{f.id<UserId>(), f.org, "owner@EXAMPLE.test", "Twin", Role::viewer, "x", false, 0, f.now};
    CHECK(f.ask<Nothing>([&](auto done) { f.store->create_user(f.org, twin, done); }).reason == errc::conflict);
}

FOR_EACH_ENGINE("a session ends by idling, by age, by deletion and by another's password change", "[store]") {
    auto const make = [&](UserSession s) {
        REQUIRE(f.ask<Nothing>([&](auto done) { f.store->create_user_session(f.org, s, done); }).ok());
        return s;
    };
    auto const find = [&](std::string const& hash, std::int64_t at) {
        return f.ask<SignedIn>([&](auto done) { f.store->find_user_session(hash, at, done); });
    };
    auto const a = make(session_of(f, "a"));
    CHECK(find("a", f.now).value.who.user.id == f.user);
    CHECK(find("a", f.now + 1000).reason == errc::not_found);
    f.ask<Nothing>([&](auto done) { f.store->touch_user_session(f.org, a.id, f.now + 900, f.now + 9000, done); });
    CHECK(find("a", f.now + 4999).ok());
    CHECK(find("a", f.now + 5000).reason == errc::not_found);
    auto const b = make(session_of(f, "b"));
    auto const ended = f.ask<std::vector<SessionId>>(
        [&](auto done) { f.store->change_password(f.org, f.user, "new", b.id, f.now, done); });
    REQUIRE(ended.value.size() == 1);
    CHECK(ended.value[0] == a.id);
    CHECK(find("b", f.now).value.who.user.password_hash == "new");
    CHECK(!find("b", f.now).value.who.user.must_change_password);
    f.ask<Nothing>([&](auto done) { f.store->delete_user_session(f.org, b.id, done); });
    CHECK(find("b", f.now).reason == errc::not_found);
}

FOR_EACH_ENGINE("the audit log is chained and newest first", "[store]") {
    for (char const* action : {"login", "command_accepted"}) {
        AuditEntry entry;
        entry.at = f.now;
        entry.actor = "system";
        entry.action = action;
        CHECK(f.ask<Nothing>([&](auto done) { f.store->append_audit(f.org, entry, done); }).ok());
    }
    auto const log = f.ask<std::vector<AuditEntry>>([&](auto done) { f.store->list_audit(f.org, 10, done); });
    REQUIRE(log.ok());
    REQUIRE(log.value.size() == 2);
    CHECK(log.value[0].action == "command_accepted");
    CHECK(log.value[0].n == 2);
    CHECK(log.value[0].hash != log.value[1].hash);
}

FOR_EACH_ENGINE("every accepted command is in the audit log, in the same transaction", "[store]") {
    auto const id = f.accept(f.command(), "key").value.commands.at(0).id;
    f.accept(f.command(), "key");
    f.accept(f.command(), "key", "other");
    auto const log = f.ask<std::vector<AuditEntry>>([&](auto done) { f.store->list_audit(f.org, 10, done); });
    REQUIRE(log.value.size() == 1);
    CHECK(log.value[0].action == "command_accepted");
    CHECK(log.value[0].subject == id.text());
    CHECK(log.value[0].actor == f.user.text());
}
