#include "core_fixture.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
json::object result(CommandId id, std::int64_t seq, char const* state = "done") {
    return {{"type", "command_result"},
            {"ts", 1},
            {"re", id.text()},
            {"seq", seq},
            {"data", {{"state", state}, {"retcode", 10009}}}};
}

std::int64_t told(Peer& peer) {
    peer.pull();
    std::int64_t ack = 0;
    for (auto const& frame : peer.received) {
        if (frame.contains("ack")) ack = frame.at("ack").as_int64();
    }
    return ack;
}
}  // namespace

TEST_CASE("a result is acknowledged only after it is durable, and published then", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->say(result(id, 1));
    CHECK(told(*peer) == 0);
    core.settle();
    CHECK(told(*peer) == 1);
    CHECK(core.find(id).state == CommandState::done);
    auto const last = json::parse(core.streams.events.back().data).as_object();
    CHECK(last.at("id").as_string() == id.text());
    CHECK(last.at("state").as_string() == "done");
    CHECK(last.at("retcode").as_int64() == 10009);
}

TEST_CASE("a repeated result changes nothing and is acknowledged again", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->say(result(id, 1));
    core.settle();
    peer->pull();
    peer->received.clear();
    auto const events = core.streams.events.size();
    peer->say(result(id, 1, "rejected"));
    core.settle();
    CHECK(told(*peer) == 1);
    CHECK(core.find(id).state == CommandState::done);
    CHECK(core.streams.events.size() == events);
}

TEST_CASE("a gap is answered with resend once and what came behind it is not applied", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->say(result(id, 3));
    peer->say(result(id, 4));
    core.settle();
    REQUIRE(peer->of("resend").size() == 1);
    CHECK(peer->of("resend")[0].at("data").at("from").as_int64() == 1);
    CHECK(core.find(id).state == CommandState::sent);
}

TEST_CASE("frames of a superseded session change nothing", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    // Another node took the terminal over: this session has not heard of it yet.
    SessionRequest request;
    request.instance = peer->instance;
    request.journal = peer->journal;
    request.account =
        core.ask<Terminal>([&](auto done) { core.store->find_terminal(core.org, core.terminal, done); }).value.account;
    request.new_resume_hash = "x";
    request.now = core.clock.utc;
    core.ask<OpenedSession>(
        [&](auto done) { core.store->open_terminal_session(core.org, core.terminal, request, done); });
    peer->say(result(id, 1));
    core.settle();
    CHECK(core.find(id).state == CommandState::sent);
    CHECK(peer->socket.closed_with == 4410);
    CHECK(told(*peer) == 0);
}

TEST_CASE("a trade event is stored with its tradeId and published under its own type", "[terminal]") {
    Core core;
    auto peer = core.live();
    peer->say("trade_event", {{"event", "position_close"}, {"position", "120"}, {"ticket", "120"}, {"deal", "124"}},
              {{"seq", 1}});
    core.settle();
    auto const& event = core.streams.events.back();
    CHECK(event.type == "position_close");
    CHECK(json::parse(event.data).at("tradeId").as_string() == core.terminal.text() + ":120");
    CHECK(event.off == static_cast<std::int64_t>(core.streams.events.size()));
}

TEST_CASE("a reported latch is kept and shown", "[terminal]") {
    Core core;
    auto peer = core.live();
    peer->say("latch_state",
              {{"paused", true},
               {"pause_version", 4},
               {"latch", {{"id", "2"}, {"level", "flatten"}, {"scope", "account"}, {"since", 5}}},
               {"by", "command"}},
              {{"seq", 1}});
    core.settle();
    auto const& row = core.streams.mission.at(core.terminal);
    CHECK(row.at("paused").as_bool());
    CHECK(row.at("latch").at("id").as_string() == "2");
    CHECK(core.streams.events.back().type == "kill_switch");
    CHECK(core.ask<Terminal>([&](auto done) { core.store->find_terminal(core.org, core.terminal, done); })
              .value.pause_version == 4);
}

TEST_CASE("state patches reach the stream with tradeIds and the time of the word", "[terminal]") {
    Core core;
    auto peer = core.live();
    peer->say("state", {{"reset", true},
                        {"set", {{"position:120", {{"volume", "0.10"}}}, {"terminal", {{"broker_connected", true}}}}}});
    REQUIRE(core.streams.states.size() == 1);
    auto const& change = core.streams.states[0];
    CHECK(change.reset);
    CHECK(change.set.at("position:120").at("tradeId").as_string() == core.terminal.text() + ":120");
    CHECK(change.as_of == core.relay_clock->now());
    CHECK(core.streams.mission.at(core.terminal).at("broker_connected").as_bool());
}

