#include "base/decimal.hpp"

#include <cmath>
#include <limits>

namespace signalos {

namespace {

constexpr std::int64_t powers[] = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The sign, digits and exponent of a decimal text; digits without the point.
struct Parts {
    bool negative = false;
    std::string digits;
    int exponent = 0;  // value = digits * 10^exponent
};

/// Reads `[+-]digits[.digits][(e|E)[+-]digits]`; errc::bad_decimal otherwise.
Result<Parts> split(std::string_view text) {
    Parts parts;
    std::size_t at = 0;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) parts.negative = text[at++] == '-';
    bool any = false;
    for (; at < text.size() && is_digit(text[at]); ++at, any = true) parts.digits += text[at];
    if (at < text.size() && text[at] == '.') {
        for (++at; at < text.size() && is_digit(text[at]); ++at, any = true) {
            parts.digits += text[at];
            --parts.exponent;
        }
    }
    if (!any || text.size() > 64) return SIGNALOS_ERROR(errc::bad_decimal);
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        int sign = 1;
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) sign = text[at++] == '-' ? -1 : 1;
        int exponent = 0;
        std::size_t const first = at;
        for (; at < text.size() && is_digit(text[at]) && exponent < 1000; ++at)
            exponent = exponent * 10 + (text[at] - '0');
        if (at == first) return SIGNALOS_ERROR(errc::bad_decimal);
        parts.exponent += sign * exponent;
    }
    if (at != text.size()) return SIGNALOS_ERROR(errc::bad_decimal);
    return parts;
}

}  // namespace

Result<Decimal> Decimal::parse(std::string_view text) {
    auto parsed = split(text);
    if (!parsed) return parsed.error();
    auto& [negative, digits, exponent] = *parsed;
    while (!digits.empty() && digits.back() == '0') {
        digits.pop_back();
        ++exponent;
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.empty()) return Decimal();
    int const shift = exponent + scale_digits;
    if (shift < 0) return SIGNALOS_ERROR(errc::bad_decimal);
    if (digits.size() + static_cast<std::size_t>(shift) > 19) return SIGNALOS_ERROR(errc::overflow);
    digits.append(static_cast<std::size_t>(shift), '0');
    std::uint64_t raw = 0;
    for (char const c : digits) raw = raw * 10 + static_cast<std::uint64_t>(c - '0');
    if (raw > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return SIGNALOS_ERROR(errc::overflow);
    auto const value = static_cast<std::int64_t>(raw);
    return Decimal(negative ? -value : value);
}

Result<Decimal> Decimal::from_double(double value, int digits) {
    if (!std::isfinite(value) || digits < 0 || digits > scale_digits) return SIGNALOS_ERROR(errc::bad_decimal);
    double const rounded = std::round(value * static_cast<double>(powers[digits]));
    std::int64_t const unit = powers[scale_digits - digits];
    if (std::abs(rounded) >= 9.2e18 / static_cast<double>(unit)) return SIGNALOS_ERROR(errc::overflow);
    return Decimal(static_cast<std::int64_t>(rounded) * unit);
}

std::string Decimal::text(int min_digits) const {
    auto const magnitude =
        raw_ < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(raw_) : static_cast<std::uint64_t>(raw_);
    std::string out = (raw_ < 0 ? "-" : "") + std::to_string(magnitude / scale);
    std::string fraction = std::to_string(magnitude % scale);
    fraction.insert(0, scale_digits - fraction.size(), '0');
    std::size_t keep = fraction.find_last_not_of('0') + 1;  // npos + 1 is 0
    keep = std::max(keep, static_cast<std::size_t>(min_digits));
    if (keep > 0) out += '.' + fraction.substr(0, keep);
    return out;
}

double Decimal::to_double() const {
    // Exact parts up to 2^53 divided once: correctly rounded. Larger magnitudes lose only what a double cannot hold.
    return static_cast<double>(raw_) / static_cast<double>(scale);
}

Result<Decimal> Decimal::plus(Decimal other) const {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(raw_, other.raw_, &sum)) return SIGNALOS_ERROR(errc::overflow);
    return Decimal(sum);
}

Result<Decimal> Decimal::minus(Decimal other) const {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(raw_, other.raw_, &difference)) return SIGNALOS_ERROR(errc::overflow);
    return Decimal(difference);
}

}  // namespace signalos
