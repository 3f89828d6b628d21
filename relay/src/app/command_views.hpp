// Commands as JSON values, from the one form in which they are shown.
#pragma once
#include <boost/json/array.hpp>
#include <vector>

#include "domain/command_view.hpp"
#include "domain/json.hpp"
#include "store/command_types.hpp"

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

/// The event's own fields, where it stands among the terminal's events, and who has seen to it.
inline boost::json::object alarm_view(AlarmRow const& row) {
    auto view = parse_object(row.event.data).value_or(boost::json::object{});
    view["id"] = row.event.terminal.text() + ":" + std::to_string(row.event.off);
    view["terminal"] = row.event.terminal.text();
    view["off"] = row.event.off;
    bool const seen = row.acknowledged_at != 0;
    view["acknowledged_at"] = seen ? boost::json::value(row.acknowledged_at) : boost::json::value(nullptr);
    view["acknowledged_by"] = seen ? boost::json::value(row.acknowledged_by) : boost::json::value(nullptr);
    return view;
}

}  // namespace signalos::relay
