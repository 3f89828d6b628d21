#include "ws/packed_frames.hpp"

#include <algorithm>

#include "ws/deflate.hpp"

namespace signalos::relay {

std::string const& PackedFrames::of(Frame const& frame) {
    static std::string const as_it_is;
    if (frame->size() < least_bytes) return as_it_is;
    auto const known =
        std::find_if(entries_.begin(), entries_.end(), [&](Entry const& entry) { return entry.frame.lock() == frame; });
    if (known != entries_.end()) return known->packed;
    auto& entry = entries_[next_];
    next_ = (next_ + 1) % entries_.size();
    entry = {frame, deflate_message(*frame)};
    return entry.packed;
}

}  // namespace signalos::relay
