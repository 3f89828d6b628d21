// One WebSocket: carries a Session over TLS. Reads messages, answers pings, and writes by pulling.
#pragma once
#include <array>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/token_bucket.hpp"
#include "core/session.hpp"
#include "net/http_types.hpp"
#include "net/peer_stream.hpp"
#include "ws/connection_set.hpp"
#include "ws/frame_codec.hpp"

namespace signalos::relay {

/// At most this much is handed to TLS and the kernel at a time; what is newer waits in the session, where it can be
/// conflated.
inline constexpr std::size_t write_budget = 64 * 1024;

/// Keeps itself alive by its pending operations. All on the I/O thread.
class WsConnection final : public SessionPort, public std::enable_shared_from_this<WsConnection> {
public:
    WsConnection(std::unique_ptr<PeerStream> stream, ConnectionSet& set, Clock const& clock, std::uint64_t connection,
                 Upgrade upgrade);
    ~WsConnection() override;
    /// `leftover`: what the client sent right behind its request.
    void start(std::string_view leftover);

    void wake() override;
    void close(std::uint16_t code, std::string_view reason) override;

    void tick();
    /// One last text frame, then close 1012.
    void drain(std::string_view goodbye);
    /// Cuts the connection without a word.
    void abort();
    [[nodiscard]] std::string const& tag() const { return upgrade_.tag; }

private:
    void read();
    void on_bytes(std::string_view bytes);
    bool on_event(WsDecoder::Event const& event);
    bool on_ping(std::string_view payload);
    bool spend_small_frame();
    void refuse(errc counted, std::uint16_t code, std::string_view reason);
    template <class Call>
    void guarded(Call call);
    void schedule_write();
    void write();
    void fill_output();
    void append(Session const& session, Frame const& frame);
    void on_written(error_code ec);
    void finish();
    void ended();

    std::unique_ptr<PeerStream> stream_;
    ConnectionSet& set_;
    Clock const& clock_;
    std::uint64_t connection_;
    Upgrade upgrade_;
    std::shared_ptr<Session> session_;
    WsDecoder decoder_;
    TokenBucket small_frames_;
    std::array<char, 4096> input_{};
    std::string control_;  // pongs, goodbye and the close frame, in front of the session's frames or behind them
    std::string output_;   // what the write under way is sending
    std::uint16_t close_code_ = 0;
    std::string close_reason_;
    std::int64_t write_since_ = 0;
    std::int64_t close_since_ = 0;
    bool writing_ = false;
    bool scheduled_ = false;
    bool dirty_ = false;
    bool close_sent_ = false;
    bool peer_closed_ = false;
    bool ended_ = false;
    bool has_place_ = false;
};

}  // namespace signalos::relay
