#include <algorithm>
#include <catch2/catch.hpp>

#include "terminal_world.hpp"

using namespace signalos::sim;
using testing::buy;
using testing::TerminalWorld;
using testing::WorldOptions;
using namespace std::chrono_literals;
namespace json = boost::json;

TEST_CASE("the unmodified expert attaches on a fibre and goes live") {
    TerminalWorld world;
    CHECK(world.node.ea_state() == "none");
    world.go_live();
    INFO(world.node.log().size());
    for (auto const& line : world.node.log()) INFO(line);
    CHECK(world.node.ea_state() == "running");
    CHECK(world.relay.live());
    CHECK(world.node.state().at("connected").as_bool());
}

TEST_CASE("an expert on a fibre trades once and tells the relay") {
    TerminalWorld world;
    world.go_live();
    auto const id = world.relay.command("open", buy());
    REQUIRE(world.run_until([&] { return !world.relay.result_of(id).empty(); }));
    CHECK(world.relay.result_of(id) == "done");
    world.run_for(60s);
    CHECK(world.openings() == 1);
}

TEST_CASE("a terminal killed in the middle of OrderSend starts again, finds its order and trades no second time") {
    TerminalWorld world({250ms, 200, 7});
    world.go_live();
    auto const id = world.relay.command("open", buy());
    REQUIRE(world.run_until([&] { return !world.broker.orders_sent().empty(); }));
    world.run_for(50ms);  // it has reached the broker, which takes 100 ms before it executes
    REQUIRE(world.openings() == 0);
    world.node.crash();
    CHECK_FALSE(world.node.alive());
    CHECK(world.node.ea_state() == "none");
    REQUIRE(world.run_until([&] { return world.node.gone(); }, 10ms));
    world.run_for(2s);
    CHECK(world.relay.result_of(id).empty());
    world.boot();
    REQUIRE(world.run_until([&] { return world.relay.result_of(id) == "done"; }));
    CHECK(world.openings() == 1);
    CHECK(world.node.boots() == 2);
}

TEST_CASE("a stop latched between begin and the send ends flat: the order is waited for and closed") {
    TerminalWorld world({250ms, 400, 7});
    world.go_live();
    std::string stop;
    // The intent is on the disk, the order has not left.
    world.on_point = [&](std::string_view point) {
        if (point == "T4" && stop.empty())
            stop =
                world.relay.command("emergency_stop", {{"level", "flatten"}, {"scope", "account"}, {"issued_at", 0}});
    };
    auto const open = world.relay.command("open", buy());
    REQUIRE(world.run_until([&] { return !stop.empty() && world.relay.result_of(stop) == "done"; }));
    CHECK(world.relay.result_of(open) == "done");
    CHECK(world.openings() == 1);
    CHECK(world.broker.server().engine().find_book(1001)->positions().empty());
    auto const late = world.relay.command("open", buy());
    REQUIRE(world.run_until([&] { return !world.relay.result_of(late).empty(); }));
    CHECK(world.relay.result_of(late) == "refused");
    CHECK(world.openings() == 1);
}

