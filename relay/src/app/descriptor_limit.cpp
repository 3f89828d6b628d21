#include "app/descriptor_limit.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace signalos::relay {

std::size_t raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    if (limit.rlim_cur < limit.rlim_max) {
        rlimit const raised{limit.rlim_max, limit.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    return limit.rlim_cur;
}

NetLimits within_descriptors(NetLimits limits, std::size_t descriptors) {
    auto const room = descriptors > 2 * reserved_descriptors ? descriptors - reserved_descriptors
                                                             : std::max<std::size_t>(descriptors / 2, 1);
    if (descriptors == 0 || limits.connections <= room) return limits;
    limits.connections = room;
    limits.connections_per_address = std::min(limits.connections_per_address, std::max<std::size_t>(room / 2, 1));
    return limits;
}

}  // namespace signalos::relay
