#include <catch2/catch.hpp>

#include "mqlrt/strings.hpp"

using namespace signalos::mql;
using namespace signalos::mql::rt;

namespace {

String s(std::string_view text) {
    return String(text);
}

}  // namespace

TEST_CASE("text: Print writes values as MQL5 does") {
    CHECK(text(true).utf8() == "true");
    CHECK(text(1.0).utf8() == "1.0");
    CHECK(text(0.1).utf8() == "0.1");
    CHECK(text(std::uint8_t{65}).utf8() == "65");
    CHECK(text(DateTime{86400}).utf8() == "1970.01.02 00:00:00");
}

TEST_CASE("text: a format writes what fits and stops on what does not") {
    CHECK(format(s("%s %5.2f %I64d %05d %%"), {s("a"), 1.005, std::int64_t{5}, 42}).utf8() == "a  1.00 5 00042 %");
    CHECK_THROWS_AS(format(s("%s"), {1}), CriticalError);
    CHECK_THROWS_AS(format(s("%d"), {1.5}), CriticalError);
    CHECK_THROWS_AS(format(s("%d %d"), {1}), CriticalError);
    CHECK_THROWS_AS(format(s("%q"), {1}), CriticalError);
    CHECK(format(s("%s"), {s(std::string(2000, 'x'))}).text().size() == 2000);
}

TEST_CASE("text: times go to text and back over leap days and centuries") {
    for (std::int64_t t : {0LL, 951782400LL, 1709164799LL, 1709251200LL, 4102444799LL}) {
        CHECK(string_to_time(time_to_string(t, 7)) == t);
        CHECK(time_of(civil_time(t)) == t);
    }
    CHECK(civil_time(0).day_of_week == 4);
    CHECK(civil_time(1709164800).day == 29);
}

TEST_CASE("strings: NULL is empty, but not the same") {
    String const null;
    CHECK(null.is_null());
    CHECK(null == s(""));
    CHECK_FALSE(s("").is_null());
}

TEST_CASE("strings: UTF-8 passes through UTF-16 unharmed, and broken UTF-8 is marked") {
    for (std::string_view const text : {"caf\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"})
        CHECK(s(text).utf8() == text);
    CHECK(s("\xF0\x9F\x98\x80").text().size() == 2);
    CHECK(s("a\xFFz").utf8() == "a\xEF\xBF\xBDz");
}

TEST_CASE("strings: to bytes and back, with and without the terminator") {
    Array<std::uint8_t> bytes;
    CHECK(StringToCharArray(s("\xE2\x82\xAC"), bytes, 0, -1, 65001) == 4);
    CHECK(bytes[3] == 0);
    CHECK(CharArrayToString(bytes, 0, -1, 65001).utf8() == "\xE2\x82\xAC");
    FixedArray<std::uint8_t, 2> small{};
    CHECK(StringToCharArray(s("abc"), small, 0, -1, 65001) == 2);
    CHECK(StringToCharArray(s("abc"), bytes, 0, 2, 65001) == 2);
}

TEST_CASE("strings: find, cut, split, replace and trim") {
    CHECK(StringFind(s("hello"), s("l"), 0) == 2);
    CHECK(StringFind(s("hello"), s("x"), 0) == -1);
    CHECK(StringSubstr(s("hello"), 1, 3).utf8() == "ell");
    CHECK(StringSubstr(s("hello"), 9, 3).utf8().empty());
    Array<String> parts;
    CHECK(StringSplit(s("a,b,,c"), ',', parts) == 4);
    CHECK(parts[2].utf8().empty());
    auto text = s("aXbX");
    CHECK(StringReplace(text, s("X"), s("--")) == 2);
    CHECK(text.utf8() == "a--b--");
    auto spaced = s("  x ");
    CHECK(StringTrimLeft(spaced) == 2);
    CHECK(StringTrimRight(spaced) == 1);
    CHECK(spaced.utf8() == "x");
}

TEST_CASE("numbers: rounding is half away from zero in decimal") {
    CHECK(NormalizeDouble(1.005, 2) == 1.01);
    CHECK(NormalizeDouble(-1.005, 2) == -1.01);
    CHECK(NormalizeDouble(1.08505, 5) == 1.08505);
    CHECK(NormalizeDouble(0.29999999999, 2) == 0.3);
    CHECK(IntegerToString(7, 3, '0').utf8() == "007");
}
