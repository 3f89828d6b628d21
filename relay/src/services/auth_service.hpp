// Sign-in, sessions and passwords.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "services/account_store.hpp"
#include "services/confirmed_memory.hpp"
#include "services/password_hasher.hpp"
#include "util/sealer.hpp"

namespace signalos::relay {

/// How long a session lives. In ms.
struct SessionLimits {
    std::int64_t idle_ms = std::int64_t{7} * 24 * 3600 * 1000;
    std::int64_t absolute_ms = std::int64_t{30} * 24 * 3600 * 1000;
};

/// Wrong tries within the window: per account, known or not, and per address.
struct LoginLimits {
    int per_account = 5;
    int per_address = 20;
    std::int64_t window_ms = 15 * 60 * 1000;
};

/// What somebody proves to be themselves with.
struct Proofs {
    Secret<std::string> password;
    Secret<std::string> code;  ///< of the authenticator, or a recovery code; may be empty
    std::string peer;          ///< address
    std::string agent = {};    ///< User-Agent
};

/// The purpose under which authenticator seeds are sealed.
std::string totp_purpose(UserId user);

/// The least length of a new password, in bytes.
inline constexpr std::size_t min_password_bytes = 12;
inline constexpr std::size_t max_password_bytes = 1024;

/// All calls and callbacks on the I/O thread; must outlive what it has under way.
class AuthService {
public:
    struct Entered {
        Secret<std::string> token;  ///< the cookie's value
        LoginSession session;
    };
    struct Refused {
        errc code;                        ///< bad_credentials, totp_required, locked_out, rate_limited, unavailable …
        std::int64_t retry_after_ms = 0;  ///< locked_out only
    };
    using LoginReply = std::function<void(boost::system::result<Entered, Refused>)>;
    using Proven = std::function<void(std::optional<Refused>)>;
    /// Called with each session that has just ended, so that its sockets close.
    using OnEnded = std::function<void(SessionId session)>;

    AuthService(AccountStore& store, PasswordHasher& hasher, Clock const& clock, Random& random, Sealer const& sealer,
                LoginLimits tries, SessionLimits limits, OnEnded on_ended);

    /// The same answer, after the same work, for an unknown e-mail and a wrong password. totp_required says that the
    /// password was right; a wrong code is bad_credentials.
    void login(std::string email, Proofs proofs, LoginReply reply);
    /// Proves a session's user once more: the session gets a new cookie, and its proved_at is now.
    void step_up(LoginSession session, Proofs proofs, LoginReply reply);
    /// Slides the idle limit at once; answers when the session ends by itself, in ms UTC.
    [[nodiscard]] std::int64_t refresh(LoginSession const& session);
    /// errc::unauthorized unless the token names a live session. Slides the idle limit. While the store does not
    /// answer, a session that it confirmed within the last ten minutes comes from memory, and says so.
    void authenticate(std::string const& token, AccountStore::Reply<LoginSession> reply);
    /// A session or a user has changed elsewhere: memory must not vouch for it.
    void forget_user(UserId user) {
        memory_.forget_if([user](LoginSession const& session) { return session.account.id == user; });
    }
    void logout(LoginSession const& session, AccountStore::Reply<Success> reply);
    /// errc::bad_credentials for a wrong current password, locked_out like a login, bad_request for a password of a
    /// wrong length.
    void change_password(LoginSession session, Secret<std::string> current, Secret<std::string> next,
                         AccountStore::Reply<Success> reply);

private:
    void session_ended(SessionId session);
    /// Password, then second factor, each counted; nothing = proven. Without an account the work is the same.
    void prove(std::optional<Account> account, std::vector<TryName> names, Proofs proofs, Proven reply);
    void prove_second(Account const& account, Secret<std::string> const& code, Proven reply);
    void finish_login(Account account, Proofs const& proofs, LoginReply reply);
    void store_new_password(LoginSession session, Secret<std::string> next, AccountStore::Reply<Success> reply);

    AccountStore& store_;
    PasswordHasher& hasher_;
    Clock const& clock_;
    Random& random_;
    Sealer const& sealer_;
    LoginLimits tries_;
    ConfirmedMemory<LoginSession> memory_;
    SessionLimits limits_;
    OnEnded on_ended_;
};

/// Trimmed and in lower case: the form in which e-mails are stored and compared.
std::string normal_email(std::string_view email);

}  // namespace signalos::relay
