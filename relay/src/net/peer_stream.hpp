// The byte stream of one connection: TLS to its end, or plain TCP behind a reverse proxy of this machine.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <utility>
#include <variant>

#include "net/tls_stream.hpp"

namespace signalos::relay {

/// Has the members of TlsStream that the shells use. One read and one write may be under way at the same time, both on
/// the I/O thread. Handlers are plain callbacks.
class PeerStream {
public:
    using Socket = asio::ip::tcp::socket;
    using executor_type = Socket::executor_type;

    /// Encrypted under `tls`, which is read here and may be replaced afterwards.
    PeerStream(Socket socket, asio::ssl::context& tls)
        : stream_(std::in_place_type<TlsStream>, std::move(socket), tls) {}
    explicit PeerStream(Socket socket) : stream_(std::in_place_type<Socket>, std::move(socket)) {}

    executor_type get_executor() { return socket().get_executor(); }
    Socket::lowest_layer_type& lowest_layer() { return socket().lowest_layer(); }

    template <class Handler>
    void async_handshake(Handler&& handler) {
        if (auto* const tls = std::get_if<TlsStream>(&stream_))
            return tls->async_handshake(TlsStream::server, std::forward<Handler>(handler));
        complete(std::forward<Handler>(handler));
    }
    template <class Handler>
    void async_shutdown(Handler&& handler) {
        if (auto* const tls = std::get_if<TlsStream>(&stream_))
            return tls->async_shutdown(std::forward<Handler>(handler));
        error_code ignored;
        socket().shutdown(Socket::shutdown_both, ignored);
        complete(std::forward<Handler>(handler));
    }
    template <class Buffers, class Handler>
    void async_read_some(Buffers const& buffers, Handler&& handler) {
        if (auto* const tls = std::get_if<TlsStream>(&stream_))
            return tls->async_read_some(buffers, std::forward<Handler>(handler));
        socket().async_read_some(buffers, std::forward<Handler>(handler));
    }
    template <class Buffers, class Handler>
    void async_write_some(Buffers const& buffers, Handler&& handler) {
        if (auto* const tls = std::get_if<TlsStream>(&stream_))
            return tls->async_write_some(buffers, std::forward<Handler>(handler));
        socket().async_write_some(buffers, std::forward<Handler>(handler));
    }

private:
    Socket& socket() {
        if (auto* const tls = std::get_if<TlsStream>(&stream_)) return tls->next_layer();
        return std::get<Socket>(stream_);
    }
    template <class Handler>
    void complete(Handler&& handler) {
        asio::post(get_executor(), [done = std::forward<Handler>(handler)]() mutable { done(error_code{}); });
    }

    std::variant<TlsStream, Socket> stream_;
};

}  // namespace signalos::relay
