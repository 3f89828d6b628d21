// Forgiving reads of the relay's JSON: a missing or wrong member gives the fallback; numbers may come as text.
#pragma once
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalos::bridge {

namespace json = boost::json;

/// nullopt when it is no JSON object, deeper than 32, or not UTF-8.
std::optional<json::object> parse_object(std::string_view text);

std::string text_of(json::object const& from, std::string_view key);
std::optional<std::int64_t> integer_of(json::object const& from, std::string_view key);
/// 0 when absent or not a plain decimal; `malformed` is set when present but unreadable.
double decimal_of(json::object const& from, std::string_view key, bool& malformed);
/// An empty object when absent.
json::object const& object_of(json::object const& from, std::string_view key);

}  // namespace signalos::bridge
