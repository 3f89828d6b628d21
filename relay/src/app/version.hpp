// The version of this build.
#pragma once
#include <string_view>

namespace signalos::relay {

inline constexpr std::string_view version = SIGNALOS_VERSION;

}  // namespace signalos::relay
