#include "core_fixture.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

TEST_CASE("a command for a live terminal is sent in storage before its bytes can be pulled", "[terminal]") {
    Core core;
    auto peer = core.live();
    std::optional<CommandAnswer> answer;
    CommandRequest request;
    request.org = core.org;
    request.user = core.user;
    request.scope = TerminalScope::all();
    request.kind = "force_sync";
    request.terminal = core.terminal;
    core.commands->accept(request, [&](CommandAnswer given) { answer = given; });
    CHECK(peer->of("command").empty());  // A1, A2: nothing leaves before the commit
    core.until([&] { return answer.has_value(); });
    auto const frames = peer->of("command");
    REQUIRE(frames.size() == 1);
    auto const row = core.find(answer->commands.at(0).id);
    CHECK(rank_of(row.state) >= rank_of(CommandState::sent));
    CHECK(row.session_epoch == peer->epoch);
    CHECK(frames[0].at("id").as_string() == row.id.text());
    CHECK(frames[0].at("seq").as_int64() == row.out_seq);
    CHECK(frames[0].at("data").at("session_epoch").as_int64() == peer->epoch);
    CHECK(!frames[0].contains("dup"));
}

TEST_CASE("queued commands leave at welcome, the stop first, each already sent in storage", "[terminal]") {
    Core core;
    auto const pause = core.submit("pause").commands.at(0).id;
    auto const stop = core.submit("emergency_stop").commands.at(0).id;
    CHECK(core.find(pause).state == CommandState::queued);
    auto peer = core.live();
    core.settle();
    auto const frames = peer->of("command");
    REQUIRE(frames.size() == 2);
    CHECK(frames[0].at("id").as_string() == stop.text());
    CHECK(frames[0].at("data").at("lane").as_string() == "stop");
    CHECK(frames[0].at("data").at("ttl_ms").is_null());
    CHECK(core.find(stop).state == CommandState::sent);
    CHECK(core.find(pause).state == CommandState::sent);
}

TEST_CASE("no bytes of a claimed command leave before its claim is committed", "[terminal]") {
    Core core;
    auto peer = core.live();
    // Straight into storage, as another node would: the session learns of it by the sweep.
    AcceptRequest request;
    request.user = core.user;
    request.scope = TerminalScope::all();
    NewCommand command;
    for (auto& id : command.ids) id = CommandId{Uuid::make_v7(core.clock, core.random)};
    command.terminal = core.terminal;
    command.kind = "force_sync";
    request.commands = {command};
    request.now = core.clock.utc;
    auto const id = core.ask<Accepted>([&](auto done) { core.store->accept_commands(core.org, request, done); })
                        .value.commands.at(0)
                        .id;
    core.registry.sweep();
    CHECK(peer->of("command").empty());
    core.settle();
    REQUIRE(peer->of("command").size() == 1);
    CHECK(core.find(id).state == CommandState::sent);
}

TEST_CASE("an ack makes everything up to it accepted, and opens the window", "[terminal]") {
    Core core;
    auto peer = core.live();
    std::vector<CommandId> ids;
    for (int i = 0; i < 65; ++i) ids.push_back(core.submit("force_sync").commands.at(0).id);
    core.settle();
    CHECK(peer->of("command").size() == 60);  // four slots are kept for stops
    CHECK(core.find(ids[60]).state == CommandState::queued);
    peer->say("ack", {}, {{"ack", 2}});
    core.settle();
    CHECK(core.find(ids[0]).state == CommandState::accepted);
    CHECK(core.find(ids[1]).state == CommandState::accepted);
    CHECK(core.find(ids[2]).state == CommandState::sent);
    CHECK(peer->of("command").size() == 62);
}

TEST_CASE("an ack for a frame that was never sent is a fault and changes nothing", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->say("ack", {}, {{"ack", 9}});
    core.settle();
    CHECK(peer->of("error").size() == 1);
    CHECK(core.find(id).state == CommandState::sent);
}

TEST_CASE("after a reconnect what the terminal lacks is repeated with dup, in order, and nothing else", "[terminal]") {
    Core core;
    auto peer = core.live();
    std::vector<std::string> ids;
    for (int i = 0; i < 3; ++i) ids.push_back(core.submit("force_sync").commands.at(0).id.text());
    auto again = core.connect();
    again->resume = peer->resume;
    again->last_in = 1;
    peer->session->on_closed();
    again->hello(core);
    auto const frames = again->of("command");
    REQUIRE(frames.size() == 2);
    CHECK(frames[0].at("id").as_string() == ids[1]);
    CHECK(frames[1].at("id").as_string() == ids[2]);
    CHECK(frames[0].at("dup").as_bool());
    CHECK(frames[0].at("seq").as_int64() == 2);
    CHECK(frames[0].at("data").at("session_epoch").as_int64() == 2);
}

TEST_CASE("after a new journal nothing of the old one is ever sent again", "[terminal]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->session->on_closed();
    auto fresh = core.connect();
    fresh->journal = "01890000-0000-7000-8000-0000000000bb";
    fresh->hello(core);
    core.registry.sweep();
    core.settle();
    CHECK(fresh->of("command").empty());
    CHECK(core.find(id).state == CommandState::in_doubt);
    CHECK(fresh->of("welcome").at(0).at("data").at("last_in").as_int64() == 0);
}

TEST_CASE("the life left is told by the steady clock: a stepped wall clock changes nothing", "[terminal]") {
    Core core;
    core.submit("force_sync");
    core.clock.steady += 1'000;
    core.clock.utc -= 3'600'000;
    auto peer = core.live();
    auto const frames = peer->of("command");
    REQUIRE(frames.size() == 1);
    CHECK(frames[0].at("data").at("ttl_ms").as_int64() == 24 * 3'600'000 - 1'000);
}

TEST_CASE("a resend request repeats from the number named", "[terminal]") {
    Core core;
    auto peer = core.live();
    core.submit("force_sync");
    core.submit("force_sync");
    peer->pull();
    peer->received.clear();
    peer->say("resend", {{"from", 2}});
    core.settle();
    auto const frames = peer->of("command");
    REQUIRE(frames.size() == 1);
    CHECK(frames[0].at("seq").as_int64() == 2);
    CHECK(frames[0].at("dup").as_bool());
}
