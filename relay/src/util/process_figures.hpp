// What the kernel says of this process.
#pragma once
#include <cstdint>

namespace signalos::relay {

struct ProcessFigures {
    std::int64_t started_at = 0;  ///< s UTC
    std::int64_t resident_bytes = 0;
    std::int64_t open_files = 0;
};

/// Zeros for what cannot be read. Any thread.
ProcessFigures process_figures();

}  // namespace signalos::relay
