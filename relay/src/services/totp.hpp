// Time-based one-time passwords (RFC 6238: SHA-1, 30 s, 6 digits) and the codes that stand in for a lost phone.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "util/secret.hpp"

namespace signalos::relay {

/// 20 random bytes in base32.
Secret<std::string> new_totp_seed(Random& random);
/// otpauth://… for the authenticator's camera.
std::string totp_address(Secret<std::string> const& seed, std::string_view account, std::string_view issuer);
/// The time step that `code` belongs to, the present one or a neighbour; nothing for any other code.
std::optional<std::int64_t> totp_step_of(Secret<std::string> const& seed, std::string_view code, std::int64_t now_ms);

/// Ten codes of 10 characters in two groups, for a person to write down.
std::vector<std::string> new_recovery_codes(Random& random);
/// What is stored of a code; the same with and without its dash, in any case.
std::string recovery_code_hash(std::string_view code);
/// Six digits are a time code, anything else is taken for a recovery code.
bool looks_like_totp(std::string_view code);

}  // namespace signalos::relay
