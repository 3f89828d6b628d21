// Which addresses are one neighbour when limits are counted.
#pragma once
#include <string>
#include <string_view>

namespace signalos::relay {

/// The name under which limits of an address are counted: an IPv4 address itself, also when it is written as an IPv6
/// one; of an IPv6 address its /64, because whoever has one address there has them all. Text that is no address is its
/// own name.
std::string network_of(std::string_view address);

}  // namespace signalos::relay
