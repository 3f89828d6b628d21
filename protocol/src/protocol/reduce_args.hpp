// Arguments of the kinds that reduce what is open: close, partial_close, close_by, close_all.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/json_reader.hpp"

namespace signalos::protocol {

struct CloseArgs {
    std::int64_t position = 0;  ///< POSITION_IDENTIFIER
    std::int64_t ticket = 0;
    std::string symbol;
    std::optional<Decimal> expected_volume;
    /// True = buy. A netting position keeps its identifier when it turns round: the other side is another decision.
    std::optional<bool> expected_buy;
};

/// Before the relay completes it, either `volume` or `percent` stands; at the terminal `volume` always does.
struct PartialCloseArgs {
    CloseArgs of;
    std::optional<Decimal> volume;   ///< lots to be closed, > 0
    std::optional<Decimal> percent;  ///< 0 < percent < 100: what `volume` was worked out of, the terminal may floor it
};

struct CloseByArgs {
    std::int64_t position = 0;
    std::int64_t ticket = 0;
    std::int64_t opposite = 0;  ///< identifier of the other position: same symbol, other side
    std::string symbol;
};

/// An absent member does not filter.
struct CloseAllArgs {
    std::string symbol;
    std::optional<bool> buy;
    std::optional<std::int64_t> magic;
    bool ours = false;            ///< only orders with this terminal's magic prefix
    std::optional<bool> winning;  ///< sign of profit and swap; positions only
    bool pending = false;         ///< pending orders too
};

CloseArgs read_close(JsonReader& reader);
PartialCloseArgs read_partial_close(JsonReader& reader);
CloseByArgs read_close_by(JsonReader& reader);
CloseAllArgs read_close_all(JsonReader& reader);

boost::json::object encode(CloseArgs const& args);
boost::json::object encode(PartialCloseArgs const& args);
boost::json::object encode(CloseByArgs const& args);
boost::json::object encode(CloseAllArgs const& args);

/// `percent` of `volume`, cut (not rounded) at 8 decimals: never more than asked for.
Decimal part_of(Decimal volume, Decimal percent);

}  // namespace signalos::protocol
