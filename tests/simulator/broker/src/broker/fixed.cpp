#include "broker/fixed.hpp"

#include <array>

namespace signalos::broker {
namespace {

constexpr int decimals = 8;

constexpr std::array<std::int64_t, decimals + 1> powers{1,       10,        100,        1'000,      10'000,
                                                        100'000, 1'000'000, 10'000'000, 100'000'000};

std::int64_t nearest_multiple(std::int64_t units, std::int64_t step) {
    std::int64_t const half = units < 0 ? -(step / 2) : step / 2;
    return (units + half) / step * step;
}

}  // namespace

std::optional<Fixed> Fixed::parse(std::string_view text) {
    bool const negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    std::int64_t units = 0;
    int after_point = -1;
    bool any_digit = false;
    for (char const c : text) {
        if (c == '.' && after_point < 0) {
            after_point = 0;
            continue;
        }
        if (c < '0' || c > '9' || after_point == decimals || units > INT64_MAX / 10 - 10) return std::nullopt;
        units = units * 10 + (c - '0');
        any_digit = true;
        if (after_point >= 0) ++after_point;
    }
    if (!any_digit) return std::nullopt;
    std::int64_t const factor = powers.at(static_cast<std::size_t>(decimals - (after_point < 0 ? 0 : after_point)));
    if (units > INT64_MAX / factor) return std::nullopt;
    return Fixed(negative ? -units * factor : units * factor);
}

std::string Fixed::text(int min_decimals) const {
    std::uint64_t const magnitude =
        units_ < 0 ? ~static_cast<std::uint64_t>(units_) + 1 : static_cast<std::uint64_t>(units_);
    auto const unit = static_cast<std::uint64_t>(scale);
    std::string fraction = std::to_string(magnitude % unit);
    fraction.insert(0, static_cast<std::size_t>(decimals) - fraction.size(), '0');
    while (static_cast<int>(fraction.size()) > min_decimals && fraction.back() == '0') fraction.pop_back();
    std::string out = units_ < 0 ? "-" : "";
    out += std::to_string(magnitude / unit);
    if (!fraction.empty()) out += "." + fraction;
    return out;
}

Fixed Fixed::rounded_to(Fixed step) const {
    return step.units_ <= 0 ? *this : Fixed(nearest_multiple(units_, step.units_));
}

Fixed Fixed::rounded(int digits) const {
    if (digits >= decimals) return *this;
    return Fixed(nearest_multiple(units_, powers.at(static_cast<std::size_t>(decimals - (digits < 0 ? 0 : digits)))));
}

}  // namespace signalos::broker
