// The relay in the world: its cores and its SQLite engine, as application.cpp wires them, on virtual time and without
// sockets or threads.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/dashboards.hpp"
#include "app/live_view.hpp"
#include "core/command_service.hpp"
#include "core/hub.hpp"
#include "core/terminal_registry.hpp"
#include "faulty/faulty_store.hpp"
#include "sim/dice.hpp"
#include "sim/life.hpp"
#include "sim/network.hpp"
#include "sim/scheduler.hpp"
#include "store/sql_store.hpp"
#include "store/sqlite_runner.hpp"

namespace signalos::sim {

/// What the relay's machine keeps when the process dies: the database, without what was not committed.
class RelayDisk {
public:
    /// A relay with an organisation, an owner, and terminals with these names; a name is also the credential.
    explicit RelayDisk(std::vector<std::string> const& terminals);

    relay::sqlite::Db& db() { return *db_; }
    /// Another disk with what an earlier dump held, put back as `signalos-relay restore` does. No relay is running.
    void restore(std::string const& dump, relay::RestoreFacts const& facts);
    [[nodiscard]] static OrgId org();
    [[nodiscard]] static UserId owner();
    [[nodiscard]] static TerminalId terminal(std::size_t index);

private:
    std::unique_ptr<relay::sqlite::Db> db_;
};

/// Troubles of the database.
struct StoreWeather {
    Micros least = 100;
    Micros most = 5000;      ///< how long a batch takes
    double unavailable = 0;  ///< probability per batch of writes
    double in_doubt = 0;
    double faulty = 0;  ///< probability per operation, reads included
};

/// One incarnation of the relay's process. Destroyed when it dies, but not from within one of its own calls.
class RelayNode {
public:
    RelayNode(Scheduler& scheduler, Dice dice, Clock const& clock, RelayDisk& disk, std::shared_ptr<Life> life,
              std::vector<std::string> terminals);
    ~RelayNode();
    RelayNode(RelayNode const&) = delete;
    RelayNode& operator=(RelayNode const&) = delete;

    /// Before it serves: reads what is known of the terminals. Completes as steps.
    void boot();
    [[nodiscard]] std::shared_ptr<Listening> listening();
    /// Every 100 ms.
    void tick() { commands_.on_tick(); }

    relay::CommandService& commands() { return commands_; }
    relay::Store& store() { return *store_; }
    relay::LiveView& live() { return live_; }
    /// A signed-in owner's dashboard.
    std::shared_ptr<relay::Session> connect_dashboard(relay::SessionPort& port);
    [[nodiscard]] relay::RelayClock& clock() { return relay_clock_; }
    StoreWeather weather;

private:
    void plan_writes();
    void plan_reads();
    void run_writes();
    void reach_after_answers(bool accepted, bool claimed, bool applied);
    relay::sqlite::Fate fate();
    signalos::test::StoreFault operation_fault(bool write);
    signalos::test::FaultyRunner::Later slowly();

    Scheduler& scheduler_;
    Dice dice_;
    Dice operations_;
    Dice secrets_;
    std::shared_ptr<Life> life_;
    std::vector<std::string> terminals_;
    relay::RelayClock relay_clock_;
    relay::sqlite::ManualRunner writer_;
    relay::sqlite::ManualRunner reader_;
    signalos::test::FaultyRunner faulty_writer_;
    signalos::test::FaultyRunner faulty_reader_;
    bool writes_planned_ = false;
    bool reads_planned_ = false;
    std::unique_ptr<relay::Store> store_;
    relay::Hub hub_;
    relay::LiveView live_;
    relay::Refusals refusals_;
    relay::TerminalRegistry registry_;
    relay::CorePorts ports_;
    relay::CommandService commands_;
    relay::Dashboards dashboards_;
};

}  // namespace signalos::sim
