// What becomes of a request when its operation at the store fails: what the client is told, what the terminal gets,
// what is kept, and what the same request finds when it is repeated. The rows are the whole truth about each fault.
#include "faulty_core.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
struct Row {
    StoreFault fault;
    char const* name;
    errc told;       ///< errc{} = accepted
    bool durable;    ///< and recorded before that was said
    int pushed_now;  ///< copies at the terminal when the client has its answer
    bool kept;       ///< the store has it then
    bool replayed;   ///< a repetition with the same key is answered with it
};

/// Commands of all terminals in the store, newest first.
std::vector<CommandRow> kept(Core& core) {
    return core.ask<std::vector<CommandRow>>([&](auto done) { core.store->list_commands(core.org, {}, done); }).value;
}

void plays(std::string const& kind, Row const& row) {
    INFO(kind << ", " << row.name);
    FaultyCore f;
    auto peer = f.core.live();
    f.next("accept_commands", row.fault);
    auto const first = f.core.submit(kind, {}, "key");
    CHECK(f.met());
    CHECK(first.code == row.told);
    CHECK(first.durable == row.durable);
    CHECK(static_cast<int>(ids_pushed(*peer).size()) == row.pushed_now);
    CHECK(kept(f.core).size() == (row.kept ? 1u : 0u));
    if (first.ok() && first.durable) CHECK(f.core.find(first.commands.at(0).id).id == first.commands.at(0).id);

    auto const again = f.core.submit(kind, {}, "key");
    CHECK(again.ok());
    CHECK(again.replayed == row.replayed);
    f.forward(3'000, peer.get());
    // Whatever happened: one command, which the terminal has under one id, once as new.
    REQUIRE(kept(f.core).size() == 1);
    auto const command = kept(f.core).front();
    CHECK(command.id == again.commands.at(0).id);
    if (first.ok()) CHECK(command.id == first.commands.at(0).id);
    CHECK(ids_pushed(*peer) == std::set<std::string>{command.id.text()});
    CHECK(pushed(*peer, command.id).fresh <= 1);
    CHECK(pushed(*peer, command.id).unrecorded == (first.durable ? 0 : 1));
    CHECK(command.state == CommandState::sent);
}
}  // namespace

TEST_CASE("a command whose acceptance fails is told as it is, reaches the terminal once, and its key never makes two",
          "[commands][faults]") {
    constexpr Row rows[] = {
        {StoreFault::none, "nothing fails", errc{}, true, 1, true, true},
        {StoreFault::unavailable, "the store is away", errc::unavailable, true, 0, false, false},
        {StoreFault::before_commit, "rolled back", errc::unavailable, true, 0, false, false},
        {StoreFault::in_doubt_kept, "kept, the answer lost", errc::in_doubt, true, 0, true, true},
        {StoreFault::in_doubt_lost, "lost, the answer too", errc::in_doubt, true, 0, false, false},
        {StoreFault::slow, "slow", errc{}, true, 1, true, true},
    };
    for (auto const& row : rows) plays("force_sync", row);
}

TEST_CASE("a stop whose acceptance fails reaches the terminal at once all the same, once, and is recorded later",
          "[commands][faults]") {
    constexpr Row rows[] = {
        {StoreFault::none, "nothing fails", errc{}, true, 1, true, true},
        {StoreFault::unavailable, "the store is away", errc{}, false, 1, false, true},
        {StoreFault::before_commit, "rolled back", errc{}, false, 1, false, true},
        {StoreFault::in_doubt_kept, "kept, the answer lost", errc{}, false, 1, true, true},
        {StoreFault::in_doubt_lost, "lost, the answer too", errc{}, false, 1, false, true},
        {StoreFault::slow, "slow", errc{}, true, 1, true, true},
    };
    for (auto const& row : rows) plays("pause", row);
}

TEST_CASE("a key that a held stop waits under is refused to another request", "[commands][faults]") {
    FaultyCore f;
    auto peer = f.core.live();
    f.next("accept_commands", StoreFault::unavailable);
    REQUIRE_FALSE(f.core.submit("pause", {}, "key").durable);
    CHECK(f.core.submit("resume", {}, "key").code == errc::key_reused);
}

TEST_CASE("a stop for all does not wait for the list of terminals, and those that were away get it when the list comes",
          "[commands][faults]") {
    for (auto const fault : {StoreFault::unavailable, StoreFault::before_commit, StoreFault::in_doubt_lost}) {
        FaultyCore f;
        auto const absent = f.core.add_terminal("two");
        auto peer = f.core.live();
        CommandRequest request;
        request.org = f.core.org;
        request.user = f.core.user;
        request.scope = TerminalScope::all();
        request.kind = "emergency_stop";
        std::optional<CommandAnswer> told;
        f.next("list_terminals", fault);
        f.core.commands->accept(request, [&](CommandAnswer given) { told = given; });
        f.core.until([&] { return told.has_value(); });
        CHECK(told->ok());
        CHECK_FALSE(told->durable);
        CHECK(ids_pushed(*peer).size() == 1);
        f.forward(1'000, peer.get());
        auto const rows = kept(f.core);
        REQUIRE(rows.size() == 2);
        CHECK(std::count_if(rows.begin(), rows.end(), [&](auto const& row) { return row.terminal == absent; }) == 1);
        CHECK(ids_pushed(*peer).size() == 1);
    }
}

TEST_CASE("a withdrawal that fails is told as it is, and what the store kept is what a second one finds",
          "[commands][faults]") {
    struct Cancel {
        StoreFault fault;
        Outcome told;
        CommandState then;
        Outcome second;
    };
    constexpr Cancel rows[] = {
        {StoreFault::none, Outcome::committed, CommandState::cancelled, Outcome::rejected},
        {StoreFault::unavailable, Outcome::unavailable, CommandState::queued, Outcome::committed},
        {StoreFault::before_commit, Outcome::unavailable, CommandState::queued, Outcome::committed},
        {StoreFault::in_doubt_kept, Outcome::in_doubt, CommandState::cancelled, Outcome::rejected},
        {StoreFault::in_doubt_lost, Outcome::in_doubt, CommandState::queued, Outcome::committed},
    };
    for (auto const& row : rows) {
        FaultyCore f;
        auto const id = f.core.submit("pause").commands.at(0).id;  // nobody is live: it waits
        auto const withdraw = [&] {
            return f.core.ask<CommandChange>([&](auto done) { f.core.commands->cancel(f.core.org, id, done); });
        };
        f.next("cancel_command", row.fault);
        CHECK(withdraw().outcome == row.told);
        CHECK(f.core.find(id).state == row.then);
        CHECK(withdraw().outcome == row.second);
        auto peer = f.core.live();
        CHECK(ids_pushed(*peer).empty());
    }
}

TEST_CASE("what waited too long ends although the sweep failed, and is never sent", "[commands][faults]") {
    for (auto const fault : {StoreFault::unavailable, StoreFault::before_commit, StoreFault::in_doubt_kept,
                             StoreFault::in_doubt_lost, StoreFault::slow}) {
        FaultyCore f;
        auto const id = f.core.submit("pause").commands.at(0).id;
        f.core.clock.forward(86'400'000);
        f.next("expire_queued", fault);
        f.forward(3'000);
        CHECK(f.met());
        CHECK(f.core.find(id).state == CommandState::expired);
        auto peer = f.core.live();
        CHECK(ids_pushed(*peer).empty());
    }
}
