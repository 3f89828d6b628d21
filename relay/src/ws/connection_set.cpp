#include "ws/connection_set.hpp"

#include <boost/asio/io_context.hpp>
#include <chrono>

#include "ws/ws_connection.hpp"

namespace signalos::relay {

ConnectionSet::ConnectionSet(boost::asio::io_context& io, SocketLimits limits, std::function<void(errc)> refused)
    : timer_(io), limits_(limits), refused_(std::move(refused)) {}

void ConnectionSet::add(std::shared_ptr<WsConnection> const& connection) {
    connections_.emplace(connection.get(), connection);
    if (!ticking_ && !stopped_) tick();
}

void ConnectionSet::remove(WsConnection const* connection) {
    connections_.erase(connection);
    if (connections_.empty() && drained_) std::exchange(drained_, nullptr)();
}

bool ConnectionSet::take_place(std::string const& owner, std::string const& network) {
    auto const has_room = [](Places const& places, std::string const& name, std::size_t limit) {
        auto const at = places.find(name);
        return at == places.end() || at->second < limit;
    };
    if (!owner.empty() && !has_room(by_owner_, owner, limits_.per_owner)) return false;
    if (!has_room(by_network_, network, limits_.per_address)) return false;
    if (!owner.empty()) ++by_owner_[owner];
    ++by_network_[network];
    return true;
}

void ConnectionSet::free_place(std::string const& owner, std::string const& network) {
    auto const leave = [](Places& places, std::string const& name) {
        auto const at = places.find(name);
        if (at != places.end() && --at->second == 0) places.erase(at);
    };
    if (!owner.empty()) leave(by_owner_, owner);
    leave(by_network_, network);
}

std::vector<std::shared_ptr<WsConnection>> ConnectionSet::all() const {
    // A copy: what is done to one connection may remove it or others.
    std::vector<std::shared_ptr<WsConnection>> copy;
    copy.reserve(connections_.size());
    for (auto const& [key, weak] : connections_)
        if (auto connection = weak.lock()) copy.push_back(std::move(connection));
    return copy;
}

void ConnectionSet::close_tagged(std::string_view tag, std::uint16_t code, std::string_view reason) {
    for (auto const& connection : all())
        if (connection->tag() == tag) connection->close(code, reason);
}

void ConnectionSet::drain(std::string goodbye, std::function<void()> done) {
    if (connections_.empty()) return done();
    drained_ = std::move(done);
    for (auto const& connection : all()) connection->drain(goodbye);
}

void ConnectionSet::stop() {
    stopped_ = true;
    timer_.cancel();
    for (auto const& connection : all()) connection->abort();
}

void ConnectionSet::tick() {
    ticking_ = true;
    timer_.expires_after(std::chrono::milliseconds(200));
    timer_.async_wait([this](boost::system::error_code ec) {
        if (ec || stopped_) return;
        for (auto const& connection : all()) connection->tick();
        ticking_ = false;
        if (!connections_.empty()) tick();
    });
}

}  // namespace signalos::relay
