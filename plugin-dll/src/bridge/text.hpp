// Text across the C boundary and numbers as decimal text.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalos::bridge {

bool is_utf8(std::string_view text);
/// Zero-terminated UTF-8 inside the array; nullopt when it is not.
std::optional<std::string> read_text(std::uint8_t const* array, std::size_t size);
/// Cut at a character's border when it does not fit; always terminated, the rest zeroed.
void write_text(std::uint8_t* array, std::size_t size, std::string_view text);

template <std::size_t N>
std::optional<std::string> read_text(std::uint8_t const (&array)[N]) {
    return read_text(array, N);
}
template <std::size_t N>
void write_text(std::uint8_t (&array)[N], std::string_view text) {
    write_text(array, N, text);
}

/// Exactly `digits` (0 … 8) decimals; values that are not finite give "0".
std::string fixed_decimal(double value, int digits);
/// At most 8 decimals, trailing zeros removed.
std::string short_decimal(double value);
/// "2026-01-01 12:00:00 UTC"
std::string utc_words(std::int64_t utc_ms);

}  // namespace signalos::bridge
