// The terminal's connection to its broker: keeps the mirror in step, carries requests, comes back by itself.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "broker/model.hpp"
#include "terminal/mirror.hpp"

namespace signalos::terminal {

/// Called on the link's thread, after the mirror has taken the news in.
struct LinkEvents {
    std::function<void(std::string const& symbol)> on_quote;
    std::function<void(broker::Transaction const&)> on_transaction;
    std::function<void(std::uint64_t login, bool connected, std::string const& why)> on_state;
};

class Link {
public:
    /// Starts connecting at once. `broker` is "127.0.0.1:PORT".
    Link(std::string broker, std::uint64_t login, Mirror& mirror, LinkEvents events);
    ~Link();
    Link(Link const&) = delete;
    Link& operator=(Link const&) = delete;

    using Answer = std::optional<boost::json::object>;
    /// Sends one message; `done` is called exactly once, with nothing when the link is lost before the answer.
    void call(boost::json::object message, std::function<void(Answer)> done);
    enum class Lost { no, timeout, connection };
    struct Waited {
        Answer answer;
        Lost lost = Lost::no;
    };
    /// The same, waiting. A late answer is dropped.
    Waited call_and_wait(boost::json::object message, std::chrono::milliseconds timeout);

    /// The user's hand on the network plug.
    void set_enabled(bool enabled);
    /// Logs in as another account; the mirror counts as not connected until that is done.
    void relogin(std::uint64_t login);
    std::uint64_t login() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signalos::terminal
