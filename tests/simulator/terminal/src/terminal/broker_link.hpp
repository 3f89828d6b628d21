// The terminal's connection to its broker: carries requests, keeps the mirror in step, comes back by itself.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <optional>

#include "terminal/surroundings.hpp"

namespace signalos::terminal {

/// Connects at once and stays connected, as one account; what the broker pushes goes through a MirrorFeed. Safe from
/// any thread.
class BrokerLink {
public:
    explicit BrokerLink(Surroundings& surroundings) : surroundings_(surroundings) {}
    virtual ~BrokerLink() = default;
    BrokerLink(BrokerLink const&) = delete;
    BrokerLink& operator=(BrokerLink const&) = delete;

    using Answer = std::optional<boost::json::object>;
    /// Sends one message; `done` is called exactly once, with nothing when the link is lost before the answer.
    virtual void call(boost::json::object message, std::function<void(Answer)> done) = 0;
    enum class Lost { no, timeout, connection };
    struct Waited {
        Answer answer;
        Lost lost = Lost::no;
    };
    /// The same, waiting. A late answer is dropped.
    Waited call_and_wait(boost::json::object message, std::chrono::milliseconds timeout);

    /// The user's hand on the network plug.
    virtual void set_enabled(bool enabled) = 0;
    /// Logs in as another account; the mirror counts as not connected until that is done.
    virtual void relogin(std::uint64_t login) = 0;
    virtual std::uint64_t login() const = 0;

private:
    Surroundings& surroundings_;
};

}  // namespace signalos::terminal
