#include "services/totp.hpp"

#include <liboath/oath.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>

#include "util/crypto.hpp"

namespace signalos::relay {
namespace {

constexpr unsigned step_s = 30;

// Text that liboath has allocated.
struct OathText {
    char* text = nullptr;
    std::size_t size = 0;
    ~OathText() { std::free(text); }
    [[nodiscard]] std::string copy() const { return {text, size}; }
};

std::string percent_encoded(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain)
            out += c;
        else
            (out += '%').append({digits[byte >> 4], digits[byte & 15]});
    }
    return out;
}

}  // namespace

Secret<std::string> new_totp_seed(Random& random) {
    std::array<std::uint8_t, 20> raw{};
    random.fill(raw);
    OathText seed;
    if (oath_base32_encode(reinterpret_cast<char const*>(raw.data()), raw.size(), &seed.text, &seed.size) != OATH_OK)
        throw std::runtime_error("base32 failed");
    return Secret(seed.copy());
}

std::string totp_address(Secret<std::string> const& seed, std::string_view account, std::string_view issuer) {
    auto const name = percent_encoded(issuer);
    return "otpauth://totp/" + name + ":" + percent_encoded(account) + "?secret=" + seed.reveal() + "&issuer=" + name +
           "&algorithm=SHA1&digits=6&period=30";
}

bool looks_like_totp(std::string_view code) {
    return code.size() == 6 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> totp_step_of(Secret<std::string> const& seed, std::string_view code, std::int64_t now_ms) {
    if (!looks_like_totp(code)) return std::nullopt;
    OathText raw;
    auto const& text = seed.reveal();
    if (oath_base32_decode(text.data(), text.size(), &raw.text, &raw.size) != OATH_OK) return std::nullopt;
    auto const step = now_ms / 1000 / step_s;
    std::optional<std::int64_t> found;
    // All three are made and compared, whichever fits.
    for (auto const candidate : {step, step - 1, step + 1}) {
        std::array<char, 8> expected{};
        if (oath_hotp_generate(raw.text, raw.size, static_cast<std::uint64_t>(candidate), 6, false,
                               OATH_HOTP_DYNAMIC_TRUNCATION, expected.data()) != OATH_OK)
            return std::nullopt;
        if (constant_time_equal({expected.data(), 6}, code) && !found) found = candidate;
    }
    return found;
}

std::vector<std::string> new_recovery_codes(Random& random) {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::vector<std::string> codes(10);
    for (auto& code : codes)
        for (int i = 0; i < 10; ++i) {
            if (i == 5) code += '-';
            code += letters[random.below(letters.size())];
        }
    return codes;
}

std::string recovery_code_hash(std::string_view code) {
    std::string plain;
    for (char c : code) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c != '-' && c != ' ') plain += c;
    }
    return hex(sha256("recovery:" + plain));
}

}  // namespace signalos::relay
