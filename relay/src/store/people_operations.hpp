// The operations of PeopleStore, synchronous, inside a transaction that the caller holds. They throw Rejected or Error.
#pragma once
#include "store/people_store.hpp"
#include "store/rows.hpp"

namespace signalos::relay::sql {

std::int64_t begin_try(Session& db, std::vector<TryName> const& names, std::int64_t window_ms, std::int64_t now);
void try_succeeded(Session& db, std::vector<std::string> const& names);
std::vector<Member> list_members(Session& db, OrgId org);
Member find_member(Session& db, OrgId org, UserId user);
Member change_user(Session& db, OrgId org, UserId user, UserChange const& change, ChangeBy const& by);
void reset_password(Session& db, OrgId org, UserId user, std::string const& password_hash, ChangeBy const& by);
void set_grants(Session& db, OrgId org, UserId user, std::vector<TerminalId> const& terminals, ChangeBy const& by);
std::vector<UserSession> list_sessions(Session& db, OrgId org, std::optional<UserId> user, std::int64_t now);
SignedIn find_session(Session& db, OrgId org, SessionId session, std::int64_t now);
std::vector<SessionId> end_sessions(Session& db, OrgId org, UserId user, SessionId session, SessionId keep,
                                    ChangeBy const& by);
void rotate_session(Session& db, OrgId org, SessionId session, std::string const& token_hash, std::int64_t now);
TotpState totp_state(Session& db, OrgId org, UserId user);
void set_totp_pending(Session& db, OrgId org, UserId user, std::string const& sealed);
void confirm_totp(Session& db, OrgId org, UserId user, std::int64_t step, std::vector<std::string> const& code_hashes,
                  ChangeBy const& by);
void remove_totp(Session& db, OrgId org, UserId user, ChangeBy const& by);
void replace_recovery_codes(Session& db, OrgId org, UserId user, std::vector<std::string> const& code_hashes,
                            ChangeBy const& by);
void use_totp_step(Session& db, OrgId org, UserId user, std::int64_t step);
void use_recovery_code(Session& db, OrgId org, UserId user, std::string const& code_hash, ChangeBy const& by);
void create_api_key(Session& db, OrgId org, ApiKey const& key, ChangeBy const& by);
KeyHolder find_api_key(Session& db, std::string const& key_hash, std::int64_t now);
KeyHolder find_api_key_by_id(Session& db, OrgId org, ApiKeyId key, std::int64_t now);
std::vector<ApiKey> list_api_keys(Session& db, OrgId org, std::optional<UserId> user);
void revoke_api_key(Session& db, OrgId org, ApiKeyId key, std::optional<UserId> user, ChangeBy const& by);
void touch_api_key(Session& db, OrgId org, ApiKeyId key, std::int64_t now);
void create_invitation(Session& db, OrgId org, Invitation const& invitation, ChangeBy const& by);
std::vector<Invitation> list_invitations(Session& db, OrgId org, std::int64_t now);
void revoke_invitation(Session& db, OrgId org, InvitationId invitation, ChangeBy const& by);
Invitation find_invitation(Session& db, std::string const& token_hash, std::int64_t now);
User accept_invitation(Session& db, std::string const& token_hash, User const& user, std::int64_t now);
void create_organisation(Session& db, Organisation const& organisation, ChangeBy const& by);
std::vector<OrganisationRow> list_organisations(Session& db);
OrganisationRow find_organisation(Session& db, OrgId org);
OrganisationRow change_limits(Session& db, OrgId org, std::vector<LimitChange> const& changes, ChangeBy const& by);
void disable_organisation(Session& db, OrgId org, bool disabled, ChangeBy const& by);
std::vector<AuditEntry> audit_page(Session& db, OrgId org, std::int64_t before, int limit);
AuditVerdict verify_audit(Session& db, OrgId org);

}  // namespace signalos::relay::sql
