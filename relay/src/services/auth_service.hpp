// Sign-in, sessions and passwords.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "services/account_store.hpp"
#include "services/login_guard.hpp"
#include "services/password_hasher.hpp"
#include "services/session_memory.hpp"

namespace signalos::relay {

/// How long a session lives. In ms.
struct SessionLimits {
    std::int64_t idle_ms = std::int64_t{7} * 24 * 3600 * 1000;
    std::int64_t absolute_ms = std::int64_t{30} * 24 * 3600 * 1000;
};

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
        errc code;                        ///< bad_credentials, locked_out, rate_limited, unavailable …
        std::int64_t retry_after_ms = 0;  ///< locked_out only
    };
    using LoginReply = std::function<void(boost::system::result<Entered, Refused>)>;
    /// Called with each session that has just ended, so that its sockets close.
    using OnEnded = std::function<void(SessionId session)>;

    AuthService(AccountStore& store, PasswordHasher& hasher, Clock const& clock, Random& random,
                LoginGuard::Limits guard, SessionLimits limits, OnEnded on_ended);

    /// The same answer, after the same work, for an unknown e-mail and a wrong password.
    void login(std::string email, Secret<std::string> password, std::string peer, LoginReply reply);
    /// errc::unauthorized unless the token names a live session. Slides the idle limit. While the store does not
    /// answer, a session that it confirmed within the last ten minutes comes from memory, and says so.
    void authenticate(std::string const& token, AccountStore::Reply<LoginSession> reply);
    void logout(LoginSession const& session, AccountStore::Reply<Success> reply);
    /// errc::bad_credentials for a wrong current password, locked_out like a login, bad_request for a password of a
    /// wrong length.
    void change_password(LoginSession session, Secret<std::string> current, Secret<std::string> next,
                         AccountStore::Reply<Success> reply);

private:
    void session_ended(SessionId session);
    void finish_login(Account account, std::string email, std::string peer, LoginReply reply);
    void store_new_password(LoginSession session, Secret<std::string> next, AccountStore::Reply<Success> reply);

    AccountStore& store_;
    PasswordHasher& hasher_;
    Clock const& clock_;
    Random& random_;
    LoginGuard guard_;
    SessionMemory memory_;
    SessionLimits limits_;
    OnEnded on_ended_;
};

/// Trimmed and in lower case: the form in which e-mails are stored and compared.
std::string normal_email(std::string_view email);

}  // namespace signalos::relay
