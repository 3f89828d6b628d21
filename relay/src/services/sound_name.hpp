// What people may call a member, a key, an organisation, a terminal or a group of them.
#pragma once
#include <algorithm>
#include <string_view>

namespace signalos::relay {

/// 1 to 64 bytes without control characters, no space at either end: a name stands in lists, in the audit log and in
/// mails, on one line.
inline bool sound_name(std::string_view name) {
    auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return !name.empty() && name.size() <= 64 && name.front() != ' ' && name.back() != ' ' &&
           std::none_of(name.begin(), name.end(), is_control);
}

inline constexpr std::string_view sound_name_words =
    "must have 1 to 64 characters, none that controls and no space at either end";

}  // namespace signalos::relay
