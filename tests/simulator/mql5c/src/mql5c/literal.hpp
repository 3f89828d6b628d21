// The values of MQL5's literals.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mql5c/diagnostics.hpp"

namespace signalos::mql5c {

/// Text between the quotes of a string, escapes resolved, as UTF-8. Throws Fatal on an unknown escape.
std::string decode_escapes(std::string_view raw, Pos pos);
/// The single character between quotes.
std::uint64_t decode_character(std::string_view raw, Pos pos);
/// Seconds since 1970 of D'yyyy.mm.dd hh:mi:ss' (or dd.mm.yyyy; the time is optional). Throws Fatal on a date that does
/// not exist.
std::uint64_t parse_datetime_literal(std::string_view body, Pos pos);
/// The literal has no date: it means the day of compilation (D'' and D'12:30').
bool names_today(std::string_view body);
/// 0x00BBGGRR of C'r,g,b'.
std::uint64_t parse_color_literal(std::string_view body, Pos pos);
/// Days since 1970 of a proleptic Gregorian date.
std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day);

}  // namespace signalos::mql5c
