// The MQL5 programs compiled into this terminal.
#pragma once

#include "terminal/terminal.hpp"

namespace signalos::terminal {

Programs built_in_programs();

}  // namespace signalos::terminal
