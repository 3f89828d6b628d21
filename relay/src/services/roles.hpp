// Names of the roles in an organisation.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "store/account_types.hpp"

namespace signalos::relay {

inline constexpr std::pair<std::string_view, Role> role_names[] = {
    {"viewer", Role::viewer}, {"trader", Role::trader}, {"admin", Role::admin}, {"owner", Role::owner}};

inline std::string role_name(Role role) {
    return std::string(role_names[static_cast<std::size_t>(role)].first);
}

}  // namespace signalos::relay
