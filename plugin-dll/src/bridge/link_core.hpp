// The link as a machine without I/O: handshake, heartbeat, seq and ack both ways, close codes, backoff. Events in,
// actions out.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "bridge/book.hpp"
#include "bridge/json.hpp"
#include "bridge/ports.hpp"

namespace signalos::bridge {

struct ConnectAction {};
struct SendAction {
    std::string text;
};
struct CloseAction {
    int code = 1000;
};
using LinkAction = std::variant<ConnectAction, SendAction, CloseAction>;

/// What the link asks of the session; called inside LinkCore's own calls.
class LinkHost {
public:
    virtual ~LinkHost() = default;
    virtual json::object hello() = 0;
    /// Kept durable before the next hello.
    virtual void on_session(SessionRecord session, json::object const& welcome) = 0;
    virtual void on_acked(std::int64_t seq) = 0;
    /// In order, each seq once; journaled before it is acknowledged.
    virtual void on_command(RecvRecord record, std::optional<std::int64_t> ttl_ms) = 0;
    virtual void on_live() = 0;
    /// The answer to `recall`: pages of `recalled`, the last without `more`.
    virtual std::vector<json::object> recalled(std::int64_t since) = 0;
};

/// Not thread-safe.
class LinkCore {
public:
    LinkCore(Clock const& clock, Random& random, Book& book, LinkHost& host)
        : clock_(clock), random_(random), book_(book), host_(host) {}

    void start();
    /// No reconnect after this.
    void stop(std::string words);
    void on_tls();
    void on_open();
    void on_text(std::string_view text);
    void on_closed(Closed const& closed);
    void on_timer();
    /// Sends what the journal has made durable up to `durable` (all of it when the journal is broken) and acknowledges
    /// what came in.
    void pump(std::uint64_t durable);
    /// An unreliable frame; dropped when not live.
    void send(std::string_view type, std::string_view re, json::object data);

    [[nodiscard]] std::vector<LinkAction> take_actions() { return std::exchange(actions_, {}); }
    /// Steady ms of the next on_timer; absent = none.
    [[nodiscard]] std::optional<std::int64_t> deadline() const;
    /// Steady ms until which the relay announced that it would be away; half an hour ahead at most, past if it did not.
    [[nodiscard]] std::int64_t excused_until() const { return excused_until_; }
    [[nodiscard]] int state() const { return state_; }
    [[nodiscard]] bool live() const { return state_ == SOS_LINK_LIVE; }
    [[nodiscard]] std::string words() const;
    [[nodiscard]] int rtt_ms() const { return rtt_ms_; }
    [[nodiscard]] std::optional<std::int64_t> offset_ms() const { return offset_ms_; }
    /// Relay time now; absent until the first heartbeat of this run.
    [[nodiscard]] std::optional<std::int64_t> relay_ms() const;
    [[nodiscard]] std::string const& terminal_name() const { return terminal_name_; }
    [[nodiscard]] std::string const& tls_words() const { return tls_words_; }

private:
    struct Frame {
        std::string type;
        std::string id;
        std::optional<std::int64_t> seq;
        bool dup = false;
        json::object const& data;
    };
    void on_welcome(json::object const& data);
    void on_heartbeat(json::object const& data);
    void on_command(Frame const& frame);
    /// Hands the command to the host; seq 0 = the relay could not record it and spent no number on it.
    void take(Frame const& frame, std::int64_t seq);
    void ask_again(std::int64_t from);
    void on_ack(std::int64_t seq);
    void on_resend(json::object const& data);
    void skip_gone(std::int64_t from);
    void bad_frame(std::string message);
    void emit(json::object frame);
    void connect_in(std::int64_t delay_ms, std::string words);
    std::int64_t backoff();

    Clock const& clock_;
    Random& random_;
    Book& book_;
    LinkHost& host_;
    std::vector<LinkAction> actions_;
    int state_ = SOS_LINK_IDLE;
    std::string words_ = "Not started";
    std::string tls_words_ = "No connection yet";
    std::string terminal_name_;
    std::optional<std::int64_t> retry_at_;
    std::int64_t last_heard_ = 0;
    std::int64_t live_since_ = 0;
    std::int64_t heartbeat_ms_ = 10000;
    std::int64_t recv_max_ = 64;
    std::int64_t send_from_ = 1;   // the next reliable seq to go out
    std::int64_t peer_acked_ = 0;  // the relay has these
    std::int64_t acked_in_ = -1;   // the last ack that we sent
    std::int64_t heard_in_ = 0;    // the last command handed to the session; above the journal's when that is broken
    std::int64_t resend_asked_from_ = 0;
    std::int64_t resend_asked_at_ = 0;  // steady ms
    std::int64_t goodbye_ms_ = -1;
    std::int64_t excused_until_ = 0;
    int failures_ = 0;
    int rtt_ms_ = -1;
    std::optional<std::int64_t> offset_ms_;
    struct Sample {
        std::int64_t rtt;
        std::int64_t offset;
    };
    std::vector<Sample> samples_;  // the last eight
    std::vector<std::int64_t> bad_frames_;
};

}  // namespace signalos::bridge
