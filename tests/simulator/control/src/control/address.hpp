// "host:port" of the simulator's sockets: loopback only, because none of them asks who is calling.
#pragma once

#include <cstdint>
#include <string>

namespace signalos::control {

struct Address {
    std::string host;
    std::uint16_t port = 0;
};

/// Throws std::runtime_error unless `text` is "127.0.0.1:PORT".
Address parse_loopback(std::string const& text);

}  // namespace signalos::control
