// What the operations about members share.
#pragma once
#include <boost/json/object.hpp>

#include "store/operations.hpp"
#include "store/people_operations.hpp"

namespace signalos::relay::sql {

/// A line of the audit log, in the transaction of what it tells.
void note(Session& db, OrgId org, ChangeBy const& by, std::string action, std::string subject,
          boost::json::object const& detail = {});
/// "viewer", "trader", "admin", "owner".
std::string role_text(Role role);
/// Locks the user's row; rejected(not_found).
User user_for_change(Session& db, OrgId org, UserId user);
std::vector<SessionId> delete_sessions(Session& db, OrgId org, UserId user, SessionId keep = {});
/// rejected(not_found) when one is no terminal of the organisation.
void write_grants(Session& db, OrgId org, UserId user, TerminalScope const& terminals, std::int64_t now);

inline constexpr char const* session_columns =
    "id,org_id,user_id,token_hash,created_at,last_seen,idle_until,expires_at,address,agent,proved_at FROM sessions ";
UserSession read_session(Query& row);

}  // namespace signalos::relay::sql
