#include "net/request_rules.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace signalos::relay {
namespace {

// Fields of which a request has one at most, and whose value decides something.
constexpr std::array<std::string_view, 16> single_fields{"Host",
                                                         "Origin",
                                                         "Authorization",
                                                         "Content-Length",
                                                         "Content-Type",
                                                         "Expect",
                                                         "If-Match",
                                                         "Idempotency-Key",
                                                         "Sec-Fetch-Site",
                                                         "Sec-WebSocket-Key",
                                                         "Sec-WebSocket-Version",
                                                         "Upgrade",
                                                         "X-SignalOS-CSRF",
                                                         "Prefer",
                                                         "Transfer-Encoding",
                                                         "Range"};

std::uint8_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

// The number of continuation bytes and the range of the second byte, by the first byte; table 3-7 of the Unicode
// standard.
struct Utf8Row {
    int more;
    std::uint8_t low, high;
};
Utf8Row utf8_row(std::uint8_t first) {
    if (first < 0x80) return {0, 0, 0};
    if (first >= 0xc2 && first <= 0xdf) return {1, 0x80, 0xbf};
    if (first == 0xe0) return {2, 0xa0, 0xbf};
    if (first == 0xed) return {2, 0x80, 0x9f};
    if (first >= 0xe1 && first <= 0xef) return {2, 0x80, 0xbf};
    if (first == 0xf0) return {3, 0x90, 0xbf};
    if (first >= 0xf1 && first <= 0xf3) return {3, 0x80, 0xbf};
    if (first == 0xf4) return {3, 0x80, 0x8f};
    return {-1, 0, 0};
}

bool is_dot_segment(std::string_view segment) {
    return segment == "." || segment == "..";
}

}  // namespace

std::string_view ambiguity(Headers const& headers, unsigned version) {
    std::array<int, single_fields.size()> seen{};
    for (auto const& [name, value] : headers.fields()) {
        auto const at = std::find_if(single_fields.begin(), single_fields.end(),
                                     [&name = name](std::string_view one) { return equal_ignoring_case(one, name); });
        if (at == single_fields.end()) continue;
        if (equal_ignoring_case(name, "Transfer-Encoding") && (version == 10 || !equal_ignoring_case(value, "chunked")))
            return "This transfer encoding is not understood.";
        if (++seen[static_cast<std::size_t>(at - single_fields.begin())] > 1)
            return "A header field stands twice that may stand once.";
    }
    if (version != 10 && version != 11) return "This is not HTTP/1.1.";
    if (version == 11 && headers.find("Host").empty()) return "The Host is missing.";
    auto const length = headers.find("Content-Length");
    if (!std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return "The Content-Length is not one number.";
    return {};
}

bool is_plain_path(std::string_view path) {
    bool const bad_byte =
        std::any_of(path.begin(), path.end(), [](char c) { return c == '\\' || c == 0x7f || (c >= 0 && c < 0x20); });
    if (bad_byte || !is_utf8(path)) return false;
    while (!path.empty()) {
        auto const slash = path.find('/');
        if (is_dot_segment(path.substr(0, slash))) return false;
        path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    }
    return true;
}

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        auto const row = utf8_row(byte_at(text, i));
        if (row.more < 0 || i + static_cast<std::size_t>(row.more) >= text.size()) return false;
        ++i;
        for (int k = 0; k < row.more; ++k, ++i) {
            auto const byte = byte_at(text, i);
            if (k == 0 ? byte < row.low || byte > row.high : byte < 0x80 || byte > 0xbf) return false;
        }
    }
    return true;
}

}  // namespace signalos::relay
