#include "base/json_reader.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace signalos;
namespace json = boost::json;

namespace {

json::object object_of(char const* text) {
    return json::parse(text).as_object();
}

}  // namespace

TEST_CASE("the first fault stays, with its whole path") {
    auto const object = object_of(R"({"a":1,"b":"x"})");
    InputFault fault;
    JsonReader reader(object, fault, "/args");
    (void)reader.text("a");
    (void)reader.integer("b");
    (void)reader.text("missing");
    CHECK_FALSE(reader.ok());
    CHECK(fault.code == errc::bad_request);
    CHECK(fault.path == "/args/a");
    CHECK(fault.message == "must be a string");
}

TEST_CASE("a required member that is absent or null is named") {
    auto const object = object_of(R"({"n":null})");
    auto const* key = GENERATE("n", "absent");
    InputFault fault;
    JsonReader reader(object, fault);
    (void)reader.uuid(key);
    CHECK(fault.path == std::string("/") + key);
    CHECK(fault.message == "is required");
}

TEST_CASE("an optional member that is absent or null is nothing, of the wrong kind a fault") {
    auto const object = object_of(R"({"n":null,"wrong":[]})");
    InputFault fault;
    JsonReader reader(object, fault);
    CHECK_FALSE(reader.maybe_text("n"));
    CHECK_FALSE(reader.maybe_integer("absent"));
    CHECK(reader.maybe_object("n") == nullptr);
    REQUIRE(reader.ok());
    CHECK_FALSE(reader.maybe_boolean("wrong"));
    CHECK(fault.path == "/wrong");
}

TEST_CASE("whole numbers are whole and fit 64 bits") {
    auto const object = object_of(R"({"ok":-9223372036854775808,"half":1.5,"big":9223372036854775808,"text":"1"})");
    auto const* key = GENERATE("half", "big", "text");
    InputFault fault;
    JsonReader reader(object, fault);
    CHECK(reader.integer("ok") == std::numeric_limits<std::int64_t>::min());
    REQUIRE(reader.ok());
    (void)reader.integer(key);
    CHECK(fault.path == std::string("/") + key);
}

TEST_CASE("a ticket is a string of digits only") {
    auto const object = object_of(
        R"({"ok":"9223372036854775807","minus":"-5","plus":"+5","empty":"","space":" 5","point":"5.0","big":"9223372036854775808","number":5})");
    auto const* key = GENERATE("minus", "plus", "empty", "space", "point", "big", "number");
    InputFault fault;
    JsonReader reader(object, fault);
    CHECK(reader.digits("ok") == std::numeric_limits<std::int64_t>::max());
    REQUIRE(reader.ok());
    (void)reader.maybe_digits(key);
    CHECK(fault.path == std::string("/") + key);
    CHECK(fault.message == "must be a string of digits");
}

TEST_CASE("a decimal may come as text, whole number or number text") {
    auto const object = object_of(R"({"text":"1.08505","whole":3,"number":1.08505,"tiny":1e-9,"flag":true})");
    InputFault fault;
    JsonReader reader(object, fault);
    CHECK(reader.decimal("text").text() == "1.08505");
    CHECK(reader.decimal("whole").text() == "3");
    CHECK(reader.decimal("number").text() == "1.08505");
    REQUIRE(reader.ok());
    CHECK_FALSE(reader.maybe_decimal("flag"));
    CHECK(fault.path == "/flag");
    InputFault other;
    JsonReader again(object, other);
    (void)again.decimal("tiny");
    CHECK(other.path == "/tiny");
}

TEST_CASE("a choice names what is allowed") {
    static constexpr std::pair<std::string_view, int> sides[] = {{"buy", 1}, {"sell", 2}};
    auto const object = object_of(R"({"good":"sell","bad":"up"})");
    InputFault fault;
    JsonReader reader(object, fault);
    CHECK(reader.choice("good", sides) == 2);
    CHECK_FALSE(reader.maybe_choice("absent", sides));
    (void)reader.choice("bad", sides);
    CHECK(fault.path == "/bad");
    CHECK(fault.message == "must be one of buy sell");
}

TEST_CASE("number text of more than 15 digits is refused rather than altered, and up to 15 it is exact") {
    for (auto const* text : {"1234567890.12345678", "12345678901.12345678", "0.1234567890123456"}) {
        auto const object = object_of((std::string(R"({"price":)") + text + "}").c_str());
        InputFault fault;
        JsonReader reader(object, fault);
        (void)reader.decimal("price");
        CAPTURE(text);
        CHECK(fault.path == "/price");
    }
    std::uint64_t seed = 7;
    for (int i = 0; i < 20'000; ++i) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        auto const raw =
            static_cast<std::int64_t>(seed >> 15) % 1'000'000'000'000'000;  // 15 digits, 8 of them decimals
        auto const written = Decimal::from_raw(raw).text();
        auto const object = object_of((R"({"price":)" + written + "}").c_str());
        InputFault fault;
        JsonReader reader(object, fault);
        REQUIRE(reader.decimal("price").text() == written);
    }
}

TEST_CASE("a time is one that a clock can show") {
    for (auto const* text : {"-1", "-9223372036854775808", "253402300800000", "9223372036854775807"}) {
        auto const object = object_of((std::string(R"({"at":)") + text + "}").c_str());
        InputFault fault;
        JsonReader reader(object, fault);
        (void)reader.time_ms("at");
        CHECK(fault.path == "/at");
    }
    auto const object = object_of(R"({"at":1790000000000})");
    InputFault fault;
    JsonReader reader(object, fault);
    CHECK(reader.time_ms("at") == 1790000000000);
    CHECK(reader.ok());
}
