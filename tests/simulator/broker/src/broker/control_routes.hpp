// The broker's control port: what a test may ask and do. Pure mapping between JSON and `Server`.
#pragma once

#include "broker/server.hpp"
#include "control/control_server.hpp"

namespace signalos::broker {

/// Answers one control request; runs on the thread that owns `server`.
control::Reply handle_control(Server& server, control::Request const& request, Now now);

}  // namespace signalos::broker
