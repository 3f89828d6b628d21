// What a WebSocket session is to the shell that carries it: text in, frames out, no socket.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signalos::relay {

/// One encoded frame, shared by every peer that gets it: encoded once.
using Frame = std::shared_ptr<std::string const>;

/// What a session asks of its shell. The shell outlives the session. All calls on the relay's one I/O thread.
class SessionPort {
public:
    virtual ~SessionPort() = default;
    /// There is something to pull. Cheap and idempotent until the next pull.
    virtual void wake() = 0;
    /// Sends what one more pull() yields, then the close frame. Further calls are ignored.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;
};

/// A terminal's or a dashboard's end of the protocol, without I/O. Lives from the upgrade to on_closed().
class Session {
public:
    virtual ~Session() = default;
    /// One text frame, already within the size limit. The view is valid during the call.
    virtual void on_text(std::string_view text) = 0;
    /// Called when the socket can take more, at most max_bytes (but at least one frame); empty = nothing to send now.
    virtual std::vector<Frame> pull(std::size_t max_bytes) = 0;
    /// Whether a frame that it gave is of the kind that comes once and large, so that compressing it is worth the time.
    [[nodiscard]] virtual bool is_bulk(std::string_view /*frame*/) const { return false; }
    /// Called at least every 250 ms: deadlines, heartbeats.
    virtual void on_tick() = 0;
    /// The socket is gone, for whatever reason. Called exactly once, last.
    virtual void on_closed() = 0;
};

}  // namespace signalos::relay
