// Between the cores and the hub: publishes into it, and reads back what REST answers and a close need of the live
// state.
#pragma once
#include <boost/json/object.hpp>
#include <string>
#include <unordered_map>

#include "core/hub.hpp"
#include "core/stream_port.hpp"

namespace signalos::relay {

/// All calls on the I/O thread.
class LiveView final : public StreamPort {
public:
    /// What is known of one terminal now. Valid until the next publish.
    struct Live {
        boost::json::object const* keys =
            nullptr;  ///< its state, keys as in protocol/README.md section 4; nullptr = said nothing yet
        boost::json::object const* mission = nullptr;  ///< its row; nullptr = none
        std::int64_t as_of = 0;  ///< ms UTC of the last word about its state; 0 = none since the relay started
    };

    explicit LiveView(Hub& hub) : hub_(hub) {}

    void publish_event(EventRow const& event) override;
    void publish_state(OrgId org, TerminalId terminal, StateChange change) override;
    void publish_mission(OrgId org, TerminalId terminal, boost::json::object row) override;
    [[nodiscard]] std::optional<KnownPosition> find_position(OrgId org, TerminalId terminal,
                                                             std::string_view position) const override;

    [[nodiscard]] bool state_overflowed(OrgId org, TerminalId terminal) const override {
        return hub_.state_overflowed(org, terminal);
    }
    /// Adds times.pushed to a command as REST shows it, where it is known.
    void add_pushed(boost::json::object& command) const;
    /// At the start and for a terminal made later, before anything is published about it.
    void know(Terminal const& terminal, boost::json::object row);
    /// A terminal that was revoked: its row goes, and nothing of it is shown live any more.
    void forget(OrgId org, TerminalId terminal, std::int64_t now);
    [[nodiscard]] Live find(OrgId org, TerminalId terminal) const;

private:
    Hub& hub_;
    std::unordered_map<TerminalId, std::int64_t> heard_;  // relay time of the last state
};

}  // namespace signalos::relay
