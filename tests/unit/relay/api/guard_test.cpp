#include "services/login_guard.hpp"

#include <catch2/catch.hpp>

using namespace signalos::relay;

TEST_CASE("guard: the fifth wrong password locks, and the lock ends when the oldest leaves the window") {
    LoginGuard guard(LoginGuard::Limits{5, 20, 900'000, 100});
    for (int i = 0; i < 5; ++i) {
        CHECK(guard.locked_for("a", "x", i * 1000) == 0);
        guard.began("a", "x", i * 1000);
    }
    CHECK(guard.locked_for("a", "x", 5000) == 895'000);
    CHECK(guard.locked_for("b", "x", 5000) == 0);
    CHECK(guard.locked_for("a", "y", 899'999) == 1);
    CHECK(guard.locked_for("a", "y", 900'000) == 0);
}

TEST_CASE("guard: an address that tries many accounts is locked for all of them") {
    LoginGuard guard(LoginGuard::Limits{5, 6, 900'000, 100});
    for (int i = 0; i < 6; ++i) guard.began("user" + std::to_string(i), "x", 0);
    CHECK(guard.locked_for("fresh", "x", 1) > 0);
    CHECK(guard.locked_for("fresh", "y", 1) == 0);
}

TEST_CASE("guard: a right password forgets the account's failures but not the address's") {
    LoginGuard guard(LoginGuard::Limits{5, 5, 900'000, 100});
    for (int i = 0; i < 4; ++i) guard.began("a", "x", 0);
    guard.began("a", "x", 0);
    guard.succeeded("a", "x");
    CHECK(guard.locked_for("a", "x", 1) == 0);
    guard.began("b", "x", 1);
    CHECK(guard.locked_for("c", "x", 2) > 0);
}

TEST_CASE("guard: a flood of invented names does not grow the table without bound") {
    LoginGuard guard(LoginGuard::Limits{1, 1'000'000, 900'000, 10});
    for (int i = 0; i < 1000; ++i) guard.began("invented" + std::to_string(i), "x", 0);
    CHECK(guard.locked_for("invented5", "x", 1) > 0);
    CHECK(guard.locked_for("invented500", "x", 1) == 0);
}
