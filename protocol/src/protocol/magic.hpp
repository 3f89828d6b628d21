// The magic number: the trader's prefix on top, the command's tag below. It carries the command's identity at the
// broker.
#pragma once
#include <cstdint>

#include "base/ids.hpp"

namespace signalos::protocol {

/// prefix 1 … 0x7FFF, so that the number stays positive as MQL5's long.
constexpr std::int64_t magic_of(std::int64_t prefix, std::uint64_t tag48) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(prefix) << 48 | (tag48 & 0xFFFF'FFFF'FFFFULL));
}
inline std::int64_t magic_of(std::int64_t prefix, CommandId const& id) {
    return magic_of(prefix, id.value.tag48());
}
constexpr std::uint64_t tag_of_magic(std::int64_t magic) {
    return static_cast<std::uint64_t>(magic) & 0xFFFF'FFFF'FFFFULL;
}
constexpr std::int64_t prefix_of_magic(std::int64_t magic) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(magic) >> 48);
}

}  // namespace signalos::protocol
