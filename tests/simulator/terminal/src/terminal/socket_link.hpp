// The link as a terminal process has it: lines of JSON over a socket, on a thread of its own.
#pragma once

#include <memory>
#include <string>

#include "terminal/broker_link.hpp"
#include "terminal/mirror_feed.hpp"

namespace signalos::terminal {

class SocketLink final : public BrokerLink {
public:
    /// Starts connecting at once. `broker` is "127.0.0.1:PORT". Events come on the link's thread.
    SocketLink(Surroundings& surroundings, std::string const& broker, std::uint64_t login, Mirror& mirror,
               LinkEvents events);
    ~SocketLink() override;

    void call(boost::json::object message, std::function<void(Answer)> done) override;
    void set_enabled(bool enabled) override;
    void relogin(std::uint64_t login) override;
    std::uint64_t login() const override;

private:
    struct Impl;
    MirrorFeed feed_;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signalos::terminal
