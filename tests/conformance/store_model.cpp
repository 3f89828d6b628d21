// Seeded random operations on both engines and on a small model in memory, in lock step: every answer must agree, and
// every table. SIGNALOS_TEST_MODEL_SEEDS=FROM-TO plays other seeds.
#include <cstdlib>

#include "lockstep.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
constexpr std::size_t operations = 10'000;

void play(std::uint32_t seed) {
    auto ops = draw(seed, operations);
    auto const wrong = run(ops, engines());
    if (!wrong) {
        SUCCEED();
        return;
    }
    ops.resize(wrong->at);
    auto const shortest = shrink(std::move(ops), engines());
    auto const again = run(shortest, engines());
    FAIL("seed " << seed << " differs after " << wrong->at << " operations; " << shortest.size() << " are enough:\n"
                 << relay::test::text_of(shortest) << (again ? again->words : wrong->words));
}
}  // namespace

TEST_CASE("ten thousand random operations are answered alike by SQLite, PostgreSQL and the model", "[store][model]") {
    char const* const asked = std::getenv("SIGNALOS_TEST_MODEL_SEEDS");
    std::string const seeds = asked == nullptr ? "1-1" : asked;
    auto const dash = seeds.find('-');
    auto const from = std::stoul(seeds);
    auto const to = dash == std::string::npos ? from : std::stoul(seeds.substr(dash + 1));
    for (auto seed = from; seed <= to; ++seed) {
        INFO("seed " << seed);
        play(static_cast<std::uint32_t>(seed));
    }
}

TEST_CASE("a difference is found, and shrunk to the few operations that make it", "[store][model]") {
    std::vector<Engine> const sqlite{engines().at(0)};
    // A model that does not let a queued command be cancelled.
    Tamper const tamper = [](Op const& op, Expected& expected) {
        if (op.kind == Op::Kind::cancel && expected.outcome == Outcome::committed)
            expected = {Outcome::rejected, errc::bad_state, {}, {}, {}};
    };
    auto ops = draw(1, 1000);
    auto const wrong = run(ops, sqlite, tamper);
    REQUIRE(wrong);
    ops.resize(wrong->at);
    auto const shortest = shrink(std::move(ops), sqlite, tamper);
    INFO(relay::test::text_of(shortest));
    CHECK(shortest.size() <= 4);
}
