#include "ws/ws_connection.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "util/log.hpp"

namespace signalos::relay {
namespace {

constexpr log::Logger logger{"ws"};
constexpr std::int64_t write_stall_ms = 20'000;
constexpr std::int64_t close_wait_ms = 2'000;
constexpr std::uint16_t internal_error = 4500;
// A peer that pings without reading must not grow our memory.
constexpr std::size_t control_limit = 16 * 1024;
// Pings, pongs and fragments are nobody's messages, so no session counts them: their own rate, far above what any
// client needs.
constexpr double small_frame_rate = 100, small_frame_burst = 1000;
constexpr std::uint16_t too_many = 4429;

}  // namespace

WsConnection::WsConnection(std::unique_ptr<PeerStream> stream, ConnectionSet& set, Clock const& clock,
                           std::uint64_t connection, Upgrade upgrade)
    : stream_(std::move(stream)),
      set_(set),
      clock_(clock),
      connection_(connection),
      upgrade_(std::move(upgrade)),
      decoder_(upgrade_.read_limit, !upgrade_.deflate.empty()),
      small_frames_(small_frame_rate, small_frame_burst, clock.steady_ms()) {}

WsConnection::~WsConnection() = default;

void WsConnection::start(std::string_view leftover) {
    set_.add(shared_from_this());
    logger.write(log::Level::debug, connection_, "opened", {});
    if (upgrade_.close_code == 0) has_place_ = set_.take_place(upgrade_.owner, upgrade_.network);
    if (upgrade_.close_code != 0) {
        close(upgrade_.close_code, upgrade_.close_reason);
    } else if (!has_place_) {
        refuse(errc::rate_limited, too_many, "too many sockets");
    } else {
        session_ = upgrade_.make(*this);
    }
    upgrade_.make = nullptr;
    if (!leftover.empty()) on_bytes(leftover);
    if (!ended_) read();
}

// The one place where an exception of a session ends: this connection closes with 4500, the relay goes on.
template <class Call>
void WsConnection::guarded(Call call) {
    auto const keep = session_;
    if (!keep) return;
    try {
        call(*keep);
    } catch (std::exception const& error) {
        logger.write(log::Level::error, connection_, "session_failed", {{"reason", error.what()}});
        close(internal_error, "internal error");
    }
}

void WsConnection::read() {
    stream_->async_read_some(asio::buffer(input_), [self = shared_from_this()](error_code ec, std::size_t size) {
        if (ec) return self->ended();
        self->on_bytes(std::string_view(self->input_.data(), size));
        if (!self->ended_) self->read();
    });
}

void WsConnection::on_bytes(std::string_view bytes) {
    decoder_.feed(bytes);
    while (!ended_) {
        if (!on_event(decoder_.next())) return;
    }
}

bool WsConnection::on_event(WsDecoder::Event const& event) {
    switch (event.kind) {
        case WsDecoder::Kind::need_more:
            return false;
        case WsDecoder::Kind::fragment:
        case WsDecoder::Kind::pong:
            return spend_small_frame();
        case WsDecoder::Kind::text:
            // Frames that arrive behind our own close are read to the end and dropped.
            if (close_code_ == 0) guarded([&](Session& session) { session.on_text(event.payload); });
            return true;
        case WsDecoder::Kind::ping:
            return on_ping(event.payload);
        case WsDecoder::Kind::close:
            peer_closed_ = true;
            close(event.code == ws_close::no_status ? ws_close::normal : event.code, "");
            if (close_sent_ && !writing_) finish();
            return false;
        case WsDecoder::Kind::failure:
            logger.write(log::Level::debug, connection_, "bad_frame", {{"code", event.code}});
            refuse(event.code == ws_close::too_big ? errc::too_large : errc::bad_frame, event.code, "");
            return false;
    }
    return false;
}

bool WsConnection::on_ping(std::string_view payload) {
    if (!spend_small_frame()) return false;
    if (control_.size() > control_limit) {
        abort();
        return false;
    }
    append_frame(control_, WsOpcode::pong, payload);
    schedule_write();
    return true;
}

// False when the peer sends more of them than anyone needs: nothing more is read from it.
bool WsConnection::spend_small_frame() {
    if (small_frames_.take(clock_.steady_ms())) return true;
    refuse(errc::rate_limited, too_many, "too many frames");
    decoder_.stop();
    return false;
}

// One refusal a connection is counted: what a peer says behind its end is not judged.
void WsConnection::refuse(errc counted, std::uint16_t code, std::string_view reason) {
    if (close_code_ == 0) set_.count_refusal(counted);
    close(code, reason);
}

void WsConnection::wake() {
    dirty_ = true;
    schedule_write();
}

void WsConnection::close(std::uint16_t code, std::string_view reason) {
    if (close_code_ != 0 || ended_) return;
    close_code_ = code;
    close_reason_ = reason;
    close_since_ = clock_.steady_ms();
    dirty_ = true;
    schedule_write();
}

void WsConnection::drain(std::string_view goodbye) {
    if (close_code_ != 0 || ended_) return;
    append_frame(control_, WsOpcode::text, goodbye);
    close(ws_close::restart, "restart");
}

// Posted, so that everything a session queues in one turn goes out in one write, and no session is re-entered from its
// own call.
void WsConnection::schedule_write() {
    if (scheduled_ || writing_ || ended_) return;
    scheduled_ = true;
    asio::post(stream_->get_executor(), [self = shared_from_this()] {
        self->scheduled_ = false;
        self->write();
    });
}

void WsConnection::fill_output() {
    output_.clear();
    output_.swap(control_);
    if (session_ && dirty_) {
        dirty_ = false;
        std::vector<Frame> frames;
        guarded([&](Session& session) {
            frames = session.pull(write_budget);
            for (auto const& frame : frames) append(session, frame);
        });
        // More may be waiting behind the budget: asked again when this write is done.
        dirty_ = !frames.empty();
    }
    // Behind one last budget, not behind all that a session could still yield: a signed-out dashboard must not go on
    // seeing prices for as long as they keep coming.
    if (close_code_ != 0) {
        append_close(output_, close_code_, close_reason_);
        close_sent_ = true;
    }
}

void WsConnection::append(Session const& session, Frame const& frame) {
    if (!upgrade_.deflate.empty() && session.is_bulk(*frame))
        if (auto const& packed = set_.packed().of(frame); !packed.empty())
            return append_frame(output_, WsOpcode::text, packed, true);
    append_frame(output_, WsOpcode::text, *frame);
}

void WsConnection::write() {
    if (writing_ || ended_ || close_sent_) return;
    fill_output();
    if (output_.empty()) {
        if (output_.capacity() > 4096) output_ = {};
        return;
    }
    writing_ = true;
    write_since_ = clock_.steady_ms();
    asio::async_write(*stream_, asio::buffer(output_),
                      [self = shared_from_this()](error_code ec, std::size_t) { self->on_written(ec); });
}

void WsConnection::on_written(error_code ec) {
    writing_ = false;
    if (ec) return ended();
    if (close_sent_) {
        if (peer_closed_) finish();
        return;
    }
    write();
}

void WsConnection::tick() {
    if (ended_) return;
    auto const now = clock_.steady_ms();
    bool const stalled = writing_ && now - write_since_ > write_stall_ms;
    bool const unanswered =
        close_code_ != 0 && now - close_since_ > close_wait_ms && (close_sent_ || now - close_since_ > write_stall_ms);
    if (stalled || unanswered) return abort();
    if (close_code_ == 0) guarded([](Session& session) { session.on_tick(); });
}

void WsConnection::finish() {
    // Both close frames are through; the TLS farewell ends the read as well. tick() cuts a peer that does not answer
    // it.
    stream_->async_shutdown([self = shared_from_this()](error_code) { self->ended(); });
}

void WsConnection::abort() {
    ended();
}

void WsConnection::ended() {
    if (ended_) return;
    ended_ = true;
    error_code ignored;
    stream_->lowest_layer().close(ignored);
    logger.write(log::Level::debug, connection_, "closed", {{"code", close_code_}});
    auto const keep = shared_from_this();
    if (auto const session = std::exchange(session_, nullptr)) session->on_closed();
    if (set_.on_closed) set_.on_closed(close_code_);
    if (has_place_) set_.free_place(upgrade_.owner, upgrade_.network);
    set_.remove(this);
}

}  // namespace signalos::relay
