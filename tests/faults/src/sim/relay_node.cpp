#include "sim/relay_node.hpp"

#include <algorithm>
#include <utility>

#include "core/terminal_board.hpp"
#include "core/terminal_session.hpp"
#include "store/operations.hpp"
#include "util/crypto.hpp"

namespace signalos::sim {

namespace {
using namespace relay;
constexpr std::int64_t made_at = NodeClock::epoch_ms - 1000;

Uuid fixed_id(std::uint8_t noun, std::size_t index) {
    std::array<std::uint8_t, 16> bytes{};
    bytes[6] = 0x70;
    bytes[8] = 0x80;
    bytes[14] = noun;
    bytes[15] = static_cast<std::uint8_t>(index + 1);
    return Uuid(bytes);
}

std::string hex_sha256(std::string_view text) {
    return hex(sha256(text));
}

/// Runs one operation at once, as the admin commands of a first start would.
template <class Operation>
void do_now(sqlite::ManualRunner& writer, Operation&& operation) {
    operation();
    writer.run(sqlite::Fate::commit)();
}

/// A migrated database with its people and terminals; made once per process, because migrating takes longer than a
/// run's whole work.
std::string const& template_of(std::vector<std::string> const& terminals) {
    static std::map<std::vector<std::string>, std::string> made;
    auto& dump = made[terminals];
    if (!dump.empty()) return dump;
    sqlite::Db db(":memory:");
    sqlite::migrate(db);
    sqlite::ManualRunner writer(db, sqlite::Access::writes, [] {});
    auto const store = make_sql_store(writer, writer, [](std::function<void()> task) { task(); });
    Bootstrap first;
    first.organisation = {RelayDisk::org(), "Laboratory"};
    first.owner.id = RelayDisk::owner();
    first.owner.org = RelayDisk::org();
    first.owner.email = "owner@localhost";
    first.owner.name = "Owner";
    first.owner.role = Role::owner;
    do_now(writer, [&] { store->bootstrap(first, made_at, {}); });
    for (std::size_t i = 0; i < terminals.size(); ++i) {
        NewTerminal const terminal{RelayDisk::terminal(i), terminals[i], hex_sha256(terminals[i]), made_at};
        do_now(writer, [&] { store->create_terminal(RelayDisk::org(), terminal, {}); });
    }
    return dump = db.dump();
}
}  // namespace

RelayDisk::RelayDisk(std::vector<std::string> const& terminals) : db_(sqlite::Db::from_dump(template_of(terminals))) {}

void RelayDisk::restore(std::string const& dump, RestoreFacts const& facts) {
    db_ = sqlite::Db::from_dump(dump);
    db_->exec("BEGIN");
    sql::mark_restored(*db_, facts);
    db_->exec("COMMIT");
}

OrgId RelayDisk::org() {
    return OrgId{fixed_id(1, 0)};
}
UserId RelayDisk::owner() {
    return UserId{fixed_id(2, 0)};
}
TerminalId RelayDisk::terminal(std::size_t index) {
    return TerminalId{fixed_id(3, index)};
}

RelayNode::RelayNode(Scheduler& scheduler, Dice dice, Clock const& clock, RelayDisk& disk, std::shared_ptr<Life> life,
                     std::vector<std::string> terminals)
    : scheduler_(scheduler),
      dice_(dice.fork("store")),
      operations_(dice.fork("operations")),
      secrets_(dice.fork("secrets")),
      life_(std::move(life)),
      terminals_(std::move(terminals)),
      relay_clock_(clock),
      writer_(disk.db(), sqlite::Access::writes, [this] { plan_writes(); }),
      reader_(disk.db(), sqlite::Access::reads, [this] { plan_reads(); }),
      faulty_writer_(
          writer_, [this](std::string_view) { return operation_fault(true); }, slowly()),
      faulty_reader_(
          reader_, [this](std::string_view) { return operation_fault(false); }, slowly()),
      // Answers are given by the step that ran the batch, on the one thread there is.
      store_(make_sql_store(faulty_writer_, faulty_reader_, [](std::function<void()> task) { task(); })),
      hub_(clock, secrets_, "s" + std::to_string(sql::health(disk.db()).store_epoch)),
      live_(hub_),
      ports_{relay_clock_, secrets_, *store_, live_, registry_, hex_sha256, &refusals_},
      commands_(ports_),
      dashboards_(ports_, hub_, commands_) {}

RelayNode::~RelayNode() = default;

void RelayNode::boot() {
    store_->list_all_terminals([this](Reply<std::vector<Terminal>> all) {
        for (auto const& terminal : all.value) live_.know(terminal, offline_row(terminal));
    });
}

std::shared_ptr<Listening> RelayNode::listening() {
    auto accept = [this](SessionPort& port, std::string const& bearer) -> std::shared_ptr<Session> {
        auto const found = std::find(terminals_.begin(), terminals_.end(), bearer);
        if (found == terminals_.end()) return nullptr;
        auto const index = static_cast<std::size_t>(found - terminals_.begin());
        return std::make_shared<TerminalSession>(ports_, commands_, port, RelayDisk::org(), RelayDisk::terminal(index));
    };
    return std::make_shared<Listening>(Listening{life_, std::move(accept)});
}

std::shared_ptr<Session> RelayNode::connect_dashboard(SessionPort& port) {
    Principal owner;
    owner.user = RelayDisk::owner();
    owner.org = RelayDisk::org();
    owner.name = "Owner";
    owner.role = "owner";
    owner.strongest = Permission::own;
    owner.terminals = TerminalScope::all();
    return dashboards_.make(port, owner);
}

void RelayNode::plan_writes() {
    if (life_->dead || std::exchange(writes_planned_, true)) return;
    scheduler_.after(dice_.between(weather.least, weather.most), [this, life = life_] {
        if (life->dead) return;
        writes_planned_ = false;
        run_writes();
    });
}

void RelayNode::plan_reads() {
    if (life_->dead || std::exchange(reads_planned_, true)) return;
    scheduler_.after(dice_.between(weather.least, weather.most), [this, life = life_] {
        if (life->dead) return;
        reads_planned_ = false;
        reader_.run(sqlite::Fate::commit)();
    });
}

sqlite::Fate RelayNode::fate() {
    if (dice_.chance(weather.unavailable)) return sqlite::Fate::unavailable;
    if (!dice_.chance(weather.in_doubt)) return sqlite::Fate::commit;
    return dice_.chance(0.5) ? sqlite::Fate::in_doubt_kept : sqlite::Fate::in_doubt_lost;
}

signalos::test::StoreFault RelayNode::operation_fault(bool write) {
    using enum signalos::test::StoreFault;
    if (weather.faulty == 0 || !operations_.chance(weather.faulty)) return none;
    constexpr signalos::test::StoreFault of_writes[] = {unavailable, before_commit, in_doubt_kept, in_doubt_lost, slow};
    if (write) return operations_.pick(of_writes);
    return operations_.chance(0.5) ? unavailable : slow;
}

signalos::test::FaultyRunner::Later RelayNode::slowly() {
    return [this](std::function<void()> task) {
        scheduler_.after(operations_.between(weather.most, 1'500'000), [task = std::move(task), life = life_] {
            if (!life->dead) task();
        });
    };
}

void RelayNode::run_writes() {
    auto const life = life_;
    bool const accepts = writer_.holds("accept_commands");
    bool const claims = writer_.holds("claim_commands");
    bool const applies = writer_.holds("apply_terminal_frame");
    // Dying here leaves the batch unwritten: the database never heard of it.
    if (accepts && !life->pass("R1")) return;
    if (claims && !life->pass("R3")) return;
    if (applies && !life->pass("R7")) return;
    auto const answer = writer_.run(fate());
    if (accepts && !life->pass("R2")) return;
    if (claims && !life->pass("R4")) return;
    if (applies && !life->pass("R8")) return;
    answer();
    reach_after_answers(accepts, claims, applies);
}

void RelayNode::reach_after_answers(bool accepted, bool claimed, bool applied) {
    // What was answered has been queued for its sockets, and nothing of it has left.
    if (accepted && !life_->pass("R3")) return;
    if ((claimed || accepted) && !life_->pass("R4")) return;
    if (applied) (void)life_->pass("R9");
}

}  // namespace signalos::sim
