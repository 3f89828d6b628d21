#include "base/ids.hpp"

#include <cstring>
#include <span>

namespace signalos {

namespace {
int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool has_dash_before(std::size_t byte) {
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}
}  // namespace

Uuid Uuid::make_v7(Clock const& clock, Random& random) {
    std::array<std::uint8_t, 16> bytes{};
    auto const us = static_cast<std::uint64_t>(clock.utc_us());
    auto const ms = us / 1000;
    auto const fraction = us % 1000 * 4096 / 1000;
    for (unsigned i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    bytes[6] = static_cast<std::uint8_t>(0x70 | fraction >> 8);
    bytes[7] = static_cast<std::uint8_t>(fraction);
    random.fill(std::span(bytes).subspan(8));
    bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
    return Uuid(bytes);
}

Result<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36) return SIGNALOS_ERROR(errc::bad_request);
    std::array<std::uint8_t, 16> bytes{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (has_dash_before(i) && text[at++] != '-') return SIGNALOS_ERROR(errc::bad_request);
        int const high = hex_value(text[at]);
        int const low = hex_value(text[at + 1]);
        if (high < 0 || low < 0) return SIGNALOS_ERROR(errc::bad_request);
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
        at += 2;
    }
    return Uuid(bytes);
}

std::string Uuid::text() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(36);
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
        if (has_dash_before(i)) out += '-';
        out += digits[bytes_[i] >> 4];
        out += digits[bytes_[i] & 0x0f];
    }
    return out;
}

std::int64_t Uuid::time_ms() const {
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 6; ++i) ms = ms << 8 | bytes_[i];
    return ms;
}

std::uint64_t Uuid::tag48() const {
    std::uint64_t tag = 0;
    for (std::size_t i = 10; i < bytes_.size(); ++i) tag = tag << 8 | bytes_[i];
    return tag;
}

}  // namespace signalos

std::size_t std::hash<signalos::Uuid>::operator()(signalos::Uuid const& id) const noexcept {
    std::uint64_t low = 0;
    std::memcpy(&low, id.bytes().data() + 8, sizeof low);
    return static_cast<std::size_t>(low);
}
