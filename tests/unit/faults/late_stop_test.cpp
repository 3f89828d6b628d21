// Stops that differ from what somebody just pressed: one that comes late, and the one a lost link brings about.
#include <algorithm>
#include <catch2/catch.hpp>

#include "terminal_world.hpp"

using namespace signalos::sim;
using testing::buy;
using testing::TerminalWorld;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {
json::object far_limit() {
    return {{"symbol", "EURUSD"}, {"side", "buy"},      {"order", "limit"},
            {"volume", "0.10"},   {"price", "0.50000"}, {"deviation", 10}};
}
json::object flatten(std::int64_t issued_at) {
    return {{"level", "flatten"}, {"scope", "account"}, {"issued_at", issued_at}};
}
auto const& book_of(TerminalWorld& world) {
    return *world.broker.server().engine().find_book(1001);
}
std::string carry_out(TerminalWorld& world, std::string const& kind, json::object args) {
    auto const id = world.relay.command(kind, std::move(args));
    world.run_until([&] { return !world.relay.result_of(id).empty(); });
    return world.relay.result_of(id);
}
json::object last_result(TerminalWorld& world, std::string const& id) {
    json::object last;
    for (auto const& one : world.relay.frames("command_result"))
        if (one.at("re").as_string() == id) last = one.at("data").as_object();
    return last;
}
}  // namespace

TEST_CASE("a flatten that comes late closes what was open when it was given and asks about the rest") {
    TerminalWorld world;
    world.go_live();
    REQUIRE(carry_out(world, "open", buy()) == "done");
    auto const old_one = book_of(world).positions().begin()->second.ticket;
    world.run_for(2min);
    std::int64_t const issued_at = world.clock.utc_ms();
    world.run_for(2min);
    REQUIRE(carry_out(world, "open", buy()) == "done");
    REQUIRE(carry_out(world, "open", far_limit()) == "done");
    REQUIRE(book_of(world).positions().size() == 2);
    REQUIRE(book_of(world).orders().size() == 1);
    bool late = true;
    SECTION("more than five minutes late") {
        world.run_for(4min);
    }
    SECTION("less than five minutes late: everything is closed") {
        world.run_for(1min);
        late = false;
    }
    auto const stop = world.relay.command("emergency_stop", flatten(issued_at));
    REQUIRE(world.run_until([&] { return !world.relay.result_of(stop).empty(); }));
    CHECK(book_of(world).orders().empty());
    if (!late) {
        CHECK(world.relay.result_of(stop) == "done");
        CHECK(book_of(world).positions().empty());
        return;
    }
    auto const result = last_result(world, stop);
    CHECK(result.at("state").as_string() == "partial");
    CHECK(result.at("rule").as_string() == "asks");
    REQUIRE(book_of(world).positions().size() == 1);
    auto const left = book_of(world).positions().begin()->second.ticket;
    CHECK(left != old_one);
    CHECK(std::string(result.at("message").as_string()).find(std::to_string(left)) != std::string::npos);
    CHECK(carry_out(world, "open", buy()) == "refused");

    // What it asked about is not taken later on, not by the next run of the terminal either.
    world.node.crash();
    REQUIRE(world.run_until([&] { return world.node.gone(); }, 10ms));
    world.boot();
    world.run_for(3min);
    CHECK(book_of(world).positions().size() == 1);

    // One that comes in time means all of them.
    CHECK(carry_out(world, "emergency_stop", flatten(world.clock.utc_ms())) == "done");
    CHECK(book_of(world).positions().empty());
}

TEST_CASE("a link lost for longer than the trader allows flattens by itself; with keep nothing happens") {
    std::string const policy = GENERATE("0", "1", "2");
    TerminalWorld world;
    world.boot({{"InpLinkLoss", policy}, {"InpLinkLossSeconds", "60"}});
    REQUIRE(world.run_until([&] { return world.relay.live(); }));
    world.run_for(5s);
    REQUIRE(carry_out(world, "open", buy()) == "done");
    auto& weather = world.network.weather("terminal");
    weather.refused = true;
    world.network.cut("terminal", true, true);
    world.run_for(50s);
    CHECK(book_of(world).positions().size() == 1);
    world.run_for(30s);
    CHECK(book_of(world).positions().size() == (policy == "2" ? 0U : 1U));
    weather.refused = false;
    REQUIRE(world.run_until([&] { return world.relay.live(); }));
    world.run_for(5s);
    INFO("policy " << policy);
    CHECK(carry_out(world, "open", buy()) == (policy == "0" ? "done" : "refused"));
    auto const hello = world.relay.frames("hello").back().at("data").as_object();
    CHECK(hello.contains("latch") == (policy != "0"));
    if (policy == "0") return;
    CHECK(hello.at("latch").as_object().contains("reason"));
    CHECK(world.relay.frames("command_result").size() == 2);  // the two opens: nothing of the stop's own
    CHECK(carry_out(world, "resume", {{"version", 9}, {"latch_id", hello.at("latch").at("id")}}) == "done");
    CHECK(carry_out(world, "open", buy()) == "done");
}

TEST_CASE("a stop is lifted at the terminal by typing its number, and by no other") {
    TerminalWorld world;
    world.go_live();
    REQUIRE(carry_out(world, "emergency_stop", flatten(world.clock.utc_ms())) == "done");
    auto const shown = world.relay.frames("latch_state").back().at("data").at("latch").as_object();
    int const number = std::stoi(std::string(shown.at("id").as_string()));
    auto const typed = GENERATE(0, 1, 2);  // nothing, another, the number
    std::string const text = typed == 0 ? "stop" : std::to_string(number + 2 - typed);
    world.node.change_inputs({{"InpLiftStop", text}});
    world.run_for(20s);
    INFO(text);
    CHECK(carry_out(world, "open", buy()) == (typed == 2 ? "done" : "refused"));
    if (typed != 2) return;
    CHECK(world.relay.frames("latch_state").back().at("data").at("by").as_string() == "terminal");
    // The number stays in the inputs and lifts no later stop.
    REQUIRE(carry_out(world, "emergency_stop", flatten(world.clock.utc_ms())) == "done");
    world.node.recompile();
    world.run_for(20s);
    CHECK(carry_out(world, "open", buy()) == "refused");
}
