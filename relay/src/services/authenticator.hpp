// From a credential, whatever its kind, to the caller that it proves.
#pragma once
#include <optional>
#include <string>

#include "services/access_token.hpp"
#include "services/auth_service.hpp"
#include "services/confirmed_memory.hpp"
#include "services/live_people.hpp"
#include "store/store.hpp"

namespace signalos::relay {

struct Proven {
    Principal who;
    std::optional<LoginSession> login;  ///< of a browser
};

/// What the entrances need of it. All calls on the I/O thread.
class Prover {
public:
    using Reply = std::function<void(Result<Proven>)>;
    virtual ~Prover() = default;
    /// errc::unauthorized, with no hint why.
    virtual void by_cookie(std::string const& token, Reply reply) = 0;
    /// An API key, an access token or a terminal's key.
    virtual void by_bearer(std::string const& token, Reply reply) = 0;
};

/// Asks the store each time: what was revoked a moment ago proves nothing. While the store does not answer, what it
/// confirmed within the last ten minutes and nobody has ended since counts, marked as from_memory. References outlive
/// it.
class Authenticator final : public Prover {
public:
    Authenticator(AuthService& auth, Store& store, AccessTokens const& tokens, LivePeople const& live,
                  Clock const& clock)
        : auth_(auth), store_(store), tokens_(tokens), live_(live), clock_(clock) {}

    void by_cookie(std::string const& token, Reply reply) override;
    void by_bearer(std::string const& token, Reply reply) override;

private:
    AuthService& auth_;
    Store& store_;
    AccessTokens const& tokens_;
    LivePeople const& live_;
    Clock const& clock_;
    ConfirmedMemory<Principal> bearers_;
};

}  // namespace signalos::relay
