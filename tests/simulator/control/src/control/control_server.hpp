// The laboratory door of a simulator process: HTTP and JSON on loopback only.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace signalos::control {

struct Request {
    std::string method, path;
    std::map<std::string, std::string> query;
    /// Empty object when the request has no body.
    boost::json::object body;

    /// Number from the query; `otherwise` when absent or not a number.
    std::uint64_t number(std::string const& key, std::uint64_t otherwise) const;
};

struct Reply {
    unsigned status = 200;
    boost::json::value body;
};

/// {"error": words} with `status`.
Reply failure(unsigned status, std::string const& words);

/// Called on the connection's own thread, several at once. An exception becomes a 500 with its text.
using Handler = std::function<Reply(Request const&)>;

class ControlServer {
public:
    /// `address` is "127.0.0.1:PORT", port 0 = any free one. Throws std::runtime_error for anything but loopback or
    /// when the port is taken. Serves until destroyed.
    ControlServer(std::string const& address, Handler handler);
    ~ControlServer();
    ControlServer(ControlServer const&) = delete;
    ControlServer& operator=(ControlServer const&) = delete;

    /// "127.0.0.1:PORT" with the real port.
    std::string listen() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signalos::control
