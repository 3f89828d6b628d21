// The relay's named crash points, one after the other: what must hold when the process dies exactly there.
#include <catch2/catch.hpp>

#include "relay_world.hpp"

using namespace signalos;
using namespace signalos::sim;
using namespace signalos::sim::testing;

namespace {
namespace json = boost::json;

constexpr char const* commands = "SELECT count(*) FROM commands";
constexpr char const* done_events =
    R"(SELECT count(*) FROM events WHERE type='command_update' AND data LIKE '%"state":"done"%')";
constexpr char const* alarms = "SELECT count(*) FROM events WHERE type='error_alert'";

json::object result(std::string const& id, std::int64_t seq, bool dup = false) {
    json::object frame{
        {"type", "command_result"}, {"re", id}, {"seq", seq}, {"data", {{"state", "done"}, {"deal", "7"}}}};
    if (dup) frame["dup"] = true;
    return frame;
}

std::string id_of(json::object const& command) {
    return std::string(command.at("id").as_string());
}

std::int64_t welcomed_with(RelayWorld const& world) {
    return world.terminal.of("welcome").at(0).at("data").at("last_in").as_int64();
}

/// Live, and one command sent; the next pass of `die_at` kills.
std::string sent_command(RelayWorld& world) {
    world.boot();
    world.connect_terminal();
    REQUIRE(world.give("k")->ok());
    return id_of(world.terminal.of("command").at(0));
}
}  // namespace

TEST_CASE(
    "R1: a relay that dies before the command is written has promised nothing, and the same key makes one command") {
    RelayWorld world;
    world.boot("R1");
    CHECK_FALSE(world.give("k"));
    REQUIRE(world.dead());
    CHECK(world.count(commands) == 0);
    world.restart();
    REQUIRE(world.give("k")->ok());
    world.connect_terminal();
    CHECK(world.terminal.of("command").size() == 1);
    CHECK(world.count(commands) == 1);
}

TEST_CASE("R2: a relay that dies between the commit and the answer gives the same command for the same key") {
    RelayWorld world;
    world.boot("R2");
    CHECK_FALSE(world.give("k"));
    REQUIRE(world.dead());
    CHECK(world.count(commands) == 1);
    world.restart();
    auto const answer = world.give("k");
    REQUIRE(answer->ok());
    CHECK(answer->replayed);
    world.connect_terminal();
    REQUIRE(world.terminal.of("command").size() == 1);
    CHECK(id_of(world.terminal.of("command")[0]) == answer->commands.at(0).id.text());
    CHECK(world.count(commands) == 1);
}

TEST_CASE("R3: a promised command that was not yet claimed goes out after the restart, for the first time") {
    RelayWorld world;
    world.boot();
    REQUIRE(world.give("k")->ok());
    world.restart("R3");
    world.connect_terminal();
    REQUIRE(world.dead());
    CHECK(world.count("SELECT count(*) FROM commands WHERE state=0") == 1);
    world.restart();
    world.connect_terminal();
    REQUIRE(world.terminal.of("command").size() == 1);
    CHECK(world.terminal.of("command")[0].at("seq").as_int64() == 1);
    CHECK_FALSE(world.terminal.of("command")[0].contains("dup"));
}

TEST_CASE("R4: a claimed command whose frame never left goes out as dup, with the same seq, once") {
    RelayWorld world;
    world.boot();
    auto const id = world.give("k")->commands.at(0).id.text();
    world.restart("R4");
    world.connect_terminal();
    REQUIRE(world.dead());
    CHECK(world.terminal.of("command").empty());
    CHECK(world.count("SELECT count(*) FROM commands WHERE state=1 AND out_seq=1") == 1);
    world.restart();
    world.connect_terminal();
    REQUIRE(world.terminal.of("command").size() == 1);
    auto const frame = world.terminal.of("command")[0];
    CHECK(id_of(frame) == id);
    CHECK(frame.at("seq").as_int64() == 1);
    CHECK(frame.at("dup").as_bool());
}

