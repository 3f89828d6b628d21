#include "app/admin_socket.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/serialize.hpp>
#include <memory>

#include "domain/json.hpp"

namespace signalos::relay {
namespace {

namespace asio = boost::asio;
using Protocol = asio::local::stream_protocol;
using boost::system::error_code;

constexpr std::size_t line_limit = 64 * 1024;
constexpr std::size_t answer_limit = 16 * 1024 * 1024;

std::string socket_path(std::string const& data_dir) {
    return data_dir + "/admin.sock";
}

// One connection; lives by its pending operation.
struct Visit : std::enable_shared_from_this<Visit> {
    Visit(Protocol::socket connected, AdminOperations& with)
        : socket(std::move(connected)), operations(with), deadline(socket.get_executor()) {}

    void start() {
        deadline.expires_after(std::chrono::seconds(10));
        deadline.async_wait([weak = weak_from_this()](error_code ec) {
            error_code ignored;
            if (auto const self = weak.lock(); self && !ec) self->socket.close(ignored);
        });
        asio::async_read_until(socket, asio::dynamic_buffer(line, line_limit), '\n',
                               [self = shared_from_this()](error_code ec, std::size_t size) {
                                   if (ec) return;
                                   self->operations.run(self->line.substr(0, size),
                                                        [self](boost::json::object answer) { self->reply(answer); });
                               });
    }
    void reply(boost::json::object const& answer) {
        line = boost::json::serialize(answer) + "\n";
        asio::async_write(socket, asio::buffer(line),
                          [self = shared_from_this()](error_code, std::size_t) { self->deadline.cancel(); });
    }

    Protocol::socket socket;
    AdminOperations& operations;
    asio::steady_timer deadline;
    std::string line;
};

}  // namespace

AdminSocket::AdminSocket(asio::io_context& io, std::string const& data_dir, AdminOperations& operations)
    : path_(socket_path(data_dir)), acceptor_(io), operations_(operations) {
    // The store's lock on the directory proves that a socket lying here is a dead relay's.
    ::unlink(path_.c_str());
    auto const old_mask = ::umask(0177);
    error_code ec;
    acceptor_.open();
    acceptor_.bind(Protocol::endpoint(path_), ec);
    ::umask(old_mask);
    if (ec) throw boost::system::system_error(ec, path_);
    acceptor_.listen();
    accept();
}

AdminSocket::~AdminSocket() {
    stop();
}

void AdminSocket::stop() {
    if (!acceptor_.is_open()) return;
    error_code ignored;
    acceptor_.close(ignored);
    ::unlink(path_.c_str());
}

void AdminSocket::accept() {
    acceptor_.async_accept([this](error_code ec, Protocol::socket socket) {
        if (ec) return;
        std::make_shared<Visit>(std::move(socket), operations_)->start();
        accept();
    });
}

std::optional<boost::json::object> ask_running_relay(std::string const& data_dir, boost::json::object const& request) {
    asio::io_context io;
    Protocol::socket socket(io);
    error_code ec;
    socket.connect(Protocol::endpoint(socket_path(data_dir)), ec);
    if (ec) return std::nullopt;
    asio::write(socket, asio::buffer(boost::json::serialize(request) + "\n"));
    std::string line;
    asio::read_until(socket, asio::dynamic_buffer(line, answer_limit), '\n');
    return parse_object(line);
}

}  // namespace signalos::relay
