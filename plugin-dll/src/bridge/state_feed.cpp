#include "bridge/state_feed.hpp"

#include <boost/json/array.hpp>
#include <utility>

namespace signalos::bridge {

void StateFeed::set(std::string const& key, json::object value) {
    auto& place = now_[key];
    if (place == value) return;
    place = std::move(value);
    changed_ = true;
}

void StateFeed::keep_only(std::string_view prefix, std::map<std::string, json::object> keep) {
    for (auto at = now_.lower_bound(std::string(prefix)); at != now_.end() && at->first.starts_with(prefix);) {
        if (keep.contains(at->first)) {
            ++at;
            continue;
        }
        at = now_.erase(at);
        changed_ = true;
    }
    for (auto& [key, value] : keep) set(key, std::move(value));
}

json::object StateFeed::take() {
    json::object set;
    json::array del;
    for (auto const& [key, value] : now_) {
        auto const old = sent_.find(key);
        json::object fields;
        if (!complete_ || old == sent_.end()) {
            fields = value;
        } else {
            for (auto const& field : value) {
                auto const* before = old->second.if_contains(field.key());
                if (before == nullptr || *before != field.value()) fields[field.key()] = field.value();
            }
            for (auto const& field : old->second)
                if (!value.contains(field.key())) fields[field.key()] = nullptr;
            if (fields.empty()) continue;
        }
        set[key] = std::move(fields);
    }
    if (complete_)
        for (auto const& [key, value] : sent_)
            if (!now_.contains(key)) del.emplace_back(json::string(key));
    json::object data;
    if (!complete_) data["reset"] = true;
    if (!set.empty() || !complete_) data["set"] = std::move(set);
    if (!del.empty()) data["del"] = std::move(del);
    sent_ = now_;
    complete_ = true;
    changed_ = false;
    return data;
}

std::vector<json::object> in_frames(json::object patch) {
    std::vector<json::object> frames;
    if (patch.empty()) return frames;
    json::object set = patch.contains("set") ? std::move(patch["set"].as_object()) : json::object{};
    json::array del = patch.contains("del") ? std::move(patch["del"].as_array()) : json::array{};
    patch.erase("set");
    patch.erase("del");
    frames.push_back(std::move(patch));
    std::size_t held = 0;
    auto const room = [&]() -> json::object& {
        if (held++ == keys_a_frame) {
            frames.back()["more"] = true;
            frames.emplace_back();
            held = 1;
        }
        return frames.back();
    };
    auto const part = [](json::object& frame, char const* name, json::value empty) -> json::value& {
        return frame.emplace(name, std::move(empty)).first->value();
    };
    for (auto& entry : set) {
        auto& frame = room();
        part(frame, "set", json::object{}).as_object()[entry.key()] = std::move(entry.value());
    }
    for (auto& key : del) {
        auto& frame = room();
        part(frame, "del", json::array{}).as_array().push_back(std::move(key));
    }
    return frames;
}

}  // namespace signalos::bridge
