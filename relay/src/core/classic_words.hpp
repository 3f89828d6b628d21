// The classic dialect (docs/decisions/0011): flat frames under two customary envelopes, plain numbers, names from
// event_types.hpp.
#pragma once
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalos::relay {

/// Prices, volumes, money, tickets and positions become numbers, by the name of their member, at any depth. What is no
/// number text, or a whole number beyond 64 bits, stays as it is.
boost::json::value with_numbers(boost::json::value value);

/// "2025-01-23T12:30:00.123Z".
std::string iso_time(std::int64_t utc_ms);

/// One frame: {type, event_type, ts, timestamp, session_id, level, data}. Empty when the dialect has no such type.
std::string classic_frame(std::string_view type, boost::json::object data, std::int64_t ts, std::string_view session);

}  // namespace signalos::relay
