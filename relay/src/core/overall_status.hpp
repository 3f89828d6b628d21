// The answer to request_status.
#pragma once
#include <boost/json/object.hpp>
#include <vector>

#include "core/hub.hpp"

namespace signalos::relay {

/// {running, connected, error, trades_this_week, last_trade_time} over these terminals.
boost::json::object overall_status(Hub const& hub, OrgId org, std::vector<TerminalId> const& visible);

}  // namespace signalos::relay
