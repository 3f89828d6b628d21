// House rules that look at the whole program rather than at one expression.
#pragma once

#include "mql5c/ast.hpp"
#include "mql5c/preprocessor.hpp"

namespace signalos::mql5c {

void check_properties(std::vector<Property> const& properties, Diagnostics& diagnostics);
void check_imports(Unit const& unit, Diagnostics& diagnostics);

}  // namespace signalos::mql5c
