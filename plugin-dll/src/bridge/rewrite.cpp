// The journal without what is no longer needed, in a new file that takes the old one's place.
#include <algorithm>
#include <utility>

#include "bridge/journal.hpp"

namespace signalos::bridge {

namespace {
constexpr int most_rounds = 50;
}

bool Journal::wants_rewrite(std::uint64_t least) const {
    return ok() && size_ >= std::max(least, not_below_);
}

// What was appended meanwhile goes into the new file too, until there is nothing left at the moment the lock is held:
// then the new file has all of it, flushed.
bool Journal::catch_up(std::unique_lock<std::mutex>& lock, DurableFile& next) {
    for (int round = 0; round < most_rounds; ++round) {
        if (!next.flush()) return false;
        lock.lock();
        std::string const since = std::exchange(*collected_, {});
        if (!ok()) return false;
        if (since.empty()) return true;
        lock.unlock();
        if (!next.append(since)) return false;
    }
    return false;
}

bool Journal::rewrite(std::mutex& mutex, Condense const& condense) {
    std::unique_lock lock(mutex);
    if (!ok()) return false;
    auto const before = static_cast<std::size_t>(size_);
    std::uint64_t const begun = end_;
    not_below_ = size_ + size_ / 4;  // should this fail, not again at once
    collected_.emplace();
    lock.unlock();
    // The file says what it holds, not the memory: damage is noticed here, never copied over.
    auto const bytes = file_->read_all();
    std::optional<std::string> shorter;
    bool const readable = bytes && bytes->size() >= before;
    if (readable) shorter = condense(std::string_view(*bytes).substr(0, before));
    std::unique_ptr<DurableFile> next;
    if (shorter && shorter->size() * 2 <= before) next = file_->make_successor();
    bool const copied = next && next->append(*shorter) && catch_up(lock, *next);
    if (!lock.owns_lock()) lock.lock();
    collected_.reset();
    if (readable && !shorter) words_ = "The journal is damaged: it no longer reads as it was written";
    if (shorter && shorter->size() * 2 > before) not_below_ = shorter->size() * 2;
    if (!copied || !ok()) return false;
    // Until it is certain which file has the name, both get everything.
    std::uint64_t const whole = end_;
    next_ = std::move(next);
    lock.unlock();
    bool const placed = next_->take_place();
    bool const settled = placed && next_->settle_place();
    lock.lock();
    if (placed && !settled) words_ = "The journal's folder cannot be flushed to disk";
    if (!settled) {
        if (ok()) next_.reset();
        return false;
    }
    file_ = std::move(next_);
    size_ = shorter->size() + (end_ - begun);
    not_below_ = shorter->size() * 2;
    durable_ = std::max(durable_, whole);
    return true;
}

}  // namespace signalos::bridge
