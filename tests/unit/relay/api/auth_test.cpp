#include <catch2/catch.hpp>

#include "world.hpp"

using namespace signalos::relay;
using namespace signalos::relay::test;

TEST_CASE("sign-in: the right password gives a host-only, script-proof cookie and never the same one twice") {
    World world;
    world.accounts.add("a@example.test", "correct horse battery", "owner");
    auto const first = world.login(" A@Example.Test ", "correct horse battery");
    CHECK(first.status == 200);
    auto const cookie = std::string(first.headers.find("Set-Cookie"));
    for (auto const* const part : {"__Host-sid=", "; HttpOnly", "; Secure", "; SameSite=Strict", "; Path=/"})
        CHECK(cookie.find(part) != std::string::npos);
    CHECK(cookie.find("Domain") == std::string::npos);
    CHECK(World::cookie_of(world.login("a@example.test", "correct horse battery")) != World::cookie_of(first));
    for (auto const& [hash, session] : world.accounts.sessions) CHECK(cookie.find(hash) == std::string::npos);
}

TEST_CASE("sign-in: an unknown e-mail and a wrong password get the same answer") {
    World world;
    world.accounts.add("a@example.test", "correct horse battery", "owner");
    auto const wrong = world.login("a@example.test", "wrong");
    auto const unknown = world.login("nobody@example.test", "wrong");
    CHECK(wrong.status == 401);
    CHECK(says(wrong, "bad_credentials"));
    CHECK(wrong.status == unknown.status);
    CHECK(wrong.body == unknown.body);
}

TEST_CASE("sign-in: an unknown e-mail and a wrong password cost the same work, and one locked out costs none") {
    World world;
    world.accounts.add("a@example.test", "correct horse battery", "owner");
    for (auto const* const email : {"a@example.test", "nobody@example.test"}) {
        for (int i = 1; i <= 5; ++i) {
            auto const before = world.hasher.runs();
            world.login(email, "wrong");
            CHECK(world.hasher.runs() == before + 1);
        }
        auto const before = world.hasher.runs();
        CHECK(world.login(email, "wrong").status == 429);
        CHECK(world.hasher.runs() == before);
    }
}

TEST_CASE("sign-in: after five wrong passwords even the right one waits, for known and unknown accounts alike") {
    World world;
    world.accounts.add("a@example.test", "correct horse battery", "owner");
    for (auto const* const email : {"a@example.test", "nobody@example.test"}) {
        for (int i = 0; i < 5; ++i) CHECK(world.login(email, "wrong").status == 401);
        auto const locked = world.login(email, "correct horse battery");
        CHECK(locked.status == 429);
        CHECK(says(locked, "locked_out"));
        CHECK(locked.body.find("\"retry_after_ms\":900000") != std::string::npos);
    }
    world.clock.now += 15 * 60 * 1000;
    CHECK(world.login("a@example.test", "correct horse battery").status == 200);
}

TEST_CASE("sign-in: twenty wrong tries from one network lock it, whatever its addresses; the one beside it goes on") {
    World world;
    world.accounts.add("a@example.test", "correct horse battery", "owner");
    auto const try_from = [&](std::string const& address, std::string const& email) {
        auto request = World::request(Verb::post, "/api/auth/login",
                                      R"({"email":")" + email + R"(","password":"correct horse battery"})");
        request.peer = address;
        return world.call(std::move(request)).status;
    };
    for (int i = 0; i < 20; ++i) {
        auto const name = std::to_string(i);
        CHECK(try_from("2001:db8::" + name, "nobody" + name + "@example.test") == 401);
    }
    CHECK(try_from("2001:db8::ffff", "a@example.test") == 429);
    CHECK(try_from("2001:db8:0:1::1", "a@example.test") == 200);
}

TEST_CASE("sign-in: a store that does not answer is not a wrong password") {
    World world;
    world.accounts.down = true;
    CHECK(says(world.login("a@example.test", "x"), "unavailable"));
}

TEST_CASE("session: it slides while used, ends when idle and ends absolutely") {
    World world;
    auto const cookie = world.sign_in("viewer");
    std::int64_t const day = 24 * 3600 * 1000;
    for (int i = 0; i < 4; ++i) {
        world.clock.now += 6 * day;
        CHECK(world.call_as(cookie, Verb::get, "/api/me").status == 200);
    }
    world.clock.now += 6 * day;
    CHECK(world.call_as(cookie, Verb::get, "/api/me").status == 401);

    auto const idle = World::cookie_of(world.login("viewer@example.test", "correct horse battery"));
    world.clock.now += 7 * day;
    CHECK(world.call_as(idle, Verb::get, "/api/me").status == 401);
    CHECK(world.accounts.sessions.empty());
}

TEST_CASE("session: sign-out clears the cookie, ends the session and tells whose sockets to close") {
    World world;
    auto const cookie = world.sign_in("viewer");
    auto const id = world.accounts.sessions.begin()->second.id;
    auto const answer = world.call_as(cookie, Verb::post, "/api/auth/logout");
    CHECK(answer.status == 204);
    CHECK(answer.headers.find("Set-Cookie").find("Max-Age=0") != std::string_view::npos);
    CHECK(world.ended == std::vector{id});
    CHECK(world.call_as(cookie, Verb::get, "/api/me").status == 401);
}

TEST_CASE("password: changing it needs the present one, ends the other sessions and keeps this one") {
    World world;
    auto const cookie = world.sign_in("trader");
    auto const other = World::cookie_of(world.login("trader@example.test", "correct horse battery"));
    auto const wrong =
        world.call_as(cookie, Verb::post, "/api/auth/password", R"({"current":"no","password":"a new long password"})");
    CHECK(says(wrong, "bad_credentials"));
    auto const weak = world.call_as(cookie, Verb::post, "/api/auth/password",
                                    R"({"current":"correct horse battery","password":"short"})");
    CHECK(says(weak, "bad_request"));
    auto const body = R"({"current":"correct horse battery","password":"a new long password"})";
    CHECK(world.call_as(cookie, Verb::post, "/api/auth/password", body).status == 204);
    CHECK(world.call_as(cookie, Verb::get, "/api/me").status == 200);
    CHECK(world.call_as(other, Verb::get, "/api/me").status == 401);
    CHECK(world.ended.size() == 1);
    CHECK(world.login("trader@example.test", "a new long password").status == 200);
    CHECK(world.login("trader@example.test", "correct horse battery").status == 401);
}
