// Scaled integer for prices, volumes and money: what the ledger prints is exactly what was traded.
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalos::broker {

/// A decimal number held as a whole count of 1e-8. Range about +-9.2e10. Default is zero.
class Fixed {
public:
    static constexpr std::int64_t scale = 100'000'000;

    constexpr Fixed() = default;
    static constexpr Fixed from_units(std::int64_t units) { return Fixed(units); }
    /// Nearest multiple of 1e-8, halves away from zero. Outside the range or not a number: zero.
    static Fixed from_double(double value) {
        double const scaled = value * static_cast<double>(scale);
        if (!std::isfinite(scaled) || std::abs(scaled) > 9.2e18) return {};
        return Fixed(std::llround(scaled));
    }
    /// Plain decimal text ("-1.25"); no exponent, at most 8 decimals. Anything else: nothing.
    static std::optional<Fixed> parse(std::string_view text);

    constexpr std::int64_t units() const { return units_; }
    double value() const { return static_cast<double>(units_) / static_cast<double>(scale); }
    /// Shortest plain decimal, at least `min_decimals` digits after the point (0 to 8).
    std::string text(int min_decimals = 0) const;

    /// Nearest multiple of `step`; itself when `step` is zero.
    Fixed rounded_to(Fixed step) const;
    /// Nearest value with `digits` decimals (0 to 8).
    Fixed rounded(int digits) const;
    bool is_multiple_of(Fixed step) const { return step.units_ != 0 && units_ % step.units_ == 0; }

    constexpr auto operator<=>(Fixed const&) const = default;
    constexpr Fixed operator+(Fixed other) const { return Fixed(units_ + other.units_); }
    constexpr Fixed operator-(Fixed other) const { return Fixed(units_ - other.units_); }
    constexpr Fixed operator-() const { return Fixed(-units_); }
    constexpr Fixed operator*(std::int64_t factor) const { return Fixed(units_ * factor); }
    Fixed& operator+=(Fixed other) { return *this = *this + other; }
    Fixed& operator-=(Fixed other) { return *this = *this - other; }
    constexpr bool is_zero() const { return units_ == 0; }

private:
    explicit constexpr Fixed(std::int64_t units) : units_(units) {}
    std::int64_t units_ = 0;
};

inline Fixed abs(Fixed value) {
    return value < Fixed() ? -value : value;
}

}  // namespace signalos::broker
