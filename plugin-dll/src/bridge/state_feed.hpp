// Keyed live state for the relay: the newest value per key, sent as the fields that changed.
#pragma once
#include <map>
#include <string>
#include <string_view>

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

}  // namespace signalos::bridge
