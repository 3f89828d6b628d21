#include "core_fixture.hpp"

using namespace signalos::relay;
using namespace signalos::relay::test;

TEST_CASE("heartbeats leave every ten seconds and a silent link dies after two and a half", "[terminal]") {
    Core core;
    auto peer = core.live();
    CHECK(peer->of("heartbeat").size() == 1);
    core.clock.forward(9'999);
    peer->session->on_tick();
    CHECK(peer->of("heartbeat").size() == 1);
    core.clock.forward(1);
    peer->session->on_tick();
    CHECK(peer->of("heartbeat").size() == 2);
    core.clock.forward(14'999);
    peer->session->on_tick();
    CHECK(peer->socket.closed_with == 0);
    core.clock.forward(1);
    peer->session->on_tick();
    CHECK(peer->socket.closed_with == 4408);
    CHECK(core.streams.mission.at(core.terminal).at("state").as_string() == "offline");
}

TEST_CASE("any frame is a sign of life", "[terminal]") {
    Core core;
    auto peer = core.live();
    core.clock.forward(24'000);
    peer->session->on_text("not even JSON");
    core.clock.forward(24'000);
    peer->session->on_tick();
    CHECK(peer->socket.closed_with == 0);
}

TEST_CASE("the clock offset is that of the quickest of the last eight round trips", "[terminal]") {
    LinkHealth health(0);
    std::int64_t now = 0;
    auto const beat = [&](std::int64_t rtt, std::int64_t offset) {
        auto const n = health.send(now);
        now += rtt;
        health.answered(n, 1'000'000 + now - rtt / 2 + offset, now, 1'000'000 + now);
    };
    CHECK(!health.clock_offset_ms());
    beat(100, 70);
    beat(10, 50);
    beat(200, 90);
    CHECK(health.rtt_ms() == 200);
    CHECK(health.clock_offset_ms() == 50);
    for (int i = 0; i < 8; ++i) beat(40, 20);
    CHECK(health.clock_offset_ms() == 20);
}

TEST_CASE("an answer to an older heartbeat measures nothing", "[terminal]") {
    LinkHealth health(0);
    auto const first = health.send(0);
    health.send(10'000);
    health.answered(first, 5, 10'001, 10'001);
    CHECK(!health.rtt_ms());
}
