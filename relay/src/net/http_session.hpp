// One HTTP/1.1 connection: handshake, then request after request until it closes or becomes a WebSocket.
#pragma once
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>
#include <string>

#include "net/listener.hpp"

namespace signalos::relay {

/// Keeps itself alive by its pending operations. Every wait has a deadline.
class HttpSession : public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(std::unique_ptr<PeerStream> stream, std::shared_ptr<HttpShared> shared, std::string peer);
    ~HttpSession();
    void start();
    /// The relay stops: closes now when no request is under way; otherwise its answer is the last.
    void leave_when_idle();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    enum class Phase { handshake, idle, header, body, handling, writing };

    void wait_for_request();
    void read_header();
    void on_header(error_code ec);
    void read_body();
    void on_body(error_code ec);
    void dispatch();
    void dispatch_upgrade();
    void fail_inside(std::exception const& error);
    void answer(Response response);
    void on_written(error_code ec);
    void leave_http(Upgrade upgrade);
    void close();
    void discard();
    void arm(Phase phase, std::int64_t milliseconds);
    void on_deadline();
    bool fill_head();
    void refuse(error_code ec);
    void turn_down(int status, errc code, std::string_view detail);

    std::unique_ptr<PeerStream> stream_;
    std::shared_ptr<HttpShared> shared_;
    asio::steady_timer deadline_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    Request request_;
    Response response_;
    std::string head_;
    Phase phase_ = Phase::handshake;
    bool keep_alive_ = false;
    bool head_only_ = false;
    bool timed_out_ = false;
    std::string peer_;
    std::string network_;
    std::uint64_t connection_;
    std::int64_t received_at_ = 0;  // ms UTC, of the request under way
};

}  // namespace signalos::relay
