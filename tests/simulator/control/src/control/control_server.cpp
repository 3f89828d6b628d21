#include "control/control_server.hpp"

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <list>
#include <mutex>
#include <thread>

#include "control/address.hpp"
#include "control/hang_up.hpp"

namespace signalos::control {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
using tcp = asio::ip::tcp;

namespace {

constexpr std::uint64_t max_body = 1 << 20;

void read_target(std::string const& target, Request& request) {
    auto const mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark == std::string::npos) return;
    std::string_view rest = std::string_view(target).substr(mark + 1);
    while (!rest.empty()) {
        auto const end = rest.find('&');
        std::string_view const pair = rest.substr(0, end);
        auto const equals = pair.find('=');
        std::string const value(equals == std::string_view::npos ? "" : pair.substr(equals + 1));
        request.query[std::string(pair.substr(0, equals))] = value;
        rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
    }
}

Reply reply_to(http::request<http::string_body> const& message, Handler const& handler) {
    Request request;
    request.method = std::string(message.method_string());
    read_target(std::string(message.target()), request);
    if (!message.body().empty()) {
        json::error_code ec;
        json::value body = json::parse(message.body(), ec);
        if (ec || !body.is_object()) return failure(400, "body: a JSON object");
        request.body = std::move(body.get_object());
    }
    try {
        return handler(request);
    } catch (std::exception const& problem) {
        return failure(500, problem.what());
    }
}

void serve(tcp::socket& socket, Handler const& handler) {
    boost::beast::flat_buffer buffer;
    boost::system::error_code ec;
    for (;;) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(max_body);
        http::read(socket, buffer, parser, ec);
        if (ec) return;
        Reply const reply = reply_to(parser.get(), handler);
        http::response<http::string_body> response;
        response.version(parser.get().version());
        response.result(reply.status);
        response.set(http::field::content_type, "application/json");
        response.keep_alive(parser.get().keep_alive());
        response.body() = json::serialize(reply.body) + "\n";
        response.prepare_payload();
        http::write(socket, response, ec);
        if (ec || !response.keep_alive()) return;
    }
}

}  // namespace

std::uint64_t Request::number(std::string const& key, std::uint64_t otherwise) const {
    auto const found = query.find(key);
    if (found == query.end()) return otherwise;
    std::uint64_t value = 0;
    char const* const end = found->second.data() + found->second.size();
    auto const parsed = std::from_chars(found->second.data(), end, value);
    return parsed.ec == std::errc() && parsed.ptr == end ? value : otherwise;
}

Reply failure(unsigned status, std::string const& words) {
    return {status, json::object{{"error", words}}};
}

struct ControlServer::Impl {
    struct Connection {
        explicit Connection(tcp::socket accepted) : socket(std::move(accepted)) {}
        tcp::socket socket;
        std::thread thread;
        std::atomic<bool> ended{false};
    };

    Handler handler;
    asio::io_context context;
    tcp::acceptor acceptor{context};
    std::mutex mutex;
    std::list<Connection> connections;
    bool stopping = false;
    std::thread accepting;

    void start(tcp::socket socket) {
        std::lock_guard lock(mutex);
        if (stopping) return;
        drop_ended();
        Connection& connection = connections.emplace_back(std::move(socket));
        connection.thread = std::thread([this, &connection] {
            serve(connection.socket, handler);
            connection.ended = true;
        });
    }

    void drop_ended() {
        connections.remove_if([](Connection& connection) {
            if (!connection.ended) return false;
            connection.thread.join();
            return true;
        });
    }

    void accept_all() {
        for (;;) {
            boost::system::error_code ec;
            tcp::socket socket = acceptor.accept(ec);
            if (ec) return;
            if (std::lock_guard lock(mutex); stopping) return;
            start(std::move(socket));
        }
    }

    void stop() {
        {
            std::lock_guard lock(mutex);
            stopping = true;
            for (Connection& connection : connections) hang_up(connection.socket.native_handle());
        }
        // A caller of our own wakes the acceptor on every system; hanging up would not on Windows.
        boost::system::error_code ignored;
        tcp::socket(context).connect(acceptor.local_endpoint(), ignored);
        accepting.join();
        for (Connection& connection : connections) connection.thread.join();
    }
};

ControlServer::ControlServer(std::string const& address, Handler handler) : impl_(std::make_unique<Impl>()) {
    Address const where = parse_loopback(address);
    impl_->handler = std::move(handler);
    tcp::endpoint const endpoint(asio::ip::make_address_v4(where.host), where.port);
    impl_->acceptor.open(tcp::v4());
    impl_->acceptor.set_option(tcp::acceptor::reuse_address(true));
    impl_->acceptor.bind(endpoint);
    impl_->acceptor.listen();
    impl_->accepting = std::thread([impl = impl_.get()] { impl->accept_all(); });
}

ControlServer::~ControlServer() {
    impl_->stop();
}

std::string ControlServer::listen() const {
    return "127.0.0.1:" + std::to_string(impl_->acceptor.local_endpoint().port());
}

}  // namespace signalos::control
