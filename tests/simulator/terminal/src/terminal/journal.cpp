#include "terminal/journal.hpp"

namespace signalos::terminal {

constexpr std::size_t max_lines = 10'000;

void Journal::write(std::string const& source, std::string const& text) {
    std::lock_guard lock(mutex_);
    lines_.push_back({next_++, surroundings_.wall_ms(), source, text});
    if (lines_.size() > max_lines) lines_.pop_front();
}

std::vector<JournalLine> Journal::since(std::uint64_t n) const {
    std::lock_guard lock(mutex_);
    std::vector<JournalLine> out;
    for (JournalLine const& line : lines_) {
        if (line.n > n) out.push_back(line);
    }
    return out;
}

}  // namespace signalos::terminal
