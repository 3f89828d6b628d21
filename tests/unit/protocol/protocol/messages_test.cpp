// What the golden frames cannot show: defaults of absent members and faults that a frame hides behind the first.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "protocol/link_messages.hpp"

using namespace signalos;
using namespace signalos::protocol;
namespace json = boost::json;

namespace {

constexpr auto least_hello =
    R"({"role":"terminal","platform":"mt5","proto":[1],"instance":"5b0c6d56-7f0e-4a52-9f0e-0a6f5d8c1b11",
        "journal":"c2a6f4de-1d35-4a0f-8f5a-6d1f0c0f7a22","last_in":0,"last_out":0,
        "account":{"login":"1","server":"s","currency":"USD","margin_mode":"hedging","trade_mode":"demo"}})";

json::object object_of(char const* text) {
    return json::parse(text).as_object();
}

}  // namespace

TEST_CASE("a hello with required members only has no secret, no latch and no open commands") {
    InputFault fault;
    auto const hello = decode_hello(object_of(least_hello), fault);
    REQUIRE(hello.has_value());
    CHECK_FALSE(hello->resume);
    CHECK_FALSE(hello->latch);
    CHECK(hello->open_commands.empty());
    CHECK(hello->session_epoch == 0);
    CHECK(hello->mode == "live");
    CHECK(hello->proto == std::vector<std::int64_t>{1});
}

TEST_CASE("a hello that names no version has none, so that the relay can refuse it") {
    auto object = object_of(least_hello);
    object.erase("proto");
    InputFault fault;
    auto const hello = decode_hello(object, fault);
    REQUIRE(hello.has_value());
    CHECK(hello->proto.empty());
}

TEST_CASE("a command without ttl never expires") {
    InputFault fault;
    auto const* text = GENERATE(R"({"session_epoch":1,"cmd_seq":1,"kind":"emergency_stop","args":{}})",
                                R"({"session_epoch":1,"cmd_seq":1,"kind":"emergency_stop","ttl_ms":null,"args":{}})");
    auto const command = decode_command(object_of(text), fault);
    REQUIRE(command.has_value());
    CHECK_FALSE(command->ttl_ms);
    CHECK(command->lane == "normal");
}

TEST_CASE("absent members of a result are unknown, not zero") {
    InputFault fault;
    auto const result = decode_command_result(object_of(R"({"state":"in_doubt","price":null})"), fault);
    REQUIRE(result.has_value());
    CHECK_FALSE(result->retcode);
    CHECK_FALSE(result->price);
    CHECK_FALSE(result->scan);
    CHECK(encode_data(*result) == object_of(R"({"state":"in_doubt"})"));
}

TEST_CASE("a result's price may be number text and is kept exactly") {
    InputFault fault;
    auto const result = decode_command_result(object_of(R"({"state":"done","price":1.08505,"volume":1})"), fault);
    REQUIRE(result.has_value());
    CHECK(encode_data(*result) == object_of(R"({"state":"done","price":"1.08505","volume":"1"})"));
}

TEST_CASE("a state patch deletes by names only") {
    InputFault fault;
    CHECK_FALSE(decode_state_patch(object_of(R"({"del":["position:1",2]})"), fault).has_value());
    CHECK(fault.path == "/del");
}

TEST_CASE("members of another kind are faults even where they are optional") {
    struct Row {
        char const* text;
        char const* path;
    };
    auto const row = GENERATE(
        Row{R"({"state":"done","legs":{}})", "/legs"}, Row{R"({"state":"done","legs":[1]})", "/legs"},
        Row{R"({"state":"done","retcode":"10009"})", "/retcode"}, Row{R"({"state":"done","figures":[]})", "/figures"},
        Row{R"({"state":"done","late":"yes"})", "/late"}, Row{R"({"state":"done","times":7})", "/times"});
    INFO(row.text);
    InputFault fault;
    CHECK_FALSE(decode_command_result(object_of(row.text), fault).has_value());
    CHECK(fault.path == row.path);
}
