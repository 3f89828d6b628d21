// The opening handshake of RFC 6455, server side.
#pragma once
#include <string>
#include <string_view>

#include "net/http_types.hpp"

namespace signalos::relay {

/// GET with Upgrade: websocket, Connection: upgrade, version 13 and a key of the right length.
bool is_web_socket_request(Request const& request);
/// The whole 101 answer; `protocol` empty for no subprotocol, `extensions` empty for none.
std::string handshake_answer(Request const& request, std::string_view protocol, std::string_view extensions = "");

}  // namespace signalos::relay
