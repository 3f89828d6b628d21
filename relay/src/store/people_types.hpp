// Rows about members: grants, keys, invitations, organisations. Secrets are stored only as hashes made by the caller.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/account_types.hpp"

namespace signalos::relay {

/// Who makes a change: its line in the audit log stands in the same transaction.
struct ChangeBy {
    std::string actor;     ///< user id, "console"
    std::int64_t now = 0;  ///< ms UTC
};

/// Something that tries are counted for: an account by the hash of its e-mail, or an address.
struct TryName {
    std::string name;
    int allowed = 5;  ///< wrong tries within the window
};

struct Member {
    User user;
    TerminalScope terminals;  ///< by role or by grant
    std::int64_t last_seen = 0;
};

/// Absent: as it is.
struct UserChange {
    std::optional<std::string> name;
    std::optional<Role> role;
    std::optional<bool> disabled;
    std::optional<bool> is_operator;  ///< of the relay
};

struct ApiKey {
    ApiKeyId id;
    OrgId org;
    UserId user;
    std::string name;
    std::string prefix;       ///< the first characters, to tell keys apart
    std::string key_hash;     ///< SHA-256, hex
    std::string scope;        ///< view, trade, manage
    TerminalScope terminals;  ///< of what the user sees
    std::int64_t created_at = 0;
    std::int64_t expires_at = 0;  ///< ms UTC; 0 = never
    std::int64_t last_used = 0;   ///< ms UTC, to the minute; 0 = never
    std::int64_t revoked_at = 0;
};

struct KeyHolder {
    ApiKey key;
    UserWithOrganisation who;
    TerminalScope terminals;  ///< what the user sees; the key's own limit is not applied yet
};

struct Invitation {
    InvitationId id;
    OrgId org;
    std::string organisation_name;  ///< filled when read
    std::string token_hash;         ///< SHA-256, hex
    std::string email;              ///< lower case
    Role role = Role::viewer;
    TerminalScope terminals;  ///< granted on acceptance; ignored for roles that see all
    std::string invited_by;   ///< user id
    std::int64_t created_at = 0;
    std::int64_t expires_at = 0;
    std::int64_t accepted_at = 0;
    std::int64_t revoked_at = 0;
};

/// The most that an organisation may have; 0 = as much as it likes.
struct OrganisationLimits {
    std::int64_t members = 0;              ///< accounts that are not disabled
    std::int64_t terminals = 0;            ///< not revoked
    std::int64_t api_keys = 0;             ///< not revoked
    std::int64_t sockets = 0;              ///< open WebSockets of its members together
    std::int64_t commands_per_minute = 0;  ///< stops and pauses are not counted

    bool operator==(OrganisationLimits const&) const = default;
};

/// One of them: how it is named to people and in the schema.
struct LimitName {
    std::string_view name;
    std::string_view column;
    std::int64_t OrganisationLimits::*value;
};
inline constexpr LimitName limit_names[] = {
    {"members", "max_members", &OrganisationLimits::members},
    {"terminals", "max_terminals", &OrganisationLimits::terminals},
    {"api_keys", "max_api_keys", &OrganisationLimits::api_keys},
    {"sockets", "max_sockets", &OrganisationLimits::sockets},
    {"commands_per_minute", "max_commands_per_minute", &OrganisationLimits::commands_per_minute},
};

/// Those that get another value; the others stay.
struct LimitChange {
    std::int64_t OrganisationLimits::*limit;
    std::int64_t value = 0;
};

struct OrganisationRow {
    Organisation organisation;
    std::int64_t created_at = 0;
    std::int64_t disabled_at = 0;  ///< 0 = its members may sign in
    std::int64_t users = 0;        ///< disabled ones too
    std::int64_t terminals = 0;
    std::int64_t members = 0;   ///< who may sign in
    std::int64_t api_keys = 0;  ///< not revoked
    OrganisationLimits limits;
};

/// What is kept of a user's authenticator, sealed by the caller.
struct TotpState {
    std::string seed;     ///< empty = off
    std::string pending;  ///< enrolled, not confirmed
    std::int64_t recovery_codes = 0;
};

struct AuditVerdict {
    std::int64_t entries = 0;
    std::int64_t first_bad = 0;  ///< 0 = the whole chain holds
};

}  // namespace signalos::relay
