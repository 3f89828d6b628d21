// How terminals and positions are shown in REST answers.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "app/live_view.hpp"
#include "store/terminal_types.hpp"

namespace signalos::relay {

/// One row of GET /api/mt5/status. `connected`: it is live on this relay now.
boost::json::object status_row(Terminal const& terminal, LiveView::Live const& live, bool connected, std::int64_t now);

/// Appends the open positions of one terminal, of one symbol unless that is empty.
void append_trades(boost::json::array& trades, Terminal const& terminal, LiveView::Live const& live,
                   std::string_view symbol);

/// Appends the pending orders of one terminal, of one symbol unless that is empty.
void append_orders(boost::json::array& orders, Terminal const& terminal, LiveView::Live const& live,
                   std::string_view symbol);

}  // namespace signalos::relay
