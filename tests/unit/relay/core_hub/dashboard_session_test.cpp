// Requests and their answers, heartbeats and limits.
#include "dashboard_fixture.hpp"
#include "protocol/close_code.hpp"

using namespace signalos;
using namespace signalos::relay;
namespace close_code = signalos::protocol::close_code;

TEST_CASE("dashboard: the first frames are connection_established and a heartbeat, then one every 10 s") {
    World world;
    Browser browser(world);
    auto const first = browser.drain();
    REQUIRE(first.size() == 2);
    CHECK(first[0].at("type") == "connection_established");
    CHECK(first[1].at("type") == "heartbeat");
    world.clock.now += 40;
    browser.say("heartbeat_ack", R"({"n":1,"client_ts":1700000001120})");
    world.clock.now += 9'959;
    browser.session.on_tick();
    CHECK(browser.drain().empty());
    world.clock.now += 1;
    browser.session.on_tick();
    auto const second = browser.drain();
    REQUIRE(second.size() == 1);
    CHECK(second[0].at("data").at("latency_ms") == 40);
    CHECK(second[0].at("data").at("clock_offset_ms") == 100);
}

TEST_CASE("dashboard: a silent browser is closed after two and a half heartbeats") {
    World world;
    Browser browser(world);
    world.clock.now += 25'001;
    browser.session.on_tick();
    CHECK(browser.port.code == close_code::no_sign_of_life);
}

TEST_CASE("dashboard: each request has exactly one answer with its id") {
    World world;
    auto const terminal = world.add_terminal();
    Browser browser(world);
    auto const [type, data, expected] = GENERATE(table<std::string, std::string, std::string>(
        {{"ping", "{}", "pong"},
         {"request_status", "{}", "status"},
         {"subscribe", R"({"channels":[{"ch":"mission"}]})", "subscribed"},
         {"subscribe", R"({"channels":[{"ch":"events:*"}]})", "subscribed"},
         {"unsubscribe", R"({"channels":["mission"]})", "unsubscribed"},
         {"subscribe", R"({"channels":[{"ch":"nonsense"}]})", "error"},
         {"subscribe", R"({"channels":[{"ch":"state:01890a5d-ac96-774b-bcce-b302099a8057"}]})", "error"},
         {"subscribe", R"({"channels":7})", "error"},
         {"resync", R"({"ch":"mission"})", "error"},
         {"emergency_stop_command", R"({"timestamp":1})", "command_update"},
         {"no_such_type", "{}", "error"}}));
    auto const frames = browser.ask(type, data);
    int answers = 0;
    for (auto const& frame : frames)
        if (frame.contains("re")) {
            ++answers;
            CHECK(frame.at("re") == "q1");
            CHECK(frame.at("type") == json::value(expected));
        }
    CHECK(answers == 1);
    CHECK_FALSE(terminal.is_nil());
}

TEST_CASE("dashboard: the sixty-first frame at once is answered rate_limited and closes with 4429") {
    World world;
    Browser browser(world);
    for (int i = 0; i < 60; ++i) browser.say("ping", "{}");
    CHECK(browser.port.code == 0);
    browser.say("ping", "{}");
    CHECK(browser.port.code == close_code::too_fast);
    CHECK(error_of(browser.drain().back()) == "rate_limited");
}

TEST_CASE("dashboard: an emergency stop passes when the socket has used up what it may send") {
    World world;
    world.add_terminal();
    Browser browser(world);
    for (int i = 0; i < 60; ++i) browser.say("ping", "{}", "p" + std::to_string(i));
    browser.say("emergency_stop_command", R"({"timestamp":1})", "stop");
    REQUIRE(world.submitted.size() == 1);
    CHECK(world.submitted[0].kind == "emergency_stop");
    CHECK(browser.port.code == 0);
    browser.say("ping", "{}", "one more");
    CHECK(browser.port.code == 4429);
}

TEST_CASE("dashboard: changes that a slow reader gets folded into one frame are counted as dropped, others are not") {
    World world;
    auto const terminal = world.add_terminal();
    Browser browser(world);
    browser.say("subscribe", R"({"channels":[{"ch":"state:)" + terminal.text() + R"("}]})");
    browser.pull();
    world.set(terminal, R"({"account":{"balance":"1"}})");
    browser.pull();
    CHECK(browser.session.figures().dropped == 0);
    for (auto const* balance : {"2", "3", "4"})
        world.set(terminal, std::string(R"({"account":{"balance":")") + balance + "\"}}");
    browser.pull();
    CHECK(browser.session.figures().dropped == 2);
    world.set(terminal, R"({"account":{"balance":"5"}})");
    browser.pull();
    CHECK(browser.session.figures().dropped == 2);
}

TEST_CASE("dashboard: the tenth bad frame within a minute closes with 4400") {
    World world;
    Browser browser(world);
    browser.session.on_text("{");
    CHECK(error_of(browser.drain().back()) == "bad_frame");
    world.clock.now += 60'000;
    for (int i = 0; i < 9; ++i) browser.session.on_text("[]");
    CHECK(browser.port.code == 0);
    browser.session.on_text("{\"type\":1}");
    CHECK(browser.port.code == close_code::protocol_error);
}