TEST_CASE("R7: a result that was read and not written is not acknowledged, and counts once when it comes again") {
    RelayWorld world;
    auto const id = sent_command(world);
    world.terminal_has = 1;
    world.restart("R7");
    world.connect_terminal();
    world.say(world.terminal, result(id, 1));
    REQUIRE(world.dead());
    CHECK(world.terminal.ack() == 0);
    CHECK(world.count(done_events) == 0);
    world.restart();
    world.connect_terminal();
    CHECK(welcomed_with(world) == 0);
    world.say(world.terminal, result(id, 1, true));
    CHECK(world.terminal.ack() == 1);
    CHECK(world.count(done_events) == 1);
}

TEST_CASE("R8: a result that was written and not acknowledged changes nothing when it comes again") {
    RelayWorld world;
    auto const id = sent_command(world);
    world.terminal_has = 1;
    world.restart("R8");
    world.connect_terminal();
    world.say(world.terminal, result(id, 1));
    REQUIRE(world.dead());
    CHECK(world.terminal.ack() == 0);
    CHECK(world.count(done_events) == 1);
    world.restart();
    world.connect_terminal();
    CHECK(welcomed_with(world) == 1);
    world.say(world.terminal, result(id, 1, true));
    CHECK(world.terminal.ack() == 1);
    CHECK(world.count(done_events) == 1);
    CHECK(world.count(alarms) == 0);
}

TEST_CASE("R9: what was stored and not yet told reaches the dashboard that comes back, once") {
    RelayWorld world;
    auto const id = sent_command(world);
    world.terminal_has = 1;
    auto const channel = "events:" + RelayDisk::terminal(0).text();
    auto const subscribe = [&](json::object position) {
        position["ch"] = channel;
        world.say(world.dashboard,
                  {{"type", "subscribe"}, {"id", "s"}, {"data", {{"channels", {std::move(position)}}}}});
        return world.dashboard.of("subscribed").back().at("data").at("channels").at(0).as_object();
    };
    world.restart("R9");
    world.connect_terminal();
    world.connect_dashboard();
    auto const opened = subscribe({});
    world.say(world.terminal, result(id, 1));
    REQUIRE(world.dead());
    CHECK(world.dashboard.of("command_update").empty());
    world.restart();
    world.connect_dashboard();
    CHECK(subscribe({{"ep", opened.at("ep")}, {"off", opened.at("off")}}).at("recovered").as_bool());
    std::size_t told = 0;
    for (auto const& update : world.dashboard.of("command_update"))
        told += update.at("data").at("state").as_string() == "done" ? 1 : 0;
    CHECK(told == 1);
}

TEST_CASE("R7 and R8: a loss is told once, whichever side of its commit the relay dies on") {
    json::object const reset{{"type", "reset"}, {"data", {{"seq", 3}, {"reason", "forgotten"}}}};
    for (auto const* point : {"R7", "R8"}) {
        INFO(point);
        RelayWorld world;
        world.boot(point);
        world.connect_terminal();
        world.say(world.terminal, reset);
        REQUIRE(world.dead());
        CHECK(world.terminal.ack() == 0);
        world.restart();
        world.connect_terminal();
        world.say(world.terminal, reset);
        CHECK(world.terminal.ack() == 3);
        CHECK(world.count(alarms) == 1);
    }
}

TEST_CASE("a database that cannot answer promises nothing; in doubt, the same key settles which it was") {
    bool seen[2]{};  // an accept in doubt that was lost, and one that was kept
    for (bool const away : {true, false}) {
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            RelayWorld world;
            for (std::uint64_t i = 0; i <= seed; ++i) i == 0 ? world.boot() : world.restart();
            (away ? world.node().weather.unavailable : world.node().weather.in_doubt) = 1;
            auto const answer = world.give("k");
            REQUIRE(answer);
            CHECK(answer->code == (away ? errc::unavailable : errc::in_doubt));
            auto const written = world.count(commands);
            if (away) CHECK(written == 0);
            if (!away) seen[written] = true;
            world.node().weather = {};
            auto const again = world.give("k");
            REQUIRE(again->ok());
            CHECK(again->replayed == (written == 1));
            CHECK(world.count(commands) == 1);
        }
    }
    CHECK(seen[0]);
    CHECK(seen[1]);
}
