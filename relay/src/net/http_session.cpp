#include "net/http_session.hpp"

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <chrono>

#include "net/http_wire.hpp"
#include "net/request_rules.hpp"
#include "net/upgrade_handshake.hpp"
#include "util/log.hpp"
#include "util/network_address.hpp"

namespace signalos::relay {
namespace http = boost::beast::http;
namespace {

constexpr log::Logger logger{"net"};

Verb to_verb(http::verb verb) {
    switch (verb) {
        case http::verb::get:
            return Verb::get;
        case http::verb::head:
            return Verb::head;
        case http::verb::post:
            return Verb::post;
        case http::verb::put:
            return Verb::put;
        case http::verb::patch:
            return Verb::patch;
        case http::verb::delete_:
            return Verb::del;
        case http::verb::options:
            return Verb::options;
        default:
            return Verb::other;
    }
}

}  // namespace

HttpSession::HttpSession(std::unique_ptr<PeerStream> stream, std::shared_ptr<HttpShared> shared, std::string peer)
    : stream_(std::move(stream)),
      shared_(std::move(shared)),
      deadline_(stream_->get_executor()),
      peer_(std::move(peer)),
      network_(network_of(peer_)),
      connection_(++shared_->next_connection) {
    buffer_.max_size(shared_->limits.header_bytes + 64 * 1024);
    ++shared_->open;
    ++shared_->open_by_address[network_];
    shared_->sessions.insert(this);
}

HttpSession::~HttpSession() {
    --shared_->open;
    if (--shared_->open_by_address[network_] == 0) shared_->open_by_address.erase(network_);
    shared_->sessions.erase(this);
    if (shared_->draining && shared_->sessions.empty() && shared_->on_last_gone)
        std::exchange(shared_->on_last_gone, nullptr)();
}

void HttpSession::start() {
    arm(Phase::handshake, shared_->limits.handshake_ms);
    stream_->async_handshake([self = shared_from_this()](error_code ec) {
        if (!ec) return self->wait_for_request();
        logger.write(log::Level::debug, self->connection_, "handshake_failed",
                     {{"peer", self->peer_}, {"reason", ec.message()}});
        self->close();
    });
}

void HttpSession::wait_for_request() {
    request_ = Request{};
    response_ = Response{};
    head_only_ = false;
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(shared_->limits.header_bytes));
    parser_->body_limit(boost::none);  // set for the route once the header is known
    if (buffer_.size() != 0) return read_header();
    arm(Phase::idle, shared_->limits.idle_ms);
    stream_->async_read_some(buffer_.prepare(4096), [self = shared_from_this()](error_code ec, std::size_t size) {
        if (ec) return self->close();
        self->buffer_.commit(size);
        self->read_header();
    });
}

void HttpSession::read_header() {
    arm(Phase::header, shared_->limits.header_ms);
    http::async_read_header(*stream_, buffer_, *parser_,
                            [self = shared_from_this()](error_code ec, std::size_t) { self->on_header(ec); });
}

void HttpSession::on_header(error_code ec) {
    if (ec) return refuse(ec);
    auto const& message = parser_->get();
    keep_alive_ = message.keep_alive();
    head_only_ = message.method() == http::verb::head;
    if (!fill_head()) return turn_down(400, errc::bad_request, "The request target cannot be read.");
    if (auto const wrong = ambiguity(request_.headers, message.version()); !wrong.empty())
        return turn_down(400, errc::bad_request, wrong);
    if (shared_->proxies.came_unencrypted(peer_, request_.headers))
        return turn_down(403, errc::forbidden, "This relay is served over HTTPS alone.");
    // A stop takes no place in the queue of its address: it is let through, and only behind its proof does it count.
    bool const in_time = shared_->request_rate.take(network_of(request_.peer), shared_->clock.steady_ms());
    if (!in_time && !shared_->handler.is_stop(request_))
        return turn_down(429, errc::rate_limited, "Too many requests from this address.");
    auto const length = parser_->content_length();
    if (is_web_socket_request(request_)) {
        if (parser_->chunked() || (length && *length != 0))
            return turn_down(400, errc::bad_request, "An upgrade has no body.");
        return dispatch_upgrade();
    }
    auto const limit = shared_->handler.body_limit(request_);
    if (length && *length > limit) return turn_down(413, errc::too_large, "The body is larger than this route allows.");
    parser_->body_limit(limit);
    if (!equal_ignoring_case(request_.headers.find("Expect"), "100-continue")) return read_body();
    arm(Phase::body, shared_->limits.body_ms);
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(*stream_, asio::buffer(go_on), [self = shared_from_this()](error_code failed, std::size_t) {
        if (failed) return self->close();
        self->read_body();
    });
}

