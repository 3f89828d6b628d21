#include "base/decimal.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

using signalos::Decimal;
using signalos::errc;

namespace {

struct Row {
    char const* text;
    std::int64_t raw;
};

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

}  // namespace

TEST_CASE("a decimal text is read exactly") {
    auto const row =
        GENERATE(Row{"0", 0}, Row{"-0", 0}, Row{"1", 100'000'000}, Row{"+1", 100'000'000}, Row{"1.08505", 108'505'000},
                 Row{"-3", -300'000'000}, Row{".5", 50'000'000}, Row{"5.", 500'000'000}, Row{"000.10", 10'000'000},
                 Row{"0.00000001", 1}, Row{"1.000000000000", 100'000'000}, Row{"1.08505E0", 108'505'000},
                 Row{"+2e3", 200'000'000'000}, Row{"15E-1", 150'000'000}, Row{"1e-8", 1}, Row{"0e999", 0},
                 Row{"92233720368.54775807", most}, Row{"-92233720368.54775807", -most});
    INFO(row.text);
    auto const parsed = Decimal::parse(row.text);
    REQUIRE(parsed.has_value());
    CHECK(parsed->raw() == row.raw);
}

TEST_CASE("anything that is not a decimal with 8 decimals is refused, never rounded") {
    auto const* text = GENERATE("", " ", "-", "+", ".", "e5", "1e", "1e+", "1,5", "1.2.3", " 1", "1 ", "0x10", "NaN",
                                "inf", "1.0a", "--1", "1e5.0", "0.000000001", "1.123456789", "1e-9", "1e1000000",
                                "00000000000000000000000000000000000000000000000000000000000000001");
    INFO(text);
    auto const parsed = Decimal::parse(text);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error() == errc::bad_decimal);
}

TEST_CASE("a number beyond the range is an overflow, never a wrapped value") {
    auto const* text = GENERATE("92233720368.54775808", "-92233720368.54775808", "1e11", "99999999999", "1e900",
                                "100000000000000000000000000000");
    INFO(text);
    auto const parsed = Decimal::parse(text);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error() == errc::overflow);
}

TEST_CASE("an embedded zero byte is not a decimal") {
    CHECK_FALSE(Decimal::parse(std::string_view("1\0", 2)).has_value());
}

TEST_CASE("text shows no trailing zeros beyond those asked for") {
    CHECK(Decimal::from_raw(10'000'000).text() == "0.1");
    CHECK(Decimal::from_raw(10'000'000).text(2) == "0.10");
    CHECK(Decimal::from_raw(108'505'000).text(2) == "1.08505");
    CHECK(Decimal::from_raw(-1).text() == "-0.00000001");
    CHECK(Decimal().text(8) == "0.00000000");
    CHECK(Decimal::from_raw(std::numeric_limits<std::int64_t>::min()).text() == "-92233720368.54775808");
}

TEST_CASE("what text() writes parse() reads back, for any value and any number of kept decimals") {
    std::mt19937_64 random(20260101);
    for (int i = 0; i < 20'000; ++i) {
        // Shifting gives every magnitude its share; the uniform draw alone is nearly always huge.
        auto const raw = static_cast<std::int64_t>(random()) >> (random() % 63);
        if (raw == std::numeric_limits<std::int64_t>::min()) continue;
        auto const value = Decimal::from_raw(raw);
        auto const text = value.text(static_cast<int>(random() % 9));
        auto const again = Decimal::parse(text);
        INFO(text);
        REQUIRE(again.has_value());
        REQUIRE(*again == value);
    }
}

TEST_CASE("a price that went through a double comes back as written") {
    std::mt19937_64 random(7);
    for (int i = 0; i < 20'000; ++i) {
        int const digits = static_cast<int>(random() % 6);
        auto const unit = static_cast<std::int64_t>(std::pow(10, 8 - digits));
        auto const value = Decimal::from_raw(static_cast<std::int64_t>(random() % 1'000'000'000) * unit);
        auto const again = Decimal::from_double(value.to_double(), digits);
        INFO(value.text());
        REQUIRE(again.has_value());
        REQUIRE(*again == value);
    }
}

TEST_CASE("from_double refuses what no decimal can hold") {
    CHECK(Decimal::from_double(std::nan(""), 2).error() == errc::bad_decimal);
    CHECK(Decimal::from_double(HUGE_VAL, 2).error() == errc::bad_decimal);
    CHECK(Decimal::from_double(1, -1).error() == errc::bad_decimal);
    CHECK(Decimal::from_double(1, 9).error() == errc::bad_decimal);
    CHECK(Decimal::from_double(1e12, 0).error() == errc::overflow);
    CHECK(Decimal::from_double(-1e300, 8).error() == errc::overflow);
    CHECK(Decimal::from_double(1.005000001, 2)->text() == "1.01");
    CHECK(Decimal::from_double(-0.1, 1)->text() == "-0.1");
}

TEST_CASE("sums beyond the range are an overflow") {
    auto const top = Decimal::from_raw(most);
    auto const one = Decimal::from_raw(1);
    CHECK(top.plus(one).error() == errc::overflow);
    CHECK(Decimal::from_raw(-most).minus(Decimal::from_raw(2)).error() == errc::overflow);
    CHECK(top.minus(one)->raw() == most - 1);
    CHECK(one.plus(one)->raw() == 2);
}
