// The page that describes the configuration, written from its table.
#pragma once
#include <span>
#include <string>

#include "util/config.hpp"

namespace signalos::relay {

/// docs/configuration.md as it must be.
std::string configuration_page(std::span<ConfigKey const> table);

}  // namespace signalos::relay
