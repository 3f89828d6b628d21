// The link's table: close codes, backoff, numbering, the fence of epochs and silence.
#include <algorithm>
#include <catch2/catch.hpp>

#include "bridge/close_codes.hpp"
#include "rig.hpp"

namespace signalos::bridge::test {
namespace {
int link_state(Rig const& rig) {
    sos_status_info status{};
    rig.session->status(status);
    return status.link_state;
}

std::vector<json::object> sent_of(Rig const& rig, std::string_view type) {
    std::vector<json::object> found;
    for (auto const& frame : rig.wire.sent)
        if (text_of(frame, "type") == type) found.push_back(frame);
    return found;
}

// Steady ms until the link connects again; -1 when it has not within ten minutes.
std::int64_t reconnects_after(Rig& rig, int code) {
    int const before = rig.wire.connects;
    rig.wire.events->on_closed(Closed{code, "broken"});
    for (std::int64_t waited = 0; waited <= 600000; waited += 100) {
        rig.wire.events->on_wake();
        if (rig.wire.connects > before) return waited;
        rig.clock.advance(100);
    }
    return -1;
}
}  // namespace

TEST_CASE("each close code leads to the wait that the protocol gives it", "[link]") {
    struct Row {
        int code;
        std::int64_t least;
        std::int64_t most;  // -1 = never by itself
    };
    static constexpr Row rows[] = {
        {0, 0, 600},   {1000, 0, 600},       {1009, 0, -1},  {1012, 0, 600},       {4400, 300000, 300100},
        {4401, 0, -1}, {4403, 0, -1},        {4408, 0, 600}, {4409, 60000, 60100}, {4410, 0, -1},
        {4426, 0, -1}, {4429, 30000, 30600}, {4500, 0, 600}, {4503, 0, 600},       {4508, 0, 600},
        {4999, 0, 600}};
    for (auto const& row : rows) {
        INFO("close code " << row.code);
        Rig rig;
        rig.live();
        std::int64_t const waited = reconnects_after(rig, row.code);
        if (row.most < 0) {
            CHECK(waited == -1);
            CHECK(link_state(rig) == SOS_LINK_STOPPED);
        } else {
            CHECK(waited >= row.least);
            CHECK(waited <= row.most);
        }
    }
}

TEST_CASE("the backoff doubles to 30 s at most and starts over after 30 s live", "[link]") {
    Rig rig;
    rig.live();
    std::int64_t ceiling = 500;
    for (int failure = 0; failure < 12; ++failure) {
        INFO("failure " << failure);
        std::int64_t const waited = reconnects_after(rig, 0);
        CHECK(waited >= 0);
        CHECK(waited <= ceiling + 100);
        ceiling = std::min<std::int64_t>(30000, ceiling * 2);
    }
    rig.sign_in();
    for (int beat = 0; beat < 4; ++beat) {
        rig.clock.advance(10000);
        rig.heartbeat();
    }
    CHECK(reconnects_after(rig, 0) <= 600);
}

TEST_CASE("a relay that has forgotten is told every command made since, ended or not, and none from before", "[link]") {
    Rig rig;
    rig.live();
    rig.command(1, "pause", {{"version", 1}});
    rig.close_command(2);
    rig.frame({{"type", "ack"}, {"ack", 2}, {"data", json::object()}});
    auto const told = [&](std::int64_t since) {
        rig.wire.sent.clear();
        rig.frame({{"type", "recall"}, {"data", {{"since", since}}}});
        auto const pages = sent_of(rig, "recalled");
        REQUIRE(pages.size() == 1);
        return object_of(pages[0], "data").at("commands").as_array();
    };
    auto const made = static_cast<std::int64_t>(Uuid::parse(command_id(1))->time_ms());
    auto const all = told(made);
    REQUIRE(all.size() == 2);
    CHECK(text_of(all[0].as_object(), "state") == "done");
    CHECK(text_of(all[1].as_object(), "state") == "open");
    CHECK(told(made + 1).empty());
}

TEST_CASE("a command that ended comes again under another number and is answered, never run", "[link]") {
    Rig rig;
    rig.live();
    rig.command(1, "pause", {{"version", 1}});
    rig.frame({{"type", "ack"}, {"ack", 2}, {"data", json::object()}});
    rig.wire.sent.clear();
    json::object data{
        {"session_epoch", 7}, {"cmd_seq", 1}, {"kind", "pause"}, {"lane", "normal"}, {"args", {{"version", 1}}}};
    rig.frame({{"type", "command"}, {"id", command_id(1)}, {"seq", 2}, {"data", data}});
    auto const answers = sent_of(rig, "command_result");
    REQUIRE(answers.size() == 1);
    CHECK(object_of(answers[0], "data").at("already") == json::value(true));
}

TEST_CASE("a command of an older session epoch is neither executed nor acknowledged", "[link]") {
    Rig rig;
    rig.live();
    rig.command(1, "close", {{"position", "120"}}, 120000, 6);
    CHECK_FALSE(rig.take());
    CHECK(rig.last_ack() < 1);
    rig.close_command(1);
    CHECK(rig.take());
}

TEST_CASE("a gap is asked for and nothing behind it is taken", "[link]") {
    Rig rig;
    rig.live();
    rig.close_command(2);
    CHECK_FALSE(rig.take());
    REQUIRE(sent_of(rig, "resend").size() == 1);
    CHECK(integer_of(object_of(sent_of(rig, "resend")[0], "data"), "from") == 1);
}

TEST_CASE("a seq that came before is acknowledged again and dropped", "[link]") {
    Rig rig;
    rig.live();
    rig.close_command(1);
    REQUIRE(rig.take());
    rig.wire.sent.clear();
    rig.close_command(1);
    CHECK(rig.last_ack() == 1);
    CHECK_FALSE(rig.take());
}

TEST_CASE("what the relay has not acknowledged goes out again as dup, on request and after a new welcome", "[link]") {
    Rig rig;
    rig.live();
    rig.command(1, "pause", {{"version", 1}});
    REQUIRE(rig.state_of(1) == "done");
    CHECK_FALSE(sent_of(rig, "command_result")[0].contains("dup"));
    rig.wire.sent.clear();
    rig.frame({{"type", "resend"}, {"data", {{"from", 1}}}});
    REQUIRE(sent_of(rig, "command_result").size() == 1);
    CHECK(sent_of(rig, "command_result")[0].at("dup") == json::value(true));
    rig.frame({{"type", "ack"}, {"ack", 2}, {"data", json::object()}});
    rig.wire.sent.clear();
    rig.frame({{"type", "resend"}, {"data", {{"from", 1}}}});
    CHECK(sent_of(rig, "command_result").empty());
    REQUIRE(sent_of(rig, "reset").size() == 1);
    CHECK(integer_of(object_of(sent_of(rig, "reset")[0], "data"), "seq") == 2);
}

TEST_CASE("a relay that lacks what it once acknowledged is told so at the welcome, and gets what is left", "[link]") {
    Rig rig;
    rig.live();
    rig.command(1, "pause", {{"version", 1}});
    std::int64_t const told = integer_of(sent_of(rig, "command_result")[0], "seq").value_or(0);
    rig.frame({{"type", "ack"}, {"ack", told}, {"data", json::object()}});
    rig.command(2, "pause", {{"version", 2}});
    REQUIRE(rig.state_of(2) == "done");
    rig.wire.sent.clear();
    rig.crash(0);  // the relay came back from a backup without any of it
    REQUIRE(sent_of(rig, "reset").size() == 1);
    CHECK(integer_of(object_of(sent_of(rig, "reset")[0], "data"), "seq") == told);
    std::vector<std::int64_t> repeated;
    for (auto const* type : {"latch_state", "command_result"})
        for (auto const& frame : sent_of(rig, type)) repeated.push_back(integer_of(frame, "seq").value_or(0));
    std::sort(repeated.begin(), repeated.end());
    REQUIRE_FALSE(repeated.empty());
    CHECK(repeated.front() == told + 1);
    // Asked for all the same, it says it again.
    rig.wire.sent.clear();
    rig.frame({{"type", "resend"}, {"data", {{"from", 1}}}});
    CHECK(sent_of(rig, "reset").size() == 1);
    CHECK_FALSE(sent_of(rig, "command_result").empty());
    // A relay that lacks nothing is told nothing.
    rig.wire.sent.clear();
    rig.crash(told);
    CHECK(sent_of(rig, "reset").empty());
}

TEST_CASE("a resend that names no frame is a bad frame", "[link]") {
    Rig rig;
    rig.live();
    rig.frame({{"type", "resend"}, {"data", json::object()}});
    CHECK(sent_of(rig, "error").size() == 1);
    CHECK(sent_of(rig, "reset").empty());
}

TEST_CASE("a relay silent for 2.5 intervals is given up, not before", "[link]") {
    Rig rig;
    rig.live();
    rig.clock.advance(24999);
    rig.wire.events->on_wake();
    CHECK(link_state(rig) == SOS_LINK_LIVE);
    rig.clock.advance(1);
    rig.wire.events->on_wake();
    CHECK(link_state(rig) == SOS_LINK_BACKOFF);
    CHECK(rig.wire.closed.back() == 4408);
}

}  // namespace signalos::bridge::test
