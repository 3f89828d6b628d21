// The durable sequence: live, replayed, filtered, bounded.
#include "dashboard_fixture.hpp"
#include "protocol/close_code.hpp"

using namespace signalos;
using namespace signalos::relay;

namespace {

std::string resume_at(TerminalId terminal, std::int64_t off, std::string_view ep = "store1") {
    json::object channel{{"ch", events_channel(terminal)}, {"ep", ep}, {"off", off}};
    return json::serialize(json::object{{"channels", json::array{std::move(channel)}}});
}

bool recovered(json::object const& subscribed) {
    return subscribed.at("data").at("channels").at(0).at("recovered").as_bool();
}

}  // namespace

TEST_CASE("events: 5000 missed rows are replayed, 5001 are not") {
    World world;
    auto const terminal = world.add_terminal();
    for (int i = 0; i < 5001; ++i) world.event(terminal);
    Browser browser(world);
    auto const all = browser.ask("subscribe", resume_at(terminal, 1));
    REQUIRE(all.size() == 5001);
    CHECK(recovered(all[0]));
    CHECK(all.back().at("off") == 5001);
    auto const none = browser.ask("subscribe", resume_at(terminal, 0));
    REQUIRE(none.size() == 1);
    CHECK_FALSE(recovered(none[0]));
    CHECK_FALSE(recovered(browser.ask("subscribe", resume_at(terminal, 5000, "other")).at(0)));
}

TEST_CASE("events: what happens during a replay follows it without a gap") {
    World world;
    world.loads_at_once = false;
    auto const terminal = world.add_terminal();
    for (int i = 0; i < 3; ++i) world.event(terminal);
    Browser browser(world);
    browser.ask("subscribe", resume_at(terminal, 1));
    world.event(terminal);
    world.finish_loads();
    world.event(terminal);
    auto const frames = browser.drain();
    REQUIRE(frames.size() == 4);
    for (std::size_t i = 0; i < frames.size(); ++i) CHECK(frames[i].at("off") == static_cast<int>(i) + 2);
}

TEST_CASE("events: rows that are gone are said to be gone") {
    World world;
    auto const terminal = world.add_terminal();
    for (int i = 0; i < 4; ++i) world.event(terminal);
    auto& rows = world.stored[terminal];
    rows.erase(rows.begin(), rows.begin() + 2);
    Browser browser(world);
    auto const frames = browser.ask("subscribe", resume_at(terminal, 0));
    REQUIRE(frames.size() == 4);
    CHECK(frames[1].at("type") == "subscribed");
    CHECK_FALSE(recovered(frames[1]));
    CHECK(frames[2].at("off") == 3);
}

TEST_CASE("events: the 1025th unread frame closes with 4508") {
    World world;
    auto const terminal = world.add_terminal();
    Browser browser(world);
    browser.ask("subscribe", subscribe_to(events_channel(terminal)));
    for (int i = 0; i < 1024; ++i) world.event(terminal);
    CHECK(browser.port.code == 0);
    world.event(terminal);
    CHECK(browser.port.code == protocol::close_code::too_slow);
}

TEST_CASE("events: more than 1 MiB unread closes with 4508") {
    World world;
    auto const terminal = world.add_terminal();
    Browser browser(world);
    browser.ask("subscribe", subscribe_to(events_channel(terminal)));
    for (int i = 0; i < 17; ++i) world.event(terminal, "alert", json::object{{"text", std::string(64 * 1024, 'x')}});
    CHECK(browser.port.code == protocol::close_code::too_slow);
}

TEST_CASE("events: answers of more than 1 MiB that nobody reads close with 4508") {
    World world;
    auto const terminal = world.add_terminal();
    Browser browser(world);
    std::string channels;
    for (int i = 0; i < 256; ++i) channels += (i == 0 ? "" : ",") + ("{\"ch\":\"" + events_channel(terminal) + "\"}");
    int asked = 0;
    for (; browser.port.code == 0 && asked < 200; ++asked) {
        world.clock.now += 1000;
        browser.say("subscribe", "{\"channels\":[" + channels + "]}");
    }
    CHECK(browser.port.code == protocol::close_code::too_slow);
    CHECK(asked < 100);
    Browser reading(world);
    for (int i = 0; i < 200; ++i) {
        world.clock.now += 1000;
        reading.ask("subscribe", "{\"channels\":[" + channels + "]}");
    }
    CHECK(reading.port.code == 0);
}

TEST_CASE("events: types limits what is sent, and tops do not call a filtered browser behind") {
    World world;
    auto const terminal = world.add_terminal();
    Browser browser(world);
    browser.ask("subscribe", R"({"channels":[{"ch":"events:*"}],"types":["command_update"]})");
    world.event(terminal, "command_update");
    world.event(terminal, "position_update");
    CHECK(browser.drain().size() == 1);
    world.clock.now += 10'000;
    browser.session.on_tick();
    CHECK(browser.drain().at(0).at("data").at("tops").at(events_channel(terminal)) == 1);
}

TEST_CASE("events: a late load does nothing to a session that is gone") {
    World world;
    world.loads_at_once = false;
    auto const terminal = world.add_terminal();
    world.event(terminal);
    {
        Browser browser(world);
        browser.ask("subscribe", resume_at(terminal, 0));
        browser.session.on_closed();
    }
    world.finish_loads();
    world.event(terminal);
    SUCCEED();
}

TEST_CASE("events: after a new subscription no frame of the old one comes, and none comes twice") {
    World world;
    auto const one = world.add_terminal();
    auto const other = world.add_terminal();
    Browser browser(world);
    browser.ask("subscribe", subscribe_to(events_channel(one)));
    browser.ask("subscribe", subscribe_to(events_channel(other)));
    for (int i = 0; i < 3; ++i) world.event(one);
    world.event(other);
    // Three frames wait for the socket: asked again from 1, they come once, behind the answer.
    browser.say("subscribe", resume_at(one, 1));
    auto frames = browser.drain();
    REQUIRE(frames.size() == 4);
    CHECK(frames[0].at("type") == "subscribed");
    CHECK(frames[1].at("ch").as_string() == events_channel(other));
    CHECK(frames[2].at("off") == 2);
    CHECK(frames[3].at("off") == 3);
    // Without a position the stream goes on from now: what waited is not for this subscription.
    world.event(one);
    browser.say("subscribe", subscribe_to(events_channel(one)));
    frames = browser.drain();
    REQUIRE(frames.size() == 1);
    CHECK(frames[0].at("data").at("channels").at(0).at("off") == 4);
    world.event(one);
    CHECK(browser.drain().at(0).at("off") == 5);
}

TEST_CASE("events: after unsubscribed nothing of that channel follows, and its frames no longer count as lag") {
    World world;
    auto const one = world.add_terminal();
    auto const other = world.add_terminal();
    Browser browser(world);
    browser.ask("subscribe", R"({"channels":[{"ch":"events:*"}]})");
    for (int i = 0; i < 1000; ++i) world.event(one);
    world.event(other);
    browser.say("unsubscribe", "{\"channels\":[\"" + events_channel(one) + "\"]}");
    for (int i = 0; i < 1000; ++i) world.event(other);
    auto const frames = browser.drain();
    REQUIRE(frames.size() == 1002);
    CHECK(frames[0].at("type") == "unsubscribed");
    for (std::size_t i = 1; i < frames.size(); ++i) CHECK(frames[i].at("ch").as_string() == events_channel(other));
    world.event(other);
    browser.say("unsubscribe", R"({"channels":["events:*"]})");
    CHECK(browser.drain().size() == 1);
    CHECK(browser.port.code == 0);
}
