// Numbers and times as text, the way MQL5 writes and reads them.
#pragma once

#include <span>
#include <utility>
#include <variant>

#include "mqlrt/value.hpp"

namespace signalos::mql::rt {

/// One argument of Print, StringFormat and their kin.
struct Printable {
    std::variant<bool, std::int64_t, std::uint64_t, double, String, DateTime, Color> value;

    Printable(String s) : value(std::move(s)) {}  // NOLINT: implicit
    Printable(DateTime t) : value(t) {}           // NOLINT
    Printable(Color c) : value(c) {}              // NOLINT
    template <class T>
    Printable(T v) requires std::is_arithmetic_v<T> {  // NOLINT
        if constexpr (std::is_same_v<T, bool>) {
            value = v;
        } else if constexpr (std::is_floating_point_v<T>) {
            value = static_cast<double>(v);
        } else if constexpr (std::is_signed_v<T>) {
            value = static_cast<std::int64_t>(v);
        } else {
            value = static_cast<std::uint64_t>(v);
        }
    }
};

/// As Print and the (string) cast write it.
String text(Printable const& value);
/// Critical error where an argument does not fit its conversion: MQL5 would print garbage.
String format(String const& pattern, std::initializer_list<Printable> arguments);
String time_to_string(std::int64_t time, std::int32_t mode);
std::int64_t string_to_time(String const& text);
String double_to_string(double value, std::int32_t digits);
double string_to_double(String const& text);
std::int64_t string_to_integer(String const& text);

struct CivilTime {
    int year, month, day, hour, minute, second, day_of_week, day_of_year;
};
CivilTime civil_time(std::int64_t time);
std::int64_t time_of(CivilTime const& civil);

template <class T>
T parse(String const& text) {
    if constexpr (std::is_same_v<T, bool>) {
        return text.text() == u"true" || string_to_integer(text) != 0;
    } else if constexpr (std::is_floating_point_v<T>) {
        return static_cast<T>(string_to_double(text));
    } else {
        return static_cast<T>(string_to_integer(text));
    }
}

/// Names and values of one enumeration.
using EnumTable = std::vector<std::pair<std::string, std::int64_t>>;
String enum_to_string(EnumTable const& table, std::int64_t value);

}  // namespace signalos::mql::rt
