#include "net/listener.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <charconv>
#include <chrono>
#include <stdexcept>

#include "net/http_session.hpp"
#include "net/network_address.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace {

constexpr log::Logger logger{"net"};

}  // namespace

asio::ip::tcp::endpoint parse_endpoint(std::string const& text) {
    auto const colon = text.rfind(':');
    unsigned port = 0;
    auto const digits = colon == std::string::npos ? std::string{} : text.substr(colon + 1);
    auto const [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (digits.empty() || bad != std::errc{} || end != digits.data() + digits.size() || port > 65535)
        throw std::runtime_error("listen = " + text + ": give ADDRESS:PORT, for example 127.0.0.1:8443");
    auto host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    error_code ec;
    auto const address = asio::ip::make_address(host, ec);
    if (ec) throw std::runtime_error("listen = " + text + ": give an IP address, for example 127.0.0.1:8443");
    return {address, static_cast<std::uint16_t>(port)};
}

Listener::Listener(asio::io_context& io, TlsCredentials* tls, std::string const& address, HttpShared shared)
    : tls_(tls), acceptor_(io), pause_(io), shared_(std::make_shared<HttpShared>(std::move(shared))) {
    auto const endpoint = parse_endpoint(address);
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.bind(endpoint);
    acceptor_.listen(4096);
}

void Listener::start() {
    accept();
}

void Listener::stop(std::function<void()> done) {
    shared_->draining = true;
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    if (!done) return;
    if (shared_->sessions.empty()) return done();
    shared_->on_last_gone = std::move(done);
    // A copy: what is done to one session may remove it.
    auto const sessions = shared_->sessions;
    for (auto* const session : sessions) session->leave_when_idle();
}

std::string Listener::endpoint() const {
    auto const local = acceptor_.local_endpoint();
    auto const host = local.address().to_string();
    return (local.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(local.port());
}

std::uint16_t Listener::port() const {
    return acceptor_.local_endpoint().port();
}

void Listener::accept() {
    acceptor_.async_accept([this](error_code ec, asio::ip::tcp::socket socket) {
        if (ec == asio::error::operation_aborted || shared_->draining) return;
        if (ec) {
            // Out of file descriptors, most likely: trying again at once would spin.
            logger.warn("accept_failed", {{"reason", ec.message()}});
            pause_.expires_after(std::chrono::milliseconds(100));
            pause_.async_wait([this](error_code stopped) {
                if (!stopped) accept();
            });
            return;
        }
        admit(std::move(socket));
        accept();
    });
}

void Listener::admit(asio::ip::tcp::socket socket) {
    error_code ec;
    auto const remote = socket.remote_endpoint(ec);
    if (ec) return;
    auto const address = remote.address().to_string();
    auto const network = network_of(address);
    // A proxy's address stands for all its clients.
    bool const one_client = !shared_->proxies.trusts(address);
    if (!has_room_for(network, one_client) ||
        (one_client && !shared_->connect_rate.take(network, shared_->clock.steady_ms())))
        return turn_away(address);
    socket.set_option(asio::ip::tcp::no_delay(true), ec);
    auto stream = tls_ != nullptr ? std::make_unique<PeerStream>(std::move(socket), tls_->current())
                                  : std::make_unique<PeerStream>(std::move(socket));
    std::make_shared<HttpSession>(std::move(stream), shared_, address)->start();
}

bool Listener::has_room_for(std::string const& network, bool one_client) const {
    auto const at = shared_->open_by_address.find(network);
    return shared_->open < shared_->limits.connections && (!one_client || at == shared_->open_by_address.end() ||
                                                           at->second < shared_->limits.connections_per_address);
}

// Closed before any TLS: a flood costs no handshake, and one line of the log a second, not one each.
void Listener::turn_away(std::string const& address) {
    if (shared_->refused) shared_->refused(errc::rate_limited);
    ++turned_away_;
    auto const now = shared_->clock.steady_ms();
    if (told_at_ >= 0 && now - told_at_ < 1000) return;
    logger.warn("connection_refused", {{"peer", address}, {"open", shared_->open}, {"count", turned_away_}});
    told_at_ = now;
    turned_away_ = 0;
}

}  // namespace signalos::relay
