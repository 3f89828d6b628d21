// Broker records in MQL5's own structs.
#pragma once

#include "broker/model.hpp"
#include "mqlrt/trade_types.hpp"

namespace signalos::terminal {

mql::TradeTransaction to_mql(broker::Transaction const& transaction);

}  // namespace signalos::terminal
