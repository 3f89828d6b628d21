// Rows about people and their sign-ins. Secrets are stored only as hashes made by the caller.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "domain/terminal_scope.hpp"

namespace signalos::relay {

enum class Role { viewer, trader, admin, owner };

struct Organisation {
    OrgId id;
    std::string name;
};

struct User {
    UserId id;
    OrgId org;
    std::string email;  ///< lower case, unique over the whole relay
    std::string name;
    Role role = Role::viewer;
    std::string password_hash;  ///< argon2id, in its own text form; never leaves the relay
    bool must_change_password = false;
    std::int64_t locked_until = 0;  ///< ms UTC; 0 = not locked
    std::int64_t created_at = 0;    ///< ms UTC
    std::int64_t disabled_at = 0;   ///< ms UTC; 0 = may sign in
    bool is_operator = false;       ///< of the relay, beside the role in the organisation
    std::string totp_seed = {};     ///< sealed; empty = signs in by password alone
};

struct UserWithOrganisation {
    User user;
    Organisation organisation;
};

struct UserSession {
    SessionId id;
    OrgId org;
    UserId user;
    std::string token_hash;       ///< SHA-256 of the cookie's value, hex
    std::int64_t created_at = 0;  ///< ms UTC
    std::int64_t last_seen = 0;   ///< ms UTC
    std::int64_t idle_until = 0;  ///< ms UTC; moved by touch_user_session
    std::int64_t expires_at = 0;  ///< ms UTC; absolute
    std::string address;          ///< of the sign-in, for the list of sessions
    std::string agent;            ///< User-Agent of the sign-in
    std::int64_t proved_at = 0;   ///< ms UTC; when the password was last given in it
};

struct SignedIn {
    UserSession session;
    UserWithOrganisation who;
    TerminalScope terminals;  ///< by role or by grant
};

/// What first start makes: nothing of it may exist yet.
struct Bootstrap {
    Organisation organisation;
    User owner;
};

/// One line of the audit log. The store chains each to the one before by SHA-256, per organisation.
struct AuditEntry {
    std::int64_t at = 0;        ///< ms UTC
    std::string actor;          ///< user id, terminal id, or "system"
    std::string action;         ///< lower snake case, "login", "command_accepted"
    std::string subject;        ///< the id acted upon, or empty
    std::string detail = "{}";  ///< JSON object: before, after, address; no secret
    std::int64_t n = 0;         ///< set by the store: 1, 2, … per organisation
    std::string hash;           ///< set by the store: hex
};

}  // namespace signalos::relay
