// The shells over real TLS on loopback: what well-meant and ill-meant clients get.
#include <atomic>
#include <catch2/catch.hpp>

#include "loopback_server.hpp"
#include "world.hpp"

using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

// Answers every text with itself, in bursts; counts its ends.
struct EchoSession final : Session {
    EchoSession(SessionPort& with, std::atomic<int>& count) : port(with), ends(count) {}
    void on_text(std::string_view text) override {
        if (text == "throw") throw std::runtime_error("a session that fails");
        if (text == "flood") {
            flooding = true;
            port.close(4401, "signed out");
        }
        if (text == "close") return port.close(4429, "too fast");
        for (int i = 0; i < (text == "burst" ? 3000 : 1); ++i)
            waiting.push_back(std::make_shared<std::string const>(text));
        port.wake();
    }
    std::vector<Frame> pull(std::size_t max_bytes) override {
        std::vector<Frame> frames;
        if (flooding) return {std::make_shared<std::string const>("more")};
        for (std::size_t bytes = 0;
             !waiting.empty() && (frames.empty() || bytes + waiting.front()->size() <= max_bytes);) {
            bytes += waiting.front()->size();
            frames.push_back(waiting.front());
            waiting.pop_front();
        }
        return frames;
    }
    void on_tick() override {}
    void on_closed() override { ++ends; }
    SessionPort& port;
    std::atomic<int>& ends;
    std::deque<Frame> waiting;
    bool flooding = false;
};

struct Loopback : World {
    std::atomic<int> ends{0};
    explicit Loopback(LoopbackLimits limits = {}) : server_limits(limits) {
        relay.session = [this](SessionPort& port) { return std::make_shared<EchoSession>(port, ends); };
        relay.terminal_key_hash = "";
        accounts.add("v@example.test", "correct horse battery", "viewer");
        cookie = cookie_of(login("v@example.test", "correct horse battery"));
    }
    std::string dashboard_headers() const {
        return "Cookie: " + cookie + "\r\nOrigin: " + origin + "\r\nSec-WebSocket-Protocol: signalos.v1\r\n";
    }
    LoopbackLimits server_limits;
    std::string cookie;
    LoopbackServer net{server, server_limits};
};

bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("loopback: two requests share a connection, and HEAD has the length but no body") {
    Loopback world;
    LoopbackClient client(world.net.port());
    client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    auto const first = client.read_answer();
    CHECK(has(first, "HTTP/1.1 200 OK\r\n"));
    CHECK(has(first, "{\"status\":\"ok\"}"));
    CHECK(has(first, "Content-Security-Policy: default-src 'none'"));
    CHECK(has(first, "X-Content-Type-Options: nosniff"));
    client.send("HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    auto const second = client.read_to_end();
    CHECK(has(second, "Content-Length: 15\r\n"));
    CHECK(second.ends_with("\r\n\r\n"));
}

TEST_CASE("loopback: two requests sent at once are answered in order") {
    Loopback world;
    LoopbackClient client(world.net.port());
    client.send(
        "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /api/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    auto const both = client.read_to_end();
    CHECK(both.find("200 OK") < both.find("404 Not Found"));
    CHECK(has(both, "404 Not Found"));
}

TEST_CASE(
    "loopback: a header that is too large gets 431 and a body that is too large 413, neither is read to its end") {
    Loopback world;
    LoopbackClient header(world.net.port());
    header.send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(20'000, 'a') + "\r\n\r\n");
    CHECK(has(header.read_to_end(), "431 "));
    LoopbackClient announced(world.net.port());
    announced.send("POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
    CHECK(has(announced.read_to_end(), "413 "));
    LoopbackClient chunked(world.net.port());
    chunked.send("POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n" +
                 std::string(0x2000, 'a') + "\r\n");
    CHECK(has(chunked.read_to_end(), "413 "));
}

TEST_CASE("loopback: a header or body that trickles in gets 408") {
    Loopback world;
    LoopbackClient header(world.net.port());
    header.send("GET / HTTP/1.1\r\nHos");
    CHECK(has(header.read_to_end(), "408 "));
    LoopbackClient body(world.net.port());
    body.send("POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{");
    CHECK(has(body.read_to_end(), "408 "));
}

TEST_CASE("loopback: what is not HTTP, or is two things at once, gets 400") {
    auto const text = GENERATE(
        "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    Loopback world;
    LoopbackClient client(world.net.port());
    client.send(text);
    CAPTURE(text);
    CHECK(has(client.read_to_end(), "HTTP/1.1 400 "));
}

TEST_CASE("loopback: bad JSON is 400, a missing CSRF header 403, an unknown route 404, another verb 405") {
    Loopback world;
    LoopbackClient client(world.net.port());
    auto const post = [&](std::string const& headers, std::string const& body) {
        client.send("POST /api/auth/login HTTP/1.1\r\nHost: x\r\n" + headers +
                    "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        return client.read_answer();
    };
    auto const ours = std::string("Origin: ") + World::origin + "\r\n";
    CHECK(has(post("X-SignalOS-CSRF: 1\r\n" + ours, "{"), "400 "));
    CHECK(has(post(ours, "{}"), "403 "));
    CHECK(has(post("X-SignalOS-CSRF: 1\r\nOrigin: https://evil.test\r\n", "{}"), "403 "));
    client.send("GET /api/none HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(has(client.read_answer(), "404 "));
    client.send("DELETE /api/trades HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(has(client.read_answer(), "405 "));
}

TEST_CASE("loopback: an address that asks too often gets 429") {
    Loopback world(LoopbackLimits{.requests_per_second = 3});
    std::string last;
    for (int i = 0; i < 5; ++i) {
        LoopbackClient client(world.net.port());
        client.send("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        last = client.read_to_end();
    }
    CHECK(has(last, "429 "));
    CHECK(has(last, "rate_limited"));
}

TEST_CASE("loopback: a dashboard's messages are answered, also thousands in a burst, and pings get pongs") {
    Loopback world;
    LoopbackClient client(world.net.port());
    auto const head = client.upgrade("/ws", world.dashboard_headers());
    CHECK(has(head, "101 "));
    CHECK(has(head, "Sec-WebSocket-Protocol: signalos.v1"));
    client.send_text("hello");
    CHECK(client.read_frame().payload == "hello");
    client.send_frame(0x89, "beat");
    auto const pong = client.read_frame();
    CHECK(pong.opcode == 10);
    CHECK(pong.payload == "beat");
    client.send_text("burst");
    for (int i = 0; i < 3000; ++i) REQUIRE(client.read_frame().payload == "burst");
}

TEST_CASE("loopback: a message beyond the limit closes with 1009") {
    Loopback world;
    LoopbackClient client(world.net.port());
    client.upgrade("/ws", world.dashboard_headers());
    client.send_text(std::string(16 * 1024, 'a'));
    CHECK(client.read_frame().payload.size() == 16 * 1024);
    client.send_text(std::string(16 * 1024 + 1, 'a'));
    CHECK(client.read_frame().close_code() == 1009);
}

TEST_CASE("loopback: a refused dashboard is accepted and told why by its close code") {
    Loopback world;
    LoopbackClient foreign(world.net.port());
    foreign.upgrade("/ws", "Cookie: " + world.cookie + "\r\nOrigin: https://evil.test\r\n");
    CHECK(foreign.read_frame().close_code() == 4403);
    LoopbackClient stranger(world.net.port());
    stranger.upgrade("/ws", std::string("Origin: ") + World::origin + "\r\n");
    CHECK(stranger.read_frame().close_code() == 4401);
    LoopbackClient terminal(world.net.port());
    terminal.upgrade("/ws/terminal", "Authorization: Bearer wrong\r\n");
    CHECK(terminal.read_frame().close_code() == 4401);
}

TEST_CASE("loopback: a session that closes, fails or whose login ends tells its code, and each ends exactly once") {
    Loopback world;
    auto const open = [&] {
        auto client = std::make_unique<LoopbackClient>(world.net.port());
        client->upgrade("/ws", world.dashboard_headers());
        return client;
    };
    auto const closing = open();
    closing->send_text("close");
    CHECK(closing->read_frame().close_code() == 4429);
    auto const failing = open();
    failing->send_text("throw");
    CHECK(failing->read_frame().close_code() == 4500);
    auto const leaving = open();
    leaving->send_text("hello");
    CHECK(leaving->read_frame().payload == "hello");
    world.net.close_tagged(world.accounts.sessions.begin()->second.id.text());
    CHECK(leaving->read_frame().close_code() == 4401);
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (world.net.web_sockets() != 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    CHECK(world.net.web_sockets() == 0);
    CHECK(world.ends == 3);
}

TEST_CASE("loopback: a close does not wait for a session that never runs dry") {
    Loopback world;
    LoopbackClient client(world.net.port());
    client.upgrade("/ws", world.dashboard_headers());
    client.send_text("flood");
    int frames = 0;
    auto frame = client.read_frame();
    for (; frame.opcode == 1 && frames < 100; ++frames) frame = client.read_frame();
    CHECK(frame.close_code() == 4401);
    CHECK(frames <= 1);
}

TEST_CASE("loopback: a draining relay says goodbye and closes with 1012") {
    Loopback world;
    LoopbackClient client(world.net.port());
    client.upgrade("/ws", world.dashboard_headers());
    client.send_text("hello");
    CHECK(client.read_frame().payload == "hello");
    world.net.drain();
    CHECK(has(client.read_frame().payload, "goodbye"));
    CHECK(client.read_frame().close_code() == 1012);
}

TEST_CASE("loopback: a client that answers the close gets a clean end") {
    Loopback world;
    LoopbackClient client(world.net.port());
    client.upgrade("/ws", world.dashboard_headers());
    client.send_frame(0x88, std::string("\x03\xe8", 2));
    CHECK(client.read_frame().close_code() == 1000);
    CHECK(client.read_to_end().empty());
}
