// The trader signs the terminal in to another account while the expert runs: nothing of the one reaches the other.
#include <algorithm>
#include <catch2/catch.hpp>

#include "terminal_world.hpp"

using namespace signalos::sim;
using testing::buy;
using testing::TerminalWorld;
using testing::WorldOptions;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {
std::size_t deals_of(TerminalWorld& world, std::uint64_t login) {
    auto const& deals = world.broker.server().engine().find_book(login)->deals();
    return static_cast<std::size_t>(std::count_if(deals.begin(), deals.end(), [](signalos::broker::Deal const& deal) {
        return deal.type != signalos::broker::DealType::balance;
    }));
}

std::string last_login(TerminalWorld& world) {
    auto const hellos = world.relay.frames("hello");
    return hellos.empty() ? "" : hellos.back().at("data").at("account").at("login").as_string().c_str();
}

std::string last_rule(TerminalWorld& world, std::string const& id) {
    std::string rule;
    for (auto const& one : world.relay.frames("command_result"))
        if (one.at("re").as_string() == id && one.at("data").as_object().contains("rule"))
            rule = one.at("data").at("rule").as_string().c_str();
    return rule;
}

bool signed_in(TerminalWorld& world, std::uint64_t login) {
    auto const state = world.node.state();
    return state.at("connected").as_bool() && state.at("account").at("login").to_number<std::uint64_t>() == login &&
           world.node.ea_state() == "running";
}
}  // namespace

TEST_CASE("an account switched while OrderSend runs: the order stays in doubt until its account is back") {
    TerminalWorld world({250ms, 400, 7});
    world.go_live();
    auto const id = world.relay.command("open", buy());
    REQUIRE(world.run_until([&] { return !world.broker.orders_sent().empty(); }));
    world.run_for(50ms);  // it has reached the broker, which takes 200 ms before it executes
    world.node.switch_account(1002);
    REQUIRE(world.run_until([&] { return signed_in(world, 1002); }, 20s));
    world.run_for(5s);
    CHECK_FALSE(world.relay.live());  // the dashboard shows the first account offline
    world.node.change_inputs({{"InpPairingCode", "second"}});
    world.run_for(3min);  // longer than an order is looked for
    CHECK(last_login(world) == "1002");
    auto const state = world.relay.result_of(id);
    CHECK((state.empty() || state == "in_doubt"));
    CHECK(deals_of(world, 1002) == 0);

    // The key that was typed last belongs to the second account; the first has kept its own.
    world.node.switch_account(1001);
    REQUIRE(world.run_until([&] { return world.relay.result_of(id) == "done"; }));
    CHECK(last_login(world) == "1001");
    CHECK(world.openings() == 1);
    CHECK(deals_of(world, 1002) == 0);
}

TEST_CASE("an account switched between the guard's yes and the send: nothing is sent") {
    TerminalWorld world({250ms, 50, 7});
    world.go_live();
    bool switched = false;
    world.on_point = [&](std::string_view point) {
        if (point != "T4" || switched) return;
        switched = true;
        world.node.delay_account(2s);
        world.node.switch_account(1002);
    };
    auto const id = world.relay.command("open", buy());
    REQUIRE(world.run_until([&] { return switched && signed_in(world, 1002); }, 20s));
    world.run_for(5s);
    CHECK(world.broker.orders_sent().empty());
    world.node.switch_account(1001);
    REQUIRE(world.run_until([&] { return world.relay.result_of(id) == "refused"; }));
    CHECK(last_rule(world, id) == "account_mismatch");
    CHECK(deals_of(world, 1001) + deals_of(world, 1002) == 0);
}

TEST_CASE("a flatten is not called complete by the empty lists of another account") {
    TerminalWorld world({250ms, 400, 7});
    world.go_live();
    auto const open = world.relay.command("open", buy());
    REQUIRE(world.run_until([&] { return world.relay.result_of(open) == "done"; }));
    auto const sent = world.broker.orders_sent().size();
    auto const stop =
        world.relay.command("emergency_stop", {{"level", "flatten"}, {"scope", "account"}, {"issued_at", 0}});
    REQUIRE(world.run_until([&] { return world.broker.orders_sent().size() > sent; }));
    world.node.switch_account(1002);
    REQUIRE(world.run_until([&] { return signed_in(world, 1002); }, 20s));
    world.node.change_inputs({{"InpPairingCode", "second"}});
    world.run_for(2min);
    CHECK(world.relay.result_of(stop) != "done");
    world.node.switch_account(1001);
    REQUIRE(world.run_until([&] { return world.relay.result_of(stop) == "done"; }));
    CHECK(world.broker.server().engine().find_book(1001)->positions().empty());
    CHECK(deals_of(world, 1002) == 0);
}

TEST_CASE("a key that was typed for one account never signs in another") {
    TerminalWorld world;
    world.go_live();
    world.node.switch_account(1002);
    REQUIRE(world.run_until([&] { return signed_in(world, 1002); }, 20s));
    world.run_for(1min);
    CHECK(last_login(world) == "1001");
    CHECK_FALSE(world.relay.live());
}

TEST_CASE("accounts switched at any moment under a stream of commands: each account sees only its own") {
    std::uint64_t const seed = GENERATE(range(1u, 31u));
    INFO("seed " << seed);
    TerminalWorld world({250ms, 120, seed});
    Dice dice = world.dice.fork("switches");
    world.go_live();
    std::vector<std::string> ids;
    for (int round = 0; round < 6; ++round) {
        ids.push_back(world.relay.command("open", buy()));
        world.run_for(std::chrono::milliseconds(dice.between(0, 400)));
        world.node.switch_account(1002);
        world.run_for(std::chrono::milliseconds(dice.between(0, 4000)));
        world.node.switch_account(1001);
        world.run_for(std::chrono::milliseconds(dice.between(0, 4000)));
    }
    auto const ended = [&](std::string const& id) {
        auto const state = world.relay.result_of(id);
        return state == "done" || state == "not_executed" || state == "refused";
    };
    REQUIRE(world.run_until([&] { return std::all_of(ids.begin(), ids.end(), ended); }, 10min));
    auto const done =
        std::count_if(ids.begin(), ids.end(), [&](auto const& id) { return world.relay.result_of(id) == "done"; });
    CHECK(world.openings() == static_cast<std::size_t>(done));
    CHECK(deals_of(world, 1002) == 0);
}
