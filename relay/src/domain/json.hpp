// Boost.JSON for the relay's pure parts; its implementation is compiled once, in base.
#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace signalos::relay {

/// The object in `text`, or nothing when it is not one. Depth at most 32.
std::optional<boost::json::object> parse_object(std::string_view text);
/// The member as text, empty when absent or of another type.
std::string_view text_of(boost::json::object const& object, std::string_view name);
/// The member as an integer, `fallback` when absent or of another type.
std::int64_t integer_of(boost::json::object const& object, std::string_view name, std::int64_t fallback = 0);
/// At most `bytes` of UTF-8 text, cut between characters; an ellipsis says that something is missing.
std::string clip(std::string_view text, std::size_t bytes);
bool flag_of(boost::json::object const& object, std::string_view name);

}  // namespace signalos::relay
