// Rules that several command kinds share for their arguments.
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "base/json_reader.hpp"

namespace signalos::protocol {

constexpr std::size_t max_symbol = 31;

inline bool printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

inline void check_positive(JsonReader& reader, std::string_view key, std::optional<Decimal> const& value) {
    if (value && *value <= Decimal()) reader.fail(key, "must be greater than 0");
}

inline std::string read_symbol(JsonReader& reader, std::string symbol) {
    if (symbol.size() > max_symbol || !printable(symbol))
        reader.fail("symbol", "must be at most 31 printable characters");
    return symbol;
}

}  // namespace signalos::protocol
