// Full command lifecycles a second through a store, and the time of one durable acceptance when nothing else
// runs. usage: signalos_store_speed FOLDER | DSN-of-an-empty-database [LIFECYCLES]
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>

#include "base/random.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"

using namespace signalos;
using namespace signalos::relay;
using Steady = std::chrono::steady_clock;

namespace {
constexpr int in_flight = 64;

struct Bench {
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> tasks;
    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<Store> store;
    OrgId org{Uuid::make_v7(clock, random)};
    UserId user{Uuid::make_v7(clock, random)};
    TerminalId terminal{Uuid::make_v7(clock, random)};
    std::int64_t epoch = 0;
    std::int64_t in_seq = 0;
    int started = 0;
    int finished = 0;
    int wanted = 0;

    void run_until(std::function<bool()> const& done) {
        while (!done()) {
            std::function<void()> task;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return !tasks.empty(); });
                task = std::move(tasks.front());
                tasks.pop_front();
            }
            task();
        }
    }

    [[nodiscard]] AcceptRequest request() {
        NewCommand command;
        command.ids[0] = CommandId{Uuid::make_v7(clock, random)};
        command.terminal = terminal;
        command.kind = "close";
        command.args = R"({"position":"120","ticket":"120","symbol":"EURUSD"})";
        command.live_epoch = epoch;
        AcceptRequest accept;
        accept.user = user;
        accept.user_name = "Bench";
        accept.key = {"commands", command.ids[0].text(), "hash"};
        accept.commands = {command};
        accept.now = accept.received = clock.utc_ms();
        accept.recv_max = 1 << 20;
        return accept;
    }

    /// accept (sent) → accepted → executing → done: four transactions, four events.
    void start_one() {
        if (started == wanted) return;
        ++started;
        store->accept_commands(org, request(), [this](Reply<Accepted> reply) {
            if (!reply.ok()) std::abort();
            auto const row = reply.value.commands[0];
            auto const now = clock.utc_ms();
            store->mark_accepted(org, terminal, epoch, row.out_seq, now, {});
            store->record_step(org, terminal, epoch, row.id, "executing", "", now, {});
            CommandOutcome outcome;
            outcome.command = row.id;
            outcome.result = R"({"state":"done","retcode":10009,"deal":"124","price":"1.08505","volume":"0.10"})";
            TerminalFrame frame{++in_seq, now, outcome};
            auto done = [this](Reply<AppliedFrame> applied) {
                if (!applied.ok()) std::abort();
                ++finished;
                start_one();
            };
            store->apply_terminal_frame(org, terminal, epoch, frame, done);
        });
    }

    void prepare(std::string const& folder) {
        auto post = [this](std::function<void()> task) {
            {
                std::lock_guard const lock(mutex);
                tasks.push_back(std::move(task));
            }
            wake.notify_one();
        };
        bool const server = folder.find('=') != std::string::npos;
        store = server ? open_postgres_store({folder, {}}, post) : open_sqlite_store(folder, post);
        Bootstrap first;
        first.organisation = {org, "Bench"};
        first.owner = {user, org, "bench@example.test", "Bench", Role::owner, "x", false, 0, 0};
        store->bootstrap(first, 0, {});
        store->create_terminal(org, {terminal, "bench", "key", 0}, {});
        SessionRequest session;
        session.journal = "j";
        store->open_terminal_session(
            org, terminal, session, [this](Reply<OpenedSession> reply) { epoch = reply.value.terminal.session_epoch; });
        run_until([this] { return epoch != 0; });
    }
};
}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    Bench bench;
    bench.prepare(argv[1]);
    std::vector<double> alone;
    for (int i = 0; i < 1000; ++i) {
        bool answered = false;
        auto const begin = Steady::now();
        bench.store->accept_commands(bench.org, bench.request(), [&](Reply<Accepted>) { answered = true; });
        bench.run_until([&] { return answered; });
        alone.push_back(std::chrono::duration<double, std::milli>(Steady::now() - begin).count());
    }
    std::sort(alone.begin(), alone.end());
    bench.wanted = argc > 2 ? std::atoi(argv[2]) : 20'000;
    auto const begin = Steady::now();
    for (int i = 0; i < in_flight; ++i) bench.start_one();
    bench.run_until([&] { return bench.finished == bench.wanted; });
    auto const seconds = std::chrono::duration<double>(Steady::now() - begin).count();
    std::printf("{\"accept_p50_ms\":%.3f,\"accept_p99_ms\":%.3f,\"lifecycles_per_s\":%.0f,\"lifecycles\":%d}\n",
                alone[500], alone[990], bench.wanted / seconds, bench.wanted);
    return 0;
}
