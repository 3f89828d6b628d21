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

namespace signalos::relay {

class WsConnection;

/// All calls on the I/O thread.
class ConnectionSet {
public:
    explicit ConnectionSet(boost::asio::io_context& io);

    void add(std::shared_ptr<WsConnection> const& connection);
    void remove(WsConnection const* connection);
    [[nodiscard]] std::size_t size() const { return connections_.size(); }

    /// Told of the close code of each connection that went; 0 = it was cut without one. May be empty.
    std::function<void(std::uint16_t)> on_closed;

    /// Closes every connection with that tag (a login session that ended).
    void close_tagged(std::string_view tag, std::uint16_t code, std::string_view reason);
    /// Sends `goodbye` to everyone, closes with 1012 and calls `done` when all are gone.
    void drain(std::string goodbye, std::function<void()> done);
    /// Cuts what is left and stops the ticks.
    void stop();

private:
    void tick();
    [[nodiscard]] std::vector<std::shared_ptr<WsConnection>> all() const;

    boost::asio::steady_timer timer_;
    std::unordered_map<WsConnection const*, std::weak_ptr<WsConnection>> connections_;
    std::function<void()> drained_;
    bool ticking_ = false;
    bool stopped_ = false;
};

}  // namespace signalos::relay
