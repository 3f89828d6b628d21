// Skipping idle timer calls is what makes simulated hours cheap. It is sound only if such a call changes nothing.
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <tuple>

#include "broker/json.hpp"
#include "terminal_world.hpp"

using namespace signalos::sim;
using testing::TerminalWorld;
using testing::WorldOptions;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

struct Kept {
    std::vector<std::string> frames, log;
    std::string journal, ledger;
};

// Everything that outlives a run. Times in the ledger only where they are to be compared.
Kept kept_of(TerminalWorld& world, bool with_times) {
    Kept out{world.relay.texts(), world.node.log(), world.journal(), {}};
    for (auto const& row : world.broker.server().rows()) {
        json::object line = signalos::broker::ledger_row_json(row);
        if (!with_times) line.erase("t");
        out.ledger += json::serialize(line) + "\n";
    }
    return out;
}

// Prices are told as they are when they are looked at: where they move, a call has something to tell and is not idle.
void hold_still(TerminalWorld& world) {
    auto& server = world.broker.server();
    std::tuple<char const*, double, double> const quotes[] = {
        {"EURUSD", 1.085, 1.0851}, {"GBPUSD", 1.27, 1.2701}, {"USDJPY", 151.3, 151.31}, {"XAUUSD", 2350.0, 2350.2}};
    for (auto const& [symbol, bid, ask] : quotes)
        server.set_price(
            {symbol, signalos::broker::Fixed::from_double(bid), signalos::broker::Fixed::from_double(ask), 0}, true,
            world.broker.now());
    world.broker.plan();
}

Kept idle_run(std::chrono::milliseconds idle_timer) {
    TerminalWorld world({idle_timer, 100, 7});
    hold_still(world);
    world.go_live();
    world.run_for(10min);
    return kept_of(world, true);
}

Kept trading_run(std::chrono::milliseconds idle_timer) {
    TerminalWorld world({idle_timer, 100, 7});
    world.go_live();
    for (char const* side : {"buy", "sell", "buy"}) {
        auto const id = world.relay.command(
            "open", {{"symbol", "EURUSD"}, {"side", side}, {"order", "market"}, {"volume", "0.10"}});
        world.run_until([&] { return !world.relay.result_of(id).empty(); });
        CHECK(world.relay.result_of(id) == "done");
        world.run_for(7s);
    }
    return kept_of(world, false);
}

}  // namespace

TEST_CASE("an idle timer call changes nothing: same ledger, journal bytes and frames with and without the skipping") {
    Kept const every = idle_run(0ms), seldom = idle_run(250ms);
    CHECK(every.ledger == seldom.ledger);
    CHECK(!every.journal.empty());
    CHECK(every.journal == seldom.journal);
    CHECK(every.frames.size() > 60);
    CHECK(every.frames == seldom.frames);
    CHECK(every.log == seldom.log);
}

TEST_CASE("a terminal that skips idle timer calls trades the same") {
    CHECK(trading_run(0ms).ledger == trading_run(250ms).ledger);
}

TEST_CASE("an event ends the skipping: the expert answers at the next point of its grid") {
    TerminalWorld world({250ms, 100, 7});
    world.go_live();
    for (std::size_t i = 0; i < 20; ++i) {
        world.run_for(3s + std::chrono::milliseconds(37 * i));
        Micros const asked = world.scheduler.now();
        world.relay.command("open", {{"symbol", "EURUSD"}, {"side", "buy"}, {"order", "market"}, {"volume", "0.01"}});
        REQUIRE(world.run_until([&] { return world.broker.orders_sent().size() > i; }));
        // 20 ms on the way, 3 ms until it is in the journal, 10 ms to the next point.
        CHECK(world.broker.orders_sent().back().at - asked <= 33'000);
    }
    // But for those that met the expert in the middle of a call, all came on one grid.
    std::map<Micros, int> offsets;
    for (auto const& sent : world.broker.orders_sent()) ++offsets[sent.at % 10'000];
    CHECK(std::any_of(offsets.begin(), offsets.end(), [](auto const& one) { return one.second >= 15; }));
}

TEST_CASE("one world run twice is the same to the byte") {
    Kept const once = trading_run(250ms), again = trading_run(250ms);
    CHECK(once.frames == again.frames);
    CHECK(once.journal == again.journal);
}

TEST_CASE("an idle terminal costs a tenth of the steps when its timer skips idle calls") {
    auto const steps_of = [](std::chrono::milliseconds idle_timer) {
        TerminalWorld world({idle_timer, 100, 7});
        world.go_live();
        Micros const end = world.scheduler.now() + 600'000'000;
        int steps = 0;
        while (world.scheduler.run_next(end)) ++steps;
        return steps;
    };
    CHECK(steps_of(250ms) * 10 < steps_of(0ms));
}
