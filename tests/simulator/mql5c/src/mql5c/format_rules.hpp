// Rule L14: a format literal and its arguments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mql5c/ast.hpp"

namespace signalos::mql5c {

/// What is wrong with `format` for these argument types; empty when it fits.
std::string check_format(std::string_view format, std::vector<Type> const& types);

}  // namespace signalos::mql5c
