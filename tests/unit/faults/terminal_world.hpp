// One simulated terminal between a broker and a relay that is spoken by the test.
#pragma once
#include <boost/json/object.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/disk.hpp"
#include "sim/network.hpp"
#include "sim/terminal_node.hpp"
#include "sim/trace.hpp"

namespace signalos::sim::testing {

/// What terminals sent, oldest first, over all their sessions; answers hellos, beats, acknowledges at once. Commands go
/// to the one whose credential is "terminal".
class ScriptedRelay {
public:
    ScriptedRelay(Scheduler& scheduler, NodeClock const& clock, Network& network);

    /// Sends it in order, now or with the next session; returns its id.
    std::string command(std::string const& kind, boost::json::object args);
    [[nodiscard]] std::vector<boost::json::object> frames(std::string_view type) const;
    /// The `state` of the last result of a command; empty when there is none.
    [[nodiscard]] std::string result_of(std::string const& id) const;
    [[nodiscard]] std::vector<std::string> const& texts() const { return texts_; }
    [[nodiscard]] bool live() const { return live_; }

private:
    friend class ScriptedSession;
    struct Lineage {
        std::int64_t last_in = 0;
    };
    boost::json::object frame(std::string const& type, boost::json::object data) const;
    void send_commands(std::vector<relay::Frame>& out, std::int64_t from);

    Scheduler& scheduler_;
    NodeClock const& clock_;
    std::vector<std::string> texts_;
    std::vector<boost::json::object> commands_;
    std::function<void()> pull_;
    std::map<std::string, Lineage> lineages_;  // by credential
    std::int64_t epoch_ = 0, sent_ = 0;
    bool live_ = false;
};

/// The arguments of a market order as tests send it.
inline boost::json::object buy() {
    return {{"symbol", "EURUSD"}, {"side", "buy"}, {"order", "market"}, {"volume", "0.10"}};
}

struct WorldOptions {
    std::chrono::milliseconds idle_timer{250};
    broker::Millis latency = 100;
    std::uint64_t seed = 7;
};

class TerminalWorld {
public:
    explicit TerminalWorld(WorldOptions options = {});
    /// Kills the terminal and runs until nothing of it is left.
    ~TerminalWorld();

    void boot(terminal::Inputs extra = {});
    void run_for(std::chrono::milliseconds time) { scheduler.run_until(scheduler.now() + time.count() * 1000); }
    /// False when it did not come true in that time.
    bool run_until(std::function<bool()> const& true_now, std::chrono::milliseconds limit = std::chrono::minutes(3));
    /// Boots, and runs until the EA may trade.
    void go_live();
    /// Deals that opened a position.
    [[nodiscard]] std::size_t openings();
    /// For one more terminal in this world, with a disk of its own and the same relay.
    TerminalPlace place(std::string name, std::uint64_t login, Disk& own);
    /// The bridge's journal of account 1001, byte for byte.
    [[nodiscard]] std::string journal();

    Scheduler scheduler;
    Dice dice;
    Trace trace{scheduler};
    NodeClock clock{scheduler, 5'000'000};
    Disk disk;
    Network network;
    BrokerNode broker;
    ScriptedRelay relay;
    std::function<void(std::string_view)> on_point;

private:
    std::chrono::milliseconds idle_timer_;

public:
    TerminalNode node;

private:
    void tick();
};

}  // namespace signalos::sim::testing
