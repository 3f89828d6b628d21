// One terminal of the world: the unmodified expert, its bridge and its link to the broker, killed and started again on
// the disk that outlives them.
#pragma once
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bridge/ports.hpp"
#include "sim/broker_node.hpp"
#include "sim/life.hpp"
#include "sim/scheduler.hpp"
#include "terminal/terminal.hpp"

namespace signalos::sim {

/// What a terminal stands on; everything outlives it.
struct TerminalPlace {
    Scheduler& scheduler;
    Clock const& clock;
    Random& random;
    BrokerNode& broker;
    /// Made anew for every incarnation; they do nothing once its life has ended.
    std::function<std::unique_ptr<bridge::FileSystem>(std::shared_ptr<Life>)> mount;
    std::function<std::unique_ptr<bridge::Transport>(std::shared_ptr<Life>)> make_transport;
    /// Told of every crash point; may call crash().
    std::function<void(std::string_view point)> on_point;

    /// Unique in the world; part of the fibres' names.
    std::string name = "terminal";
    /// At first; what the user logs in to later is kept.
    std::uint64_t login = 1001;
    std::string symbol = "EURUSD";
    /// How often the expert's timer comes while nothing happens; 0 = on every point of its 10 ms grid.
    std::chrono::milliseconds idle_timer{250};
    std::chrono::milliseconds order_timeout{30'000};
    /// Bytes from which on the journal is rewritten.
    std::uint64_t journal_least = std::uint64_t{4} << 20;
};

class TerminalNode {
public:
    explicit TerminalNode(TerminalPlace place) : place_(std::move(place)) {}
    /// Call `crash` and run the world on until `gone` first.
    ~TerminalNode();

    /// Starts the terminal with these inputs of its expert; while the last incarnation is still ending, as soon as it
    /// has. Nothing happens when it runs.
    void boot(terminal::Inputs inputs);
    /// kill -9, from anywhere, also from inside a port: nothing of it acts any more from here on. Its fibres are
    /// unwound in steps of their own; then everything but the disk is freed.
    void crash();

    /// What a user does at the terminal: the names and arguments of POST /action of the simulated terminal, such as
    /// {"name": "relogin", "login": 1002}. Done one after another on a fibre of its own.
    void act(boost::json::object action);
    void relogin(std::uint64_t login) { act({{"name", "relogin"}, {"login", login}}); }
    /// The account changes under the running expert, which is unloaded afterwards.
    void switch_account(std::uint64_t login) { act({{"name", "relogin"}, {"login", login}, {"at_once", true}}); }
    /// See Terminal::delay_account.
    void delay_account(std::chrono::milliseconds by);
    void toggle_auto_trading(bool on) { act({{"name", "toggle_autotrading"}, {"on", on}}); }
    void plug(bool in) { act({{"name", in ? "reconnect" : "disconnect"}}); }
    void change_inputs(terminal::Inputs const& inputs);
    void recompile() { act({{"name", "recompile"}}); }

    [[nodiscard]] bool alive() const { return run_ != nullptr; }
    /// Not alive, and nothing is left of the last incarnation.
    [[nodiscard]] bool gone() const { return !run_ && !dying_; }
    /// "running", "loading", "failed", "stopped", "dead"; "none" without a terminal.
    [[nodiscard]] std::string ea_state() const;
    /// GET /state of the simulated terminal; empty without one.
    [[nodiscard]] boost::json::object state() const;
    /// The journal of this incarnation, oldest first.
    [[nodiscard]] std::vector<std::string> log() const;
    /// So often the expert's fibre was started in this world.
    [[nodiscard]] int boots() const { return boots_; }

private:
    struct Run;
    void reap(std::shared_ptr<Run> run);

    TerminalPlace place_;
    std::shared_ptr<Run> run_;
    bool dying_ = false;
    std::optional<terminal::Inputs> next_boot_;
    int boots_ = 0;
    std::string globals_;  // on the terminal's disk
};

}  // namespace signalos::sim
