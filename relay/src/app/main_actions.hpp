// What each form of the command line does.
#pragma once
#include "app/options.hpp"

namespace signalos::relay {

/// The exit status. Throws std::exception with words for the operator.
int run_action(Action const& action);

}  // namespace signalos::relay