TEST_CASE("an expert that its terminal ended in the middle of OrderSend does not keep its account from the next one") {
    TerminalWorld world({250ms, 20'000, 7});
    world.go_live();
    auto const id = world.relay.command("open", buy());
    REQUIRE(world.run_until([&] { return !world.broker.orders_sent().empty(); }));
    world.node.recompile();
    REQUIRE(world.run_until([&] { return world.relay.result_of(id) == "done"; }));
    CHECK(world.openings() == 1);
    auto const next = world.relay.command("health_check", {});
    REQUIRE(world.run_until([&] { return world.relay.result_of(next) == "done"; }));
}

TEST_CASE("a terminal killed at a named point of its own work never trades twice and always settles") {
    std::string const point = GENERATE("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8");
    int const nth = GENERATE(1, 2);
    TerminalWorld world({250ms, 60, 11});
    world.go_live();
    auto const id = world.relay.command("open", buy());
    int left = nth;
    std::string left_behind;
    world.on_point = [&](std::string_view passed) {
        if (passed != point || --left != 0) return;
        world.node.crash();
        left_behind = world.journal();
    };
    INFO(point << " time " << nth);
    world.run_until([&] { return !world.node.alive(); }, 15s);
    bool const hit = !world.node.alive();
    CHECK((hit || nth > 1));
    world.run_for(1s);
    if (hit) CHECK(world.journal() == left_behind);
    // T1 lies before the command is durable: nobody was told that it is.
    for (auto const& ack : world.relay.frames("ack"))
        if (hit && point == "T1") CHECK(ack.at("ack").to_number<int>() == 0);
    world.boot();
    REQUIRE(world.run_until([&] {
        auto const state = world.relay.result_of(id);
        return state == "done" || state == "not_executed";
    }));
    CHECK(world.openings() == (world.relay.result_of(id) == "done" ? 1 : 0));
    world.run_for(2min);
    CHECK(world.openings() == (world.relay.result_of(id) == "done" ? 1 : 0));
}

TEST_CASE("a terminal may be killed while its user waits for it") {
    TerminalWorld world({250ms, 2000, 3});
    world.go_live();
    world.relay.command("open", buy());
    REQUIRE(world.run_until([&] { return !world.broker.orders_sent().empty(); }));
    SECTION("for an unload that OrderSend holds up") {
        world.node.recompile();
    }
    SECTION("for new inputs") {
        world.node.change_inputs({{"InpDeviation", "30"}});
    }
    SECTION("for another account") {
        world.node.relogin(1002);
    }
    world.run_for(300ms);
    world.node.crash();
    REQUIRE(world.run_until([&] { return world.node.gone(); }, 10ms));
    world.boot();
    CHECK(world.run_until([&] { return world.node.ea_state() == "running"; }));
}

TEST_CASE("what users do at a terminal is done one after another") {
    TerminalWorld world;
    world.go_live();
    world.node.toggle_auto_trading(false);
    world.node.change_inputs({{"InpMaxLots", "0.5"}});
    world.node.recompile();
    world.node.plug(false);
    world.run_for(5s);
    CHECK_FALSE(world.node.state().at("permissions").at("auto_trading").as_bool());
    CHECK_FALSE(world.node.state().at("connected").as_bool());
    CHECK(world.node.state().at("ea").at("inputs").at("InpMaxLots").as_string() == "0.5");
    world.node.plug(true);
    world.node.relogin(1002);
    world.node.change_inputs({{"InpPairingCode", "second"}});
    world.run_for(5s);
    CHECK(world.node.state().at("connected").as_bool());
    CHECK(world.node.state().at("account").at("login").to_number<int>() == 1002);
    CHECK(world.node.ea_state() == "running");
    CHECK(world.relay.frames("hello").back().at("data").at("account").at("login").as_string() == "1002");
    world.node.crash();
    world.boot();
    world.run_for(5s);
    CHECK(world.node.boots() == 2);
    CHECK(world.node.state().at("account").at("login").to_number<int>() == 1002);
}

TEST_CASE("terminals of one world keep to their own bridges") {
    TerminalWorld world;
    world.boot();
    Disk other_disk(world.scheduler, world.dice.fork("other disk"));
    TerminalNode other(world.place("other", 1002, other_disk));
    other.boot({{"InpPairingCode", "other"}});
    world.run_for(5s);
    CHECK(world.node.ea_state() == "running");
    CHECK(other.ea_state() == "running");
    // Closing a link waits on the EA's fibre, while the other's runs.
    world.node.recompile();
    other.relogin(1002);
    world.node.change_inputs({{"InpRelayAddress", "wss://relay.other/ws/terminal"}});
    world.run_for(10s);
    CHECK(world.node.ea_state() == "running");
    CHECK(other.ea_state() == "running");
    for (auto const& hello : world.relay.frames("hello")) {
        auto const& account = hello.at("data").at("account");
        CHECK((account.at("margin_mode").as_string() == "netting") == (account.at("login").as_string() == "1002"));
    }
    CHECK(world.relay.frames("hello").size() >= 4);

    world.node.crash();
    world.run_for(1s);
    auto const before = world.relay.frames("heartbeat_ack").size();
    world.run_for(30s);
    CHECK(world.relay.frames("heartbeat_ack").size() > before);
    CHECK(other.ea_state() == "running");
    other.crash();
    world.run_until([&] { return other.gone(); });
}

TEST_CASE("a terminal killed again and again at any moment, under its user's hands, opens each position at most once") {
    std::uint64_t const seed = GENERATE(range(1u, 41u));
    INFO("seed " << seed);
    TerminalWorld world({250ms, 120, seed});
    Dice dice = world.dice.fork("troubles");
    world.go_live();
    std::vector<std::string> ids;
    for (int round = 0; round < 12; ++round) {
        if (round % 2 == 0) ids.push_back(world.relay.command("open", buy()));
        switch (dice.between(0, 5)) {
            case 0:
                world.node.recompile();
                break;
            case 1:
                world.node.change_inputs({{"InpDeviation", std::to_string(10 + round)}});
                break;
            case 2:
                world.broker.cut();
                break;
            case 3:
                world.node.plug(false);
                break;
            default:
                break;
        }
        world.run_for(std::chrono::milliseconds(dice.between(0, 400)));
        world.node.crash();
        if (dice.chance(0.5)) world.run_for(std::chrono::milliseconds(dice.between(0, 5)));
        if (dice.chance(0.3)) world.disk.lose_power();
        world.boot();
        world.run_for(std::chrono::milliseconds(dice.between(500, 4000)));
    }
    auto const settled = [&](std::string const& id) {
        auto const state = world.relay.result_of(id);
        return !state.empty() && state != "in_doubt";
    };
    CHECK(world.run_until([&] { return std::all_of(ids.begin(), ids.end(), settled); }, 10min));
    auto const done =
        std::count_if(ids.begin(), ids.end(), [&](auto const& id) { return world.relay.result_of(id) == "done"; });
    CHECK(world.openings() == static_cast<std::size_t>(done));
    CHECK(world.node.boots() == 13);
}
