// The negotiation of permessage-deflate (RFC 7692, section 7.1).
#pragma once
#include <string>

#include "net/http_types.hpp"

namespace signalos::relay {

/// The window that we compress with: a client that asks for a smaller one is answered without compression.
inline constexpr int deflate_window_bits = 13;

/// What to answer as `Sec-WebSocket-Extensions`: the first offer of the request that can be taken, always without
/// context takeover either way. Empty: none can, or none was made.
std::string agree_deflate(Headers const& headers);

}  // namespace signalos::relay
