// The dashboards' side: the hub and the sessions that hang on it.
#pragma once
#include <memory>

#include "core/command_service.hpp"
#include "core/relay_clock.hpp"
#include "core/session.hpp"
#include "core/stream_port.hpp"
#include "services/account_store.hpp"
#include "store/store.hpp"

namespace signalos::relay {

/// All calls on the I/O thread.
class HubParts {
public:
    HubParts(RelayClock& clock, Random& random, Store& store);
    ~HubParts();
    HubParts(HubParts const&) = delete;
    HubParts& operator=(HubParts const&) = delete;

    [[nodiscard]] StreamPort& streams();
    /// At the start: a terminal with the top of its durable events.
    void known_terminal(Terminal const& terminal);
    std::shared_ptr<Session> dashboard(SessionPort& port, LoginSession const& login, CommandService& commands);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace signalos::relay
