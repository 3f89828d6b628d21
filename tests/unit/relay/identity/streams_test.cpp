// Every channel and every type of event: nothing of a terminal reaches who may not see it.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "core/event_types.hpp"
#include "walk_world.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;
namespace json = boost::json;

namespace {

std::string subscribe(std::string const& id, std::string const& channel) {
    return json::serialize(
        json::object{{"type", "subscribe"},
                     {"id", id},
                     {"ts", 1},
                     {"data", json::object{{"channels", json::array{json::object{{"ch", channel}}}}}}});
}

// One row of each type of event of one terminal, as the cores would publish them.
void happen(WalkWorld& world, OrgId org, TerminalId terminal) {
    for (auto const& type : event_types) {
        EventRow row;
        row.org = org;
        row.terminal = terminal;
        row.off = world.hub.events_top(org, terminal) + 1;
        row.at = world.clock.now;
        row.type = std::string(type.name);
        row.data = json::serialize(json::object{{"terminal", terminal.text()}});
        world.live.publish_event(row);
    }
    StateChange change;
    change.set["account"] = json::object{{"balance", terminal.text()}};
    change.as_of = world.clock.now;
    world.live.publish_state(org, terminal, std::move(change));
    world.live.publish_mission(org, terminal, json::object{{"name", terminal.text()}, {"as_of", world.clock.now}});
}

}  // namespace

TEST_CASE("streams: every path, channel and type of event shows the caller's terminals and no others", "[identity]") {
    WalkWorld world;
    for (auto const& caller : world.callers) {
        if (caller.credential.empty()) continue;
        for (auto const* path : {"/ws", "/ws/mission", "/ws/graph", "/ws/classic"}) {
            CAPTURE(caller.name, path);
            WalkSocket socket;
            auto const session = world.open(caller, socket, path);
            CHECK((session != nullptr) == caller.who.may(Permission::view));
            if (!session) continue;
            if (std::string_view(path) == "/ws")
                for (auto const* channel : {"mission", "state:*", "events:*", "user"})
                    session->on_text(subscribe(channel, channel));
            std::string seen = everything(*session);
            happen(world, world.first, world.granted);
            happen(world, world.first, world.ungranted);
            happen(world, world.second, world.foreign);
            world.clock.now += 1500;  // the classic dialect tells states once a second
            session->on_tick();
            seen += everything(*session);
            for (auto const terminal : {world.granted, world.ungranted, world.foreign}) {
                bool const own = (terminal == world.foreign) == (caller.who.org == world.second);
                bool const shown = seen.find(terminal.text()) != std::string::npos;
                CHECK(shown == (own && caller.who.sees(terminal)));
            }
            session->on_closed();
        }
    }
}

TEST_CASE("streams: a channel of an ungranted, a foreign and a missing terminal is refused alike", "[identity]") {
    WalkWorld world;
    auto const missing = TerminalId{Uuid::make_v7(world.clock, world.random)};
    for (auto const& caller : world.callers) {
        if (caller.credential.empty() || !caller.who.may(Permission::view)) continue;
        WalkSocket socket;
        auto const session = world.open(caller, socket);
        everything(*session);
        for (auto const terminal : {world.granted, world.ungranted, world.foreign, missing})
            for (auto const* kind : {"state:", "events:"}) {
                CAPTURE(caller.name, kind, terminal.text());
                session->on_text(subscribe("x", kind + terminal.text()));
                auto const answer = everything(*session);
                bool const own = terminal != missing && (terminal == world.foreign) == (caller.who.org == world.second);
                bool const there = own && caller.who.sees(terminal);
                CHECK((answer.find("\"subscribed\"") != std::string::npos) == there);
                CHECK((answer.find("\"not_found\"") != std::string::npos) == !there);
                CHECK((answer.find(terminal.text()) != std::string::npos) == there);
            }
        session->on_closed();
    }
}

TEST_CASE("streams: what is told of an account reaches its user alone", "[identity]") {
    WalkWorld world;
    auto const& viewer = world.callers.at(0);
    for (auto const& caller : world.callers) {
        if (caller.credential.empty() || !caller.who.may(Permission::view)) continue;
        CAPTURE(caller.name);
        WalkSocket socket;
        auto const session = world.open(caller, socket);
        session->on_text(subscribe("u", "user"));
        everything(*session);
        world.people_live.tell(viewer.who.org, viewer.who.user, {{"what", "role_changed"}, {"at", 1}});
        auto const told = everything(*session);
        CHECK((told.find("account_update") != std::string::npos) == (caller.who.user == viewer.who.user));
        session->on_closed();
    }
}

TEST_CASE("streams: a socket proven before a change and opened after it closes with nothing said", "[identity]") {
    WalkWorld world;
    auto const& viewer = world.callers.at(0);
    Principal who = viewer.who;
    who.proven_mark = world.people_live.mark();
    world.people_live.changed(who.user);
    WalkSocket late;
    auto const refused = world.dashboards.make(late, who);
    CHECK(late.closed_with == 1012);
    CHECK(everything(*refused).empty());
    who.proven_mark = world.people_live.mark();
    WalkSocket socket;
    auto const session = world.dashboards.make(socket, who);
    CHECK(socket.closed_with == 0);
    world.people_live.ended(who.credential);
    CHECK(socket.closed_with == 4401);
    session->on_closed();
}

TEST_CASE("streams: a socket ends when its token does", "[identity]") {
    WalkWorld world;
    Principal who = world.callers.at(0).who;
    who.expires_at = world.clock.now + 1000;
    WalkSocket socket;
    auto const session = world.dashboards.make(socket, who);
    world.people_live.on_tick();
    CHECK(socket.closed_with == 0);
    world.clock.now += 1000;
    world.people_live.on_tick();
    CHECK(socket.closed_with == 4401);
    session->on_closed();
}
