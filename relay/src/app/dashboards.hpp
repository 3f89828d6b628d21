// Makes dashboard sessions and binds what they ask of the relay.
#pragma once
#include <memory>

#include "api/socket_view.hpp"
#include "app/live_connections.hpp"
#include "core/command_service.hpp"
#include "core/core_ports.hpp"
#include "core/hub.hpp"
#include "domain/principal.hpp"

namespace signalos::relay {

/// All calls on the I/O thread. Holds references that outlive it and its sessions.
class Dashboards {
public:
    /// Told how many changes of a stream a slow dashboard got folded into one frame; may be empty.
    std::function<void(std::int64_t)> on_conflated;

    /// Counts a command that comes over a socket against its user and credential; true = it is refused. May be empty.
    std::function<bool(Principal const&)> too_fast;

    Dashboards(CorePorts ports, Hub& hub, CommandService& commands, LiveConnections& live)
        : ports_(std::move(ports)), hub_(hub), commands_(commands), live_(live) {}

    std::shared_ptr<Session> make(SessionPort& port, Principal const& caller, SocketView const& view = {});

private:
    CorePorts ports_;
    Hub& hub_;
    CommandService& commands_;
    LiveConnections& live_;
};

}  // namespace signalos::relay
