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
#include "memory_file.hpp"
#include "virtual_machine.hpp"

namespace signalos::bridge::testing {

using test::MemoryDisk;
using test::Wire;

/// The whole thing. Times in ms; ids are made from a counter.
class Rig {
public:
    test::ManualClock clock;
    test::CountingRandom random;
    MemoryDisk disk;
    Wire wire;
    sos_open_args args{};
    std::unique_ptr<Session> session;

    Rig();
    /// Starts the session on what the disk holds.
    void boot();
    /// Power cut and new start.
    void crash(std::size_t torn = 0) {
        session.reset();
        disk.torn_power_cut(torn);
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
    /// What the EA sees of the account before it carries the command out.
    [[nodiscard]] sos_facts facts_of(sos_command const& command, double lots = 0.1, int leg = 0) const;
    sos_decision begin(sos_facts const& facts);
    sos_decision begin(sos_command const& command, double lots = 0.1, int leg = 0) {
        return begin(facts_of(command, lots, leg));
    }
    std::int32_t finish(sos_command const& command, int outcome, int retcode, bool final = true, int leg = 0);
    /// The frames of one type that were sent, oldest first.
    [[nodiscard]] std::vector<json::object> frames(std::string_view type) const;
    [[nodiscard]] std::optional<json::object> result_of(std::string const& id) const;
    [[nodiscard]] sos_status_info status() const;

private:
    int ids_ = 0;
};

}  // namespace signalos::bridge::testing
