// What the relay itself tells a connected person, beside the streams of terminals.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace signalos::relay {

/// How a connection does, for the list of live connections.
struct ConnectionFigures {
    std::optional<std::int64_t> rtt_ms;  ///< newest round trip; nothing before the first
    std::size_t queued = 0;              ///< frames that wait for the socket
    std::int64_t dropped = 0;            ///< changes that got no frame of their own: folded into a later one, or let go
};

/// A session of a person. Calls on the I/O thread.
class ToldSession {
public:
    virtual ~ToldSession() = default;
    /// `account_update` goes to who has subscribed to their `user` stream, `system_notice` to everybody.
    virtual void tell(std::string const& type, boost::json::object data) = 0;
    [[nodiscard]] virtual ConnectionFigures figures() const = 0;
};

}  // namespace signalos::relay
