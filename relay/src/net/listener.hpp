// Accepts connections, gives each its TLS and its HTTP session.
#pragma once
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "net/http_types.hpp"
#include "net/peer_stream.hpp"
#include "net/proxy_trust.hpp"
#include "net/tls_credentials.hpp"
#include "net/token_buckets.hpp"

namespace signalos::relay {

/// What one listener allows. Times in ms, sizes in bytes.
struct NetLimits {
    std::int64_t handshake_ms = 10'000;
    std::int64_t header_ms = 10'000;    ///< from the first byte of a request to the end of its header
    std::int64_t body_ms = 15'000;      ///< from the end of the header to the end of the body
    std::int64_t idle_ms = 60'000;      ///< between two requests on one connection
    std::int64_t handling_ms = 60'000;  ///< from the whole request to its answer
    std::int64_t write_ms = 30'000;     ///< one answer
    std::size_t header_bytes = 16 * 1024;
    std::size_t connections = 20'000;
    std::size_t connections_per_address = 5'000;
    double connects_per_second = 400;  ///< per address
    double connects_burst = 2'000;     ///< per address
    double requests_per_second = 200;  ///< per address
    double requests_burst = 1'000;     ///< per address
};

/// A connection that left HTTP: the stream, what the client sent after its request, and what was decided.
using StartWebSocket = std::function<void(std::unique_ptr<PeerStream>, std::string leftover, Request const&, Upgrade)>;

class HttpSession;

/// What a listener and its HTTP sessions share; lives as long as the last of them.
struct HttpShared {
    HttpHandler& handler;
    StartWebSocket start_web_socket;
    NetLimits limits;
    Clock const& clock;
    TokenBuckets request_rate;
    std::size_t open = 0;
    std::unordered_map<std::string, std::size_t> open_by_address{};
    bool draining = false;
    /// Told of every refusal that no handler saw; may be empty.
    std::function<void(errc)> refused{};
    TokenBuckets connect_rate{limits.connects_per_second, limits.connects_burst, 100'000};
    std::uint64_t next_connection = 0;
    ProxyTrust proxies{};
    std::unordered_set<HttpSession*> sessions{};
    /// Told of each answer: its status and the milliseconds since the request's header was complete. May be empty.
    std::function<void(int, std::int64_t)> on_answer{};
    /// Told when the last session has gone while draining. May be empty.
    std::function<void()> on_last_gone{};
};

/// "ADDRESS:PORT", "[::1]:PORT" or "localhost:PORT". Throws std::runtime_error naming `listen` when it is none.
asio::ip::tcp::endpoint parse_endpoint(std::string const& text);

/// All calls on the I/O thread. Must outlive the io_context's run().
class Listener {
public:
    /// Binds "ADDRESS:PORT" ("[::1]:PORT" for IPv6), port 0 for any free one. Throws boost::system::system_error.
    /// `tls` is nullptr for plain HTTP behind a reverse proxy.
    Listener(asio::io_context& io, TlsCredentials* tls, std::string const& address, HttpShared shared);
    /// Begins to accept.
    void start();
    /// No new connections; idle sessions close, the others after the answer under way. `done` is called once, when the
    /// last one has gone.
    void stop(std::function<void()> done = {});
    /// Connections that speak HTTP now.
    [[nodiscard]] std::size_t open() const { return shared_->sessions.size(); }
    /// "ADDRESS:PORT" as bound.
    [[nodiscard]] std::string endpoint() const;
    [[nodiscard]] std::uint16_t port() const;

private:
    void accept();
    void admit(asio::ip::tcp::socket socket);
    [[nodiscard]] bool has_room_for(std::string const& network, bool one_client) const;
    void turn_away(std::string const& address);

    TlsCredentials* tls_;
    asio::ip::tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    std::shared_ptr<HttpShared> shared_;
    std::int64_t turned_away_ = 0;  // since the last line of the log that told of it
    std::int64_t told_at_ = -1;
};

}  // namespace signalos::relay
