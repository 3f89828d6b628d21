// How a command is shown: the same JSON object in REST answers and in command_update events.
#pragma once
#include <string>

#include "domain/command_row.hpp"

namespace signalos::relay {

/// The `command` object of the REST document, serialised.
std::string command_view(CommandRow const& command);

}  // namespace signalos::relay
