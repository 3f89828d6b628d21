#include <catch2/catch.hpp>
#include <random>

#include "base/backoff.hpp"
#include "base/token_bucket.hpp"

using namespace signalos;

namespace {

struct SeededRandom final : Random {
    std::mt19937_64 engine{5};
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine());
    }
};

}  // namespace

TEST_CASE("a token bucket gives its burst at once and then its rate") {
    TokenBucket bucket(20, 60, 0);
    for (int i = 0; i < 60; ++i) REQUIRE(bucket.take(0));
    CHECK_FALSE(bucket.take(0));
    CHECK_FALSE(bucket.take(49));
    CHECK(bucket.take(51));
    CHECK_FALSE(bucket.take(51));
}

TEST_CASE("however long it rests, a token bucket never holds more than its burst") {
    TokenBucket bucket(500, 10, 0);
    int taken = 0;
    while (bucket.take(3'600'000)) ++taken;
    CHECK(taken == 10);
}

TEST_CASE("over any schedule a token bucket gives at most burst plus rate times time") {
    std::mt19937_64 random(3);
    for (int round = 0; round < 200; ++round) {
        TokenBucket bucket(20, 60, 0);
        std::int64_t now = 0;
        int taken = 0;
        for (int i = 0; i < 500; ++i) {
            now += static_cast<std::int64_t>(random() % 100);
            taken += bucket.take(now) ? 1 : 0;
        }
        REQUIRE(taken <= 60 + static_cast<int>(static_cast<double>(now) / 1000.0 * 20) + 1);
    }
}

TEST_CASE("backoff stays within a ceiling that doubles to its most and starts again after success") {
    SeededRandom random;
    Backoff backoff(random, 500, 30'000);
    for (int round = 0; round < 100; ++round) {
        std::int64_t ceiling = 500;
        for (int i = 0; i < 12; ++i) {
            auto const wait = backoff.next_ms();
            REQUIRE(wait >= 0);
            REQUIRE(wait <= ceiling);
            ceiling = std::min<std::int64_t>(ceiling * 2, 30'000);
        }
        backoff.reset();
    }
}

TEST_CASE("backoff spreads over its whole range") {
    SeededRandom random;
    std::int64_t least = 30'000;
    std::int64_t most = 0;
    Backoff backoff(random, 30'000, 30'000);
    for (int i = 0; i < 2'000; ++i) {
        auto const wait = backoff.next_ms();
        least = std::min(least, wait);
        most = std::max(most, wait);
    }
    CHECK(least < 1'000);
    CHECK(most > 29'000);
}

TEST_CASE("a bounded draw is below its bound and reaches both ends") {
    SeededRandom random;
    bool low = false;
    bool high = false;
    for (int i = 0; i < 10'000; ++i) {
        auto const value = random.below(7);
        REQUIRE(value < 7);
        low = low || value == 0;
        high = high || value == 6;
    }
    CHECK((low && high));
    CHECK(random.below(1) == 0);
}
