#include "../core_terminal/core_fixture.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
json::object open_args() {
    return {{"symbol", "EURUSD"}, {"side", "buy"}, {"order", "market"}, {"volume", "0.10"}};
}
}  // namespace

TEST_CASE("an open for an offline terminal is refused at once, stored, and final", "[commands]") {
    Core core;
    auto const answer = core.submit("open", open_args(), "k1");
    CHECK(answer.code == errc::terminal_offline);
    REQUIRE(answer.commands.size() == 1);
    auto const row = core.find(answer.commands[0].id);
    CHECK(row.state == CommandState::refused);
    CHECK(row.rule == "terminal_offline");
    CHECK(core.submit("open", open_args(), "k1").commands.at(0).id == row.id);
}

TEST_CASE("an open needs a key", "[commands]") {
    Core core;
    CHECK(core.submit("open", open_args()).code == errc::key_required);
}

TEST_CASE("the same key gives the same command, another body is key_reused", "[commands]") {
    Core core;
    auto const first = core.submit("pause", {}, "k");
    auto const again = core.submit("pause", {}, "k");
    CHECK(again.replayed);
    CHECK(again.commands.at(0).id == first.commands.at(0).id);
    CHECK(core.submit("resume", {}, "k").code == errc::key_reused);
    CHECK(core.streams.events.size() == 1);
}

TEST_CASE("what is wrong with the arguments is said with its path", "[commands]") {
    Core core;
    auto args = open_args();
    args["volume"] = "-1";
    auto const answer = core.submit("open", args, "k");
    CHECK(answer.code == errc::bad_request);
    CHECK(answer.fault.path == "/args/volume");
    CHECK(core.submit("dance").fault.path == "/kind");
    CHECK(core.streams.events.empty());
}

