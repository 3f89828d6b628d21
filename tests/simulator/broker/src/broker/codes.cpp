#include "broker/codes.hpp"

#include <array>

namespace signalos::broker {
namespace {

struct Row {
    std::uint32_t code;
    char const* text;
};

constexpr std::array rows{Row{retcode_requote, "Requote"},
                          Row{retcode_reject, "Request rejected"},
                          Row{retcode_placed, "Order placed"},
                          Row{retcode_done, "Request completed"},
                          Row{retcode_done_partial, "Only part of the request was completed"},
                          Row{retcode_error, "Request processing error"},
                          Row{retcode_timeout, "Request canceled by timeout"},
                          Row{retcode_invalid, "Invalid request"},
                          Row{retcode_invalid_volume, "Invalid volume"},
                          Row{retcode_invalid_price, "Invalid price"},
                          Row{retcode_invalid_stops, "Invalid stops"},
                          Row{retcode_trade_disabled, "Trade is disabled"},
                          Row{retcode_market_closed, "Market is closed"},
                          Row{retcode_no_money, "Not enough money"},
                          Row{retcode_price_off, "No prices"},
                          Row{retcode_invalid_expiration, "Invalid expiration"},
                          Row{retcode_no_changes, "No changes"},
                          Row{retcode_server_disables_at, "AutoTrading disabled by server"},
                          Row{retcode_client_disables_at, "AutoTrading disabled by client"},
                          Row{retcode_frozen, "Order or position is frozen"},
                          Row{retcode_invalid_fill, "Unsupported filling mode"},
                          Row{retcode_connection, "No connection"},
                          Row{retcode_limit_orders, "Too many pending orders"},
                          Row{retcode_limit_volume, "Volume limit reached"},
                          Row{retcode_invalid_order, "Invalid order type"},
                          Row{retcode_position_closed, "Position already closed"},
                          Row{retcode_invalid_close_volume, "Close volume exceeds the position"},
                          Row{retcode_long_only, "Only long positions are allowed"},
                          Row{retcode_short_only, "Only short positions are allowed"},
                          Row{retcode_close_only, "Only closing is allowed"}};

}  // namespace

char const* retcode_text(std::uint32_t retcode) {
    for (Row const& row : rows) {
        if (row.code == retcode) return row.text;
    }
    return "unknown return code";
}

}  // namespace signalos::broker
