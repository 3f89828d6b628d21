#include "net/upgrade_handshake.hpp"

#include "net/security_headers.hpp"
#include "util/crypto.hpp"

namespace signalos::relay {

bool is_web_socket_request(Request const& request) {
    return request.verb == Verb::get && has_token(request.headers.find("Connection"), "upgrade") &&
           has_token(request.headers.find("Upgrade"), "websocket") &&
           request.headers.find("Sec-WebSocket-Version") == "13" &&
           request.headers.find("Sec-WebSocket-Key").size() == 24;
}

std::string handshake_answer(Request const& request, std::string_view protocol, std::string_view extensions) {
    auto const digest =
        sha1(std::string(request.headers.find("Sec-WebSocket-Key")) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    std::string head =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
        base64(digest) + "\r\n";
    if (!protocol.empty()) head += "Sec-WebSocket-Protocol: " + std::string(protocol) + "\r\n";
    if (!extensions.empty()) head += "Sec-WebSocket-Extensions: " + std::string(extensions) + "\r\n";
    head += security_header_block();
    head += "\r\n";
    return head;
}

}  // namespace signalos::relay
