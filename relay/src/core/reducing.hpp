// What a request to reduce a position leaves out, taken from what the terminal last reported.
#pragma once
#include <boost/json/object.hpp>
#include <string_view>

#include "core/stream_port.hpp"

namespace signalos::relay {

/// Fills ticket, symbol and expected side of a close, partial close or close-by, and turns a percentage into lots with
/// the volume it was taken of. Members that the caller gave stay. False when the position is not known and the request
/// does not say enough without it; other kinds are left alone.
bool complete_reducing(StreamPort const& streams, OrgId org, TerminalId terminal, std::string_view kind,
                       boost::json::object& args);

}  // namespace signalos::relay
