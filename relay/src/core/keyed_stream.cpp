#include "core/keyed_stream.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "core/json_size.hpp"
#include "protocol/envelope.hpp"

namespace signalos::relay {

namespace json = boost::json;

namespace {

constexpr std::size_t page_bytes = 64 * 1024;
/// What an envelope around the keys of a page takes at most.
constexpr std::size_t page_overhead = 512;
/// Tombstones kept for peers that come back; older positions get a snapshot.
constexpr std::size_t max_tombstones = 4096;

}  // namespace

bool KeyedStream::publish(KeyedChange change) {
    as_of_ = std::max(as_of_, change.as_of);
    ++off_;
    bool changed = false;
    if (change.reset) {
        overflowed_ = false;
        std::vector<std::string> gone;
        for (auto const& [key, fields] : keys_)
            if (!change.set.contains(key)) gone.emplace_back(key);
        for (auto const& key : gone) changed |= remove(key);
    }
    for (auto const& key : change.del) changed |= remove(key);
    for (auto const& [key, fields] : change.set)
        if (auto const* object = fields.if_object()) changed |= apply_fields(std::string(key), *object, change.reset);
    if (!changed) {
        --off_;
        return false;
    }
    deltas_.clear();
    snapshot_.reset();
    forget_old_tombstones();
    return true;
}

// A field that is there already may always change as long as all of them fit; a new one may also be refused for its
// name.
bool KeyedStream::put(Entry& entry, json::object& known, std::string_view name, json::value const& value) {
    json::string_view const member(name.data(), name.size());
    auto const* const old = known.if_contains(member);
    if (old != nullptr && *old == value) return false;
    auto const had = old == nullptr ? 0 : name.size() + json_size(*old);
    auto const size = name.size() + json_size(value);
    bool const nameless = entry.fields.size() >= limits_.names && !entry.fields.contains(name);
    if (nameless || bytes_ - had + size > limits_.bytes) {
        overflowed_ = true;
        return false;
    }
    bytes_ = bytes_ - had + size;
    known[member] = value;
    entry.fields[std::string(name)] = off_;
    return true;
}

void KeyedStream::drop(json::object& known, std::string_view name) {
    json::string_view const member(name.data(), name.size());
    bytes_ -= name.size() + json_size(known.at(member));
    known.erase(member);
}

bool KeyedStream::apply_fields(std::string const& key, json::object const& fields, bool complete) {
    auto const found = entries_.find(key);
    bool const fresh = found == entries_.end() || !found->second.alive;
    if (fresh && (keys_.size() >= limits_.keys || bytes_ + key.size() > limits_.bytes)) {
        overflowed_ = true;
        return false;
    }
    auto& entry = entries_[key];
    bool changed = fresh;
    if (fresh) {
        if (entry.changed_at != 0) --dead_;
        entry.alive = true;
        keys_[key].emplace_object();
        bytes_ += key.size();
    }
    auto& known = keys_.at(key).as_object();
    if (complete) {
        std::vector<std::string> gone;
        for (auto const& [name, value] : known)
            if (!fields.contains(name)) gone.emplace_back(name);
        for (auto const& name : gone) {
            drop(known, name);
            entry.fields[name] = off_;
            changed = true;
        }
    }
    for (auto const& [member, value] : fields) {
        std::string_view const name(member.data(), member.size());
        if (!value.is_null()) {
            changed |= put(entry, known, name, value);
        } else if (known.contains(member)) {
            drop(known, name);
            entry.fields[std::string(name)] = off_;
            changed = true;
        }
    }
    if (changed) entry.changed_at = off_;
    return changed;
}

bool KeyedStream::remove(std::string const& key) {
    auto const at = entries_.find(key);
    if (at == entries_.end() || !at->second.alive) return false;
    for (auto& [name, changed_at] : at->second.fields) changed_at = off_;
    at->second.alive = false;
    at->second.changed_at = off_;
    bytes_ -= key.size();
    for (auto const& [name, value] : keys_.at(key).get_object()) bytes_ -= name.size() + json_size(value);
    keys_.erase(key);
    ++dead_;
    return true;
}

// The older half goes, so that the walk over all entries is rare.
void KeyedStream::forget_old_tombstones() {
    if (dead_ <= max_tombstones) return;
    std::vector<std::int64_t> ages;
    for (auto const& [key, entry] : entries_)
        if (!entry.alive) ages.push_back(entry.changed_at);
    auto const middle = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2);
    std::nth_element(ages.begin(), middle, ages.end());
    horizon_ = std::max(horizon_, *middle);
    dead_ -= std::erase_if(
        entries_, [this](auto const& item) { return !item.second.alive && item.second.changed_at <= horizon_; });
}

