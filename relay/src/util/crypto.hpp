// The few primitives that the relay needs outside TLS. OpenSSL hashes, libsodium compares; nothing is home-made.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/hex.hpp"
#include "base/random.hpp"

namespace signalos::relay {

/// SHA-256 of the bytes of `text`.
std::array<std::uint8_t, 32> sha256(std::string_view text);
/// SHA-1, for the WebSocket handshake only.
std::array<std::uint8_t, 20> sha1(std::string_view text);

/// RFC 4648 section 5 without padding.
std::string base64url(std::span<std::uint8_t const> bytes);
/// RFC 4648 section 4 with padding.
std::string base64(std::span<std::uint8_t const> bytes);

/// Equal content, in a time that depends on the lengths only.
bool constant_time_equal(std::string_view left, std::string_view right);

/// `bytes` random bytes as base64url; `random` must be fit for secrets.
std::string random_token(Random& random, std::size_t bytes);

}  // namespace signalos::relay
