// Heartbeats of one terminal link: round trip, clock offset, sign of life.
#pragma once
#include <array>
#include <cstdint>
#include <optional>

#include "protocol/limits.hpp"

namespace signalos::relay {

class LinkHealth {
public:
    explicit LinkHealth(std::int64_t steady) : last_heard_(steady) {}

    void heard(std::int64_t steady) { last_heard_ = steady; }
    /// 2.5 heartbeats without a frame.
    [[nodiscard]] bool dead(std::int64_t steady) const { return steady - last_heard_ >= protocol::link_dead_ms; }
    [[nodiscard]] bool heartbeat_due(std::int64_t steady) const {
        return n_ == 0 || steady - sent_ >= protocol::heartbeat_ms;
    }
    /// The number of the heartbeat that leaves now.
    std::int64_t send(std::int64_t steady) {
        sent_ = steady;
        return ++n_;
    }
    /// An answer to an older heartbeat is a sign of life and no measurement. True when it was one: rtt_ms() is new.
    bool answered(std::int64_t n, std::int64_t client_ts, std::int64_t steady, std::int64_t relay_now) {
        if (n != n_ || measured_ == n) return false;
        measured_ = n;
        rtt_ = steady - sent_;
        samples_[static_cast<std::size_t>(count_++ % samples_.size())] = {*rtt_, client_ts - (relay_now - *rtt_ / 2)};
        return true;
    }
    [[nodiscard]] std::optional<std::int64_t> rtt_ms() const { return rtt_; }
    /// Terminal clock minus relay time, from the quickest of the last eight round trips.
    [[nodiscard]] std::optional<std::int64_t> clock_offset_ms() const {
        if (count_ == 0) return std::nullopt;
        auto best = samples_[0];
        for (std::size_t i = 1; i < samples_.size() && i < count_; ++i) {
            if (samples_[i].rtt < best.rtt) best = samples_[i];
        }
        return best.offset;
    }

private:
    struct Sample {
        std::int64_t rtt = 0;
        std::int64_t offset = 0;
    };
    std::int64_t last_heard_;
    std::int64_t n_ = 0;
    std::int64_t measured_ = 0;
    std::int64_t sent_ = 0;
    std::optional<std::int64_t> rtt_;
    std::array<Sample, 8> samples_{};
    std::uint64_t count_ = 0;
};

}  // namespace signalos::relay
