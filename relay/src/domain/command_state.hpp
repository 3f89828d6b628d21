// The command states of the protocol, under the relay's own roof.
#pragma once
#include "protocol/command_state.hpp"

namespace signalos::relay {

using protocol::CommandState;
using protocol::is_final;
using protocol::rank_of;

}  // namespace signalos::relay
