#include "bridge/crc32c.hpp"

#include <array>

namespace signalos::bridge {

namespace {
constexpr std::array<std::uint32_t, 256> make_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t v = i;
        for (int bit = 0; bit < 8; ++bit) v = (v & 1) != 0 ? (v >> 1) ^ 0x82F63B78U : v >> 1;
        table[i] = v;
    }
    return table;
}
constexpr auto table = make_table();
}  // namespace

std::uint32_t crc32c(std::string_view bytes) noexcept {
    std::uint32_t crc = ~0U;
    for (char c : bytes) crc = (crc >> 8) ^ table[(crc ^ static_cast<unsigned char>(c)) & 0xff];
    return ~crc;
}

}  // namespace signalos::bridge
