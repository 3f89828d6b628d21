#include "net/token_buckets.hpp"

#include <catch2/catch.hpp>

using namespace signalos::relay;

TEST_CASE("token buckets: the burst passes, the next waits for its token") {
    TokenBuckets buckets(10, 3, 100);
    for (int i = 0; i < 3; ++i) CHECK(buckets.take("a", 0));
    CHECK_FALSE(buckets.take("a", 0));
    CHECK_FALSE(buckets.take("a", 99));
    CHECK(buckets.take("a", 100));
    CHECK_FALSE(buckets.take("a", 100));
}

TEST_CASE("token buckets: one name's debt is not another's") {
    TokenBuckets buckets(1, 1, 100);
    CHECK(buckets.take("a", 0));
    CHECK_FALSE(buckets.take("a", 0));
    CHECK(buckets.take("b", 0));
}

TEST_CASE("token buckets: a full table refuses new names until old ones are free of debt") {
    TokenBuckets buckets(1, 1, 2);
    CHECK(buckets.take("a", 0));
    CHECK(buckets.take("b", 0));
    CHECK_FALSE(buckets.take("c", 0));
    CHECK(buckets.take("c", 1000));
}
