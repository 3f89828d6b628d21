// Arguments of the kinds that place, change and cancel: open, modify, cancel_order.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/json_reader.hpp"

namespace signalos::protocol {

/// Numbers are those of the bridge's ABI (sos_command.order_type).
enum class OrderForm { market = 0, limit = 1, stop = 2, stop_limit = 3 };

struct OpenArgs {
    std::string symbol;
    bool buy = true;
    OrderForm order = OrderForm::market;
    Decimal volume;                ///< lots, > 0
    std::optional<Decimal> price;  ///< pending orders only, and always there
    /// stop_limit only, and always there: `price` is what triggers, this is where the limit order then rests.
    std::optional<Decimal> stop_limit;
    std::optional<Decimal> sl, tp;
    std::optional<std::int64_t> expiry;     ///< pending orders: ms UTC, nullopt = good till cancelled
    std::optional<std::int64_t> deviation;  ///< points, 0 … 100000; market orders only
    std::string comment;                    ///< at most 20 printable ASCII characters
};

/// Absolute: an absent member stays as it is, what is to go stands in a remove_ flag. Of a position (sl, tp) or of a
/// pending order (all of it); exactly one of the two is named.
struct ModifyArgs {
    std::int64_t position = 0;  ///< POSITION_IDENTIFIER; 0 = an order is meant
    std::int64_t ticket = 0;    ///< order ticket; 0 = a position is meant
    std::optional<Decimal> price, stop_limit, sl, tp;
    std::optional<std::int64_t> expiry;  ///< ms UTC
    bool remove_sl = false;
    bool remove_tp = false;
    bool remove_expiry = false;
};

struct CancelOrderArgs {
    std::int64_t ticket = 0;  ///< > 0
};

OpenArgs read_open(JsonReader& reader);
ModifyArgs read_modify(JsonReader& reader, boost::json::object const& args);
CancelOrderArgs read_cancel_order(JsonReader& reader);

boost::json::object encode(OpenArgs const& args);
boost::json::object encode(ModifyArgs const& args);
boost::json::object encode(CancelOrderArgs const& args);

}  // namespace signalos::protocol
