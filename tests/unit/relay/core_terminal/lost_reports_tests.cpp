// Reports that never come, or come in a shape that nobody can read: told, and nothing behind them waits for ever.
#include "core_fixture.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
json::object trade(std::int64_t seq, json::value event = "position_close") {
    return {{"type", "trade_event"}, {"ts", 1}, {"seq", seq}, {"data", {{"event", event}, {"position", "120"}}}};
}

json::object result(CommandId id, std::int64_t seq, json::value state = "done") {
    return {{"type", "command_result"}, {"ts", 1}, {"re", id.text()}, {"seq", seq}, {"data", {{"state", state}}}};
}

std::int64_t told(Peer& peer) {
    peer.pull();
    std::int64_t ack = 0;
    for (auto const& frame : peer.received)
        if (frame.contains("ack")) ack = frame.at("ack").as_int64();
    return ack;
}
}  // namespace

TEST_CASE("reset lets the sequence go on behind what is gone, with an alarm", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->say(trade(4));
    core.settle();
    REQUIRE(peer->of("resend").size() == 1);
    peer->say("reset", {{"seq", 3}, {"reason", "the journal was cut"}});
    peer->say(trade(4));
    CHECK(told(*peer) == 0);
    core.settle();
    CHECK(told(*peer) == 4);
    REQUIRE(core.streams.alarms().size() == 1);
    CHECK(core.streams.alarms()[0] == "The terminal cannot repeat its reports 1 to 3: the journal was cut");
    CHECK(core.streams.events.back().type == "position_close");
    CHECK(core.find(id).state == CommandState::in_doubt);
    peer->say(result(id, 5));
    core.settle();
    CHECK(core.find(id).state == CommandState::done);
}

TEST_CASE("reset of what was received is only acknowledged again", "[terminal]") {
    Core core;
    auto peer = core.live();
    peer->say(trade(1));
    peer->say("reset", {{"seq", 1}, {"reason", "forgotten"}});
    core.settle();
    CHECK(told(*peer) == 1);
    peer->received.clear();
    peer->say("reset", {{"seq", 1}, {"reason", "forgotten"}});
    core.settle();
    CHECK(told(*peer) == 1);
    CHECK(core.streams.alarms().empty());
}

TEST_CASE("reset without a number that a frame can have is a bad frame and changes nothing", "[terminal]") {
    Core core;
    auto peer = core.live();
    json::value const wrong[] = {0, -1, "3", nullptr, 9'007'199'254'740'992};
    for (auto const& seq : wrong) peer->say("reset", {{"seq", seq}, {"reason", ""}});
    core.settle();
    CHECK(peer->of("error").size() == 5);
    CHECK(told(*peer) == 0);
    CHECK(core.streams.alarms().empty());
}

TEST_CASE("reset does not cover a report that was received and could not be stored", "[terminal]") {
    Core core;
    auto peer = core.live();
    {
        FullDisk const full;
        peer->say(trade(1));
        core.settle();
        peer->say("reset", {{"seq", 2}, {"reason", "forgotten"}});
        core.settle();
    }
    CHECK(told(*peer) == 0);
    core.clock.forward(1'000);
    peer->session->on_tick();
    CHECK(peer->of("resend").back().at("data").at("from").as_int64() == 1);
    peer->say(trade(1));
    peer->say("reset", {{"seq", 2}, {"reason", "forgotten"}});
    core.settle();
    CHECK(told(*peer) == 2);
    REQUIRE(core.streams.alarms().size() == 1);
    CHECK(core.streams.alarms()[0] == "The terminal cannot repeat its report 2: forgotten");
    CHECK(core.streams.events[core.streams.events.size() - 2].type == "position_close");
}

TEST_CASE("a report whose body cannot be read is refused, told, acknowledged, and blocks nothing", "[terminal]") {
    Core core;
    auto peer = core.live();
    peer->say(trade(1, "position_dance"));
    peer->say("latch_state", {{"paused", "perhaps"}}, {{"seq", 2}});
    peer->say(trade(3));
    CHECK(told(*peer) == 0);
    core.settle();
    CHECK(told(*peer) == 3);
    CHECK(peer->of("error").size() == 2);
    REQUIRE(core.streams.alarms().size() == 2);
    CHECK(core.streams.alarms()[0].find("cannot read a trade_event") != std::string::npos);
    CHECK(core.streams.alarms()[1].find("cannot read a latch_state") != std::string::npos);
    CHECK(core.streams.events.back().type == "position_close");
}

TEST_CASE("a result that cannot be read leaves its command in doubt with the reason", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->say(result(id, 1, "splendid"));
    core.settle();
    CHECK(told(*peer) == 1);
    CHECK(core.find(id).state == CommandState::in_doubt);
    CHECK(core.find(id).message.find("/data/state") != std::string::npos);
    // Said again in order, it is settled.
    peer->say(result(id, 2));
    core.settle();
    CHECK(core.find(id).state == CommandState::done);
}

TEST_CASE("the tenth report within a minute that cannot be read closes with 4400 and is told all the same",
          "[terminal]") {
    Core core;
    auto peer = core.live();
    for (int seq = 1; seq <= 10; ++seq) peer->say(trade(seq, 7));
    core.settle();
    CHECK(peer->socket.closed_with == 4400);
    CHECK(core.streams.alarms().size() == 10);
    auto again = core.connect();
    again->epoch = peer->epoch;
    again->resume = peer->resume;
    again->hello(core);
    CHECK(again->of("welcome").at(0).at("data").at("last_in").as_int64() == 10);
}

TEST_CASE("a result that contradicts the stored end is told and changes nothing", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->say(result(id, 1));
    peer->say(result(id, 2, "rejected"));
    core.settle();
    CHECK(told(*peer) == 2);
    CHECK(core.find(id).state == CommandState::done);
    REQUIRE(core.streams.alarms().size() == 1);
    CHECK(core.streams.alarms()[0].find("rejected") != std::string::npos);
}

TEST_CASE("an open command of hello that nobody here knows is told once", "[terminal]") {
    Core core;
    auto peer = core.connect();
    auto const stranger = Uuid::make_v7(core.clock, core.random).text();
    peer->open_commands.push_back(json::object{{"id", stranger}, {"state", "executing"}});
    peer->hello(core);
    REQUIRE(core.streams.alarms().size() == 1);
    CHECK(core.streams.alarms()[0].find(stranger) != std::string::npos);
    peer->session->on_closed();
    auto again = core.connect();
    again->open_commands = peer->open_commands;
    again->hello(core);
    CHECK(again->of("welcome").size() == 1);
    CHECK(core.streams.alarms().size() == 1);
}
