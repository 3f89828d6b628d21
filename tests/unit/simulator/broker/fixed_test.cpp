#include <catch2/catch.hpp>

#include "broker/fixed.hpp"

using signalos::broker::Fixed;

TEST_CASE("a decimal survives text and back exactly") {
    auto const text = GENERATE("0", "1.08505", "-0.01", "2350", "151.253", "0.00000001", "92000000000.12345678");
    CHECK(Fixed::parse(text).value().text() == text);
}

TEST_CASE("text that is not a plain decimal is refused") {
    auto const text = GENERATE("", "-", ".", "1e5", "1.123456789", "1..2", "99999999999999999999", "0x1");
    CHECK_FALSE(Fixed::parse(text).has_value());
}

TEST_CASE("rounding goes to the nearest step, halves away from zero") {
    CHECK(Fixed::parse("1.085055").value().rounded(5).text() == "1.08506");
    CHECK(Fixed::parse("-1.085055").value().rounded(5).text() == "-1.08506");
    CHECK(Fixed::parse("0.127").value().rounded_to(Fixed::parse("0.05").value()).text() == "0.15");
    CHECK(Fixed::from_double(0.1).is_multiple_of(Fixed::from_double(0.01)));
}
