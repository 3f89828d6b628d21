#include "transport/tls_transport.hpp"

#include <openssl/ssl.h>

#include <atomic>
#include <boost/asio/ssl/detail/openssl_init.hpp>
#if defined(_WIN32)
// Asio's object for the sake of OpenSSL before 1.1 would be made while the DLL is being loaded, and the thread library
// would keep two handles of the loading thread for it, at each load. Declared and never defined: nothing looks at it.
template <>
boost::asio::ssl::detail::openssl_init<true> boost::asio::ssl::detail::openssl_init<true>::instance_;
#endif
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <thread>

#include "platform/machine.hpp"
#include "platform/trust.hpp"
#include "transport/reasons.hpp"

#if defined(_WIN32)
namespace {
// While a DLL is being loaded Windows forbids starting its sockets, and at the end of a process only one thread is left
// to take locks others may have held: Asio and OpenSSL would do the one and the other on their own. First of all
// constructors of the module.
struct NothingAtLoad {
    NothingAtLoad() { OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr); }
    boost::asio::detail::winsock_init<>::manual sockets;
};
[[gnu::init_priority(101), gnu::used]] NothingAtLoad const nothing_at_load;
}  // namespace
#endif

namespace signalos::bridge {

namespace {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
namespace ssl = asio::ssl;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using Stream = websocket::stream<beast::ssl_stream<beast::tcp_stream>>;

constexpr std::size_t frame_limit = 256 * 1024;

std::string time_words(ASN1_TIME const* time) {
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return "an unknown date";
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts);
    return text;
}

// One attempt and, when it succeeds, one connection. Everything runs on the transport's thread.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(asio::io_context& io, LinkEvents& events, ConnectRequest request)
        : events_(&events),
          request_(std::move(request)),
          resolver_(io),
          context_(ssl::context::tls_client),
          stream_(io, context_) {}

    void start() {
        error_code ec;
        context_.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 | ssl::context::no_sslv3, ec);
        if (request_.ca_file.empty()) {
            if (!trust_system_roots(context_.native_handle()))
                return fail("This machine's certificate store cannot be read");
        } else {
            context_.load_verify_file(request_.ca_file, ec);
        }
        if (ec) return fail("The CA file holds no usable certificate");
        SSL_CTX_set_min_proto_version(context_.native_handle(), TLS1_2_VERSION);
        // The stream was made before the store was filled: SSL objects share the context's store, so that is in order.
        auto self = shared_from_this();
        resolver_.async_resolve(request_.host, request_.port,
                                [self](error_code e, tcp::resolver::results_type found) { self->resolved(e, found); });
    }

    void send(std::string text) {
        out_.push_back(std::move(text));
        if (open_ && !writing_) write();
    }

    /// Deaf from here on.
    void close(int code) {
        events_ = nullptr;
        resolver_.cancel();
        auto self = shared_from_this();
        auto& socket = beast::get_lowest_layer(stream_);
        if (!open_ || writing_) return socket.close();
        socket.expires_after(std::chrono::seconds(1));
        stream_.async_close(static_cast<websocket::close_code>(code),
                            [self](error_code) { beast::get_lowest_layer(self->stream_).close(); });
    }

