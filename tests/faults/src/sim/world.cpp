#include "sim/world.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <limits>
#include <utility>

#include "store/rows.hpp"

namespace signalos::sim {

namespace {
namespace json = boost::json;
constexpr Micros second = 1'000'000;
constexpr Micros tick_every = 250'000;
constexpr Micros never = std::numeric_limits<Micros>::max();
constexpr std::uint64_t first_account = 1001;

broker::ServerOptions broker_options(Plan const& plan) {
    broker::ServerOptions options;
    options.latency_min = 1;
    options.latency_max = plan.broker_latency_most_ms;
    options.seed = plan.seed;
    return options;
}
}  // namespace

World::Machine::Machine(World& world, std::string terminal, std::uint64_t login)
    : name(std::move(terminal)),
      account(login),
      dice(world.dice_.fork(name)),
      clock(world.scheduler_, dice.between(0, 1'000'000'000)),
      disk(world.scheduler_, dice.fork("disk")),
      node(TerminalPlace{world.scheduler_, clock, dice, world.broker_,
                         [this](std::shared_ptr<Life> life) { return disk.mount(std::move(life)); },
                         [this, &world](std::shared_ptr<Life> life) {
                             return world.network_.make_transport(name, std::move(life), clock);
                         },
                         [this, &world](std::string_view point) { world.on_point(point, this); }, name, account,
                         "EURUSD", std::chrono::milliseconds(250), std::chrono::milliseconds(30'000),
                         world.plan_.journal_least}) {}

World::World(Plan plan, std::FILE* trace)
    : plan_(std::move(plan)),
      dice_(Dice(plan_.seed).fork("world")),
      trace_(scheduler_, trace),
      network_(scheduler_, dice_.fork("network"), trace_),
      broker_(scheduler_, dice_.fork("broker"), trace_, broker::default_accounts(), broker_options(plan_)),
      relay_disk_(names()),
      relay_clock_(scheduler_),
      users_(scheduler_, dice_.fork("users"), trace_,
             [this] { return relay_ && !relay_life_->dead ? &relay_->commands() : nullptr; }) {
    users_.on_submit = [this](relay::CommandRequest const& request, std::uint64_t account) {
        if (request.kind == "resume") stop_ends(account);
    };
    network_.on_up = [this](std::string const& terminal, std::string const& frame) { heard(terminal, frame); };
    for (int i = 0; i < plan_.terminals; ++i) {
        auto const name = names()[static_cast<std::size_t>(i)];
        auto const account = first_account + static_cast<std::uint64_t>(i);
        machines_.push_back(std::make_unique<Machine>(*this, name, account));
    }
}

World::~World() {
    // Whoever still runs ends first: nothing may be left half-way when the world goes.
    over_ = true;
    if (relay_life_) relay_life_->dead = true;
    network_.listen(nullptr);
    relay_.reset();
    for (auto& machine : machines_) machine->node.crash();
    scheduler_.run_until(scheduler_.now() + 10 * second);
}

std::vector<std::string> World::names() const {
    std::vector<std::string> all;
    for (int i = 0; i < plan_.terminals; ++i) all.push_back("t" + std::to_string(i + 1));
    return all;
}

// --- processes

void World::boot_relay() {
    if (relay_ || over_) return;
    trace_.line("relay", "boot");
    relay_life_ = std::make_shared<Life>();
    relay_life_->on_point = [this](std::string_view point) { on_point(point, nullptr); };
    relay_ = std::make_unique<RelayNode>(scheduler_, dice_.fork("relay" + std::to_string(scheduler_.now())),
                                         relay_clock_, relay_disk_, relay_life_, names());
    relay_->boot();
    network_.listen(relay_->listening());
}

void World::kill_relay(bool power, Micros away) {
    if (!relay_ || relay_life_->dead) return;
    trace_.line("relay", power ? "power lost" : "killed");
    relay_life_->dead = true;
    scheduler_.after(0, [this, power, away] {
        network_.listen(nullptr, power);
        relay_.reset();
        scheduler_.after(away, [this] { boot_relay(); });
    });
}

void World::boot_terminal(Machine& machine) {
    if (machine.node.alive() || over_) return;
    trace_.line(machine.name, "boot");
    machine.disk_failed = machine.disk.weather.full || machine.disk.weather.flush_fails;
    machine.node.boot({{"InpRelayAddress", "wss://relay/ws/terminal"},
                       {"InpPairingCode", machine.name},
                       {"InpReconcileWait", std::to_string(plan_.reconcile_wait_ms / 1000)}});
}

void World::kill_terminal(Machine& machine, bool power, Micros away) {
    if (!machine.node.alive()) return;
    trace_.line(machine.name, power ? "power lost" : "killed");
    machine.node.crash();
    if (power) {
        machine.disk.lose_power();
        network_.cut(machine.name, false, false);
    }
    scheduler_.after(away, [this, &machine] { boot_terminal(machine); });
}

void World::on_point(std::string_view point, Machine* machine) {
    if (healing_) return;
    int const times = ++passed_[std::string(point)];
    for (auto const& ambush : plan_.ambushes) {
        if (ambush.point != point || ambush.nth != times) continue;
        if (in_flight()) ++deaths_[ambush.point];
        trace_.line("ambush", point);
        if (machine == nullptr) return kill_relay(ambush.power, ambush.away);
        return kill_terminal(*machine, ambush.power, ambush.away);
    }
}

void World::tick() {
    if (over_) return;
    if (relay_ && !relay_life_->dead) relay_->tick();
    network_.tick();
    scheduler_.after(tick_every, [this] { tick(); });
}

// --- what a terminal says about its latch

void World::heard(std::string const& terminal, std::string const& frame) {
    if (frame.find(R"("type":"latch_state")") == std::string::npos) return;
    boost::system::error_code bad;
    json::value const parsed = json::parse(frame, bad);
    if (bad) return;
    auto const& data = parsed.at("data").as_object();
    auto const* const latch = data.if_contains("latch");
    bool const stopped = data.at("paused").as_bool() || (latch != nullptr && latch->is_object());
    auto const machine =
        std::find_if(machines_.begin(), machines_.end(), [&](auto const& one) { return one->name == terminal; });
    auto const account = (*machine)->account;
    if (!stopped) return stop_ends(account);
    auto const index = static_cast<std::size_t>(machine - machines_.begin());
    auto query =
        relay_disk_.db().query("SELECT count(*) FROM commands WHERE terminal_id=? AND kind='resume' AND state<5");
    query.bind(RelayDisk::terminal(index).text()).next();
    // A resume on its way may have been carried out already: this word is then an old one.
    if (query.integer() == 0) stops_.push_back({account, scheduler_.now(), never, (*machine)->disk_failed});
}

void World::stop_ends(std::uint64_t account) {
    for (auto& stop : stops_)
        if (stop.account == account) stop.until = std::min(stop.until, scheduler_.now());
}

// --- the end

std::int64_t World::open_commands() {
    auto query = relay_disk_.db().query("SELECT count(*) FROM commands WHERE state<5");
    query.next();
    return query.integer();
}

bool World::in_flight() {
    return users_.waiting() > 0 || open_commands() > 0;
}

void World::heal() {
    healing_ = true;
    trace_.line("world", "heals");
    broker_.server().faults().clear();
    broker_.set_reachable(true);
    if (relay_) relay_->weather = {};
    for (auto& machine : machines_) {
        network_.weather(machine->name) = {};
        machine->disk.weather = {};
        // A journal whose disk failed stays read-only until the terminal is started anew: the trader does that.
        kill_terminal(*machine, false, second);
        scheduler_.after(second, [this, &machine] { boot_terminal(*machine); });
    }
    network_.cut(names().front(), true, true);
    boot_relay();
}

void World::settle() {
    Micros const limit = scheduler_.now() + (plan_.reconcile_wait_ms * 1000) + 200 * second;
    while (scheduler_.now() < limit) {
        scheduler_.run_until(scheduler_.now() + second);
        if (users_.waiting() == 0 && open_commands() == 0) break;
    }
    // Late fills come, states flow; what has just happened at the broker may still be on its way.
    scheduler_.run_until(scheduler_.now() + 45 * second);
    auto const quiet = [this] { return broker_.server().rows().back().t < broker_time(scheduler_.now()) - 5000; };
    while (!quiet()) scheduler_.run_until(scheduler_.now() + second);
}

std::vector<relay::CommandRow> World::all_rows() {
    std::vector<relay::CommandRow> rows;
    auto query = relay_disk_.db().query(std::string("SELECT ") + relay::sql::command_columns + "");
    while (query.next()) rows.push_back(relay::sql::read_command(query));
    return rows;
}

void World::judge(Report& report) {
    auto& verdict = report.verdict;
    auto const rows = all_rows();
    auto promised = users_.promised();
    std::erase_if(promised, [this](Promised const& one) { return forgotten_.contains(one.id); });
    judge_commands(promised, rows, broker_.server().rows(), verdict);
    judge_forgotten(verdict);
    for (auto const& [name, state] : protocol::command_states) {
        auto& count = report.ended[std::string(name)];
        for (auto const& row : rows) count += row.state == state ? 1 : 0;
    }
    judge_starts(users_.promised(), rows, broker_.orders_sent(), stops_, verdict);
    for (auto const& key : users_.broken_keys()) verdict.found("duplicate", key + " made two commands");
    for (std::size_t i = 0; i < machines_.size(); ++i) {
        auto const& book = *broker_.server().engine().find_book(machines_[i]->account);
        judge_flips(rows, broker_.server().rows(), broker_.orders_sent(), book, verdict);
        judge_removals(rows, book, verdict);
        auto const live = relay_->live().find(RelayDisk::org(), RelayDisk::terminal(i));
        judge_dashboard(live.keys, book, verdict);
    }
}

Report World::run() {
    for (auto const& wish : plan_.wishes) scheduler_.at(wish.at, [this, &wish] { fulfil(wish); });
    for (auto const& trouble : plan_.troubles) {
        scheduler_.at(trouble.at, [this, &trouble] { begin(trouble); });
        scheduler_.at(trouble.at + trouble.lasts, [this, &trouble] { end(trouble); });
    }
    if (plan_.restored) {
        scheduler_.at(plan_.restored->backup, [this] { make_backup(); });
        scheduler_.at(plan_.restored->at, [this] { destroy_relay(); });
    }
    boot_relay();
    for (auto& machine : machines_) boot_terminal(*machine);
    tick();
    scheduler_.run_until(plan_.length);
    heal();
    settle();
    Report report;
    for (auto& machine : machines_)
        for (auto const& line : machine->node.log()) trace_.line(machine->name, "log: " + line);
    judge(report);
    report.crash_points = deaths_;
    report.simulated = scheduler_.now();
    report.trace_hash = trace_.hash();
    report.trace_lines = trace_.lines();
    return report;
}

}  // namespace signalos::sim
