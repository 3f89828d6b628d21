#include "control/address.hpp"

#include <charconv>
#include <stdexcept>

namespace signalos::control {

Address parse_loopback(std::string const& text) {
    auto const colon = text.rfind(':');
    std::string const host = text.substr(0, colon);
    if (colon == std::string::npos || host != "127.0.0.1") {
        throw std::runtime_error("address " + text + ": must be 127.0.0.1:PORT");
    }
    std::uint16_t port = 0;
    char const* const begin = text.data() + colon + 1;
    char const* const end = text.data() + text.size();
    auto const parsed = std::from_chars(begin, end, port);
    if (parsed.ec != std::errc() || parsed.ptr != end) throw std::runtime_error("address " + text + ": bad port");
    return {host, port};
}

}  // namespace signalos::control
