#include "core_fixture.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

TEST_CASE("a terminal that says nothing for five seconds is closed with 4408", "[terminal]") {
    Core core;
    auto peer = core.connect();
    core.clock.forward(4'999);
    peer->session->on_tick();
    CHECK(peer->socket.closed_with == 0);
    core.clock.forward(1);
    peer->session->on_tick();
    CHECK(peer->socket.closed_with == 4408);
}

TEST_CASE("the first frame must be hello", "[terminal]") {
    Core core;
    auto peer = core.connect();
    peer->say("state", {});
    CHECK(peer->socket.closed_with == 4400);
}

TEST_CASE("welcome names the raised epoch and comes before anything else, a heartbeat follows at once", "[terminal]") {
    Core core;
    auto peer = core.live();
    REQUIRE(peer->received.size() >= 2);
    CHECK(peer->received[0].at("type").as_string() == "welcome");
    CHECK(peer->received[0].at("data").at("session_epoch").as_int64() == 1);
    CHECK(peer->received[0].at("data").at("recv_max").as_int64() == 64);
    CHECK(peer->received[1].at("type").as_string() == "heartbeat");
    CHECK(core.streams.mission.at(core.terminal).at("state").as_string() == "available");
}

TEST_CASE("while a terminal is live a stranger gets 4409 and changes nothing", "[terminal]") {
    Core core;
    auto first = core.live();
    auto stranger = core.connect();
    stranger->instance = "01890000-0000-7000-8000-0000000000ff";
    stranger->hello(core);
    CHECK(stranger->socket.closed_with == 4409);
    CHECK(first->socket.closed_with == 0);
    auto clone = core.connect();  // the same files, but a secret that has been rotated since
    clone->resume = "stale";
    clone->hello(core);
    CHECK(clone->socket.closed_with == 4409);
}

TEST_CASE("the same installation with its secret takes over and the old socket gets 4410", "[terminal]") {
    Core core;
    auto first = core.live();
    auto second = core.connect();
    second->resume = first->resume;
    second->hello(core);
    CHECK(second->socket.closed_with == 0);
    CHECK(first->socket.closed_with == 4410);
    CHECK(second->epoch == 2);
    CHECK(core.streams.mission.at(core.terminal).at("state").as_string() == "available");
}

TEST_CASE("two hellos at once cannot both be first", "[terminal]") {
    Core core;
    auto a = core.connect();
    auto b = core.connect();
    b->instance = "01890000-0000-7000-8000-0000000000ff";
    // Both are said before either is answered: the second must be judged against the first.
    auto const quick = [&](Peer& peer) {
        json::object data =
            json::parse(
                R"({"role":"terminal","platform":"mt5","proto":[1],"agent":{"ea":"1","dll":"1","build":1,"os":"x"},
            "account":{"login":"1","server":"s","company":"c","currency":"USD","currency_digits":2,"margin_mode":"hedging","trade_mode":"demo","leverage":1},
            "mode":"live","magic_prefix":1,"last_in":0,"last_out":0,"paused":false,"pause_version":0,"session_epoch":0,"open_commands":[]})")
                .as_object();
        data["instance"] = peer.instance;
        data["journal"] = peer.journal;
        peer.say("hello", std::move(data));
    };
    quick(*a);
    quick(*b);
    core.settle();
    CHECK(a->of("welcome").size() == 1);
    CHECK(b->socket.closed_with == 4409);
}

TEST_CASE("the account of a live terminal cannot be live under another one", "[terminal]") {
    Core core;
    auto first = core.live();
    core.terminal = core.add_terminal("two");
    auto second = core.connect();
    second->hello(core);
    CHECK(second->socket.closed_with == 4409);
}

TEST_CASE("a protocol version that is not ours closes with 4426", "[terminal]") {
    Core core;
    auto peer = core.connect();
    auto text = std::string(
        R"({"type":"hello","ts":1,"data":{"role":"terminal","platform":"mt5","proto":[9],"agent":{"ea":"1","dll":"1","build":1,"os":"x"},
        "instance":"01890000-0000-7000-8000-000000000001","journal":"01890000-0000-7000-8000-00000000000a",
        "account":{"login":"1","server":"s","company":"c","currency":"USD","currency_digits":2,"margin_mode":"hedging","trade_mode":"demo","leverage":1},
        "mode":"live","magic_prefix":1,"last_in":0,"last_out":0,"paused":false,"pause_version":0,"session_epoch":0,"open_commands":[]}})");
    peer->session->on_text(text);
    CHECK(peer->socket.closed_with == 4426);
}

TEST_CASE("a socket that closes during the opening leaves no session behind", "[terminal]") {
    Core core;
    auto peer = core.connect();
    peer->say(
        "hello",
        json::parse(R"({"role":"terminal","platform":"mt5","proto":[1],"agent":{"ea":"1","dll":"1","build":1,"os":"x"},
        "instance":"01890000-0000-7000-8000-000000000001","journal":"01890000-0000-7000-8000-00000000000a",
        "account":{"login":"1","server":"s","company":"c","currency":"USD","currency_digits":2,"margin_mode":"hedging","trade_mode":"demo","leverage":1},
        "mode":"live","magic_prefix":1,"last_in":0,"last_out":0,"paused":false,"pause_version":0,"session_epoch":0,"open_commands":[]})")
            .as_object());
    peer->session->on_closed();
    peer->session.reset();
    core.settle();
    CHECK(core.registry.live_count() == 0);
    CHECK(!core.registry.live_or_opening(core.terminal));
    CHECK(!core.ask<Terminal>([&](auto done) { core.store->find_terminal(core.org, core.terminal, done); })
               .value.connected);
}

TEST_CASE("the tenth bad frame within a minute closes with 4400, nine do not", "[terminal]") {
    Core core;
    auto peer = core.live();
    for (int i = 0; i < 9; ++i) peer->session->on_text("{");
    CHECK(peer->socket.closed_with == 0);
    CHECK(peer->of("error").size() == 9);
    core.clock.forward(60'001);
    peer->session->on_text("[]");
    CHECK(peer->socket.closed_with == 0);
    for (int i = 0; i < 9; ++i) peer->session->on_text("{");
    CHECK(peer->socket.closed_with == 4400);
}

TEST_CASE("an unknown type is answered and the connection lives", "[terminal]") {
    Core core;
    auto peer = core.live();
    for (int i = 0; i < 20; ++i) peer->say("surprise", {}, {{"id", "x"}});
    CHECK(peer->socket.closed_with == 0);
    CHECK(peer->of("error").at(0).at("data").at("code").as_string() == "unknown_type");
    CHECK(peer->of("error").at(0).at("re").as_string() == "x");
}

TEST_CASE("frames beyond the burst close with 4429", "[terminal]") {
    Core core;
    auto peer = core.live();
    for (int i = 0; i < 2'100; ++i) peer->say("ack", {});
    CHECK(peer->socket.closed_with == 4429);
}

TEST_CASE("while nothing can be stored a hello is answered with 4503, and welcomed later", "[terminal]") {
    Core core;
    auto peer = core.connect();
    {
        FullDisk const full;
        peer->hello(core);
    }
    CHECK(peer->socket.closed_with == 4503);
    CHECK(core.registry.live_count() == 0);
    CHECK(core.live()->epoch == 1);
}
