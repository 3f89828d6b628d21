// The headers that every answer carries, whatever it is.
#pragma once
#include <string_view>

namespace signalos::relay {

/// The policy proved against the dashboard in a browser; a change here is tested there.
std::string_view content_security_policy();
/// All of them as header lines, each ended by CRLF.
std::string_view security_header_block();

}  // namespace signalos::relay