void HttpSession::read_body() {
    if (parser_->is_done()) return on_body({});
    arm(Phase::body, shared_->limits.body_ms);
    http::async_read(*stream_, buffer_, *parser_,
                     [self = shared_from_this()](error_code ec, std::size_t) { self->on_body(ec); });
}

void HttpSession::on_body(error_code ec) {
    if (ec) return refuse(ec);
    request_.body = std::move(parser_->get().body());
    dispatch();
}

bool HttpSession::fill_head() {
    auto const& message = parser_->get();
    request_.verb = to_verb(message.method());
    request_.connection = connection_;
    request_.received_at = received_at_ = shared_->clock.utc_ms();
    for (auto const& field : message)
        request_.headers.add(std::string(field.name_string()), std::string(field.value()));
    request_.peer = shared_->proxies.client_of(peer_, request_.headers);
    request_.forwarded = request_.peer != peer_ || !request_.headers.find("X-Forwarded-For").empty();
    auto const target = message.target();
    return split_target(std::string_view(target.data(), target.size()), request_.path, request_.query);
}

// What the parser or the clock refused: told to the client where it can still listen.
void HttpSession::refuse(error_code ec) {
    if (timed_out_) return turn_down(408, errc::bad_request, "The request took too long to arrive.");
    if (ec == http::error::header_limit || ec == http::error::buffer_overflow)
        return turn_down(431, errc::too_large, "The header is too large.");
    if (ec == http::error::body_limit)
        return turn_down(413, errc::too_large, "The body is larger than this route allows.");
    if (ec.category() == make_error_code(http::error::bad_method).category() && ec != http::error::end_of_stream &&
        ec != http::error::partial_message)
        return turn_down(400, errc::bad_request, "This is not HTTP/1.1.");
    close();
}

// Every refusal of the shell itself is said and counted here.
void HttpSession::turn_down(int status, errc code, std::string_view detail) {
    if (shared_->refused) shared_->refused(code);
    auto problem = shell_problem(status, code_name(code), detail);
    if (status == 429) problem.headers.add("Retry-After", "1");
    answer(std::move(problem));
}

void HttpSession::dispatch() {
    // Longer than any Prefer: wait; a handler that is slower than this has lost its answer.
    arm(Phase::handling, shared_->limits.handling_ms);
    auto respond = [self = shared_from_this()](Response response) { self->answer(std::move(response)); };
    // The one place where an exception of a handler ends: the caller hears 500 and nothing of the reason.
    try {
        shared_->handler.handle(std::move(request_), std::move(respond));
    } catch (std::exception const& error) {
        fail_inside(error);
    }
}

void HttpSession::dispatch_upgrade() {
    arm(Phase::handling, shared_->limits.handling_ms);
    auto respond = [self = shared_from_this()](Upgrade upgrade) {
        if (upgrade.refusal) return self->answer(std::move(*upgrade.refusal));
        self->leave_http(std::move(upgrade));
    };
    try {
        shared_->handler.upgrade(request_, std::move(respond));
    } catch (std::exception const& error) {
        fail_inside(error);
    }
}

void HttpSession::fail_inside(std::exception const& error) {
    logger.write(log::Level::error, connection_, "handler_failed", {{"reason", error.what()}});
    if (phase_ == Phase::handling) answer(shell_problem(500, "internal", "An error inside the relay."));
}

