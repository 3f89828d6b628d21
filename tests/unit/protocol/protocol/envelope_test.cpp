#include "protocol/envelope.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "protocol/limits.hpp"

using namespace signalos;
using namespace signalos::protocol;

namespace {

struct Fault {
    char const* text;
    char const* path;
};

constexpr auto limit = max_dashboard_frame_bytes;

std::string nested(std::size_t depth) {
    return R"({"type":"x","ts":1,"data":{"a":)" + std::string(depth - 2, '[') + std::string(depth - 2, ']') + "}}";
}

}  // namespace

TEST_CASE("a whole envelope comes back as it was written") {
    auto const* text = GENERATE(
        R"({"type":"state","ts":1737642600123,"data":{}})",
        R"({"type":"command","ts":-5,"id":"a","re":"b","seq":812,"ack":455,"dup":true,"ch":"state:x","ep":"k3f9","off":90211,"data":{"deep":[1,{"k":null}]}})");
    InputFault fault;
    auto const envelope = decode_envelope(text, limit, fault);
    REQUIRE(envelope.has_value());
    CHECK(encode(*envelope) == text);
}

TEST_CASE("unknown members of an envelope are ignored") {
    InputFault fault;
    auto const envelope = decode_envelope(R"({"type":"x","ts":1,"data":{},"colour":"red","v":[1]})", limit, fault);
    REQUIRE(envelope.has_value());
    CHECK(encode(*envelope) == R"({"type":"x","ts":1,"data":{}})");
}

TEST_CASE("a frame that is not an envelope is a bad frame, with the path of the first fault") {
    auto const row = GENERATE(
        Fault{"", ""}, Fault{"nonsense", ""}, Fault{"{", ""}, Fault{"[]", ""}, Fault{"null", ""}, Fault{"\"x\"", ""},
        Fault{R"({"type":"x","ts":1,"data":{}} tail)", ""}, Fault{"{\"type\":\"\xff\",\"ts\":1,\"data\":{}}", ""},
        Fault{R"({"ts":1,"data":{}})", "/type"}, Fault{R"({"type":null,"ts":1,"data":{}})", "/type"},
        Fault{R"({"type":7,"ts":1,"data":{}})", "/type"}, Fault{R"({"type":"x","data":{}})", "/ts"},
        Fault{R"({"type":"x","ts":"1","data":{}})", "/ts"}, Fault{R"({"type":"x","ts":1.5,"data":{}})", "/ts"},
        Fault{R"({"type":"x","ts":1})", "/data"}, Fault{R"({"type":"x","ts":1,"data":[]})", "/data"},
        Fault{R"({"type":"x","ts":1,"data":{},"id":4})", "/id"},
        Fault{R"({"type":"x","ts":1,"data":{},"re":{}})", "/re"},
        Fault{R"({"type":"x","ts":1,"data":{},"seq":"1"})", "/seq"},
        Fault{R"({"type":"x","ts":1,"data":{},"seq":0})", "/seq"},
        Fault{R"({"type":"x","ts":1,"data":{},"ack":-1})", "/ack"},
        Fault{R"({"type":"x","ts":1,"data":{},"dup":1})", "/dup"},
        Fault{R"({"type":"x","ts":1,"data":{},"ch":1})", "/ch"},
        Fault{R"({"type":"x","ts":1,"data":{},"ep":1})", "/ep"},
        Fault{R"({"type":"x","ts":1,"data":{},"off":"1"})", "/off"});
    INFO(row.text);
    InputFault fault;
    auto const envelope = decode_envelope(row.text, limit, fault);
    REQUIRE_FALSE(envelope.has_value());
    CHECK(envelope.error() == errc::bad_frame);
    CHECK(fault.code == errc::bad_frame);
    CHECK(fault.path == row.path);
    CHECK_FALSE(fault.message.empty());
}

TEST_CASE("a frame of exactly the limit is read and one byte more is too large") {
    std::string text = R"({"type":"x","ts":1,"data":{"pad":""}})";
    text.insert(text.size() - 3, limit - text.size(), 'p');
    InputFault fault;
    CHECK(decode_envelope(text, limit, fault).has_value());
    text.insert(text.size() - 3, 1, 'p');
    CHECK(decode_envelope(text, limit, fault).error() == errc::too_large);
    CHECK(fault.code == errc::too_large);
}

TEST_CASE("JSON of exactly the allowed depth is read and one level more is too deep") {
    InputFault fault;
    CHECK(decode_envelope(nested(max_json_depth), limit, fault).has_value());
    CHECK(decode_envelope(nested(max_json_depth + 1), limit, fault).error() == errc::too_deep);
    CHECK(fault.code == errc::too_deep);
}

TEST_CASE("an old fault does not spoil the next frame") {
    InputFault fault{errc::internal, "/old", "old"};
    CHECK(decode_envelope(R"({"type":"x","ts":1,"data":{}})", limit, fault).has_value());
}

TEST_CASE("an error answer carries code, words, path and what it answers") {
    auto const named = error_envelope({errc::bad_frame, "/ts", "is required"}, 9, "id-1");
    CHECK(encode(named) ==
          R"({"type":"error","ts":9,"re":"id-1","data":{"code":"bad_frame","message":"is required","path":"/ts"}})");
    auto const plain = error_envelope({errc::not_found, "", ""}, 9);
    CHECK(encode(plain) ==
          R"({"type":"error","ts":9,"data":{"code":"not_found","message":"There is no such thing here."}})");
}
