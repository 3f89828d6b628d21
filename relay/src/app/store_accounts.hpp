// Binds the sign-in service to the store.
#pragma once
#include "base/clock.hpp"
#include "services/account_store.hpp"
#include "services/auth_service.hpp"
#include "store/store.hpp"

namespace signalos::relay {

/// Stateless; holds references that outlive it.
class StoreAccounts final : public AccountStore {
public:
    StoreAccounts(Store& store, Clock const& clock, SessionLimits limits)
        : store_(store), clock_(clock), limits_(limits) {}

    template <class T>
    using Answer = AccountStore::Reply<T>;

    void find_account(std::string email, Answer<Account> reply) override;
    void create_session(LoginSession session, std::string peer, Answer<Success> reply) override;
    void find_session(std::string token_hash, Answer<LoginSession> reply) override;
    void touch_session(LoginSession const& session, std::int64_t now) override;
    void end_session(LoginSession const& session, Answer<Success> reply) override;
    void begin_try(std::vector<TryName> names, std::int64_t window_ms, Answer<std::int64_t> reply) override;
    void try_succeeded(std::vector<std::string> names) override;
    void use_totp_step(Account const& account, std::int64_t step, Answer<Success> reply) override;
    void use_recovery_code(Account const& account, std::string code_hash, Answer<Success> reply) override;
    void rotate_session(LoginSession const& session, std::string token_hash, std::int64_t now,
                        Answer<Success> reply) override;
    void change_password(LoginSession const& session, std::string password_hash,
                         Answer<std::vector<SessionId>> reply) override;

private:
    Store& store_;
    Clock const& clock_;
    SessionLimits limits_;
};

}  // namespace signalos::relay
