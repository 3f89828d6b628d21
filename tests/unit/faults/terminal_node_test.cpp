#include <catch2/catch.hpp>

#include "terminal_world.hpp"

using namespace signalos::sim;
using testing::TerminalWorld;
using testing::WorldOptions;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {
json::object buy() {
    return {{"symbol", "EURUSD"}, {"side", "buy"}, {"order", "market"}, {"volume", "0.10"}};
}
}  // namespace

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
