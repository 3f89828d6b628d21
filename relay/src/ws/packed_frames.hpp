// Compressed forms of frames that several peers get: a thousand dashboards that come back at once ask for the same
// pages.
#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <string>

#include "core/session.hpp"

namespace signalos::relay {

/// Remembers the last few; what it holds is bounded by them. On the I/O thread.
class PackedFrames {
public:
    /// Frames below this go as they are.
    static constexpr std::size_t least_bytes = 1024;

    /// The compressed payload; empty when the frame is better sent as it is. Valid until the next call.
    std::string const& of(Frame const& frame);

private:
    struct Entry {
        std::weak_ptr<std::string const> frame;
        std::string packed;
    };
    std::array<Entry, 16> entries_;
    std::size_t next_ = 0;
};

}  // namespace signalos::relay
