// Identifiers: UUIDv7 made by us, so that they sort by time, and one strong type per noun.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/result.hpp"

namespace signalos {

/// 16 bytes in network order; the nil value means "none".
class Uuid {
public:
    constexpr Uuid() = default;
    explicit constexpr Uuid(std::array<std::uint8_t, 16> bytes) : bytes_(bytes) {}

    /// Version 7: 48 bits of milliseconds, 12 bits of the millisecond's fraction (RFC 9562, 6.2, method 3), then 62
    /// random ones. Unique by its random part; sorts by time as finely as the clock tells it (about 0.25 us), so that
    /// what one client sends after another answer lists behind it.
    static Uuid make_v7(Clock const& clock, Random& random);
    /// 36 characters, lower or upper case hex; errc::bad_request otherwise.
    static Result<Uuid> parse(std::string_view text);

    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::array<std::uint8_t, 16> const& bytes() const { return bytes_; }
    [[nodiscard]] bool is_nil() const { return bytes_ == std::array<std::uint8_t, 16>{}; }
    /// Version 7: milliseconds since 1970 UTC from the first 48 bits.
    [[nodiscard]] std::int64_t time_ms() const;
    /// The last 48 bits, the random part: what tells one order from another in a magic number.
    [[nodiscard]] std::uint64_t tag48() const;

    auto operator<=>(Uuid const&) const = default;

private:
    std::array<std::uint8_t, 16> bytes_{};
};

/// A Uuid that cannot be taken for another noun's.
template <class Noun>
struct Id {
    Uuid value;
    static Result<Id> parse(std::string_view text) {
        auto parsed = Uuid::parse(text);
        if (!parsed) return parsed.error();
        return Id{*parsed};
    }
    [[nodiscard]] std::string text() const { return value.text(); }
    [[nodiscard]] bool is_nil() const { return value.is_nil(); }
    auto operator<=>(Id const&) const = default;
};

using OrgId = Id<struct OrgNoun>;
using UserId = Id<struct UserNoun>;
using TerminalId = Id<struct TerminalNoun>;
using CommandId = Id<struct CommandNoun>;
using SessionId = Id<struct SessionNoun>;
using ApiKeyId = Id<struct ApiKeyNoun>;
using InvitationId = Id<struct InvitationNoun>;

}  // namespace signalos

template <>
struct std::hash<signalos::Uuid> {
    std::size_t operator()(signalos::Uuid const& id) const noexcept;
};
template <class Noun>
struct std::hash<signalos::Id<Noun>> {
    std::size_t operator()(signalos::Id<Noun> const& id) const noexcept {
        return std::hash<signalos::Uuid>{}(id.value);
    }
};
