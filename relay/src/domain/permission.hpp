// Roles and what they may do: the one table.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace signalos::relay {

/// What a route asks of its caller. Ordered up to `own`: each includes those before it. `operate` stands apart: it is
/// about the relay, not about an organisation.
enum class Permission : std::uint8_t { open_to_all, signed_in, view, trade, manage, own, operate };

/// "public", "signed_in", "view", "trade", "manage", "own", "operate": the words of the REST document.
std::string_view permission_name(Permission permission);
/// The most that a role may do; an unknown role may do nothing beyond being signed in.
Permission strongest_permission(std::string_view role);
/// Whether a role sees every terminal of its organisation without a grant.
bool sees_every_terminal(std::string_view role);
/// The permission that a scope of an API key or access token names: view, trade or manage. No key owns an organisation
/// or operates the relay.
std::optional<Permission> permission_of_scope(std::string_view scope);

}  // namespace signalos::relay
