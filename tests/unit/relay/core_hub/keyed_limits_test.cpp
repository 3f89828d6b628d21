#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "core/keyed_stream.hpp"

using namespace signalos::relay;
namespace json = boost::json;

namespace {

bool set(KeyedStream& stream, std::string const& text, bool reset = false) {
    return stream.publish({reset, json::parse(text).as_object(), {}, 1});
}

std::string key(int n, std::string const& fields) {
    return "\"k" + std::to_string(n) + "\":" + fields;
}

}  // namespace

TEST_CASE("keyed limits: a key too many is refused, known ones go on, and the stream says so until it is reset") {
    KeyedStream stream("state:x", "e", {3, 10'000, 10});
    CHECK(set(stream, "{" + key(1, "{\"a\":1}") + "," + key(2, "{}") + "," + key(3, "{}") + "}"));
    CHECK_FALSE(stream.overflowed());
    CHECK_FALSE(set(stream, "{" + key(4, "{\"a\":1}") + "}"));
    CHECK(stream.overflowed());
    CHECK(stream.keys().size() == 3);
    CHECK(set(stream, "{" + key(1, "{\"a\":2}") + "}"));
    CHECK(stream.keys().at("k1").at("a") == 2);
    CHECK(set(stream, "{" + key(4, "{\"a\":1}") + "}", true));
    CHECK_FALSE(stream.overflowed());
    CHECK(stream.keys().size() == 1);
}

TEST_CASE("keyed limits: bytes are counted over changes, removals and returns, and never pass the bound") {
    KeyedStream stream("state:x", "e", {100, 1'000, 10});
    auto const text = [](std::size_t size) { return "{\"a\":\"" + std::string(size, 'x') + "\"}"; };
    CHECK(set(stream, "{" + key(1, text(600)) + "}"));
    auto const once = stream.bytes();
    CHECK(set(stream, "{" + key(1, text(10)) + "}"));
    CHECK(stream.bytes() == once - 590);
    CHECK(set(stream, "{" + key(1, text(600)) + "}"));
    CHECK(stream.bytes() == once);
    set(stream, "{" + key(2, text(600)) + "}");
    CHECK(stream.overflowed());
    CHECK(stream.bytes() <= 1'000);
    CHECK(stream.publish({false, {}, {"k1", "k2"}, 2}));
    CHECK(stream.bytes() == 0);
    for (int round = 0; round < 50; ++round) {
        set(stream, "{" + key(round, text(30)) + "}");
        CHECK(stream.bytes() <= 1'000);
    }
}

TEST_CASE("keyed limits: field names that come and go do not pile up in a key") {
    KeyedStream stream("state:x", "e", {10, 100'000, 4});
    for (int n = 0; n < 50; ++n) {
        auto const name = "\"f" + std::to_string(n) + "\":";
        set(stream, "{" + key(1, "{" + name + "1}") + "}");
        set(stream, "{" + key(1, "{" + name + "null}") + "}");
    }
    CHECK(stream.overflowed());
    CHECK(stream.keys().at("k1").as_object().empty());
}
