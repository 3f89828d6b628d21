// How much an organisation may have, and how fast one caller may ask.
#include <catch2/catch.hpp>

#include "api/caller_rates.hpp"
#include "core/organisation_book.hpp"
#include "walk_world.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

void limit(WalkWorld& world, std::vector<LimitChange> changes) {
    auto const row = world.ask<OrganisationRow>([&](auto done) {
        world.store->people().change_limits(world.first, std::move(changes), {"test", world.clock.now}, done);
    });
    REQUIRE(row.ok());
    world.book.set(world.first, row.value.limits);
}

Principal who(UserId user, Uuid credential) {
    Principal principal;
    principal.user = user;
    principal.credential = credential;
    return principal;
}

}  // namespace

TEST_CASE("limits: members and keys beyond them are refused with the figures, and stops are not counted",
          "[identity]") {
    WalkWorld world;
    auto const& owner = world.owner_of(world.first);
    limit(world, {{&OrganisationLimits::members, 1}, {&OrganisationLimits::api_keys, 1}});
    auto const invited =
        world.call(owner, Verb::post, "/api/admin/invitations", R"({"email":"new@first.test","role":"viewer"})");
    CHECK(invited.status == 400);
    CHECK(invited.body.find("the organisation may have 1 members") != std::string::npos);
    auto const key = world.call(owner, Verb::post, "/api/auth/api-keys", R"({"name":"n","scope":"view"})");
    CHECK(key.status == 400);
    CHECK(key.body.find("may have 1 api_keys") != std::string::npos);
    auto const shown = world.call(owner, Verb::get, "/api/admin/limits");
    CHECK(shown.body.find(R"({"name":"members","limit":1,"used":)") != std::string::npos);
    // The other organisation has none of it.
    auto const& other = world.owner_of(world.second);
    CHECK(world.call(other, Verb::post, "/api/auth/api-keys", R"({"name":"n","scope":"view"})").status == 200);
}

TEST_CASE("limits: so many commands a minute, and a stop at any time", "[identity]") {
    WalkWorld world;
    auto const& owner = world.owner_of(world.first);
    limit(world, {{&OrganisationLimits::commands_per_minute, 2}});
    auto const sync = [&] {
        return world.call(owner, Verb::post, "/api/firebridge/force-sync",
                          R"({"terminal":")" + world.granted.text() + "\"}");
    };
    CHECK(sync().status == 202);
    CHECK(sync().status == 202);
    auto const refused = sync();
    CHECK(refused.status == 429);
    CHECK(refused.headers.find("Retry-After") == "30");
    CHECK(refused.body.find("2 commands a minute") != std::string::npos);
    CHECK(world.call(owner, Verb::post, "/api/trading/emergency-stop").status == 202);
    CHECK(world.call(owner, Verb::post, "/api/trading/pause").status == 202);
    world.clock.now += 30'000;
    CHECK(sync().status == 202);
    CHECK(sync().status == 429);
}

TEST_CASE("limits: one socket more than the organisation may have closes with 4429", "[identity]") {
    WalkWorld world;
    auto const& owner = world.owner_of(world.first);
    limit(world, {{&OrganisationLimits::sockets, 1}});
    WalkSocket first;
    WalkSocket second;
    auto const open = world.open(owner, first);
    auto const none = world.open(owner, second);
    CHECK(first.closed_with == 0);
    CHECK(second.closed_with == 4429);
    WalkSocket foreign;
    auto const other = world.open(world.owner_of(world.second), foreign);
    CHECK(foreign.closed_with == 0);
}

TEST_CASE("rates: each credential has its own, and the user's total binds them all", "[identity]") {
    SystemRandom random;
    ManualClock clock;
    UserId const user{Uuid::make_v7(clock, random)};
    auto const one = who(user, Uuid::make_v7(clock, random));
    auto const two = who(user, Uuid::make_v7(clock, random));
    auto const stranger = who(UserId{Uuid::make_v7(clock, random)}, Uuid::make_v7(clock, random));
    CallerRates rates({3, 2});  // bursts of 15 and 10
    for (int i = 0; i < 10; ++i) CHECK_FALSE(rates.take(one, clock.now));
    auto const token = rates.take(one, clock.now);
    REQUIRE(token);
    CHECK(token->words == "One session or key may ask 2 times a second.");
    CHECK(token->retry_after_ms == 500);
    for (int i = 0; i < 5; ++i) CHECK_FALSE(rates.take(two, clock.now));
    auto const total = rates.take(two, clock.now);
    REQUIRE(total);
    CHECK(total->words == "One user, with all sessions and keys together, may ask 3 times a second.");
    CHECK_FALSE(rates.take(stranger, clock.now));
    // The same limits again forgive nothing; others begin anew.
    rates.set({3, 2});
    CHECK(rates.take(two, clock.now));
    rates.set({4, 3});
    CHECK_FALSE(rates.take(two, clock.now));
}

TEST_CASE("rates: over REST a flood gets 429 with Retry-After, another member nothing of it, and a stop passes",
          "[identity]") {
    WalkWorld world;
    CallerRates rates({2, 1});
    world.limit_rates(rates);
    auto const& owner = world.owner_of(world.first);
    for (int i = 0; i < 5; ++i) CHECK(world.call(owner, Verb::get, "/api/me").status == 200);
    auto const refused = world.call(owner, Verb::get, "/api/me");
    CHECK(refused.status == 429);
    CHECK(code_of(refused) == "rate_limited");
    CHECK(refused.headers.find("Retry-After") == "1");
    CHECK(world.refusals.of(errc::rate_limited) == 1);
    for (int i = 0; i < 20; ++i) CHECK(world.call(owner, Verb::post, "/api/trading/emergency-stop").status == 202);
    CHECK(world.call(owner, Verb::post, "/api/trading/pause").status == 202);
    // Also as one command among others, which are refused.
    auto const stop = R"({"kind":"emergency_stop","args":{"level":"halt","scope":"account"},"terminal":")" +
                      world.granted.text() + "\"}";
    auto const stopped = world.call(owner, Verb::post, "/api/commands", stop);
    CAPTURE(stopped.body);
    CHECK(stopped.status == 202);
    CHECK(world.call(owner, Verb::post, "/api/commands", R"({"kind":"force_sync"})").status == 429);
    CHECK(world.call(world.owner_of(world.second), Verb::get, "/api/me").status == 200);
}
