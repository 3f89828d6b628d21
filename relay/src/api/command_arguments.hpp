// The shape of each command kind's arguments: which members, of what form. Their sense is judged by cores and
// terminals.
#pragma once
#include <boost/json/object.hpp>
#include <optional>
#include <string_view>

#include "api/error_map.hpp"

namespace signalos::relay {

/// Whether the kind is one that a caller may submit.
bool is_command_kind(std::string_view kind);

/// The first thing wrong, with its path under `prefix` ("args." or ""); nothing when the shape is right. Unknown
/// members are wrong too: a misspelt stop loss must not become a position without one.
std::optional<FieldProblem> check_arguments(std::string_view kind, boost::json::object const& arguments,
                                            std::string_view prefix);

}  // namespace signalos::relay
