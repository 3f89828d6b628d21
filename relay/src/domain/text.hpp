// Which text every engine can store: UTF-8 without zero bytes.
#pragma once
#include <string>
#include <string_view>

namespace signalos::relay {

/// Valid UTF-8 (no surrogates, nothing overlong, at most U+10FFFF) and no zero byte.
bool is_storable(std::string_view text);
/// Each byte that breaks the rule becomes U+FFFD; the rest stays as it is.
std::string storable(std::string_view text);

}  // namespace signalos::relay
