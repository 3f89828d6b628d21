// The session cookie in its three forms.
#pragma once
#include <string>

#include "util/secret.hpp"

namespace signalos::relay {

inline constexpr char const* session_cookie_name = "__Host-sid";

/// The Set-Cookie value that signs in. Thirty days: the relay, not the browser, decides when the session ends.
inline std::string session_cookie(Secret<std::string> const& token) {
    return std::string(session_cookie_name) + "=" + token.reveal() +
           "; Path=/; Max-Age=2592000; HttpOnly; Secure; SameSite=Strict";
}
/// The Set-Cookie value that removes it.
inline std::string expired_session_cookie() {
    return std::string(session_cookie_name) + "=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict";
}

}  // namespace signalos::relay
