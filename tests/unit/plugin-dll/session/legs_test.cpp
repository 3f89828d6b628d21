// Many legs of one command: what they amount to, what a restart does to them, what must not be sent twice.
#include <catch2/catch.hpp>
#include <cstring>

#include "rig.hpp"

using namespace signalos::bridge::testing;
namespace json = boost::json;

namespace {
sos_decision begin_leg(Rig& rig, sos_command const& command, int leg, std::int64_t ticket, double lots = 0.1) {
    sos_facts facts = rig.facts_of(command, lots, leg);
    facts.position = facts.ticket = ticket;
    return rig.begin(facts);
}

json::object last_result(Rig const& rig) {
    auto const frames = rig.frames("command_result");
    return frames.empty() ? json::object{} : frames.back().at("data").as_object();
}

std::string state(json::object const& result) {
    return result.empty() ? "none" : std::string(result.at("state").as_string());
}

/// Two clean looks at the broker, with the wait in between.
void prove_absent(Rig& rig, sos_command const& command, int leg) {
    for (int look = 0; look < 2; ++look) {
        rig.finish(command, SOS_NOT_FOUND, 0, false, leg);
        rig.clock.advance(61'000);
        rig.beat();
    }
}
}  // namespace

TEST_CASE("legs: a close_all ends as its legs did") {
    struct Case {
        int first, second, said;
        char const* state;
    };
    auto const test = GENERATE(
        Case{SOS_DONE, SOS_DONE, SOS_DONE, "done"}, Case{SOS_DONE, SOS_REJECTED, SOS_PARTIAL, "partial"},
        Case{SOS_REJECTED, SOS_REJECTED, SOS_REJECTED, "rejected"}, Case{SOS_PARTIAL, SOS_DONE, SOS_DONE, "partial"},
        Case{SOS_EA_REFUSED, SOS_EA_REFUSED, SOS_EA_REFUSED, "refused"});
    Rig rig;
    rig.go_live();
    rig.command(1, "close_all", {});
    auto const command = rig.next();
    REQUIRE(command);
    CHECK(command->filter_side == -1);
    CHECK(command->filter_magic == -1);
    REQUIRE(begin_leg(rig, *command, 1, 77).verdict == SOS_GO);
    rig.finish(*command, test.first, 10009, false, 1);
    REQUIRE(begin_leg(rig, *command, 2, 78).verdict == SOS_GO);
    rig.finish(*command, test.second, 10009, false, 2);
    CHECK(state(last_result(rig)) == "none");
    rig.finish(*command, test.said, 0, true, 0);
    auto const result = last_result(rig);
    CHECK(state(result) == test.state);
    CHECK(result.at("legs").as_array().size() == 2);
    CHECK(result.contains("scan"));
}

TEST_CASE("legs: one without an answer keeps the whole in doubt until the broker's books settle it") {
    bool const found = GENERATE(true, false);
    Rig rig;
    rig.go_live();
    rig.command(1, "close_all", {}, 600'000);
    auto const command = rig.next();
    REQUIRE(begin_leg(rig, *command, 1, 77).verdict == SOS_GO);
    rig.finish(*command, SOS_DONE, 10009, false, 1);
    REQUIRE(begin_leg(rig, *command, 2, 78).verdict == SOS_GO);
    rig.finish(*command, SOS_UNKNOWN, 10012, false, 2);
    rig.finish(*command, SOS_DONE, 0, true, 0);
    CHECK(state(last_result(rig)) == "in_doubt");
    if (found) {
        rig.finish(*command, SOS_DONE, 10009, false, 2);
        CHECK(state(last_result(rig)) == "done");
        return;
    }
    prove_absent(rig, *command, 2);
    CHECK(state(last_result(rig)) == "partial");
    // And if it fills after all, that is said, although the state can go no higher.
    rig.finish(*command, SOS_DONE, 10009, false, 2);
    CHECK(state(last_result(rig)) == "partial");
    CHECK(last_result(rig).at("late").as_bool());
}

TEST_CASE("legs: after a restart in the middle the rest is given out again, once the relay's clock is known") {
    Rig rig;
    rig.go_live();
    rig.command(1, "close_all", {}, 600'000);
    auto const command = rig.next();
    REQUIRE(begin_leg(rig, *command, 1, 77).verdict == SOS_GO);
    rig.finish(*command, SOS_DONE, 10009, false, 1);
    rig.crash();
    CHECK_FALSE(rig.next());
    rig.go_live();
    auto const rest = rig.next();
    REQUIRE(rest);
    CHECK(begin_leg(rig, *rest, 1, 78).verdict == SOS_GO);
    rig.finish(*rest, SOS_DONE, 10009, false, 1);
    rig.finish(*rest, SOS_DONE, 0, true, 0);
    CHECK(state(last_result(rig)) == "done");
    CHECK(last_result(rig).at("legs").as_array().size() == 2);
}

TEST_CASE("legs: after a restart nothing is given out while a leg has no answer") {
    Rig rig;
    rig.go_live();
    rig.command(1, "close_all", {}, 600'000);
    auto const command = rig.next();
    REQUIRE(begin_leg(rig, *command, 1, 77).verdict == SOS_GO);
    rig.crash();
    rig.go_live();
    CHECK_FALSE(rig.next());
    rig.finish(*command, SOS_DONE, 10009, false, 1);
    CHECK(rig.next());
}

TEST_CASE("legs: the deal of one leg is not taken for that of another leg on the same position") {
    Rig rig;
    rig.go_live();
    rig.command(1, "close_all", {}, 600'000);
    auto const command = rig.next();
    REQUIRE(begin_leg(rig, *command, 1, 77).verdict == SOS_GO);
    rig.crash();
    rig.go_live();
    prove_absent(rig, *command, 1);
    auto const rest = rig.next();
    REQUIRE(rest);
    REQUIRE(begin_leg(rig, *rest, 5, 77).verdict == SOS_GO);
    rig.finish(*rest, SOS_DONE, 10009, false, 5);
    rig.finish(*rest, SOS_DONE, 0, true, 0);
    CHECK(state(last_result(rig)) == "done");  // the second leg did what the first had not
    sos_result found{};
    found.struct_size = sizeof found;
    found.outcome = SOS_DONE;
    found.leg = 1;
    found.deal = 12;  // as rig.finish gave to leg 5
    std::memcpy(found.id, command->id, sizeof found.id);
    CHECK(rig.session->finish(found) == 1);
    found.deal = 13;
    CHECK(rig.session->finish(found) == SOS_OK);
}

TEST_CASE("legs: a close_all that ran out of time in the middle is not called expired, its legs ran") {
    Rig rig;
    rig.go_live();
    rig.command(1, "close_all", {}, 5'000);
    auto const command = rig.next();
    REQUIRE(begin_leg(rig, *command, 1, 77).verdict == SOS_GO);
    rig.finish(*command, SOS_DONE, 10009, false, 1);
    rig.clock.advance(6'000);
    CHECK(begin_leg(rig, *command, 2, 78).verdict == SOS_REFUSED);
    CHECK(state(last_result(rig)) == "none");
    rig.finish(*command, SOS_PARTIAL, 0, true, 0);
    CHECK(state(last_result(rig)) == "partial");
}

TEST_CASE("legs: on a netting account a ticket whose close may still fill, or took everything, is not sent again") {
    int const margin = GENERATE(int{SOS_MARGIN_NETTING}, int{SOS_MARGIN_EXCHANGE}, int{SOS_MARGIN_HEDGING});
    bool const netting = margin != SOS_MARGIN_HEDGING;
    Rig rig;
    rig.args.margin_mode = margin;
    rig.session.reset();
    rig.boot();
    rig.go_live();
    rig.command(1, "emergency_stop", {{"level", "flatten"}, {"scope", "account"}}, std::nullopt);
    auto const stop = rig.next();
    REQUIRE(stop);
    REQUIRE(begin_leg(rig, *stop, 1, 77).verdict == SOS_GO);
    rig.finish(*stop, SOS_UNKNOWN, 10012, false, 1);
    CHECK(begin_leg(rig, *stop, 2, 77).verdict == SOS_RECONCILE);
    prove_absent(rig, *stop, 1);
    CHECK(begin_leg(rig, *stop, 3, 77).verdict == (netting ? SOS_SETTLED : SOS_GO));

    REQUIRE(begin_leg(rig, *stop, 4, 80).verdict == SOS_GO);
    rig.finish(*stop, SOS_DONE, 10009, false, 4);
    CHECK(begin_leg(rig, *stop, 5, 80).verdict == (netting ? SOS_SETTLED : SOS_GO));
    REQUIRE(begin_leg(rig, *stop, 6, 81).verdict == SOS_GO);
    rig.finish(*stop, SOS_PARTIAL, 10010, false, 6);
    CHECK(begin_leg(rig, *stop, 7, 81, 0.05).verdict == SOS_GO);  // the broker said how much is left
}

TEST_CASE("legs: an ended stop in force goes out once more after a restart, for our own orders, and tells of them") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "emergency_stop", {{"level", "flatten"}, {"scope", "account"}}, std::nullopt);
    auto const stop = rig.next();
    REQUIRE(stop);
    rig.finish(*stop, SOS_DONE, 0, true, 0);
    CHECK(state(last_result(rig)) == "done");
    CHECK_FALSE(rig.next());  // this run's EA goes on by itself
    rig.crash();
    rig.go_live(2);
    auto const watch = rig.next();
    REQUIRE(watch);
    CHECK(watch->kind == SOS_EMERGENCY_STOP);
    CHECK(watch->scope == 1);
    CHECK(watch->latch_id == rig.status().latch_id);
    CHECK_FALSE(rig.next());
    REQUIRE(begin_leg(rig, *watch, 1, 77).verdict == SOS_GO);
    rig.finish(*watch, SOS_DONE, 10009, false, 1);
    CHECK(state(last_result(rig)) == "done");
    CHECK(last_result(rig).at("late").as_bool());
    CHECK(last_result(rig).at("legs").as_array().size() == 1);

    rig.command(2, "resume", {{"version", 1}, {"latch_id", std::to_string(rig.status().latch_id)}});
    CHECK(begin_leg(rig, *watch, 2, 78).verdict == SOS_SETTLED);
    rig.crash();
    rig.go_live(4);
    CHECK_FALSE(rig.next());
}