TEST_CASE("dashboard: a close is taken for a known position and refused when older than 30 s") {
    World world;
    auto const terminal = world.add_terminal();
    world.set(terminal, R"({"position:12":{"ticket":"12","symbol":"EURUSD"}})");
    Browser browser(world);
    auto const close = [&](std::string const& position, std::int64_t given_at) {
        return browser.ask(
            "close_trade_command",
            json::serialize(json::object{{"tradeId", terminal.text() + ":" + position}, {"timestamp", given_at}}));
    };
    auto const now = world.clock.utc_ms();
    CHECK(error_of(close("12", now - 30'001).at(0)) == "too_old");
    CHECK(error_of(close("13", now).at(0)) == "not_found");
    CHECK(world.submitted.empty());
    CHECK(close("12", now - 30'000).at(0).at("type") == "command_update");
    REQUIRE(world.submitted.size() == 1);
    CHECK(world.submitted[0].args == json::parse(R"({"position":"12","ticket":"12","symbol":"EURUSD"})").as_object());
}

TEST_CASE("dashboard: an emergency stop is never too old, but a viewer may not give it") {
    World world;
    Browser trader(world);
    Browser viewer(world, false);
    CHECK(error_of(viewer.ask("emergency_stop_command", R"({"timestamp":1})").at(0)) == "forbidden");
    CHECK(trader.ask("emergency_stop_command", R"({"timestamp":1,"level":"halt"})").at(0).at("type") ==
          "command_update");
    REQUIRE(world.submitted.size() == 1);
    CHECK_FALSE(world.submitted[0].terminal);
    CHECK(world.submitted[0].args.at("level") == "halt");
}

TEST_CASE("dashboard: state:* brings terminals that come later") {
    World world;
    Browser browser(world);
    browser.ask("subscribe", subscribe_to("state:*"));
    auto const terminal = world.add_terminal();
    world.set(terminal, R"({"account":{"balance":"1"}})");
    auto const frames = browser.drain();
    REQUIRE(frames.size() == 2);
    CHECK(frames[0].at("type") == "snapshot");
    CHECK(frames[1].at("type") == "delta");
}

TEST_CASE("dashboard: mission hides the rows of terminals that the user may not see") {
    World world;
    auto const seen = world.add_terminal();
    auto const hidden = world.add_terminal();
    auto ports = world.ports();
    ports.may_see = [seen](TerminalId terminal) { return terminal == seen; };
    Browser browser(world, std::move(ports));
    auto const publish = [&](TerminalId terminal, int n) {
        world.hub.publish_mission(world.org, terminal, json::object{{"n", n}}, 1);
    };
    publish(hidden, 1);
    CHECK(browser.ask("subscribe", subscribe_to("mission")).at(1).at("data").at("keys").as_object().empty());
    publish(hidden, 2);
    CHECK(browser.drain().empty());
    publish(seen, 3);
    auto const frames = browser.drain();
    REQUIRE(frames.size() == 1);
    CHECK(frames[0].at("data").at("from") == 1);
    CHECK(frames[0].at("data").at("set").as_object().size() == 1);
    CHECK(error_of(browser.ask("subscribe", subscribe_to(state_channel(hidden))).at(0)) == "not_found");
}

TEST_CASE("dashboard: answers go before events, events before deltas") {
    World world;
    auto const terminal = world.add_terminal();
    Browser browser(world);
    browser.ask("subscribe", R"({"channels":[{"ch":"state:*"},{"ch":"events:*"}]})");
    world.set(terminal, R"({"account":{"balance":"1"}})");
    world.event(terminal);
    browser.say("ping", "{}");
    auto const frames = browser.pull();
    REQUIRE(frames.size() == 3);
    CHECK(frames[0].at("type") == "pong");
    CHECK(frames[1].at("type") == "position_update");
    CHECK(frames[2].at("type") == "delta");
}

TEST_CASE("dashboard: snapshots alone are called bulk, so that no delta waits to be compressed") {
    World world;
    auto const terminal = world.add_terminal();
    world.set(terminal, R"({"account":{"balance":"1"}})");
    Browser browser(world);
    browser.drain();
    browser.say("subscribe", subscribe_to(state_channel(terminal)));
    auto const bulk_of_pull = [&] {
        std::map<std::string, bool> bulk;
        for (auto const& frame : browser.session.pull(64 * 1024))
            bulk[json::parse(*frame).at("type").as_string().c_str()] = browser.session.is_bulk(*frame);
        return bulk;
    };
    CHECK(bulk_of_pull() == std::map<std::string, bool>{{"subscribed", false}, {"snapshot", true}});
    world.set(terminal, R"({"account":{"balance":"2"}})");
    CHECK(bulk_of_pull() == std::map<std::string, bool>{{"delta", false}});
}
