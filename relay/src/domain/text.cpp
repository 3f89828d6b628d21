#include "domain/text.hpp"

#include <algorithm>
#include <cstddef>

namespace signalos::relay {

namespace {
unsigned byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
}

/// Bytes of the character that begins here; 0 = none does.
std::size_t character_at(std::string_view text, std::size_t at) {
    auto const first = byte_at(text, at);
    if (first < 0x80) return first == 0 ? 0 : 1;
    auto const follows = [&](std::size_t n) { return (byte_at(text, at + n) & 0xc0u) == 0x80u; };
    auto const second = byte_at(text, at + 1);
    if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        bool const narrow = (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f);
        return follows(1) && follows(2) && !narrow ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        bool const narrow = (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
        return follows(1) && follows(2) && follows(3) && !narrow ? 4 : 0;
    }
    return 0;
}
}  // namespace

bool is_storable(std::string_view text) {
    auto const plain = [](char c) { return c > 0; };
    if (std::all_of(text.begin(), text.end(), plain)) return true;
    for (std::size_t at = 0; at < text.size();) {
        auto const bytes = character_at(text, at);
        if (bytes == 0) return false;
        at += bytes;
    }
    return true;
}

std::string storable(std::string_view text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        auto const bytes = character_at(text, at);
        kept += bytes == 0 ? std::string_view("\xef\xbf\xbd") : text.substr(at, bytes);
        at += std::max<std::size_t>(bytes, 1);
    }
    return kept;
}

}  // namespace signalos::relay
