// The terminal's copy of what the broker knows: filled at login, kept by pushes, read by programs.
#pragma once

#include <mutex>
#include <set>
#include <string>

#include "broker/book.hpp"
#include "broker/market.hpp"

namespace signalos::terminal {

struct MirrorData {
    broker::Book book;
    broker::Market market;
    /// Linked and in step with the server.
    bool connected = false;
    /// Was in step at least once: there is something to show while the link is down.
    bool known = false;
    /// Server time minus local time, and the time of the newest quote; milliseconds.
    broker::Millis time_offset = 0, last_quote = 0;
    /// Round trip of the last request, microseconds.
    std::int64_t ping_us = 0;
    /// Symbols taken out of Market Watch.
    std::set<std::string> hidden;
};

/// One lock around it all; hold it only to copy.
class Mirror {
public:
    template <class F>
    auto read(F&& use) const {
        std::lock_guard lock(mutex_);
        return use(data_);
    }
    template <class F>
    auto change(F&& use) {
        std::lock_guard lock(mutex_);
        return use(data_);
    }

private:
    mutable std::mutex mutex_;
    MirrorData data_;
};

}  // namespace signalos::terminal
