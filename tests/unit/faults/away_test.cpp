#include <catch2/catch.hpp>

#include "sim/world.hpp"

using namespace signalos::sim;

namespace {
constexpr Micros second = 1'000'000;
constexpr Micros three_days = 3 * 86'400 * second;

/// Users open for ten seconds while the process at `point` dies and stays away; the machine's clock jumps both ways.
Plan away_plan(std::string point, int nth, bool power, std::uint64_t seed) {
    Plan plan;
    plan.seed = seed;
    plan.terminals = 1;
    plan.length = three_days + 60 * second;
    plan.reconcile_wait_ms = 10'000;
    plan.broker_latency_most_ms = 200;
    for (int i = 0; i < 12; ++i) {
        Wish wish;
        wish.at = (4 + i) * second;
        wish.kind = Wish::Kind::open;
        wish.choice = static_cast<std::int64_t>(seed) * 100 + i;
        plan.wishes.push_back(wish);
    }
    plan.ambushes.push_back({std::move(point), nth, power, three_days});
    for (int i = 1; i <= 5; ++i) {
        Trouble jump;
        jump.kind = Trouble::Kind::clock_jump;
        jump.at = i * (three_days / 6);
        jump.choice = static_cast<std::int64_t>(seed) * 7 + i;
        plan.troubles.push_back(jump);
    }
    return plan;
}
}  // namespace

TEST_CASE(
    "a command with 10 s to live meets a process away for 3 days, with clocks jumping both ways, and is never "
    "executed") {
    auto const [point, nth, power] = GENERATE(table<std::string, int, bool>(
        {{"T1", 2, true}, {"T2", 2, false}, {"T3", 2, false}, {"T3", 2, true}, {"R4", 10, false}, {"R6", 2, true}}));
    World world(away_plan(point, nth, power, power ? 5 : 3));
    Report const report = world.run();
    CAPTURE(point, power);
    for (auto const& violation : report.verdict.violations) CHECK(violation.rule == violation.words);
    CHECK(report.verdict.violations.empty());
    CHECK(report.verdict.commands >= 1);
    CHECK(report.crash_points.at(point) == 1);
    CHECK(report.ended.at("expired") + report.ended.at("refused") >= 1);
    CHECK(report.simulated >= three_days);
}
