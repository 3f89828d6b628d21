#include "net/http_wire.hpp"

#include "net/security_headers.hpp"

namespace signalos::relay {

Response shell_problem(int status, std::string_view code, std::string_view detail) {
    Response response;
    response.status = status;
    response.close = true;
    response.headers.add("Content-Type", "application/problem+json");
    response.headers.add("Cache-Control", "no-store");
    response.body = R"({"type":"about:blank","title":")" + std::string(status_words(status)) + R"(","status":)" +
                    std::to_string(status) + R"(,"code":")" + std::string(code) + R"(","detail":")" +
                    std::string(detail) + "\"}";
    return response;
}

std::string encode_head(Response const& response, std::size_t length, bool keep_alive) {
    std::string head =
        "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(status_words(response.status)) + "\r\n";
    head.reserve(1024);
    for (auto const& [name, value] : response.headers.fields())
        head.append(name).append(": ").append(value).append("\r\n");
    head += security_header_block();
    if (response.status != 204 && response.status != 304)
        head.append("Content-Length: ").append(std::to_string(length)).append("\r\n");
    head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return head;
}

}  // namespace signalos::relay