private:
    void fail(std::string words, int code = 0) {
        auto* const events = std::exchange(events_, nullptr);
        beast::get_lowest_layer(stream_).close();
        if (events != nullptr) events->on_closed(Closed{code, std::move(words)});
    }

    void resolved(error_code ec, tcp::resolver::results_type const& found) {
        if (events_ == nullptr) return;
        if (ec) return fail("The relay's name " + request_.host + " cannot be found (DNS): " + ec.message());
        auto self = shared_from_this();
        beast::get_lowest_layer(stream_).async_connect(
            found, [self](error_code e, tcp::endpoint const&) { self->connected(e); });
    }

    void connected(error_code ec) {
        if (events_ == nullptr) return;
        if (ec == asio::error::connection_refused)
            return fail("Connection refused: nothing listens at " + request_.host + ":" + request_.port);
        if (ec) return fail("The relay cannot be reached: " + ec.message());
        events_->on_tls();
        if (events_ == nullptr) return;
        error_code ignored;
        beast::get_lowest_layer(stream_).socket().set_option(tcp::no_delay(true), ignored);
        SSL* const tls = stream_.next_layer().native_handle();
        asio::ip::make_address(request_.host, ignored);
        if (!ignored) {
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), request_.host.c_str());
        } else {
            // The macro SSL_set_tlsext_host_name casts in the old style.
            SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, request_.host.data());
            SSL_set1_host(tls, request_.host.c_str());
        }
        auto self = shared_from_this();
        stream_.next_layer().set_verify_mode(ssl::verify_peer);
        // After a refusal OpenSSL keeps no certificate: what the words need is taken down while it is being looked at.
        stream_.next_layer().set_verify_callback([this](bool passed, ssl::verify_context& context) {
            if (!passed) take_down(context.native_handle());
            return passed;
        });
        stream_.next_layer().async_handshake(ssl::stream_base::client, [self](error_code e) { self->secured(e); });
    }

    void take_down(X509_STORE_CTX* context) {
        X509 const* const certificate = X509_STORE_CTX_get_current_cert(context);
        fault_.verify_error = X509_STORE_CTX_get_error(context);
        fault_.certificates_sent = sk_X509_num(X509_STORE_CTX_get0_untrusted(context));
        fault_.valid_from = time_words(certificate ? X509_get0_notBefore(certificate) : nullptr);
        fault_.valid_until = time_words(certificate ? X509_get0_notAfter(certificate) : nullptr);
    }

    void secured(error_code ec) {
        if (events_ == nullptr) return;
        if (fault_.verify_error != X509_V_OK) return fail(certificate_words(fault_, request_.host));
        if (ec) return fail("TLS failed: " + ec.message());
        stream_.read_message_max(frame_limit);
        stream_.text(true);
        std::string const bearer = "Bearer " + request_.bearer;
        stream_.set_option(websocket::stream_base::decorator([bearer](websocket::request_type& request) {
            request.set(beast::http::field::authorization, bearer);
            request.set(beast::http::field::sec_websocket_protocol, "signalos.v1");
            request.set(beast::http::field::user_agent, "SignalOSBridge/0.1.0");
        }));
        auto self = shared_from_this();
        std::string const host = request_.host + ":" + request_.port;
        stream_.async_handshake(response_, host, request_.path, [self](error_code e) { self->upgraded(e); });
    }

    void upgraded(error_code ec) {
        if (events_ == nullptr) return;
        if (ec == websocket::error::upgrade_declined) return fail(http_words(response_.result_int()));
        if (ec) return fail("What answers there is not the relay: " + ec.message());
        open_ = true;
        events_->on_open();
        if (events_ == nullptr) return;
        if (!out_.empty() && !writing_) write();
        read();
    }

    void read() {
        auto self = shared_from_this();
        stream_.async_read(in_, [self](error_code ec, std::size_t) { self->received(ec); });
    }

    void received(error_code ec) {
        if (events_ == nullptr) return;
        if (ec == websocket::error::closed) {
            auto const reason = stream_.reason();
            return fail("Closed by the relay (" + std::to_string(reason.code) + ")", reason.code);
        }
        if (ec) return fail("The connection broke: " + ec.message());
        auto const bytes = in_.cdata();
        events_->on_text(std::string_view(static_cast<char const*>(bytes.data()), bytes.size()));
        in_.consume(in_.size());
        if (events_ != nullptr) read();
    }

    void write() {
        writing_ = true;
        auto self = shared_from_this();
        stream_.async_write(asio::buffer(out_.front()), [self](error_code ec, std::size_t) { self->written(ec); });
    }

    void written(error_code ec) {
        writing_ = false;
        if (events_ == nullptr) return;
        if (ec) return;  // the pending read reports it, with the relay's close code when there is one
        out_.pop_front();
        if (!out_.empty()) write();
    }

    LinkEvents* events_;  // null once nobody listens
    ConnectRequest request_;
    CertificateFault fault_;
    tcp::resolver resolver_;
    ssl::context context_;
    Stream stream_;
    beast::flat_buffer in_;
    websocket::response_type response_;
    std::deque<std::string> out_;
    bool open_ = false;
    bool writing_ = false;
};

