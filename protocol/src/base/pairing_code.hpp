// The code that a person carries between dashboard and terminal, and the fingerprint that both of them show.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/random.hpp"

namespace signalos {

/// No character of it is taken for another one on paper: 0, 1, I, L, O and U are missing.
inline constexpr std::string_view pairing_alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
inline constexpr std::size_t pairing_code_length = 8;
inline constexpr std::size_t pairing_secret_length = 64;  ///< hex digits

/// Eight characters, uniform; `random` must be fit for secrets.
std::string make_pairing_code(Random& random);
/// What a person typed, in capitals and without blanks and dashes; nothing when it is no pairing code.
std::optional<std::string> normal_pairing_code(std::string_view typed);
/// "K7QM-2XHD": how people read it.
std::string readable_pairing_code(std::string_view code);

/// The terminal's own secret while it pairs: 64 hex digits; `random` must be fit for secrets.
std::string make_pairing_secret(Random& random);
bool is_pairing_secret(std::string_view text);
/// What is hashed with SHA-256 for the fingerprint: another text than the secret, so that neither hash tells the other.
std::string fingerprint_input(std::string_view secret);
/// Three groups of four characters of the alphabet, from the beginning of that digest.
std::string fingerprint_of(std::span<std::uint8_t const, 32> digest);

}  // namespace signalos
