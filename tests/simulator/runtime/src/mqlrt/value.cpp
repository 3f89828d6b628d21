#include "mqlrt/value.hpp"

namespace signalos::mql::rt {

void critical(char const* what) {
    throw CriticalError(what);
}

std::u16string utf16(std::string_view in) {
    std::u16string out;
    out.reserve(in.size());
    for (std::size_t i = 0; i < in.size();) {
        auto const c = static_cast<unsigned char>(in[i]);
        std::size_t const n = c < 0x80 ? 1 : (c < 0xE0 ? 2 : (c < 0xF0 ? 3 : 4));
        if (c >= 0x80 && (c < 0xC2 || c > 0xF4 || i + n > in.size())) {
            out += u'\xFFFD';
            ++i;
            continue;
        }
        char32_t code = n == 1 ? c : c & (0xFFU >> (n + 1));
        bool good = true;
        for (std::size_t k = 1; k < n; ++k) {
            auto const next = static_cast<unsigned char>(in[i + k]);
            good = good && (next & 0xC0) == 0x80;
            code = (code << 6) | (next & 0x3F);
        }
        if (!good) {
            out += u'\xFFFD';
            ++i;
            continue;
        }
        if (code >= 0x10000) {
            code -= 0x10000;
            out += static_cast<char16_t>(0xD800 + (code >> 10));
            out += static_cast<char16_t>(0xDC00 + (code & 0x3FF));
        } else {
            out += static_cast<char16_t>(code);
        }
        i += n;
    }
    return out;
}

std::string utf8(std::u16string_view in) {
    std::string out;
    for (std::size_t i = 0; i < in.size(); ++i) {
        char32_t code = in[i];
        if (code >= 0xD800 && code < 0xDC00 && i + 1 < in.size() && in[i + 1] >= 0xDC00 && in[i + 1] < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (in[++i] - 0xDC00U);
        } else if (code >= 0xD800 && code < 0xE000) {
            code = 0xFFFD;
        }
        if (code < 0x80) {
            out += static_cast<char>(code);
        } else if (code < 0x800) {
            out += static_cast<char>(0xC0 | (code >> 6));
            out += static_cast<char>(0x80 | (code & 0x3F));
        } else if (code < 0x10000) {
            out += static_cast<char>(0xE0 | (code >> 12));
            out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
            out += static_cast<char>(0x80 | (code & 0x3F));
        } else {
            out += static_cast<char>(0xF0 | (code >> 18));
            out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
            out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
            out += static_cast<char>(0x80 | (code & 0x3F));
        }
    }
    return out;
}

}  // namespace signalos::mql::rt
