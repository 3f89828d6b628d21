#include "core/keyed_stream.hpp"

#include "dashboard_fixture.hpp"

using namespace signalos::relay;

namespace {

bool publish(KeyedStream& stream, std::string_view set, std::vector<std::string> del = {}, bool reset = false) {
    return stream.publish({reset, json::parse(set).as_object(), std::move(del), 5});
}

json::object data_of(Frame const& frame) {
    return json::parse(*frame).at("data").as_object();
}

}  // namespace

TEST_CASE("keyed stream: what does not differ is not published") {
    KeyedStream stream("mission", "e");
    CHECK(publish(stream, R"({"a":{"x":1,"y":2}})"));
    CHECK_FALSE(publish(stream, R"({"a":{"x":1}})"));
    CHECK_FALSE(publish(stream, R"({"a":{"z":null}})", {"never"}));
    CHECK(stream.off() == 1);
    CHECK(publish(stream, R"({"a":{"x":3,"y":2}})"));
    CHECK(data_of(stream.delta_since(1, 0)).at("set") == json::parse(R"({"a":{"x":3}})"));
}

TEST_CASE("keyed stream: a removed field goes as null and a removed key in del") {
    KeyedStream stream("mission", "e");
    publish(stream, R"({"a":{"x":1,"y":2},"b":{"x":1}})");
    publish(stream, R"({"a":{"x":null}})", {"b"});
    auto const delta = data_of(stream.delta_since(1, 0));
    CHECK(delta.at("set") == json::parse(R"({"a":{"x":null}})"));
    CHECK(delta.at("del") == json::parse(R"(["b"])"));
    CHECK(stream.keys() == json::parse(R"({"a":{"y":2}})").as_object());
}

TEST_CASE("keyed stream: a key that went and came back carries its old fields as null") {
    KeyedStream stream("mission", "e");
    publish(stream, R"({"a":{"x":1,"y":2}})");
    publish(stream, "{}", {"a"});
    publish(stream, R"({"a":{"y":2}})");
    auto const delta = data_of(stream.delta_since(1, 0));
    CHECK(delta.at("set") == json::parse(R"({"a":{"x":null,"y":2}})"));
    CHECK(delta.at("del").as_array().empty());
}

TEST_CASE("keyed stream: a reset drops what it does not name") {
    KeyedStream stream("mission", "e");
    publish(stream, R"({"a":{"x":1,"y":2},"b":{"x":1}})");
    publish(stream, R"({"a":{"y":2}})", {}, true);
    CHECK(stream.keys() == json::parse(R"({"a":{"y":2}})").as_object());
}

TEST_CASE("keyed stream: peers at the same place share one encoding") {
    KeyedStream stream("mission", "e");
    publish(stream, R"({"a":{"x":1}})");
    CHECK(stream.delta_since(0, 0) == stream.delta_since(0, 9));
    CHECK(stream.snapshot(0) == stream.snapshot(9));
}

TEST_CASE("keyed stream: snapshot pages stay within 64 KiB and share the off") {
    KeyedStream stream("mission", "e");
    json::object set;
    for (int i = 0; i < 400; ++i) set["k" + std::to_string(i)] = json::object{{"text", std::string(500, 'x')}};
    stream.publish({false, set, {}, 5});
    auto const pages = stream.snapshot(0);
    REQUIRE(pages->size() > 3);
    std::size_t keys = 0;
    for (auto const& page : *pages) {
        CHECK(page->size() <= 64 * 1024);
        CHECK(json::parse(*page).at("off") == 1);
        CHECK(data_of(page).at("last").as_bool() == (page == pages->back()));
        keys += data_of(page).at("keys").as_object().size();
    }
    CHECK(keys == 400);
}

TEST_CASE("keyed stream: tombstones are bounded and positions before them cannot be resumed") {
    KeyedStream stream("mission", "e");
    for (int i = 0; i < 5000; ++i) {
        auto const key = "k" + std::to_string(i);
        stream.publish({false, json::object{{key, json::object{{"x", 1}}}}, {}, 5});
        stream.publish({false, {}, {key}, 5});
    }
    CHECK_FALSE(stream.can_resume("e", 1));
    CHECK(stream.can_resume("e", stream.off() - 100));
    CHECK_FALSE(stream.can_resume("other", stream.off()));
    CHECK_FALSE(stream.can_resume("e", stream.off() + 1));
}