void HttpSession::leave_http(Upgrade upgrade) {
    upgrade.network = network_of(request_.peer);
    head_ = handshake_answer(request_, upgrade.protocol, upgrade.deflate);
    arm(Phase::writing, shared_->limits.write_ms);
    auto written = [self = shared_from_this(), upgrade = std::move(upgrade)](error_code ec, std::size_t) mutable {
        if (ec || self->timed_out_) return self->close();
        self->deadline_.cancel();
        auto const data = self->buffer_.data();
        std::string leftover(static_cast<char const*>(data.data()), data.size());
        self->shared_->start_web_socket(std::move(self->stream_), std::move(leftover), self->request_,
                                        std::move(upgrade));
    };
    asio::async_write(*stream_, asio::buffer(head_), std::move(written));
}

void HttpSession::answer(Response response) {
    response_ = std::move(response);
    keep_alive_ = keep_alive_ && !response_.close && !shared_->draining;
    auto const& body = response_.shared_body ? *response_.shared_body : response_.body;
    head_ = encode_head(response_, body.size(), keep_alive_);
    bool const without_body = head_only_ || response_.status == 204 || response_.status == 304;
    std::array<asio::const_buffer, 2> const buffers{asio::buffer(head_),
                                                    without_body ? asio::const_buffer{} : asio::buffer(body)};
    timed_out_ = false;
    if (shared_->on_answer) shared_->on_answer(response_.status, shared_->clock.utc_ms() - received_at_);
    arm(Phase::writing, shared_->limits.write_ms);
    asio::async_write(*stream_, buffers,
                      [self = shared_from_this()](error_code ec, std::size_t) { self->on_written(ec); });
}

void HttpSession::on_written(error_code ec) {
    if (ec || !keep_alive_) return close();
    wait_for_request();
}

void HttpSession::leave_when_idle() {
    if (phase_ != Phase::idle || !stream_) return;
    error_code ignored;
    stream_->lowest_layer().cancel(ignored);
}

void HttpSession::close() {
    // A client that never answers close_notify must not hold the connection: one deadline for the farewell too. Behind
    // an answer it is long enough for the answer to arrive; an idle client has nothing to lose by a short one.
    if (!stream_ || !stream_->lowest_layer().is_open()) return;
    if (timed_out_ || phase_ == Phase::handshake) {
        deadline_.cancel();
        error_code ignored;
        stream_->lowest_layer().close(ignored);
        return;
    }
    arm(Phase::handshake, phase_ == Phase::idle ? 200 : 2000);
    stream_->async_shutdown([self = shared_from_this()](error_code) {
        error_code ignored;
        self->stream_->lowest_layer().shutdown(asio::socket_base::shutdown_send, ignored);
        self->buffer_.clear();
        self->discard();
    });
}

// Closed over bytes that nobody read, the kernel resets the connection, and a proxy still sending a body that was
// refused never reads why.
void HttpSession::discard() {
    stream_->async_read_some(buffer_.prepare(4096), [self = shared_from_this()](error_code ec, std::size_t) {
        if (!ec) return self->discard();
        self->deadline_.cancel();
        error_code ignored;
        self->stream_->lowest_layer().close(ignored);
    });
}

void HttpSession::arm(Phase phase, std::int64_t milliseconds) {
    phase_ = phase;
    deadline_.expires_after(std::chrono::milliseconds(milliseconds));
    deadline_.async_wait([weak = weak_from_this()](error_code ec) {
        auto const self = weak.lock();
        if (self && !ec && self->deadline_.expiry() <= std::chrono::steady_clock::now()) self->on_deadline();
    });
}

void HttpSession::on_deadline() {
    if (!stream_) return;
    timed_out_ = true;
    error_code ignored;
    // A read under way ends with operation_aborted and the client hears why; in every other phase there is nothing to
    // say.
    if (phase_ == Phase::header || phase_ == Phase::body)
        stream_->lowest_layer().cancel(ignored);
    else
        stream_->lowest_layer().close(ignored);
}

}  // namespace signalos::relay
