// Access tokens: JSON Web Tokens that live 15 minutes. They prove which session or key they were made from; whether
// that still counts is asked of the store each time.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "util/secret.hpp"

namespace signalos::relay {

inline constexpr std::int64_t access_token_ms = 15 * 60 * 1000;

/// What a token says.
struct TokenClaims {
    OrgId org;
    Uuid source;                  ///< the session or the key
    bool from_key = false;        ///< which of the two
    std::string scope;            ///< view, trade, manage
    std::int64_t expires_at = 0;  ///< ms UTC, whole seconds
};

/// One algorithm, HS256, for what is signed and for what is accepted: a token that names another, or none, is refused.
class AccessTokens {
public:
    explicit AccessTokens(Secret<std::string> key) : key_(std::move(key)) {}

    [[nodiscard]] std::string sign(TokenClaims const& claims) const;
    /// Nothing for a forged, damaged or expired one.
    [[nodiscard]] std::optional<TokenClaims> read(std::string const& token, std::int64_t now) const;

private:
    Secret<std::string> key_;
};

}  // namespace signalos::relay
