// QR codes (ISO/IEC 18004) as far as a pairing needs them: bytes, error correction level M, versions 1 to 10.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace signalos::bridge {

/// A square of modules without the quiet zone, which is four modules wide on each side.
struct QrCode {
    int size = 0;                       ///< modules per side: 21, 25, … 57
    std::vector<std::uint8_t> modules;  ///< row by row from the top left; 1 = dark

    [[nodiscard]] bool dark(int x, int y) const { return modules[static_cast<std::size_t>(y * size + x)] != 0; }
};

/// The smallest version that holds the text; nothing when it is longer than 213 bytes. The mask with the lowest
/// penalty, unless one (0 to 7) is given.
std::optional<QrCode> make_qr_code(std::string_view text, int mask = -1);

}  // namespace signalos::bridge
