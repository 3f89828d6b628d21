// WebSocket close codes: each tells the client what to do (protocol/README.md section 2).
#pragma once
#include <cstdint>

namespace signalos::protocol::close_code {

constexpr std::uint16_t normal = 1000;
constexpr std::uint16_t too_big = 1009;
constexpr std::uint16_t restart = 1012;
constexpr std::uint16_t protocol_error = 4400;
constexpr std::uint16_t not_signed_in = 4401;
constexpr std::uint16_t not_allowed = 4403;
constexpr std::uint16_t no_sign_of_life = 4408;
constexpr std::uint16_t taken = 4409;
constexpr std::uint16_t superseded = 4410;
constexpr std::uint16_t version_not_supported = 4426;
constexpr std::uint16_t too_fast = 4429;
constexpr std::uint16_t internal_error = 4500;
constexpr std::uint16_t unavailable = 4503;
constexpr std::uint16_t too_slow = 4508;

}  // namespace signalos::protocol::close_code
