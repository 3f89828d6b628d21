// Promises 1 and 2 at every point where the terminal can die (crash matrix T1 to T8 of the protocol).
#include <catch2/catch.hpp>

#include "rig.hpp"

using namespace signalos::bridge::testing;
namespace json = boost::json;

namespace {
json::object const open_args{{"symbol", "EURUSD"}, {"side", "buy"}, {"order", "market"}, {"volume", "0.1"}};
json::object const close_args{{"position", "77"}, {"ticket", "77"}, {"symbol", "EURUSD"}};

std::string state_of(std::optional<json::object> const& result) {
    return result ? std::string(result->at("state").as_string()) : "none";
}
}  // namespace

TEST_CASE("crash T1: a command whose record was not flushed was never acknowledged and is taken when it comes again") {
    Rig rig;
    rig.go_live();
    rig.disk.flush_fails = true;
    auto const id = rig.command(1, "open", open_args);
    for (auto const& frame : rig.wire.sent) CHECK((!frame.contains("ack") || frame.at("ack").to_number<int>() == 0));
    rig.disk.flush_fails = false;
    rig.crash();
    rig.go_live();
    CHECK_FALSE(rig.next());
    rig.command(1, "open", open_args);
    CHECK(rig.next());
}

TEST_CASE("crash T2: an acknowledged command is there after the restart, and its repetition is not a second one") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "open", open_args);
    CHECK(rig.frames("ack").back().at("ack").to_number<int>() == 1);
    rig.crash();
    rig.go_live();
    REQUIRE(rig.next());
    CHECK_FALSE(rig.next());
}

TEST_CASE("crash T3: received but not begun: executed while its time lasts, expired after it") {
    auto const late = GENERATE(false, true);
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "close", close_args, 5'000);
    rig.session.reset();
    rig.clock.advance(late ? 6'000 : 1'000);
    rig.disk.power_cut();
    rig.boot();
    rig.go_live(0, 2);
    if (late) {
        CHECK_FALSE(rig.next());
        CHECK(state_of(rig.result_of(id)) == "expired");
    } else {
        CHECK(rig.next());
    }
}

TEST_CASE("crash T4 and T5: an intent without an answer is looked for, never sent again") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "open", open_args);
    auto const command = rig.next();
    REQUIRE(command);
    REQUIRE(rig.begin(*command).verdict == SOS_GO);
    rig.crash();  // the order may be at the broker
    rig.go_live(0, 2);
    CHECK_FALSE(rig.next());
    CHECK(rig.status().unsettled == 1);
    sos_intent intent{};
    REQUIRE(rig.session->read_back(0, intent));
    CHECK(std::string(reinterpret_cast<char const*>(intent.id)) == id);
    CHECK(intent.magic == command->magic);
    CHECK(rig.begin(*command).verdict != SOS_GO);

    SECTION("found at the broker: done") {
        CHECK(rig.finish(*command, SOS_DONE, 10009) >= 0);
        CHECK(state_of(rig.result_of(id)) == "done");
    }
    SECTION("not found: not_executed only after the wait and two clean scans") {
        rig.finish(*command, SOS_NOT_FOUND, 0);
        CHECK(state_of(rig.result_of(id)) == "none");
        for (int step = 0; step < 3; ++step) {
            CHECK(state_of(rig.result_of(id)) == "none");
            rig.clock.advance(20'500);
            rig.beat();
            rig.healthy();
            rig.finish(*command, SOS_NOT_FOUND, 0);
        }
        CHECK(state_of(rig.result_of(id)) == "not_executed");
        CHECK_FALSE(rig.next());
    }
}

TEST_CASE("crash T7 and T8: a stored result is sent until it is acknowledged, with dup, and then no more") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "open", open_args);
    auto const command = rig.next();
    REQUIRE(rig.begin(*command).verdict == SOS_GO);
    rig.finish(*command, SOS_DONE, 10009);
    REQUIRE(state_of(rig.result_of(id)) == "done");
    rig.crash();
    rig.go_live(0, 2);
    REQUIRE(state_of(rig.result_of(id)) == "done");
    CHECK(rig.frames("command_result").front().at("dup").as_bool());
    rig.relay_says({{"type", "ack"}, {"ack", 1}, {"data", json::object{}}});
    rig.crash();
    rig.go_live(1, 3);
    CHECK(state_of(rig.result_of(id)) == "none");
    CHECK_FALSE(rig.next());
}

TEST_CASE("journal: an order leaves only when its intent is on the disk") {
    Rig rig;
    rig.go_live();
    rig.command(1, "open", open_args);
    auto const command = rig.next();
    auto const before = rig.disk.durable.size();
    REQUIRE(rig.begin(*command).verdict == SOS_GO);
    CHECK(rig.disk.durable.size() > before);
    CHECK(rig.disk.durable == rig.disk.cached);
}

TEST_CASE("journal: a flush that fails refuses the order and every command after it, and says why") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "open", open_args);
    auto const command = rig.next();
    rig.disk.flush_fails = true;
    CHECK(rig.begin(*command).verdict != SOS_GO);
    auto const status = rig.status();
    CHECK(status.journal_ok == 0);
    CHECK(status.journal_text[0] != 0);
    rig.command(2, "open", open_args);
    CHECK_FALSE(rig.next());
}

TEST_CASE("journal: a tail torn at any byte is cut, and what was flushed before it stays") {
    Rig full;
    full.go_live();
    auto const id = full.command(1, "open", open_args);
    auto const whole = full.disk.durable;
    full.command(2, "close", close_args);
    auto const longer = full.disk.durable;
    for (auto size = whole.size(); size < longer.size(); ++size) {
        Rig rig;
        rig.session.reset();
        rig.disk.cached = rig.disk.durable = longer.substr(0, size);
        rig.boot();
        CAPTURE(size);
        REQUIRE(rig.status().journal_ok == 1);
        rig.go_live(0, 2);
        REQUIRE(rig.next());
        CHECK_FALSE(rig.next());
    }
}

TEST_CASE("journal: a flipped bit before the tail refuses commands instead of guessing") {
    Rig full;
    full.go_live();
    full.command(1, "open", open_args);
    full.command(2, "close", close_args);
    auto const good = full.disk.durable;
    for (std::size_t at = 9; at < good.size() / 2; at += 7) {
        Rig rig;
        rig.session.reset();
        rig.disk.cached = good;
        rig.disk.cached[at] = static_cast<char>(rig.disk.cached[at] ^ 0x10);
        rig.disk.durable = rig.disk.cached;
        rig.boot();
        CAPTURE(at);
        CHECK(rig.status().journal_ok == 0);
        rig.go_live(0, 2);
        CHECK_FALSE(rig.next());
    }
}
