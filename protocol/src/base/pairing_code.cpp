#include "base/pairing_code.hpp"

#include <algorithm>
#include <array>

#include "base/hex.hpp"

namespace signalos {

std::string make_pairing_code(Random& random) {
    std::string code;
    while (code.size() < pairing_code_length) code += pairing_alphabet[random.below(pairing_alphabet.size())];
    return code;
}

std::optional<std::string> normal_pairing_code(std::string_view typed) {
    std::string code;
    for (char c : typed) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (pairing_alphabet.find(c) == std::string_view::npos || code.size() == pairing_code_length)
            return std::nullopt;
        code += c;
    }
    if (code.size() != pairing_code_length) return std::nullopt;
    return code;
}

std::string readable_pairing_code(std::string_view code) {
    if (code.size() != pairing_code_length) return std::string(code);
    return std::string(code.substr(0, 4)) + "-" + std::string(code.substr(4));
}

std::string make_pairing_secret(Random& random) {
    std::array<std::uint8_t, pairing_secret_length / 2> bytes{};
    random.fill(bytes);
    return hex(bytes);
}

bool is_pairing_secret(std::string_view text) {
    auto const hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() == pairing_secret_length && std::all_of(text.begin(), text.end(), hex);
}

std::string fingerprint_input(std::string_view secret) {
    return "SignalOS pairing fingerprint\n" + std::string(secret);
}

std::string fingerprint_of(std::span<std::uint8_t const, 32> digest) {
    constexpr std::size_t characters = 12;
    std::string text;
    for (std::size_t i = 0; i < characters; ++i) {
        if (i != 0 && i % 4 == 0) text += '-';
        auto const word = static_cast<std::size_t>(digest[2 * i]) << 8 | digest[2 * i + 1];
        text += pairing_alphabet[word % pairing_alphabet.size()];
    }
    return text;
}

}  // namespace signalos
