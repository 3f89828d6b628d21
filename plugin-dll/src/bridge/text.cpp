#include "bridge/text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace signalos::bridge {

namespace {
// Length of the sequence that starts with `first`, 0 when no sequence starts so.
std::size_t sequence_length(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    if (first >= 0xF0 && first < 0xF5) return 4;
    return 0;
}
bool is_tail(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}
}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        auto const first = static_cast<unsigned char>(text[0]);
        std::size_t const length = sequence_length(first);
        if (length == 0 || length > text.size()) return false;
        if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length), is_tail)) return false;
        if (length > 2) {
            auto const second = static_cast<unsigned char>(text[1]);
            // Overlong forms, surrogates, and beyond U+10FFFF.
            if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return false;
            if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

std::optional<std::string> read_text(std::uint8_t const* array, std::size_t size) {
    void const* end = std::memchr(array, 0, size);
    if (end == nullptr) return std::nullopt;
    std::string text(array, static_cast<std::uint8_t const*>(end));
    if (!is_utf8(text)) return std::nullopt;
    return text;
}

void write_text(std::uint8_t* array, std::size_t size, std::string_view text) {
    std::size_t length = std::min(text.size(), size - 1);
    if (length < text.size())
        while (length > 0 && is_tail(text[length])) --length;
    std::memset(array, 0, size);
    std::memcpy(array, text.data(), length);
}

std::string fixed_decimal(double value, int digits) {
    if (!std::isfinite(value)) value = 0;
    char buffer[352];
    std::snprintf(buffer, sizeof buffer, "%.*f", std::clamp(digits, 0, 8), value);
    std::string text = buffer;
    if (text[0] == '-' && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
    return text;
}

std::string short_decimal(double value) {
    std::string text = fixed_decimal(value, 8);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string utc_words(std::int64_t utc_ms) {
    std::int64_t const days = (utc_ms >= 0 ? utc_ms : utc_ms - 86399999) / 86400000;
    std::int64_t const second = (utc_ms - days * 86400000) / 1000;
    // Civil date from days since 1970 (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    std::int64_t const z = days + 719468;
    std::int64_t const era = (z >= 0 ? z : z - 146096) / 146097;
    std::int64_t const doe = z - era * 146097;
    std::int64_t const yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    std::int64_t const doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    std::int64_t const mp = (5 * doy + 2) / 153;
    int const month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    char buffer[96];
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d %02d:%02d:%02d UTC",
                  static_cast<int>(yoe + era * 400 + (month <= 2 ? 1 : 0)), month,
                  static_cast<int>(doy - (153 * mp + 2) / 5 + 1), static_cast<int>(second / 3600),
                  static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
    return buffer;
}

}  // namespace signalos::bridge
