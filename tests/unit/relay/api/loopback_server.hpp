// A relay's shells on a free loopback port with a certificate of their own, and the clients that tests attack them
// with.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/session.hpp"
#include "net/http_types.hpp"

namespace signalos::relay::test {

/// Short limits, so that tests of time limits are quick.
struct LoopbackLimits {
    std::int64_t header_ms = 300;
    std::int64_t body_ms = 300;
    std::int64_t idle_ms = 2000;
    double requests_per_second = 10'000;
    std::size_t connections_per_address = 1000;
};

/// Serves `handler` on a thread of its own until it dies.
class LoopbackServer {
public:
    explicit LoopbackServer(HttpHandler& handler, LoopbackLimits limits = {});
    ~LoopbackServer();
    [[nodiscard]] std::uint16_t port() const;
    /// Closes all WebSockets with that tag.
    void close_tagged(std::string tag);
    /// goodbye and 1012 to all.
    void drain();
    [[nodiscard]] std::size_t web_sockets() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// A blocking TLS client with deadlines; every member throws std::runtime_error when 5 s pass.
class LoopbackClient {
public:
    explicit LoopbackClient(std::uint16_t port);
    ~LoopbackClient();
    void send(std::string_view bytes);
    /// What arrives until the server closes.
    std::string read_to_end();
    /// The next HTTP answer: head and body.
    std::string read_answer();
    /// The next WebSocket frame: opcode and payload.
    struct WsFrame {
        int opcode;
        std::string payload;
        [[nodiscard]] int close_code() const;
    };
    WsFrame read_frame();
    /// Upgrades; the answer's head.
    std::string upgrade(std::string_view path, std::string_view more_headers = "");
    void send_text(std::string_view payload);
    void send_frame(int first_byte, std::string_view payload);

private:
    std::string read_exactly(std::size_t size);
    std::string read_until(std::string_view mark);
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace signalos::relay::test
