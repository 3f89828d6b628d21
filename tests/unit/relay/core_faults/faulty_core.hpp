// The relay's cores on a store of which single operations fail, each in the way that a test names. One thread.
#pragma once
#include <map>
#include <set>

#include "../core_terminal/core_fixture.hpp"
#include "faulty/faulty_store.hpp"
#include "store/sql_store.hpp"
#include "store/sqlite_runner.hpp"

namespace signalos::relay::test {

using signalos::test::StoreFault;

/// Which operation meets what, the next time only.
using Plan = std::map<std::string, StoreFault, std::less<>>;

/// One file, whose batches run as tasks of the loop.
class FaultyEngine {
public:
    FaultyEngine(std::string const& folder, PostToLoop post, Plan& plan)
        : post_(std::move(post)),
          plan_(plan),
          db_(folder + "/signalos.db"),
          writer_(db_, sqlite::Access::writes, [this] { soon(writer_); }),
          reader_(db_, sqlite::Access::reads, [this] { soon(reader_); }),
          faulty_writer_(writer_, draw(), later()),
          faulty_reader_(reader_, draw(), later()) {
        sqlite::migrate(db_);
    }
    sql::Runner& writer() { return faulty_writer_; }
    sql::Runner& reader() { return faulty_reader_; }

private:
    void soon(sqlite::ManualRunner& runner) {
        post_([&runner] {
            if (!runner.empty()) runner.run(sqlite::Fate::commit)();
        });
    }
    signalos::test::FaultyRunner::Draw draw() {
        return [this](std::string_view operation) {
            auto const planned = plan_.find(operation);
            if (planned == plan_.end()) return StoreFault::none;
            auto const fault = planned->second;
            plan_.erase(planned);
            return fault;
        };
    }
    /// Behind everything that waits already, and what that brings.
    signalos::test::FaultyRunner::Later later() {
        return [this](std::function<void()> task) { post_([this, task = std::move(task)] { post_(task); }); };
    }

    PostToLoop post_;
    Plan& plan_;
    sqlite::Db db_;
    sqlite::ManualRunner writer_;
    sqlite::ManualRunner reader_;
    signalos::test::FaultyRunner faulty_writer_;
    signalos::test::FaultyRunner faulty_reader_;
};

struct FaultyCore {
    Plan plan;
    Core core{[this](std::string const& folder, PostToLoop post) {
        auto engine = std::make_shared<FaultyEngine>(folder, post, plan);
        return make_sql_store(engine->writer(), engine->reader(), post, engine);
    }};

    /// The next operation of this name fails so.
    void next(std::string const& operation, StoreFault fault) { plan[operation] = fault; }
    /// It has met its fault.
    [[nodiscard]] bool met() const { return plan.empty(); }
    /// Time goes by as on a relay that runs: ticks of services and sessions, and what they ask of the store.
    void forward(std::int64_t ms, Peer* peer = nullptr) {
        for (std::int64_t gone = 0; gone < ms; gone += 250) {
            core.clock.forward(250);
            core.commands->on_tick();
            if (peer != nullptr) peer->session->on_tick();
            core.settle();
        }
    }
};

/// How often the terminal got this command: with a number as new, with one as a repetition, and without one because the
/// store had not recorded it yet. It knows a command again by its id.
struct Pushed {
    int fresh = 0;
    int repeated = 0;
    int unrecorded = 0;
};
inline Pushed pushed(Peer& peer, CommandId command) {
    Pushed count;
    for (auto const& frame : peer.of("command")) {
        if (frame.at("id").as_string() != command.text()) continue;
        auto const* const dup = frame.if_contains("dup");
        bool const again = dup != nullptr && dup->as_bool();
        ++(frame.contains("seq") ? (again ? count.repeated : count.fresh) : count.unrecorded);
    }
    return count;
}
/// Every id that the terminal got.
inline std::set<std::string> ids_pushed(Peer& peer) {
    std::set<std::string> ids;
    for (auto const& frame : peer.of("command")) ids.emplace(frame.at("id").as_string());
    return ids;
}

}  // namespace signalos::relay::test
