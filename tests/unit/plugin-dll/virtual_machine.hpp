// What a session stands on, in a test's hand: clock, random source, wake-up and network. The disk is memory_file.hpp's.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "bridge/json.hpp"
#include "bridge/ports.hpp"

namespace signalos::bridge::test {

class ManualClock final : public Clock {
public:
    std::int64_t steady = 1'000'000;
    std::int64_t utc = 1'767'225'600'000;
    /// Called at every look at the time of day: where a test lets something else happen.
    std::function<void()> on_look;
    void advance(std::int64_t ms) { steady += ms, utc += ms; }
    [[nodiscard]] std::int64_t steady_ms() const override { return steady; }
    [[nodiscard]] std::int64_t utc_ms() const override {
        if (on_look) on_look();
        return utc;
    }
};

class CountingRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = state_ = static_cast<std::uint8_t>(state_ * 73 + 41);
    }

private:
    std::uint8_t state_ = 1;
};

/// What the session asked of the network, and its callbacks; outlives the transport.
struct Wire {
    LinkEvents* events = nullptr;
    int connects = 0;
    bool kicked = false;
    std::vector<json::object> sent;
    std::vector<int> closed;
};

class WireTransport final : public Transport {
public:
    explicit WireTransport(Wire& wire) : wire_(wire) {}
    void start(LinkEvents& events) override { wire_.events = &events; }
    void connect(ConnectRequest) override { ++wire_.connects; }
    void send(std::string text) override { wire_.sent.push_back(*parse_object(text)); }
    void close(int code) override { wire_.closed.push_back(code); }
    void kick() override { wire_.kicked = true; }
    void wake_at(std::int64_t) override {}
    bool stop(int) override { return true; }

private:
    Wire& wire_;
};

struct NoWake final : Wake {
    void notify() override {}
    void wait(std::unique_lock<std::mutex>&, int, std::function<bool()> const&) override {}
};

}  // namespace signalos::bridge::test
