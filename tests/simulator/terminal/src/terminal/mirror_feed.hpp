// Turns the broker's messages into changes of the mirror and events for programs. No I/O and no thread in here.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "broker/model.hpp"
#include "terminal/mirror.hpp"
#include "terminal/surroundings.hpp"

namespace signalos::terminal {

/// Called by whoever feeds, after the mirror has taken the news in.
struct LinkEvents {
    std::function<void(std::string const& symbol)> on_quote;
    std::function<void(broker::Transaction const&)> on_transaction;
    std::function<void(std::uint64_t login, bool connected, std::string const& why)> on_state;
};

class MirrorFeed {
public:
    MirrorFeed(Surroundings const& surroundings, Mirror& mirror, LinkEvents events)
        : surroundings_(surroundings), mirror_(mirror), events_(std::move(events)) {}

    /// The answer to the login of `login`: the whole account and market. False when it was refused.
    bool take_login(std::uint64_t login, boost::json::object const& answer);
    /// One push: a quote, or an update of the account. Unknown ones are passed over.
    void take_push(boost::json::object const& message);
    /// What the mirror shows may be old from here on, or another account's. True when it was in step.
    bool fall_behind();
    /// Tells that the connection which was in step is gone.
    void report_loss(std::uint64_t login);

private:
    void take_quote(boost::json::object const& message);
    void take_update(boost::json::object const& message);

    Surroundings const& surroundings_;
    Mirror& mirror_;
    LinkEvents events_;
};

}  // namespace signalos::terminal