TEST_CASE("default lifetimes are those of the protocol", "[commands]") {
    Core core;
    core.streams.positions["120"] = {"121", "EURUSD"};
    auto const life = [&](char const* kind, json::object args = {}) {
        auto const row = core.submit(kind, std::move(args)).commands.at(0);
        return row.expires_at == 0 ? 0 : row.expires_at - row.created_at;
    };
    CHECK(life("close", {{"position", "120"}}) == 120'000);
    CHECK(life("pause") == 86'400'000);
    CHECK(life("force_sync") == 86'400'000);
    CHECK(life("emergency_stop") == 0);
    auto peer = core.live();
    auto const opened = core.submit("open", open_args(), "k").commands.at(0);
    CHECK(opened.expires_at - opened.created_at == 10'000);
    auto pending = open_args();
    pending["order"] = "limit";
    pending["price"] = "1.08";
    auto const placed = core.submit("open", pending, "k2").commands.at(0);
    CHECK(placed.expires_at - placed.created_at == 60'000);
    CHECK(life("modify", {{"position", "120"}, {"sl", "1.08"}}) == 120'000);
    CHECK(life("cancel_order", {{"ticket", "555"}}) == 120'000);
}

TEST_CASE("a close takes ticket and symbol from the live state, and an unknown position is not found", "[commands]") {
    Core core;
    core.streams.positions["120"] = {"121", "EURUSD"};
    auto const answer = core.submit("close", {{"position", "120"}}, "k");
    REQUIRE(answer.ok());
    auto const args = json::parse(answer.commands.at(0).args).as_object();
    CHECK(args.at("ticket").as_string() == "121");
    CHECK(args.at("symbol").as_string() == "EURUSD");
    CHECK(core.submit("close", {{"position", "999"}}).code == errc::not_found);
    core.streams.positions.clear();  // closed meanwhile: the repeated request still gets its first answer
    auto const again = core.submit("close", {{"position", "120"}}, "k");
    CHECK(again.replayed);
    CHECK(again.commands.at(0).id == answer.commands.at(0).id);
    CHECK(core.submit("close", {{"position", "120"}}, "other").code == errc::not_found);
}

TEST_CASE("a partial close becomes absolute once: lots of the volume last reported, for the side last reported",
          "[commands]") {
    Core core;
    core.streams.positions["120"] = {"121", "EURUSD", "sell", "0.30"};
    auto const args_of = [](CommandAnswer const& answer) {
        REQUIRE(answer.ok());
        return json::parse(answer.commands.at(0).args).as_object();
    };
    auto const half = args_of(core.submit("partial_close", {{"position", "120"}, {"percent", "50"}}, "k1"));
    CHECK(half.at("volume").as_string() == "0.15");
    CHECK(half.at("expected_volume").as_string() == "0.3");
    CHECK(half.at("expected_side").as_string() == "sell");
    CHECK(half.at("ticket").as_string() == "121");
    auto const older = args_of(core.submit(
        "partial_close", {{"position", "120"}, {"percent", "10"}, {"expected_volume", "0.5"}, {"expected_side", "buy"}},
        "k2"));
    CHECK(older.at("volume").as_string() == "0.05");
    CHECK(older.at("expected_side").as_string() == "buy");
    CHECK(core.submit("partial_close", {{"position", "120"}, {"volume", "0.30"}}, "k3").fault.path == "/args/volume");
    CHECK(core.submit("partial_close", {{"position", "120"}, {"percent", "50"}}).code == errc::key_required);
    CHECK(core.submit("partial_close", {{"position", "999"}, {"percent", "50"}}, "k4").code == errc::not_found);
    core.streams.positions.clear();
    CHECK(core.submit("partial_close", {{"position", "120"}, {"percent", "50"}}, "k1").replayed);
}

TEST_CASE("a close carries the side it was given for, so that a netting position that turned round is not hit",
          "[commands]") {
    Core core;
    core.streams.positions["120"] = {"121", "EURUSD", "buy", "0.30"};
    auto const answer = core.submit("close", {{"position", "120"}});
    REQUIRE(answer.ok());
    CHECK(json::parse(answer.commands.at(0).args).as_object().at("expected_side").as_string() == "buy");
    auto const by = core.submit("close_by", {{"position", "120"}, {"opposite", "130"}}, "k");
    REQUIRE(by.ok());
    CHECK_FALSE(json::parse(by.commands.at(0).args).as_object().contains("expected_side"));
}

TEST_CASE("a stop for all reaches every terminal, offline ones too", "[commands]") {
    Core core;
    core.add_terminal("two");
    CommandRequest request;
    request.org = core.org;
    request.user = core.user;
    request.scope = TerminalScope::all();
    request.kind = "emergency_stop";
    std::optional<CommandAnswer> answer;
    core.commands->accept(request, [&](CommandAnswer given) { answer = given; });
    core.until([&] { return answer.has_value(); });
    REQUIRE(answer->ok());
    CHECK(answer->commands.size() == 2);
    CHECK(answer->commands[0].terminal != answer->commands[1].terminal);
    auto const args = json::parse(answer->commands[0].args).as_object();
    CHECK(args.at("level").as_string() == "flatten");
    CHECK(args.at("issued_at").as_int64() == core.clock.utc);
}

TEST_CASE("queued commands expire by the steady clock, sent ones never at the relay", "[commands]") {
    Core core;
    core.streams.positions["120"] = {"121", "EURUSD"};
    auto const queued = core.submit("close", {{"position", "120"}}).commands.at(0).id;
    core.clock.utc += 3'600'000;  // the wall clock steps: nothing expires
    core.commands->on_tick();
    core.settle();
    CHECK(core.find(queued).state == CommandState::queued);
    core.clock.steady += 120'000;
    core.commands->on_tick();
    core.settle();
    CHECK(core.find(queued).state == CommandState::expired);
    CHECK(core.streams.events.back().data.find("\"expired\"") != std::string::npos);
    auto peer = core.live();
    auto const sent = core.submit("close", {{"position", "120"}}).commands.at(0).id;
    core.clock.forward(200'000);
    core.commands->on_tick();
    core.settle();
    CHECK(core.find(sent).state == CommandState::sent);
}

/// A command whose sender waits for its end; empty until it is answered.
static std::shared_ptr<std::optional<CommandAnswer>> wait_for_sync(Core& core, std::int64_t wait_ms) {
    CommandRequest request;
    request.org = core.org;
    request.user = core.user;
    request.scope = TerminalScope::all();
    request.kind = "force_sync";
    request.terminal = core.terminal;
    request.wait_ms = wait_ms;
    auto answer = std::make_shared<std::optional<CommandAnswer>>();
    core.commands->accept(request, [answer](CommandAnswer given) { *answer = given; });
    core.settle();
    return answer;
}

TEST_CASE("a wait is answered when the command ends, or with the command when the time is up", "[commands]") {
    Core core;
    auto peer = core.live();
    auto const first = wait_for_sync(core, 5'000);
    CHECK(!*first);
    auto const frame = peer->of("command").at(0);
    peer->say(
        {{"type", "command_result"}, {"ts", 1}, {"re", frame.at("id")}, {"seq", 1}, {"data", {{"state", "done"}}}});
    core.settle();
    REQUIRE(*first);
    CHECK((*first)->commands.at(0).state == CommandState::done);
    auto const second = wait_for_sync(core, 5'000);
    CHECK(!*second);
    core.clock.forward(5'000);
    core.commands->on_tick();
    REQUIRE(*second);
    CHECK((*second)->ok());
    CHECK((*second)->commands.at(0).state == CommandState::sent);
}

TEST_CASE("while the relay stops, those who wait and those who come to wait hear what is known at once", "[commands]") {
    Core core;
    auto peer = core.live();
    auto const waiting = wait_for_sync(core, 30'000);
    REQUIRE(!*waiting);
    core.commands->stop_waiting();
    REQUIRE(*waiting);
    CHECK((*waiting)->ok());
    auto const late = wait_for_sync(core, 30'000);
    REQUIRE(*late);
    CHECK((*late)->ok());
}

TEST_CASE("another organisation's terminal is not found", "[commands]") {
    Core core;
    auto const own = core.org;
    core.org = OrgId{Uuid::make_v7(core.clock, core.random)};
    CHECK(core.submit("pause").code == errc::not_found);
    core.org = own;
    CHECK(core.streams.events.empty());
}

TEST_CASE("every change of a command is an event, in order, with its stage times", "[commands]") {
    Core core;
    auto peer = core.live();
    auto const id = core.submit("force_sync").commands.at(0).id;
    peer->say("ack", {}, {{"ack", 1}});
    peer->say("command_step", {{"step", "executing"}}, {{"re", id.text()}});
    peer->say({{"type", "command_result"}, {"ts", 1}, {"re", id.text()}, {"seq", 1}, {"data", {{"state", "done"}}}});
    core.settle();
    std::vector<std::string> states;
    std::int64_t off = 0;
    for (auto const& event : core.streams.events) {
        states.emplace_back(json::parse(event.data).at("state").as_string());
        CHECK(event.off == ++off);
    }
    CHECK(states == std::vector<std::string>{"sent", "accepted", "executing", "done"});
    auto const times = json::parse(core.streams.events.back().data).at("times").as_object();
    for (char const* stage : {"received", "queued", "sent", "accepted", "executing", "result_stored"})
        CHECK(times.at(stage).is_int64());
}

TEST_CASE("what cannot be stored is not accepted, and its key works afterwards", "[commands]") {
    Core core;
    CommandAnswer refused;
    {
        FullDisk const full;
        refused = core.submit("pause", {}, "k");
    }
    CHECK(!refused.ok());
    CHECK(refused.commands.empty());
    auto const later = core.submit("pause", {}, "k");
    CHECK(later.ok());
    CHECK(!later.replayed);
}

namespace {

/// A terminal that is live, one that is away, and a group of both.
struct Grouped {
    Core core;
    std::unique_ptr<Peer> peer = core.live();
    TerminalId away = core.add_terminal("away");
    GroupId group{Uuid::make_v7(core.clock, core.random)};

    Grouped() {
        auto& groups = core.store->pairings();
        Actor const by{"user:owner", "Owner"};
        REQUIRE(core.ask<TerminalGroup>([&](auto d) { groups.create_group(core.org, group, "G", by, 1, d); }).ok());
        std::vector<TerminalId> const both{core.terminal, away};
        REQUIRE(
            core.ask<TerminalGroup>([&](auto d) { groups.set_group_members(core.org, group, both, by, 1, d); }).ok());
    }
    std::optional<CommandAnswer> stop() {
        CommandRequest request;
        request.org = core.org;
        request.user = core.user;
        request.scope = TerminalScope::all();
        request.kind = "emergency_stop";
        request.group = group;
        request.args = {{"level", "halt"}};
        request.key = "k";
        std::optional<CommandAnswer> answer;
        core.commands->accept(std::move(request), [&](CommandAnswer given) { answer = std::move(given); });
        core.until([&] { return answer.has_value(); });
        return answer;
    }
    std::vector<CommandRow> recorded() {
        CommandFilter filter;
        filter.scope = TerminalScope::all();
        return core.ask<std::vector<CommandRow>>([&](auto d) { core.store->list_commands(core.org, filter, d); }).value;
    }
};

}  // namespace

TEST_CASE("a group's stop that cannot be stored reaches who is live at once, and is recorded for all later",
          "[commands]") {
    Grouped grouped;
    std::optional<CommandAnswer> answer;
    {
        FullDisk const full;
        answer = grouped.stop();
    }
    REQUIRE(answer->ok());
    CHECK_FALSE(answer->durable);
    REQUIRE(answer->commands.size() == 1);
    CHECK(answer->commands[0].terminal == grouped.core.terminal);
    CHECK(grouped.peer->of("command").size() == 1);
    grouped.core.clock.forward(1'000);
    grouped.core.commands->on_tick();
    grouped.core.until([&] { return !grouped.core.commands->awaits_record(grouped.core.terminal); });
    CHECK(grouped.recorded().size() == 2);
}
