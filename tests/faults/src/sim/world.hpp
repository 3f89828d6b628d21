// One run: a plan carried out from its first click to the judge's verdict.
#pragma once
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/broker_node.hpp"
#include "sim/disk.hpp"
#include "sim/network.hpp"
#include "sim/oracle.hpp"
#include "sim/plan.hpp"
#include "sim/relay_node.hpp"
#include "sim/scheduler.hpp"
#include "sim/terminal_node.hpp"
#include "sim/trace.hpp"
#include "sim/users.hpp"

namespace signalos::sim {

struct Report {
    Verdict verdict;
    std::map<std::string, std::int64_t> crash_points;  ///< deaths there, with commands in flight
    std::map<std::string, std::int64_t> ended;         ///< promised commands by their last state
    Micros simulated = 0;
    std::uint64_t trace_hash = 0;
    std::uint64_t trace_lines = 0;
};

class World {
public:
    /// `trace`: where to print what happens; nullptr = nowhere.
    explicit World(Plan plan, std::FILE* trace = nullptr);
    ~World();
    Report run();

private:
    /// A trader's machine: what survives its processes, and the process that runs now.
    struct Machine {
        Machine(World& world, std::string terminal, std::uint64_t account);
        std::string name;
        std::uint64_t account;
        Dice dice;
        NodeClock clock;
        Disk disk;
        bool disk_failed = false;  // since the terminal was started: its journal is not written any more
        TerminalNode node;
    };

    void boot_relay();
    void kill_relay(bool power, Micros away);
    void boot_terminal(Machine& machine);
    void kill_terminal(Machine& machine, bool power, Micros away);
    void on_point(std::string_view point, Machine* machine);
    void tick();

    void fulfil(Wish const& wish);
    [[nodiscard]] broker::Position const* some_position(std::uint64_t account, std::uint64_t draw);
    [[nodiscard]] std::string some_order(std::uint64_t account, std::uint64_t draw);
    [[nodiscard]] boost::json::object pending_args(Dice& dice);
    [[nodiscard]] boost::json::object modify_args(Machine const& machine, Dice& dice);
    [[nodiscard]] boost::json::object args_of(Wish const& wish, Machine const& machine);
    void cancel_one(std::int64_t choice);
    void begin(Trouble const& trouble);
    void end(Trouble const& trouble);
    void make_backup();
    void destroy_relay();
    void put_back();
    void judge_forgotten(Verdict& verdict);
    void trade_by_user(Machine const& machine, std::int64_t choice);
    void heal();
    [[nodiscard]] std::int64_t open_commands();
    [[nodiscard]] bool in_flight();
    void settle();
    void judge(Report& report);
    std::vector<relay::CommandRow> all_rows();
    void stop_ends(std::uint64_t account);
    void heard(std::string const& terminal, std::string const& frame);
    Machine& machine_of(int terminal) { return *machines_[static_cast<std::size_t>(terminal)]; }
    [[nodiscard]] std::vector<std::string> names() const;

    Plan plan_;
    Scheduler scheduler_;
    Dice dice_;
    Trace trace_;
    Network network_;
    BrokerNode broker_;
    RelayDisk relay_disk_;
    NodeClock relay_clock_;
    std::shared_ptr<Life> relay_life_;
    std::unique_ptr<RelayNode> relay_;
    std::vector<std::unique_ptr<Machine>> machines_;
    Users users_;
    std::map<std::string, int> passed_;
    std::map<std::string, std::int64_t> deaths_;
    std::vector<Stopped> stops_;
    std::string backup_;  // what the database held when the backup was made
    std::int64_t backed_up_at_ = 0;
    std::map<CommandId, std::string> forgotten_;  // made after the backup that was put back; with their kinds
    std::int64_t next_key_ = 1;
    bool healing_ = false;
    bool over_ = false;
};

}  // namespace signalos::sim
