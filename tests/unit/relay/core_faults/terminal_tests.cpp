// What becomes of a terminal's session when one operation at the store fails: what the terminal is told, what it gets,
// and what is kept. Afterwards everything is as if nothing had failed.
#include "faulty_core.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
constexpr StoreFault every_fault[] = {StoreFault::unavailable, StoreFault::before_commit, StoreFault::in_doubt_kept,
                                      StoreFault::in_doubt_lost, StoreFault::slow};
constexpr std::uint16_t unavailable_close = 4503;

char const* name_of(StoreFault fault) {
    switch (fault) {
        case StoreFault::none:
            return "nothing fails";
        case StoreFault::unavailable:
            return "the store is away";
        case StoreFault::before_commit:
            return "rolled back";
        case StoreFault::in_doubt_kept:
            return "kept, the answer lost";
        case StoreFault::in_doubt_lost:
            return "lost, the answer too";
        case StoreFault::slow:
            return "slow";
    }
    return "";
}

/// The same terminal on a new socket, with what it holds of its last session.
std::unique_ptr<Peer> comes_back(Core& core, Peer const& before) {
    auto peer = core.connect();
    peer->resume = before.resume;
    peer->epoch = before.epoch;
    return peer;
}

json::object done_frame(CommandId command, std::int64_t seq) {
    return {{"type", "command_result"}, {"ts", 1}, {"re", command.text()}, {"seq", seq}, {"data", {{"state", "done"}}}};
}

/// The highest acknowledgement that the terminal got.
std::int64_t acknowledged(Peer& peer) {
    peer.pull();
    std::int64_t highest = 0;
    for (auto const& frame : peer.received)
        if (auto const* const ack = frame.if_contains("ack")) highest = std::max(highest, ack->as_int64());
    return highest;
}

std::vector<std::string> stored_events(Core& core) {
    auto const page =
        core.ask<EventPage>([&](auto done) { core.store->events_since(core.org, core.terminal, 0, 1000, done); });
    std::vector<std::string> states;
    for (auto const& event : page.value.events)
        if (event.type == "command_update") states.emplace_back(json::parse(event.data).at("state").as_string());
    return states;
}
}  // namespace

TEST_CASE("a claim that fails sends what waits as soon as it can, each command once", "[terminal][faults]") {
    for (auto const fault : every_fault) {
        INFO(name_of(fault));
        FaultyCore f;
        auto const waiting = f.core.submit("pause").commands.at(0).id;
        f.next("claim_commands", fault);
        auto peer = f.core.live();
        CHECK(f.met());
        f.forward(3'000, peer.get());
        CHECK(ids_pushed(*peer) == std::set<std::string>{waiting.text()});
        auto const count = pushed(*peer, waiting);
        CHECK(count.fresh <= 1);
        CHECK(count.fresh + count.repeated >= 1);
        CHECK(f.core.find(waiting).state == CommandState::sent);
    }
}

TEST_CASE("a hello that fails is told to come again, and the next one with the same secret is welcome",
          "[terminal][faults]") {
    for (auto const fault : every_fault) {
        INFO(name_of(fault));
        FaultyCore f;
        auto first = f.core.live();
        first->session->on_closed();
        f.core.settle();
        auto again = comes_back(f.core, *first);
        f.next("open_terminal_session", fault);
        again->hello(f.core);
        f.core.settle();
        CHECK(f.met());
        bool const welcome = fault == StoreFault::slow;
        CHECK(again->of("welcome").size() == (welcome ? 1u : 0u));
        CHECK(again->socket.closed_with == (welcome ? 0 : unavailable_close));
        if (welcome) continue;
        auto third = comes_back(f.core, *first);
        third->hello(f.core);
        REQUIRE(third->of("welcome").size() == 1);
        CHECK(third->epoch > first->epoch);
    }
}

TEST_CASE("a report is acknowledged when it is kept and not before, and its command ends once", "[terminal][faults]") {
    for (auto const fault : every_fault) {
        INFO(name_of(fault));
        FaultyCore f;
        auto peer = f.core.live();
        auto const id = f.core.submit("force_sync").commands.at(0).id;
        f.next("apply_terminal_frame", fault);
        peer->say(done_frame(id, 1));
        f.core.settle();
        CHECK(f.met());
        bool const told = fault == StoreFault::slow;
        CHECK(acknowledged(*peer) == (told ? 1 : 0));
        f.forward(1'500, peer.get());
        if (!told) {
            // It is asked for again; the terminal still has it.
            REQUIRE(peer->of("resend").size() == 1);
            CHECK(peer->of("resend").at(0).at("data").at("from").as_int64() == 1);
            auto frame = done_frame(id, 1);
            frame["dup"] = true;
            peer->say(std::move(frame));
            f.core.settle();
        }
        CHECK(acknowledged(*peer) == 1);
        CHECK(f.core.find(id).state == CommandState::done);
        auto const states = stored_events(f.core);
        CHECK(std::count(states.begin(), states.end(), "done") == 1);
        CHECK(f.core.streams.alarms().empty());
    }
}

TEST_CASE("an acknowledgement whose note fails is noted at a later tick", "[terminal][faults]") {
    for (auto const fault : every_fault) {
        INFO(name_of(fault));
        FaultyCore f;
        auto peer = f.core.live();
        auto const id = f.core.submit("force_sync").commands.at(0).id;
        f.next("mark_accepted", fault);
        peer->say("ack", {}, {{"ack", 1}});
        f.forward(1'000, peer.get());
        CHECK(f.met());
        CHECK(f.core.find(id).state == CommandState::accepted);
        auto const states = stored_events(f.core);
        CHECK(std::count(states.begin(), states.end(), "accepted") == 1);
    }
}

TEST_CASE("a list of what was sent that fails is asked for again, and the terminal gets all of it, marked as repeated",
          "[terminal][faults]") {
    for (auto const fault : every_fault) {
        INFO(name_of(fault));
        FaultyCore f;
        auto first = f.core.live();
        auto const id = f.core.submit("force_sync").commands.at(0).id;
        first->session->on_closed();
        f.core.settle();
        auto again = comes_back(f.core, *first);
        f.next("list_sent", fault);
        again->hello(f.core);
        REQUIRE(again->of("welcome").size() == 1);
        f.forward(1'000, again.get());
        CHECK(f.met());
        CHECK(again->socket.closed_with == 0);
        CHECK(pushed(*again, id).repeated >= 1);
        CHECK(pushed(*again, id).fresh == 0);
        CHECK(f.core.find(id).state == CommandState::sent);
    }
}

TEST_CASE("a step that is lost changes nothing: the end says more", "[terminal][faults]") {
    for (auto const fault : every_fault) {
        INFO(name_of(fault));
        FaultyCore f;
        auto peer = f.core.live();
        auto const id = f.core.submit("force_sync").commands.at(0).id;
        f.next("record_step", fault);
        peer->say("command_step", {{"step", "executing"}}, {{"re", id.text()}});
        peer->say(done_frame(id, 1));
        f.forward(1'000, peer.get());
        CHECK(f.met());
        CHECK(f.core.find(id).state == CommandState::done);
        CHECK(acknowledged(*peer) == 1);
    }
}
