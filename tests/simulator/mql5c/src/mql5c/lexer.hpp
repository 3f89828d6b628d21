// Source text to tokens. Refuses what only C++ would lex (prefixes, raw strings, digit separators, user literals).
#pragma once

#include <string_view>

#include "mql5c/token.hpp"

namespace signalos::mql5c {

/// Tokens of one file, without the closing `end`. Throws Fatal on text that is no MQL5 token.
Tokens lex(std::string_view source, int file, Diagnostics& diagnostics);

}  // namespace signalos::mql5c
