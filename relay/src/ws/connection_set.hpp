// All live WebSockets of the relay: one clock for their ticks, one place to close them by login session or all
// together.
#pragma once
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "ws/packed_frames.hpp"

namespace signalos::relay {

class WsConnection;

/// How many sockets one may hold.
struct SocketLimits {
    std::size_t per_owner = 32;      ///< a user's dashboards together; a terminal's sockets together
    std::size_t per_address = 2000;  ///< an IPv4 address, or a /64 of IPv6
};

/// All calls on the I/O thread.
class ConnectionSet {
public:
    /// `refused` is told of every frame and socket that is refused here; may be empty.
    explicit ConnectionSet(boost::asio::io_context& io, SocketLimits limits = {},
                           std::function<void(errc)> refused = {});

    void add(std::shared_ptr<WsConnection> const& connection);
    void remove(WsConnection const* connection);
    [[nodiscard]] std::size_t size() const { return connections_.size(); }

    /// Told of the close code of each connection that went; 0 = it was cut without one. May be empty.
    std::function<void(std::uint16_t)> on_closed;
    /// Takes a place for a socket; false when its owner or its network has as many as it may. An empty owner needs
    /// none.
    [[nodiscard]] bool take_place(std::string const& owner, std::string const& network);
    void free_place(std::string const& owner, std::string const& network);
    void count_refusal(errc code) const {
        if (refused_) refused_(code);
    }

    /// Shared by all connections that agreed on compression.
    PackedFrames& packed() { return packed_; }

    /// Closes every connection with that tag (a login session that ended).
    void close_tagged(std::string_view tag, std::uint16_t code, std::string_view reason);
    /// Sends `goodbye` to everyone, closes with 1012 and calls `done` when all are gone.
    void drain(std::string goodbye, std::function<void()> done);
    /// Cuts what is left and stops the ticks.
    void stop();

private:
    void tick();
    [[nodiscard]] std::vector<std::shared_ptr<WsConnection>> all() const;

    using Places = std::unordered_map<std::string, std::size_t>;

    boost::asio::steady_timer timer_;
    SocketLimits limits_;
    std::function<void(errc)> refused_;
    PackedFrames packed_;
    Places by_owner_;
    Places by_network_;
    std::unordered_map<WsConnection const*, std::weak_ptr<WsConnection>> connections_;
    std::function<void()> drained_;
    bool ticking_ = false;
    bool stopped_ = false;
};

}  // namespace signalos::relay
