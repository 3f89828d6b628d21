#include <catch2/catch.hpp>

#include "sim/world.hpp"

using namespace signalos::sim;

TEST_CASE("one seed is one world: the same trace twice, another one for another seed") {
    auto const run = [](std::uint64_t seed) { return World(make_plan(seed)).run(); };
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Report const first = run(seed);
        Report const again = run(seed);
        CHECK(first.trace_lines > 50);
        CHECK(first.trace_hash == again.trace_hash);
        CHECK(first.trace_hash != run(seed + 1000).trace_hash);
    }
}

TEST_CASE("every plan has at least ten wishes and three faults") {
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        Plan const plan = make_plan(seed);
        CHECK(plan.wishes.size() >= 10);
        CHECK(plan.troubles.size() + plan.ambushes.size() >= 3);
    }
}
