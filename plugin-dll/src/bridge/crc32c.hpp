// CRC-32C (Castagnoli), the checksum of journal records.
#pragma once
#include <cstdint>
#include <string_view>

namespace signalos::bridge {

/// Polynomial 0x1EDC6F41 reflected, initial and final inversion; "123456789" gives 0xE3069283.
std::uint32_t crc32c(std::string_view bytes) noexcept;

}  // namespace signalos::bridge
