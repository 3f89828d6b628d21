// Bytes as text.
#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace signalos {

/// Two lower-case digits a byte, in order.
std::string hex(std::span<std::uint8_t const> bytes);

}  // namespace signalos
