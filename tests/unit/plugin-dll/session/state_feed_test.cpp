// A terminal with very many positions must still get its state through frames of bounded size.
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "bridge/state_feed.hpp"

using namespace signalos::bridge;

TEST_CASE("a state that does not fit one frame goes in several, complete and in order, only the last without `more`") {
    StateFeed feed;
    std::size_t const positions = 3 * keys_a_frame + 1;
    for (std::size_t n = 0; n < positions; ++n)
        feed.set("position:" + std::to_string(n), json::object{{"comment", std::string(700, 'x')}});
    auto const frames = in_frames(feed.take());
    REQUIRE(frames.size() == 4);
    std::size_t keys = 0;
    for (std::size_t n = 0; n < frames.size(); ++n) {
        CHECK(frames[n].contains("more") == (n + 1 < frames.size()));
        CHECK(frames[n].contains("reset") == (n == 0));
        CHECK(json::serialize(frames[n]).size() < 256 * 1024);
        keys += frames[n].at("set").as_object().size();
    }
    CHECK(keys == positions);
}

TEST_CASE("what is gone is told in as many frames as it needs, and nothing makes no frame") {
    StateFeed feed;
    for (std::size_t n = 0; n < keys_a_frame + 10; ++n) feed.set("order:" + std::to_string(n), json::object{{"n", n}});
    CHECK(in_frames(feed.take()).size() == 2);
    CHECK(in_frames(feed.take()).empty());
    feed.keep_only("order:", {});
    auto const frames = in_frames(feed.take());
    REQUIRE(frames.size() == 2);
    CHECK(frames[0].at("del").as_array().size() == keys_a_frame);
    CHECK(frames[1].at("del").as_array().size() == 10);
    CHECK_FALSE(frames[0].contains("reset"));
}
