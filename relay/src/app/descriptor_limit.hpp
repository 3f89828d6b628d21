// Connections cost file descriptors; the store, the log and the admin socket need some too.
#pragma once
#include <cstddef>

#include "net/listener.hpp"

namespace signalos::relay {

/// Descriptors kept for everything but connections.
inline constexpr std::size_t reserved_descriptors = 128;

/// Raises the process's soft limit to its hard one. How many descriptors it may have; 0 when the system does not say.
std::size_t raise_descriptor_limit();

/// The limits with no more connections than `descriptors` allow, and then at most half of them for one address: nobody
/// takes the last descriptor from the store. 0 changes nothing.
NetLimits within_descriptors(NetLimits limits, std::size_t descriptors);

}  // namespace signalos::relay
