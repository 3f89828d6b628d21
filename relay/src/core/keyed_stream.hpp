// A keyed stream: the newest value of every field of every key, each remembering at which `off` it last changed. What a
// peer at any earlier `off` is missing is computed from that, so a slow peer costs one number, never a queue.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/session.hpp"

namespace signalos::relay {

/// Which keys a peer may see; empty = all of them.
using KeyFilter = std::function<bool(std::string_view key)>;
using SnapshotPages = std::shared_ptr<std::vector<Frame> const>;

/// One word about the keys of a stream. A null value removes the field.
struct KeyedChange {
    bool reset = false;            ///< `set` is complete: what it does not name is gone
    boost::json::object set;       ///< key → changed fields
    std::vector<std::string> del;  ///< keys that are gone
    std::int64_t as_of = 0;        ///< relay time of the word, ms UTC
};

/// What one stream keeps at most; beyond it what is new is refused and what is known stays.
struct KeyedLimits {
    std::size_t keys = 20'000;
    std::size_t bytes = 8 * 1024 * 1024;  ///< of all fields, see json_size.hpp
    std::size_t names = 256;              ///< of fields in one key, removed ones too
};

class KeyedStream {
public:
    /// `ep` names this life of the stream: positions of another life mean nothing in it.
    KeyedStream(std::string ch, std::string ep, KeyedLimits limits = {})
        : ch_(std::move(ch)), ep_(std::move(ep)), limits_(limits) {}
    KeyedStream(KeyedStream const&) = delete;
    KeyedStream& operator=(KeyedStream const&) = delete;

    /// Applies what really differs and raises off by one; false, and off as it was, when nothing differs.
    bool publish(KeyedChange change);

    /// Something was refused since the stream was last reset: what it shows is not complete.
    [[nodiscard]] bool overflowed() const { return overflowed_; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

    [[nodiscard]] std::string const& ch() const { return ch_; }
    [[nodiscard]] std::string const& ep() const { return ep_; }
    [[nodiscard]] std::int64_t off() const { return off_; }
    /// Key → its fields, without those removed.
    [[nodiscard]] boost::json::object const& keys() const { return keys_; }
    /// True when delta_since(off) can bring a peer of this ep up to date.
    [[nodiscard]] bool can_resume(std::string_view ep, std::int64_t off) const;

    /// Pages of at most 64 KiB (a single larger key has its own), all with today's off. Encoded once for all peers
    /// until the next change, unless filtered. Never empty: without keys there is one empty page.
    SnapshotPages snapshot(std::int64_t ts, KeyFilter const& filter = {});
    /// `delta {from, as_of, set, del}` from `from` to today's off. Encoded once for all peers at the same `from`,
    /// unless filtered; nullptr when there is nothing in it. Requires can_resume(ep(), from).
    Frame delta_since(std::int64_t from, std::int64_t ts, KeyFilter const& filter = {});

private:
    struct Entry {
        std::int64_t changed_at = 0;
        bool alive = false;
        std::map<std::string, std::int64_t, std::less<>> fields;  ///< name → off of its last change, removed ones too
    };

    bool put(Entry& entry, boost::json::object& known, std::string_view name, boost::json::value const& value);
    void drop(boost::json::object& known, std::string_view name);
    bool apply_fields(std::string const& key, boost::json::object const& fields, bool complete);
    bool remove(std::string const& key);
    void forget_old_tombstones();
    [[nodiscard]] Frame encode(std::string_view type, std::int64_t ts, boost::json::object data) const;
    [[nodiscard]] Frame render_delta(std::int64_t from, std::int64_t ts, KeyFilter const& filter) const;
    [[nodiscard]] SnapshotPages render_snapshot(std::int64_t ts, KeyFilter const& filter) const;

    std::string ch_, ep_;
    KeyedLimits limits_;
    std::size_t bytes_ = 0;
    bool overflowed_ = false;
    std::int64_t off_ = 0;
    std::int64_t as_of_ = 0;
    std::int64_t horizon_ = 0;  ///< the oldest off that can be resumed from
    std::size_t dead_ = 0;      ///< tombstones of keys
    boost::json::object keys_;
    std::map<std::string, Entry, std::less<>> entries_;
    std::map<std::int64_t, Frame> deltas_;  ///< of today's off, by `from`
    SnapshotPages snapshot_;                ///< of today's off
};

}  // namespace signalos::relay
