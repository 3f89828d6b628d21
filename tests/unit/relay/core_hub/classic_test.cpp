#include <catch2/catch.hpp>

#include "core/classic_session.hpp"
#include "core/classic_words.hpp"
#include "dashboard_fixture.hpp"
#include "protocol/close_code.hpp"

namespace signalos::relay {
namespace {

struct Plain {
    FakePort port;
    ClassicSession session;

    Plain(World& at, DashboardPorts ports)
        : session({at.org, {}, "one", true, ""}, port, at.clock, at.random, at.hub, std::move(ports)) {}
    std::vector<json::object> drain() {
        std::vector<json::object> all;
        for (auto frames = session.pull(64 * 1024); !frames.empty(); frames = session.pull(64 * 1024))
            for (auto const& frame : frames) all.push_back(json::parse(*frame).as_object());
        return all;
    }
};

bool has(std::vector<json::object> const& frames, char const* type) {
    return std::any_of(frames.begin(), frames.end(),
                       [&](auto const& frame) { return frame.at("type").as_string() == type; });
}

}  // namespace

TEST_CASE("classic: a time is told as ISO 8601 in UTC") {
    CHECK(iso_time(0) == "1970-01-01T00:00:00.000Z");
    CHECK(iso_time(1'737'642'600'123) == "2025-01-23T14:30:00.123Z");
    CHECK(iso_time(1'709'164'799'999) == "2024-02-28T23:59:59.999Z");
}

TEST_CASE("classic: prices, volumes and tickets are numbers; magics, names and what is no number stay text") {
    auto const data = with_numbers(json::parse(
        R"({"price":"1.08505","volume":"0.10","ticket":"123","magic":"5999","symbol":"100","order":"market","legs":[{"deal":"7"}],"stopLoss":null})"));
    CHECK(data.at("price") == 1.08505);
    CHECK(data.at("volume") == 0.1);
    CHECK(data.at("ticket") == 123);
    CHECK(data.at("magic") == "5999");
    CHECK(data.at("symbol") == "100");
    CHECK(data.at("order") == "market");
    CHECK(data.at("legs").at(0).at("deal") == 7);
    CHECK(data.at("stopLoss").is_null());
}

TEST_CASE("classic: a heartbeat comes at once and every 30 s") {
    World world;
    Plain plain(world, world.ports());
    CHECK(has(plain.drain(), "HEARTBEAT"));
    world.clock.now += 29'999;
    plain.session.on_tick();
    CHECK_FALSE(has(plain.drain(), "HEARTBEAT"));
    world.clock.now += 1;
    plain.session.on_tick();
    CHECK(has(plain.drain(), "HEARTBEAT"));
}

TEST_CASE("classic: nothing of a terminal that the user may not see is told, by event or by state") {
    World world;
    auto const mine = world.add_terminal();
    auto const other = world.add_terminal();
    auto ports = world.ports();
    ports.visible_terminals = [mine] { return std::vector{mine}; };
    ports.may_see = [mine](TerminalId id) { return id == mine; };
    Plain plain(world, ports);
    plain.drain();
    for (auto const id : {mine, other}) {
        world.event(id, "position_open", {{"terminal", id.text()}});
        world.set(id, R"({"account":{"balance":"1.00"},"position:1":{"ticket":"1","pnl":"2.00"}})");
        world.hub.publish_mission(world.org, id, {{"state", "available"}}, 1);
    }
    world.clock.now += 1'000;
    plain.session.on_tick();
    auto const frames = plain.drain();
    CHECK(has(frames, "POSITION_OPEN"));
    CHECK(has(frames, "trade_update"));
    CHECK(has(frames, "mt5_status_update"));
    CHECK(has(frames, "TERMINAL_AVAILABILITY"));
    for (auto const& frame : frames) CHECK(json::serialize(frame).find(other.text()) == std::string::npos);
}

TEST_CASE("classic: a client that does not read is closed with 4508 and holds no more than its bound") {
    World world;
    auto const terminal = world.add_terminal();
    Plain plain(world, world.ports());
    for (int i = 0; i < 1'100 && plain.port.code == 0; ++i) world.event(terminal);
    CHECK(plain.port.code == protocol::close_code::too_slow);
    CHECK(plain.drain().empty());
}

TEST_CASE("classic: ten frames without sense within a minute close with 4400, unknown types never do") {
    World world;
    Plain plain(world, world.ports());
    for (int i = 0; i < 12; ++i) plain.session.on_text(R"({"type":"close_trade_command"})");
    CHECK(plain.port.code == 0);
    for (int i = 0; i < 10; ++i) plain.session.on_text("[1]");
    CHECK(plain.port.code == protocol::close_code::protocol_error);
}

}  // namespace signalos::relay
