// How much of memory a JSON value takes, as bounds count it.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstddef>

namespace signalos::relay {

/// Bytes of text and numbers plus 16 a node: about what the value takes as text, and never less than half of it. Depth
/// is bounded by the parser.
inline std::size_t json_size(boost::json::value const& value) {
    std::size_t size = 16;
    if (value.is_string()) size += value.get_string().size();
    if (value.is_array())
        for (auto const& item : value.get_array()) size += json_size(item);
    if (value.is_object())
        for (auto const& member : value.get_object()) size += member.key().size() + json_size(member.value());
    return size;
}

inline std::size_t json_size(boost::json::object const& object) {
    std::size_t size = 16;
    for (auto const& member : object) size += member.key().size() + json_size(member.value());
    return size;
}

}  // namespace signalos::relay
