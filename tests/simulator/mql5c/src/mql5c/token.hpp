// A token of MQL5 source.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mql5c/diagnostics.hpp"

namespace signalos::mql5c {

enum class Tok { identifier, integer, real, string, character, datetime, color, punct, end };

struct Token {
    Tok kind = Tok::end;
    Pos pos;
    /// The spelling; for strings the decoded UTF-8 text, for the other literals the digits as written.
    std::string text;
    /// Value of integer, character, datetime and color literals.
    std::uint64_t integer = 0;
    double real = 0;
    /// Integer literals: decimal without a suffix, so its type depends on its size; hexadecimal ones may be unsigned.
    bool hex = false;
    /// Real literals with the suffix f.
    bool is_float = false;
    /// Datetime literals without a date: they mean the day of compilation.
    bool today = false;
    /// First token of its (logical) line.
    bool line_start = false;
    bool space_before = false;
    /// Where it stands in its file's text; not for what a macro makes.
    std::size_t begin = 0;
    std::size_t end = 0;
    /// Characters before it on its line.
    std::size_t column = 0;
    /// The end-of-line comment behind the token's line, which names an input.
    std::string comment;
};

using Tokens = std::vector<Token>;

}  // namespace signalos::mql5c
