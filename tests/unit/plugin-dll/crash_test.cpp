// The crash matrix of a terminal: the object is dropped, what was not flushed is lost, everything is built anew.
#include <catch2/catch.hpp>

#include "rig.hpp"

namespace signalos::bridge::test {

TEST_CASE("a command is on disk before it is acknowledged", "[crash]") {
    Rig rig;
    rig.live();
    rig.disk.flush_fails = true;
    rig.close_command(1);
    CHECK(rig.last_ack() < 1);
}

TEST_CASE("a command received but not begun runs after a restart while its time is left", "[crash]") {
    Rig rig;
    rig.live();
    rig.close_command(1);
    CHECK(rig.last_ack() == 1);
    rig.crash();
    CHECK(rig.take());
    CHECK(rig.begin(rig.facts(1, SOS_CLOSE)).verdict == SOS_GO);
}

TEST_CASE("a command received but not begun expires after a restart when its time is over", "[crash]") {
    Rig rig;
    rig.live();
    rig.close_command(1, 5000);
    rig.clock.advance(6000);
    rig.crash();
    CHECK_FALSE(rig.take());
    rig.wire.events->on_wake();
    CHECK(rig.state_of(1) == "expired");
}

TEST_CASE("a command begun before a crash is never given out again, only looked for", "[crash]") {
    Rig rig;
    rig.live();
    rig.close_command(1);
    REQUIRE(rig.take());
    REQUIRE(rig.begin(rig.facts(1, SOS_CLOSE)).verdict == SOS_GO);
    rig.crash();
    CHECK_FALSE(rig.take());
    CHECK(rig.begin(rig.facts(1, SOS_CLOSE)).verdict == SOS_RECONCILE);
    sos_intent intent{};
    REQUIRE(rig.session->read_back(0, intent));
    CHECK(read_text(intent.id) == command_id(1));
    CHECK(rig.finish(1, SOS_DONE) == SOS_OK);
    CHECK(rig.state_of(1) == "done");
    CHECK_FALSE(rig.session->read_back(0, intent));
}

TEST_CASE("what cannot be found is not executed only after 60 s and two clean scans", "[crash]") {
    Rig rig;
    rig.live();
    rig.open_command(1);
    REQUIRE(rig.take());
    REQUIRE(rig.begin(rig.facts(1, SOS_OPEN)).verdict == SOS_GO);
    rig.crash();
    rig.finish(1, SOS_NOT_FOUND);
    rig.clock.advance(59999);
    rig.heartbeat();
    rig.finish(1, SOS_NOT_FOUND);
    CHECK(rig.results(1).empty());
    rig.clock.advance(1);
    rig.finish(1, SOS_NOT_FOUND);
    CHECK(rig.state_of(1) == "not_executed");
    rig.finish(1, SOS_DONE);
    CHECK(rig.state_of(1) == "done");
    CHECK(rig.results(1).back().at("late") == json::value(true));
}

TEST_CASE("a result is sent again after every restart until the relay has it, and never changes", "[crash]") {
    Rig rig;
    rig.live();
    rig.close_command(1);
    REQUIRE(rig.take());
    REQUIRE(rig.begin(rig.facts(1, SOS_CLOSE)).verdict == SOS_GO);
    REQUIRE(rig.finish(1, SOS_DONE) == SOS_OK);
    auto const first = rig.results(1).back();
    for (int restart = 0; restart < 3; ++restart) {
        rig.crash();
        REQUIRE(rig.results(1).size() == 1);
        CHECK(rig.results(1).back() == first);
        CHECK(rig.begin(rig.facts(1, SOS_CLOSE)).verdict == SOS_SETTLED);
    }
    rig.crash(1);
    CHECK(rig.results(1).empty());
    CHECK_FALSE(rig.take());
}

TEST_CASE("the same command id under a new seq is not executed twice", "[crash]") {
    Rig rig;
    rig.live();
    rig.close_command(1);
    REQUIRE(rig.take());
    json::object data{{"session_epoch", 7}, {"cmd_seq", 1}, {"kind", "close"}, {"args", {{"position", "120"}}}};
    rig.frame({{"type", "command"}, {"id", command_id(1)}, {"seq", 2}, {"data", data}});
    CHECK_FALSE(rig.take());
    CHECK(rig.last_ack() == 2);
}

TEST_CASE("a command that the bridge finishes itself is carried out once however often its id comes", "[crash]") {
    Rig rig;
    rig.live();
    json::object const stop{{"level", "halt"}, {"scope", "account"}};
    rig.command(1, "emergency_stop", stop);
    json::object data{{"session_epoch", 7}, {"cmd_seq", 1}, {"kind", "emergency_stop"}, {"args", stop}};
    rig.frame({{"type", "command"}, {"id", command_id(1)}, {"seq", 2}, {"data", data}});
    CHECK(rig.last_ack() == 2);
    CHECK(rig.results(1).size() == 1);
}

TEST_CASE("a repeated id does not give a waiting command more time", "[crash]") {
    Rig rig;
    rig.live();
    rig.close_command(1, 5000);
    json::object data{
        {"session_epoch", 7}, {"cmd_seq", 1}, {"kind", "close"}, {"ttl_ms", 900000}, {"args", {{"position", "120"}}}};
    rig.frame({{"type", "command"}, {"id", command_id(1)}, {"seq", 2}, {"data", data}});
    rig.clock.advance(5000);
    CHECK_FALSE(rig.take());
}

TEST_CASE("an intent whose flush fails is not sent and is answered in doubt, which any ending may follow", "[crash]") {
    Rig rig;
    rig.live();
    rig.close_command(1);
    REQUIRE(rig.take());
    rig.disk.flush_fails = true;
    auto const decision = rig.begin(rig.facts(1, SOS_CLOSE));
    CHECK(decision.verdict == SOS_REFUSED);
    CHECK(read_text(decision.rule) == "journal");
    CHECK(rig.state_of(1) == "in_doubt");
    rig.disk.flush_fails = false;
    SECTION("lost with the power: refused, since the relay heard more than the disk holds") {
        rig.crash(1);
        CHECK_FALSE(rig.take());
        rig.wire.events->on_wake();
        CHECK(rig.state_of(1) == "refused");
    }
    SECTION("found on disk: looked for at the broker") {
        rig.disk.durable = rig.disk.cached;
        rig.crash(1);
        CHECK(rig.begin(rig.facts(1, SOS_CLOSE)).verdict == SOS_RECONCILE);
    }
}

TEST_CASE("with a full disk new commands are refused by the journal rule and never executed", "[crash]") {
    Rig rig;
    rig.live();
    rig.close_command(1);
    REQUIRE(rig.take());
    rig.disk.full = true;
    CHECK(rig.begin(rig.facts(1, SOS_CLOSE)).verdict == SOS_REFUSED);
    CHECK(rig.state_of(1) == "refused");
    rig.close_command(2);
    CHECK_FALSE(rig.take());
    CHECK(rig.state_of(2) == "refused");
    CHECK(text_of(rig.results(2).back(), "rule") == "journal");
}

}  // namespace signalos::bridge::test