bool KeyedStream::can_resume(std::string_view ep, std::int64_t off) const {
    return ep == ep_ && off >= horizon_ && off <= off_;
}

Frame KeyedStream::encode(std::string_view type, std::int64_t ts, json::object data) const {
    protocol::Envelope envelope;
    envelope.type = type;
    envelope.ts = ts;
    envelope.ch = ch_;
    envelope.ep = ep_;
    envelope.off = off_;
    envelope.data = std::move(data);
    return std::make_shared<std::string const>(protocol::encode(envelope));
}

SnapshotPages KeyedStream::snapshot(std::int64_t ts, KeyFilter const& filter) {
    if (filter) return render_snapshot(ts, filter);
    if (!snapshot_) snapshot_ = render_snapshot(ts, filter);
    return snapshot_;
}

SnapshotPages KeyedStream::render_snapshot(std::int64_t ts, KeyFilter const& filter) const {
    std::vector<json::object> pages(1);
    std::size_t bytes = page_overhead;
    for (auto const& [key, fields] : keys_) {
        if (filter && !filter(key)) continue;
        std::size_t const size = json::serialize(json::value(key)).size() + json::serialize(fields).size() + 2;
        if (!pages.back().empty() && bytes + size > page_bytes) {
            pages.emplace_back();
            bytes = page_overhead;
        }
        pages.back()[key] = fields;
        bytes += size;
    }
    auto frames = std::make_shared<std::vector<Frame>>();
    for (std::size_t page = 0; page < pages.size(); ++page) {
        json::object data;
        data["as_of"] = as_of_;
        data["page"] = page;
        data["last"] = page + 1 == pages.size();
        data["keys"] = std::move(pages[page]);
        frames->push_back(encode("snapshot", ts, std::move(data)));
    }
    return frames;
}

Frame KeyedStream::delta_since(std::int64_t from, std::int64_t ts, KeyFilter const& filter) {
    if (filter) return render_delta(from, ts, filter);
    auto const [at, fresh] = deltas_.try_emplace(from);
    if (fresh) at->second = render_delta(from, ts, filter);
    return at->second;
}

// A key that went and came back within the span is not in `del`: its old fields go as null.
Frame KeyedStream::render_delta(std::int64_t from, std::int64_t ts, KeyFilter const& filter) const {
    json::object set;
    json::array del;
    for (auto const& [key, entry] : entries_) {
        if (entry.changed_at <= from || (filter && !filter(key))) continue;
        if (!entry.alive) {
            del.emplace_back(key);
            continue;
        }
        auto const& known = keys_.at(key).as_object();
        json::object changed;
        for (auto const& [name, changed_at] : entry.fields) {
            if (changed_at <= from) continue;
            auto const* value = known.if_contains(name);
            changed[name] = value == nullptr ? json::value() : *value;
        }
        set[key] = std::move(changed);
    }
    if (set.empty() && del.empty()) return nullptr;
    json::object data;
    data["from"] = from;
    data["as_of"] = as_of_;
    data["set"] = std::move(set);
    data["del"] = std::move(del);
    return encode("delta", ts, std::move(data));
}

}  // namespace signalos::relay
