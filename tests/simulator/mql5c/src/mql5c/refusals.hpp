// What --check accepts and the emitter cannot write faithfully.
#pragma once

#include "mql5c/ast.hpp"

namespace signalos::mql5c {

/// Reports (L27) everything in the checked program that the emitter does not translate. A program without a report is
/// emitted; nothing is left out or approximated.
void refuse_unsupported(Unit const& unit, Diagnostics& diagnostics);

}  // namespace signalos::mql5c
