// Texts built into the compiler: the prelude and the lists of every name MQL5 itself has.
#pragma once

#include <string>
#include <string_view>

namespace signalos::mql5c {

extern std::string_view const builtin_functions_text;
extern std::string_view const builtin_constants_text;
extern std::string_view const prelude_enums_text;
extern std::string_view const prelude_structs_text;
extern std::string_view const prelude_constants_text;
extern std::string_view const prelude_functions_text;

extern std::string_view const api_enums_text;
extern std::string_view const api_constants_text;
extern std::string_view const api_functions_text;

/// What MQL5 has beyond the prelude, for --check only.
std::string api_text();
/// The whole prelude: the texts above and the selector enumerations of mqlrt/selectors.hpp.
std::string prelude_text();

}  // namespace signalos::mql5c
