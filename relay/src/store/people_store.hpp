// Durable truth about members: who may do and see what, and with which credential.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "store/people_types.hpp"
#include "store/reply.hpp"

namespace signalos::relay {

/// The same rules as Store's: each operation one transaction, another organisation's object is not_found, completions
/// through the executor. Whatever takes a ChangeBy writes its line in the audit log, with before and after, in the same
/// transaction: without the line there is no change. A disabled user's or organisation's credentials are not_found.
class PeopleStore {
public:
    virtual ~PeopleStore() = default;

    // --- tries ---
    /// Counts one try for each name and answers 0, or counts nothing and answers how many ms to wait.
    virtual void begin_try(std::vector<TryName> names, std::int64_t window_ms, std::int64_t now,
                           Done<std::int64_t> done) = 0;
    /// The first name is forgotten, the others get one try back.
    virtual void try_succeeded(std::vector<std::string> names, Done<Nothing> done) = 0;

    // --- members ---
    /// By e-mail.
    virtual void list_members(OrgId org, Done<std::vector<Member>> done) = 0;
    virtual void find_member(OrgId org, UserId user, Done<Member> done) = 0;
    /// Disabling ends the user's sessions. rejected(last_owner) when nobody who can sign in would own it.
    virtual void change_user(OrgId org, UserId user, UserChange change, ChangeBy by, Done<Member> done) = 0;
    /// A password for one sign-in; every session ends.
    virtual void reset_password(OrgId org, UserId user, std::string password_hash, ChangeBy by, Done<Nothing> done) = 0;
    /// The whole list. rejected(not_found) when one is no terminal of the organisation.
    virtual void set_grants(OrgId org, UserId user, std::vector<TerminalId> terminals, ChangeBy by,
                            Done<Nothing> done) = 0;

    // --- sessions ---
    /// Newest first; of one user or of all.
    virtual void list_sessions(OrgId org, std::optional<UserId> user, std::int64_t now,
                               Done<std::vector<UserSession>> done) = 0;
    virtual void find_session(OrgId org, SessionId session, std::int64_t now, Done<SignedIn> done) = 0;
    /// One session of the user, or with a nil id all but `keep`; lists those that ended. rejected(not_found).
    virtual void end_sessions(OrgId org, UserId user, SessionId session, SessionId keep, ChangeBy by,
                              Done<std::vector<SessionId>> done) = 0;
    /// A new cookie for the same session, after the password was given again.
    virtual void rotate_session(OrgId org, SessionId session, std::string token_hash, std::int64_t now,
                                Done<Nothing> done) = 0;

    // --- second factor ---
    virtual void totp_state(OrgId org, UserId user, Done<TotpState> done) = 0;
    virtual void set_totp_pending(OrgId org, UserId user, std::string sealed, Done<Nothing> done) = 0;
    /// The pending seed counts from now on. rejected(bad_state) without one.
    virtual void confirm_totp(OrgId org, UserId user, std::int64_t step, std::vector<std::string> code_hashes,
                              ChangeBy by, Done<Nothing> done) = 0;
    virtual void remove_totp(OrgId org, UserId user, ChangeBy by, Done<Nothing> done) = 0;
    virtual void replace_recovery_codes(OrgId org, UserId user, std::vector<std::string> code_hashes, ChangeBy by,
                                        Done<Nothing> done) = 0;
    /// rejected(conflict) unless the step is newer than any accepted before.
    virtual void use_totp_step(OrgId org, UserId user, std::int64_t step, Done<Nothing> done) = 0;
    /// Once. rejected(not_found).
    virtual void use_recovery_code(OrgId org, UserId user, std::string code_hash, ChangeBy by, Done<Nothing> done) = 0;

    // --- keys ---
    /// rejected(conflict): the organisation has as many as it may.
    virtual void create_api_key(OrgId org, ApiKey key, ChangeBy by, Done<Nothing> done) = 0;
    /// rejected(not_found): unknown, revoked or expired.
    virtual void find_api_key(std::string key_hash, std::int64_t now, Done<KeyHolder> done) = 0;
    virtual void find_api_key_by_id(OrgId org, ApiKeyId key, std::int64_t now, Done<KeyHolder> done) = 0;
    /// Newest first, revoked ones left out; of one user or of all.
    virtual void list_api_keys(OrgId org, std::optional<UserId> user, Done<std::vector<ApiKey>> done) = 0;
    /// Of this user, or of any when absent. rejected(not_found).
    virtual void revoke_api_key(OrgId org, ApiKeyId key, std::optional<UserId> user, ChangeBy by,
                                Done<Nothing> done) = 0;
    virtual void touch_api_key(OrgId org, ApiKeyId key, std::int64_t now, Done<Nothing> done) = 0;

    // --- invitations ---
    /// rejected(conflict): the e-mail has an account, or the organisation has as many members as it may.
    virtual void create_invitation(OrgId org, Invitation invitation, ChangeBy by, Done<Nothing> done) = 0;
    /// Newest first: those that may still be accepted.
    virtual void list_invitations(OrgId org, std::int64_t now, Done<std::vector<Invitation>> done) = 0;
    virtual void revoke_invitation(OrgId org, InvitationId invitation, ChangeBy by, Done<Nothing> done) = 0;
    /// rejected(not_found): unknown, accepted, revoked or expired.
    virtual void find_invitation(std::string token_hash, std::int64_t now, Done<Invitation> done) = 0;
    /// Makes the user once; name and password hash are given, the rest is the invitation's.
    virtual void accept_invitation(std::string token_hash, User user, std::int64_t now, Done<User> done) = 0;

    // --- organisations ---
    virtual void create_organisation(Organisation organisation, ChangeBy by, Done<Nothing> done) = 0;
    virtual void list_organisations(Done<std::vector<OrganisationRow>> done) = 0;
    virtual void find_organisation(OrgId org, Done<OrganisationRow> done) = 0;
    /// From the next member, terminal or key on: whatever is there stays. Answers the row as it is then.
    virtual void change_limits(OrgId org, std::vector<LimitChange> changes, ChangeBy by,
                               Done<OrganisationRow> done) = 0;
    /// Disabling ends every session of its members.
    virtual void disable_organisation(OrgId org, bool disabled, ChangeBy by, Done<Nothing> done) = 0;

    // --- audit ---
    /// Newest first, n < before (0 = from the newest); nothing about it is checked.
    virtual void audit_page(OrgId org, std::int64_t before, int limit, Done<std::vector<AuditEntry>> done) = 0;
    /// Reads the whole chain.
    virtual void verify_audit(OrgId org, Done<AuditVerdict> done) = 0;
};

}  // namespace signalos::relay