TEST_CASE("a terminal whose EA is silent is not available until it calls again", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const& row = core.streams.mission.at(core.terminal);
    auto const tell = [&](json::value since) {
        json::object terminal{{"ea_silent_since", std::move(since)}};
        peer->say("state", {{"set", {{"terminal", std::move(terminal)}}}});
    };
    CHECK(row.at("state").as_string() == "available");
    tell(1500);
    CHECK(row.at("state").as_string() == "busy");
    CHECK(row.at("reason").as_string() == "the EA is not responding");
    CHECK(row.at("ea_silent_since").as_int64() == 1500);
    tell(nullptr);
    CHECK(row.at("state").as_string() == "available");
    CHECK(row.at("ea_silent_since").is_null());
}

TEST_CASE("a state patch in several frames is applied as one, and not at all when the link ends in between",
          "[terminal]") {
    Core core;
    auto peer = core.live();
    peer->say("state", {{"reset", true}, {"more", true}, {"set", {{"position:1", {{"volume", "0.10"}}}}}});
    peer->say("state", {{"more", true}, {"del", {"position:9"}}});
    CHECK(core.streams.states.empty());
    peer->say("state", {{"set", {{"position:2", {{"volume", "0.20"}}}}}});
    REQUIRE(core.streams.states.size() == 1);
    auto const& change = core.streams.states[0];
    CHECK(change.reset);
    CHECK(change.set.size() == 2);
    CHECK(change.del == std::vector<std::string>{"position:9"});
    peer->say("state", {{"set", {{"position:2", {{"volume", "0.30"}}}}}});
    CHECK(core.streams.states.back().set.size() == 1);
    CHECK_FALSE(core.streams.states.back().reset);
}

TEST_CASE("steps show while a command runs and never after it ended", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->say("command_step", {{"step", "executing"}}, {{"re", id.text()}});
    core.settle();
    CHECK(core.find(id).state == CommandState::executing);
    peer->say(result(id, 1));
    peer->say("command_step", {{"step", "reconciling"}}, {{"re", id.text()}});
    core.settle();
    CHECK(core.find(id).state == CommandState::done);
    CHECK(core.find(id).step == "executing");
}

TEST_CASE("a terminal is busy while a command is open", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    CHECK(core.streams.mission.at(core.terminal).at("state").as_string() == "busy");
    peer->say(result(id, 1));
    core.settle();
    CHECK(core.streams.mission.at(core.terminal).at("state").as_string() == "available");
    peer->session->on_closed();
    CHECK(core.streams.mission.at(core.terminal).at("state").as_string() == "offline");
}

TEST_CASE("a result that cannot be stored is not acknowledged, asked for again, and then kept", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    {
        FullDisk const full;
        peer->say(result(id, 1));
        core.settle();
    }
    CHECK(told(*peer) == 0);
    CHECK(peer->socket.closed_with == 0);
    CHECK(core.find(id).state == CommandState::sent);
    core.clock.forward(1'000);
    peer->session->on_tick();
    REQUIRE(peer->of("resend").size() == 1);
    CHECK(peer->of("resend")[0].at("data").at("from").as_int64() == 1);
    peer->say(result(id, 1));
    core.settle();
    CHECK(told(*peer) == 1);
    CHECK(core.find(id).state == CommandState::done);
}

TEST_CASE("an ack that cannot be stored is stored later", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    {
        FullDisk const full;
        peer->say("ack", {}, {{"ack", 1}});
        core.settle();
    }
    CHECK(core.find(id).state == CommandState::sent);
    peer->session->on_tick();
    core.settle();
    CHECK(core.find(id).state == CommandState::accepted);
}

TEST_CASE("one pull brings the newest acknowledgement even when older frames wait before it", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->say(result(id, 1));
    peer->say("surprise", {});  // queues an error frame that still says ack 0
    core.settle();
    auto const frames = peer->session->pull(64 * 1024);
    REQUIRE(!frames.empty());
    CHECK(json::parse(*frames.back()).at("ack").as_int64() == 1);
}
