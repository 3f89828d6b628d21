// What the audit log cannot take is not done.
#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "walk_world.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

// While it lives the database refuses every new line of the audit log.
class AuditRefused {
public:
    explicit AuditRefused(WalkWorld const& world) {
        REQUIRE(sqlite3_open(world.database().c_str(), &db_) == SQLITE_OK);
        sqlite3_busy_timeout(db_, 5000);
        run("CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT,'no'); END");
    }
    ~AuditRefused() {
        run("DROP TRIGGER no_audit");
        sqlite3_close(db_);
    }

private:
    void run(char const* sql) { CHECK(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK); }
    sqlite3* db_ = nullptr;
};

std::vector<AuditEntry> log_of(WalkWorld& world, OrgId org) {
    return world.ask<std::vector<AuditEntry>>([&](auto done) { world.store->list_audit(org, 500, done); }).value;
}

}  // namespace

TEST_CASE("audit: a kick and a broadcast that cannot be written down do not happen", "[identity]") {
    WalkWorld world;
    auto const& admin = world.owner_of(world.first);
    WalkSocket port;
    auto const session = world.open(admin, port);
    everything(*session);
    auto const id = std::string(world.people_live.connections(world.first).at(0).at("id").as_string());
    auto const say = R"({"severity":"low","text":"Nobody reads this"})";
    {
        AuditRefused const refused(world);
        CHECK(world.call(admin, Verb::post, "/api/admin/broadcast", say).status >= 500);
        CHECK(world.call(admin, Verb::del, "/api/admin/connections/" + id).status >= 500);
        CHECK(everything(*session).find("Nobody reads this") == std::string::npos);
        CHECK(port.closed_with == 0);
    }
    CHECK(world.call(admin, Verb::post, "/api/admin/broadcast", say).status == 200);
    CHECK(everything(*session).find("Nobody reads this") != std::string::npos);
    CHECK(world.call(admin, Verb::del, "/api/admin/connections/" + id).status == 204);
    CHECK(port.closed_with == 4401);
    auto const log = log_of(world, world.first);
    CHECK(log.at(0).action == "connection_kicked");
    CHECK(log.at(1).action == "broadcast");
}

TEST_CASE("audit: there is no session without its line, and no new password without its own", "[identity]") {
    WalkWorld world;
    auto const& owner = world.owner_of(world.first);
    auto const password = PasswordHasher::hash_now("correct horse battery", cheap);
    world.ask<Nothing>([&](auto done) {
        world.store->people().reset_password(world.first, owner.who.user, password, {"test", world.clock.now}, done);
    });
    auto const email =
        world.ask<UserWithOrganisation>([&](auto done) { world.store->find_user(world.first, owner.who.user, done); })
            .value.user.email;
    auto const body = R"({"email":")" + email + R"(","password":"correct horse battery"})";
    auto const sessions = [&] {
        return world
            .ask<std::vector<UserSession>>([&](auto done) {
                world.store->people().list_sessions(world.first, owner.who.user, world.clock.now, done);
            })
            .value.size();
    };
    WalkCaller const nobody{"nobody", {}, "", false};
    {
        AuditRefused const refused(world);
        auto const answer = world.call(nobody, Verb::post, "/api/auth/login", body);
        CHECK(answer.status >= 500);
        CHECK(answer.headers.find("Set-Cookie").empty());
        CHECK(sessions() == 0);
    }
    auto const entered = world.call(nobody, Verb::post, "/api/auth/login", body);
    REQUIRE(entered.status == 200);
    CHECK(sessions() == 1);
    CHECK(log_of(world, world.first).at(0).action == "signed_in");
    auto fresh = owner;
    auto const cookie = std::string(entered.headers.find("Set-Cookie"));
    fresh.credential = cookie.substr(cookie.find('=') + 1, cookie.find(';') - cookie.find('=') - 1);
    auto const change = R"({"current":"correct horse battery","password":"another horse battery"})";
    {
        AuditRefused const refused(world);
        CHECK(world.call(fresh, Verb::post, "/api/auth/password", change).status >= 500);
    }
    // The old one still counts: it was not changed.
    WalkSocket port;
    auto const session = world.open(fresh, port);
    session->on_text(R"({"type":"subscribe","id":"1","ts":1,"data":{"channels":[{"ch":"user"}]}})");
    CHECK(world.call(fresh, Verb::post, "/api/auth/password", change).status == 204);
    CHECK(log_of(world, world.first).at(0).action == "password_changed");
    CHECK(everything(*session).find("password_changed") != std::string::npos);
}
