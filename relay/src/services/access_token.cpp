#include "services/access_token.hpp"

#include <jwt.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "domain/permission.hpp"

namespace signalos::relay {
namespace {

constexpr char const* issuer = "signalos-relay";

using Token = std::unique_ptr<jwt_t, decltype(&jwt_free)>;

unsigned char const* bytes_of(Secret<std::string> const& key) {
    return reinterpret_cast<unsigned char const*>(key.reveal().data());
}

std::string text_of(jwt_t* token, char const* name) {
    auto const* const value = jwt_get_grant(token, name);
    return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

std::string AccessTokens::sign(TokenClaims const& claims) const {
    jwt_t* made = nullptr;
    if (jwt_new(&made) != 0) throw std::runtime_error("no memory for a token");
    Token const token(made, &jwt_free);
    bool const filled = jwt_add_grant(made, "iss", issuer) == 0 &&
                        jwt_add_grant(made, "org", claims.org.text().c_str()) == 0 &&
                        jwt_add_grant(made, "src", claims.source.text().c_str()) == 0 &&
                        jwt_add_grant(made, "via", claims.from_key ? "key" : "session") == 0 &&
                        jwt_add_grant(made, "scope", claims.scope.c_str()) == 0 &&
                        jwt_add_grant_int(made, "exp", static_cast<long>(claims.expires_at / 1000)) == 0 &&
                        jwt_set_alg(made, JWT_ALG_HS256, bytes_of(key_), static_cast<int>(key_.reveal().size())) == 0;
    if (!filled) throw std::runtime_error("a token cannot be made");
    std::unique_ptr<char, decltype(&std::free)> const text(jwt_encode_str(made), &std::free);
    if (!text) throw std::runtime_error("a token cannot be signed");
    return text.get();
}

std::optional<TokenClaims> AccessTokens::read(std::string const& text, std::int64_t now) const {
    if (text.size() > 2048) return std::nullopt;
    jwt_t* decoded = nullptr;
    // With a key given, libjwt refuses a token without a signature; which algorithm it names is checked here.
    if (jwt_decode(&decoded, text.c_str(), bytes_of(key_), static_cast<int>(key_.reveal().size())) != 0)
        return std::nullopt;
    Token const token(decoded, &jwt_free);
    if (jwt_get_alg(decoded) != JWT_ALG_HS256 || text_of(decoded, "iss") != issuer) return std::nullopt;
    auto const org = OrgId::parse(text_of(decoded, "org"));
    auto const source = Uuid::parse(text_of(decoded, "src"));
    TokenClaims claims;
    auto const via = text_of(decoded, "via");
    claims.from_key = via == "key";
    claims.scope = text_of(decoded, "scope");
    claims.expires_at = std::int64_t{jwt_get_grant_int(decoded, "exp")} * 1000;
    bool const sound = org && source && (via == "key" || via == "session") && permission_of_scope(claims.scope);
    if (!sound || claims.expires_at <= now) return std::nullopt;
    claims.org = *org;
    claims.source = *source;
    return claims;
}

}  // namespace signalos::relay
