// What the terminal shows on its Experts and Journal tabs; the newest 10,000 lines.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "terminal/surroundings.hpp"

namespace signalos::terminal {

struct JournalLine {
    std::uint64_t n = 0;
    /// Milliseconds since 1970.
    std::int64_t time = 0;
    /// "terminal", or the program's name.
    std::string source, text;
};

/// Safe to use from any thread.
class Journal {
public:
    explicit Journal(Surroundings const& surroundings) : surroundings_(surroundings) {}

    void write(std::string const& source, std::string const& text);
    /// Lines with a number above `n`.
    std::vector<JournalLine> since(std::uint64_t n) const;

private:
    Surroundings const& surroundings_;
    mutable std::mutex mutex_;
    std::deque<JournalLine> lines_;
    std::uint64_t next_ = 1;
};

}  // namespace signalos::terminal
