// Where the cores publish what dashboards see, and what they ask back of the live state. The hub stands behind it.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "store/terminal_types.hpp"

namespace signalos::relay {

/// One word of a terminal about its live state. Keys as in protocol/README.md section 4.
struct StateChange {
    bool reset = false;       ///< everything known before is gone; `set` is complete
    boost::json::object set;  ///< key → changed fields; positions carry tradeId
    std::vector<std::string> del;
    std::int64_t as_of = 0;  ///< relay time, ms UTC
};

/// What a close needs to know about an open position.
struct KnownPosition {
    std::string ticket;
    std::string symbol;
    std::string side = {};    ///< "buy" or "sell"
    std::string volume = {};  ///< lots
};

/// All calls on the relay's one I/O thread.
class StreamPort {
public:
    virtual ~StreamPort() = default;
    /// A row of a terminal's durable sequence, committed; called in the order of `off`.
    virtual void publish_event(EventRow const& event) = 0;
    virtual void publish_state(OrgId org, TerminalId terminal, StateChange change) = 0;
    /// The whole row of `mission` for this terminal.
    virtual void publish_mission(OrgId org, TerminalId terminal, boost::json::object row) = 0;
    /// The terminal reports more than is kept of it: what is shown of its state is not complete.
    [[nodiscard]] virtual bool state_overflowed(OrgId /*org*/, TerminalId /*terminal*/) const { return false; }
    /// From the live state; `position` is the identifier in digits.
    [[nodiscard]] virtual std::optional<KnownPosition> find_position(OrgId org, TerminalId terminal,
                                                                     std::string_view position) const = 0;
};

}  // namespace signalos::relay
