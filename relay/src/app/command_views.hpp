// Commands as JSON values, from the one form in which they are shown.
#pragma once
#include <boost/json/array.hpp>
#include <vector>

#include "domain/command_view.hpp"
#include "domain/json.hpp"

namespace signalos::relay {

inline boost::json::object view_of(CommandRow const& command) {
    return parse_object(command_view(command)).value_or(boost::json::object{});
}

inline boost::json::array views_of(std::vector<CommandRow> const& commands) {
    boost::json::array views;
    views.reserve(commands.size());
    for (auto const& command : commands) views.push_back(view_of(command));
    return views;
}

}  // namespace signalos::relay
