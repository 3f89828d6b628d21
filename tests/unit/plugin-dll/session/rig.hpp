// A bridge session on a virtual machine: a disk that forgets what was not flushed, a clock that stands still, a link
// that is spoken by the test. Killing the session and starting it anew is what a crash is.
#pragma once
#include <signalos/bridge.h>

#include <boost/json.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bridge/session.hpp"

namespace signalos::bridge::testing {

class ManualClock final : public Clock {
public:
    std::int64_t steady = 1'000'000;
    std::int64_t utc = 1'790'000'000'000;
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
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL,
                                             state_ >> 56);
    }

private:
    std::uint64_t state_ = 42;
};

/// One file on a disk whose cache is lost in a crash.
struct Disk {
    std::string durable;
    std::string written;
    bool full = false;
    bool flush_fails = false;
    int flushes = 0;
    /// Power cut: of what was not flushed, the first `torn` bytes survive.
    void crash(std::size_t torn = 0) { written = durable + written.substr(durable.size(), torn), durable = written; }
};

class DiskFile final : public DurableFile {
public:
    explicit DiskFile(Disk& disk) : disk_(disk) {}
    bool append(std::string_view bytes) override { return disk_.full ? false : (disk_.written += bytes, true); }
    bool flush() override { return disk_.flush_fails ? false : (++disk_.flushes, disk_.durable = disk_.written, true); }
    std::optional<std::string> read_all() override { return disk_.written; }
    bool truncate(std::uint64_t size) override {
        return disk_.written.resize(size), disk_.durable = disk_.written, true;
    }
    // Rewriting is a matter of rewrite_test.cpp.
    std::unique_ptr<DurableFile> make_successor() override { return nullptr; }
    bool take_place() override { return false; }
    bool settle_place() override { return false; }

private:
    Disk& disk_;
};

/// What the session asked of the network, and its callbacks.
struct Wire {
    LinkEvents* events = nullptr;
    bool connecting = false;
    bool kicked = false;
    std::vector<json::object> sent;
    std::vector<int> closed;
};

class WireTransport final : public Transport {
public:
    explicit WireTransport(Wire& wire) : wire_(wire) {}
    void start(LinkEvents& events) override { wire_.events = &events; }
    void connect(ConnectRequest) override { wire_.connecting = true; }
    void send(std::string text) override { wire_.sent.push_back(json::parse(text).as_object()); }
    void close(int code) override { wire_.closed.push_back(code); }
    void kick() override { wire_.kicked = true; }
    void wake_at(std::int64_t) override {}
    bool stop(int) override { return wire_.events = nullptr, true; }

private:
    Wire& wire_;
};

class NoWake final : public Wake {
public:
    void notify() override {}
    void wait(std::unique_lock<std::mutex>&, int, std::function<bool()> const&) override {}
};

/// The whole thing. Times in ms; ids are made from a counter.
class Rig {
public:
    ManualClock clock;
    CountingRandom random;
    Disk disk;
    Wire wire;
    sos_open_args args{};
    std::unique_ptr<Session> session;

    Rig();
    /// Starts the session on what the disk holds.
    void boot();
    /// Power cut and new start.
    void crash(std::size_t torn = 0) {
        session.reset();
        disk.crash(torn);
        boot();
    }
    /// Connects, takes the hello and answers it with a welcome and a heartbeat.
    void go_live(std::int64_t relay_last_in = 0, std::int64_t epoch = 1);
    /// Runs the link thread until it has nothing to do.
    void pump();
    void healthy();
    /// The relay gives a sign of life.
    void beat() { relay_says({{"type", "heartbeat"}, {"data", {{"n", 2}, {"server_ts", clock.utc}, {"rtt_ms", 1}}}}); }
    void relay_says(json::object frame);
    /// Sends a command frame; returns its id.
    std::string command(std::int64_t seq, std::string kind, json::object command_args,
                        std::optional<std::int64_t> ttl_ms = 60'000, std::int64_t epoch = 1);
    [[nodiscard]] std::optional<sos_command> next();
    sos_decision begin(sos_command const& command, double lots = 0.1, int leg = 0);
    std::int32_t finish(sos_command const& command, int outcome, int retcode, bool final = true, int leg = 0);
    /// The frames of one type that were sent, oldest first.
    [[nodiscard]] std::vector<json::object> frames(std::string_view type) const;
    [[nodiscard]] std::optional<json::object> result_of(std::string const& id) const;
    [[nodiscard]] sos_status_info status() const;

private:
    int ids_ = 0;
};

}  // namespace signalos::bridge::testing
