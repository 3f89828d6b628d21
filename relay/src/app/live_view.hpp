// What the terminals last said, for REST answers: stands between the cores and the hub, keeps the newest values and passes everything on.
#pragma once
#include <boost/json/object.hpp>
#include <string>
#include <unordered_map>

#include "core/stream_port.hpp"

namespace signalos::relay {

/// All calls on the I/O thread.
class LiveView final : public StreamPort {
public:
    /// The state of one terminal: keys as in protocol/README.md section 4.
    struct Live {
        OrgId org;
        boost::json::object keys;
        boost::json::object mission;
        std::int64_t as_of = 0;  ///< ms UTC of the last word; 0 = none since the relay started
    };

    explicit LiveView(StreamPort& next) : next_(next) {}

    void publish_event(EventRow const& event) override;
    void publish_state(OrgId org, TerminalId terminal, StateChange change) override;
    void publish_mission(OrgId org, TerminalId terminal, boost::json::object row) override;
    [[nodiscard]] std::optional<KnownPosition> find_position(OrgId org, TerminalId terminal, std::string_view position) const override;

    /// nullptr when nothing is known, or the terminal is another organisation's. Valid until the next publish.
    [[nodiscard]] Live const* find(OrgId org, TerminalId terminal) const;

private:
    Live& of(OrgId org, TerminalId terminal);

    StreamPort& next_;
    std::unordered_map<TerminalId, Live> terminals_;
};

}  // namespace signalos::relay
