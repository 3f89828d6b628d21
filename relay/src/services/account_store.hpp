// What signing in needs of storage; the application binds it to the store.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/principal.hpp"
#include "store/people_types.hpp"

namespace signalos::relay {

/// One user with their organisation.
struct Account {
    UserId id;
    OrgId organisation;
    std::string organisation_name;
    std::string email;
    std::string name;
    std::string role;           ///< viewer, trader, admin, owner
    std::string password_hash;  ///< encoded argon2id
    bool must_change_password = false;
    bool is_operator = false;  ///< of the relay
    std::string totp_seed;     ///< sealed; empty = signs in by password alone
    TerminalScope terminals;   ///< what the account sees
};

/// A signed-in browser. Times in ms UTC.
struct LoginSession {
    SessionId id;
    std::string token_hash;  ///< hexadecimal SHA-256 of the cookie; the cookie itself is stored nowhere
    Account account;
    std::int64_t created_at = 0;
    std::int64_t last_seen_at = 0;
    std::int64_t proved_at = 0;  ///< when the password was last given
    std::string agent = {};      ///< User-Agent of the sign-in
    bool from_memory = false;    ///< the store does not answer; enough to stop and to pause, for nothing else
};

/// The caller that a signed-in browser is.
Principal principal_of(LoginSession const& session);

/// The value of a success that has nothing to say.
struct Success {};

/// Every callback comes exactly once, on the I/O thread, and fails with errc::unavailable or errc::in_doubt when
/// storage does.
class AccountStore {
public:
    template <class T>
    using Reply = std::function<void(Result<T>)>;

    virtual ~AccountStore() = default;
    /// errc::not_found for an unknown e-mail.
    virtual void find_account(std::string email, Reply<Account> reply) = 0;
    virtual void create_session(LoginSession session, std::string peer, Reply<Success> reply) = 0;
    /// errc::not_found for an unknown hash.
    virtual void find_session(std::string token_hash, Reply<LoginSession> reply) = 0;
    virtual void touch_session(LoginSession const& session, std::int64_t now) = 0;
    virtual void end_session(LoginSession const& session, Reply<Success> reply) = 0;
    /// Stores the hash, clears must_change_password and ends the user's other sessions; answers their ids.
    /// Counts one try for each name and answers 0, or counts nothing and answers how many ms to wait.
    virtual void begin_try(std::vector<TryName> names, std::int64_t window_ms, Reply<std::int64_t> reply) = 0;
    virtual void try_succeeded(std::vector<std::string> names) = 0;
    /// errc::conflict unless the step is newer than any accepted before.
    virtual void use_totp_step(Account const& account, std::int64_t step, Reply<Success> reply) = 0;
    /// errc::not_found: no such code, or it was used.
    virtual void use_recovery_code(Account const& account, std::string code_hash, Reply<Success> reply) = 0;
    /// The same session under a new cookie.
    virtual void rotate_session(LoginSession const& session, std::string token_hash, std::int64_t now,
                                Reply<Success> reply) = 0;
    virtual void change_password(LoginSession const& session, std::string password_hash,
                                 Reply<std::vector<SessionId>> reply) = 0;
};

}  // namespace signalos::relay
