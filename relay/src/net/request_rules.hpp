// What a request must be beyond what the parser demands: one thing, and the same thing for every program it passes.
#pragma once
#include <string>
#include <string_view>

#include "net/http_types.hpp"

namespace signalos::relay {

/// Nothing when the header is unambiguous; otherwise words for the client. A second Host, Origin, length or credential
/// is a fault even when both say the same: the proxy in front may have believed the other one. `version` as Beast
/// counts: 11 for HTTP/1.1.
std::string_view ambiguity(Headers const& headers, unsigned version);

/// Whether a decoded path is plain: no control characters, backslashes, dot segments, and well-formed UTF-8.
bool is_plain_path(std::string_view path);

/// Whether the text is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

}  // namespace signalos::relay
