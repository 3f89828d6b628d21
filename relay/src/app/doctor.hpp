// `signalos-relay doctor` and `signalos-relay migrate`.
#pragma once
#include "util/config.hpp"

namespace signalos::relay {

/// Looks at the store that the configuration names and prints one line per finding; runs beside a serving relay. The
/// exit status: 1 when something is wrong.
int run_doctor(Config const& config);

/// Brings the store's schema up to date and prints the number of it as one JSON line. Refused while a relay serves.
int run_migrate(Config const& config);

}  // namespace signalos::relay
