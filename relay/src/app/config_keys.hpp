// Every key of the relay's configuration.
#pragma once
#include <span>

#include "util/config.hpp"

namespace signalos::relay {

/// The one table: names, types, defaults, ranges and words.
std::span<ConfigKey const> config_keys();

}  // namespace signalos::relay
