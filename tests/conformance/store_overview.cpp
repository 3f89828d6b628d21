// What the operator's gauges are fed with, and what a store tells whoever counts.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

StoreOverview overview(Fixture& f) {
    auto const seen = f.ask<StoreOverview>([&](auto d) { f.store->overview(d); });
    REQUIRE(seen.ok());
    return seen.value;
}

}  // namespace

FOR_EACH_ENGINE("the overview counts open commands by state with the oldest, and terminals that are not revoked",
                "[store]") {
    CHECK(overview(f).open.empty());
    CHECK(overview(f).terminals == 1);
    auto const oldest = f.now;
    REQUIRE(f.accept(f.command()).ok());
    f.now += 5000;
    auto const second = f.accept(f.command());
    REQUIRE(second.ok());
    auto const waiting = overview(f);
    REQUIRE(waiting.open.size() == 1);
    CHECK(waiting.open[0].state == CommandState::queued);
    CHECK(waiting.open[0].count == 2);
    CHECK(waiting.open[0].oldest == oldest);
    auto const epoch = f.open_session("j").terminal.session_epoch;
    REQUIRE(f.claim(epoch, 1).ok());
    auto const claimed = overview(f);
    REQUIRE(claimed.open.size() == 2);
    CHECK(claimed.open[1].state == CommandState::sent);
    auto const other = f.add_terminal("other");
    CHECK(overview(f).terminals == 2);
    REQUIRE(f.ask<Nothing>([&](auto d) { f.store->revoke_terminal(f.org, other, f.now, d); }).ok());
    CHECK(overview(f).terminals == 1);
}

FOR_EACH_ENGINE("whoever watches hears of each operation, its end and its time, in front of the answer", "[store]") {
    std::vector<StoreOperation> heard;
    f.store->watch([&](StoreOperation const& done) { heard.push_back(done); });
    REQUIRE(f.ask<StoreHealth>([&](auto d) { f.store->ping(d); }).ok());
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].operation == "ping");
    CHECK(heard[0].outcome == Outcome::committed);
    CHECK(heard[0].waited_us >= 0);
    CHECK_FALSE(f.ask<Terminal>([&](auto d) { f.store->find_terminal(f.org, TerminalId{}, d); }).ok());
    CHECK(heard.at(1).outcome == Outcome::rejected);
    CHECK(heard.at(1).reason == errc::not_found);
}
