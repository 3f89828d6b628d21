// Keyed live state for the relay: the newest value per key, sent as the fields that changed.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/json.hpp"

namespace signalos::bridge {

class StateFeed {
public:
    void set(std::string const& key, json::object value);
    /// Keeps of all keys that start with `prefix` only those in `keep`.
    void keep_only(std::string_view prefix, std::map<std::string, json::object> keep);
    /// The next patch is complete.
    void reset() { complete_ = false; }
    [[nodiscard]] bool dirty() const { return !complete_ || changed_; }
    /// `data` of a `state` frame; an empty object when nothing changed.
    json::object take();

private:
    std::map<std::string, json::object> now_;
    std::map<std::string, json::object> sent_;
    bool complete_ = false;
    bool changed_ = false;
};

/// A row is below 1 KiB whatever it holds, so that this many keys fit one frame of 256 KiB.
constexpr std::size_t keys_a_frame = 150;
/// The `data` of as many frames as the patch needs, all but the last with `more`; none for an empty patch.
std::vector<json::object> in_frames(json::object patch);

}  // namespace signalos::bridge
