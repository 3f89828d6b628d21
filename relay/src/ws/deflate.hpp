// permessage-deflate (RFC 7692) without context takeover either way: every message stands alone, so a connection holds
// nothing for it, and what one peer gets can be given to others as it is.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace signalos::relay {

/// A message's payload, compressed; empty when that would not make it smaller. Holds 48 KiB and three times the payload
/// while it runs, and nothing afterwards.
std::string deflate_message(std::string_view payload);

/// The payload of a compressed message, `limit` bytes at most: errc::too_large when there would be more,
/// errc::bad_frame when it is damaged or cut. Holds 48 KiB and `limit` while it runs, whatever the payload would
/// become.
Result<std::string> inflate_message(std::string_view payload, std::size_t limit);

}  // namespace signalos::relay
