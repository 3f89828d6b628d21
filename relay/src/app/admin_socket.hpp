// The operator's door of a running relay: a socket in its data directory, open to the relay's own user alone.
#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "app/admin_operations.hpp"

namespace signalos::relay {

/// One request line in, one answer line out, then it closes. On the I/O thread. The socket file is removed by stop().
class AdminSocket {
public:
    /// Throws boost::system::system_error when the socket cannot be made in `data_dir`.
    AdminSocket(boost::asio::io_context& io, std::string const& data_dir, AdminOperations& operations);
    ~AdminSocket();
    void stop();

private:
    void accept();

    std::string path_;
    boost::asio::local::stream_protocol::acceptor acceptor_;
    AdminOperations& operations_;
};

/// Asks the relay that runs on `data_dir`; nothing when none does.
std::optional<boost::json::object> ask_running_relay(std::string const& data_dir, boost::json::object const& request);

}  // namespace signalos::relay