// What runs on the link's thread. The thread ends it: only that drops the handlers which are still waiting and own the
// engine, and a name that is still being looked up holds up nobody else.
struct Machinery {
    asio::io_context io{1};
    asio::steady_timer timer{io};
};

struct Engine {
    std::unique_ptr<Machinery> machinery = std::make_unique<Machinery>();  // guarded by mutex against being ended
    std::shared_ptr<Connection> connection;
    LinkEvents* events = nullptr;
    std::mutex mutex;
    std::condition_variable condition;
    bool done = false;
    std::atomic<bool> kicked{false};

    template <class F>
    void post(F&& work) {
        std::lock_guard lock(mutex);
        if (machinery) asio::post(machinery->io, std::forward<F>(work));
    }
    void run() {
        {
            auto const work = asio::make_work_guard(machinery->io);
            machinery->io.run();
        }
        connection.reset();
        std::unique_ptr<Machinery> ended;
        {
            std::lock_guard lock(mutex);
            ended.swap(machinery);
            done = true;
            condition.notify_all();
        }
        // Last, and without the lock: it may wait for a look-up, and handlers that die may let go of the engine.
        ended.reset();
    }
};

class TlsTransport final : public Transport {
public:
    TlsTransport() : engine_(std::make_shared<Engine>()) {}
    ~TlsTransport() override { stop(1500); }

    void start(LinkEvents& events) override {
        start_network();
        engine_->events = &events;
        started_ = true;
        auto engine = engine_;
        // Detached: stop() waits for `done` with a bound, and the module is pinned.
        std::thread([engine] {
            name_this_thread("sos-link");
            engine->run();
        }).detach();
    }
    void connect(ConnectRequest request) override {
        engine_->post([engine = engine_, request = std::move(request)]() mutable {
            if (engine->connection) engine->connection->close(1000);
            engine->connection =
                std::make_shared<Connection>(engine->machinery->io, *engine->events, std::move(request));
            engine->connection->start();
        });
    }
    void send(std::string text) override {
        engine_->post([engine = engine_, text = std::move(text)]() mutable {
            if (engine->connection) engine->connection->send(std::move(text));
        });
    }
    void close(int code) override {
        engine_->post([engine = engine_, code] {
            if (engine->connection) engine->connection->close(code);
            engine->connection.reset();
        });
    }
    void kick() override {
        if (engine_->kicked.exchange(true)) return;
        engine_->post([engine = engine_] {
            engine->kicked = false;
            engine->events->on_wake();
        });
    }
    void wake_at(std::int64_t steady_ms) override {
        engine_->post([engine = engine_, steady_ms] {
            auto& timer = engine->machinery->timer;
            timer.expires_at(std::chrono::steady_clock::time_point(std::chrono::milliseconds(steady_ms + 1)));
            timer.async_wait([engine](error_code ec) {
                if (!ec) engine->events->on_wake();
            });
        });
    }
    bool stop(int max_ms) override {
        if (!started_) return true;
        engine_->post([engine = engine_] {
            if (engine->connection) engine->connection->close(1000);
            engine->machinery->timer.expires_after(std::chrono::milliseconds(100));
            engine->machinery->timer.async_wait([engine](error_code) { engine->machinery->io.stop(); });
        });
        std::unique_lock lock(engine_->mutex);
        return engine_->condition.wait_for(lock, std::chrono::milliseconds(max_ms), [this] { return engine_->done; });
    }

private:
    std::shared_ptr<Engine> engine_;
    bool started_ = false;
};
}  // namespace

std::unique_ptr<Transport> make_tls_transport() {
    return std::make_unique<TlsTransport>();
}

}  // namespace signalos::bridge
