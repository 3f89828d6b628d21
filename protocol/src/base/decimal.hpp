// Prices, volumes and money: exact decimals, never binary doubles.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace signalos {

/// A number with 8 decimals held in 64 bits: |value| < 92,233,720,368.54775807.
class Decimal {
public:
    static constexpr int scale_digits = 8;
    static constexpr std::int64_t scale = 100'000'000;

    constexpr Decimal() = default;
    static constexpr Decimal from_raw(std::int64_t raw) { return Decimal(raw); }

    /// "1.08505", "-3", "1.08505E0", "+2e3". errc::bad_decimal for anything else or for a ninth non-zero decimal;
    /// errc::overflow beyond the range.
    static Result<Decimal> parse(std::string_view text);
    /// The decimal nearest to value at `digits` (0 … 8) decimals, for the DLL boundary where MQL5 has only doubles.
    /// errc::bad_decimal for NaN and infinities, errc::overflow beyond the range.
    static Result<Decimal> from_double(double value, int digits);

    /// Without trailing zeros beyond min_digits (0 … 8) decimals: "1.08505", "0.10" with min_digits 2.
    [[nodiscard]] std::string text(int min_digits = 0) const;
    /// The nearest double.
    [[nodiscard]] double to_double() const;
    [[nodiscard]] constexpr std::int64_t raw() const { return raw_; }
    [[nodiscard]] constexpr bool is_zero() const { return raw_ == 0; }

    /// errc::overflow beyond the range.
    [[nodiscard]] Result<Decimal> plus(Decimal other) const;
    [[nodiscard]] Result<Decimal> minus(Decimal other) const;

    constexpr auto operator<=>(Decimal const&) const = default;

private:
    explicit constexpr Decimal(std::int64_t raw) : raw_(raw) {}
    std::int64_t raw_ = 0;
};

}  // namespace signalos
