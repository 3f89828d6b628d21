// Roles and what they may do: the one table.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace signalos::relay {

/// What a route asks of its caller. Ordered: each includes those before it.
enum class Permission : std::uint8_t { open_to_all, signed_in, view, trade, manage, own };

/// "public", "signed_in", "view", "trade", "manage", "own": the words of the REST document.
std::string_view permission_name(Permission permission);
/// The most that a role may do; an unknown role may do nothing beyond being signed in.
Permission strongest_permission(std::string_view role);
/// The names of all permissions of a role beyond signed_in, weakest first.
std::vector<std::string_view> permissions_of(std::string_view role);

}  // namespace signalos::relay
