// The trader's own rule for a relay that is gone.
#include <catch2/catch.hpp>

#include "bridge/link_loss.hpp"
#include "rig.hpp"

using namespace signalos::bridge;
using namespace signalos::bridge::testing;
namespace json = boost::json;

namespace {
struct Minutes {
    LinkLoss loss;
    LinkLossInput now;
    /// Lets seconds pass, asked once a second; true when it acted.
    bool pass(int seconds) {
        bool acted = false;
        for (int i = 0; i < seconds; ++i) {
            now.steady += 1000;
            now.utc += 1000;
            acted = loss.step(now) || acted;
        }
        return acted;
    }
};

Minutes lost(std::int64_t after_ms) {
    Minutes m;
    m.loss.act_after(after_ms);
    m.now = {true, true, 1'000'000, 1'790'000'000'000, 0};
    m.pass(5);
    m.now.live = false;
    return m;
}

void close_link(Rig& rig) {
    rig.wire.events->on_closed({0, "cut"});
    rig.pump();
}

/// The expert goes on calling, the link thread wakes once a second.
void pass(Rig& rig, int seconds) {
    for (int i = 0; i < seconds; ++i) {
        rig.clock.advance(1000);
        rig.session->ea_called();
        rig.pump();
    }
}

/// The link is up again, with its next attempt.
void come_back(Rig& rig) {
    int const before = rig.wire.connects;
    while (rig.wire.connects == before) pass(rig, 1);
    rig.go_live(0, 2);
}

void with_policy(Rig& rig, std::int32_t policy, std::int32_t seconds = 60) {
    rig.args.link_loss = policy;
    rig.args.link_loss_s = seconds;
    rig.args.link_loss_scope = 1;
    rig.session->set_args(rig.args);
}

json::object last_latch(Rig const& rig) {
    auto const all = rig.frames("latch_state");
    return all.empty() ? json::object{} : all.back().at("data").as_object();
}
}  // namespace

TEST_CASE("link loss: acts once when the time is up, and again after the next loss") {
    auto m = lost(60'000);
    CHECK_FALSE(m.pass(59));
    CHECK(m.pass(1));
    CHECK_FALSE(m.pass(600));
    m.now.live = true;
    m.pass(1);
    m.now.live = false;
    CHECK_FALSE(m.pass(59));
    CHECK(m.pass(1));
}

TEST_CASE("link loss: keep never acts") {
    auto m = lost(0);
    CHECK_FALSE(m.pass(100'000));
}

TEST_CASE("link loss: time without the broker does not count") {
    auto m = lost(60'000);
    CHECK_FALSE(m.pass(50));
    m.now.broker = false;
    CHECK_FALSE(m.pass(3600));
    m.now.broker = true;
    CHECK_FALSE(m.pass(9));
    CHECK(m.pass(1));
}

TEST_CASE("link loss: a computer that slept starts over, whichever clock stood still") {
    auto m = lost(60'000);
    CHECK_FALSE(m.pass(59));
    SECTION("the steady clock stood") {
        m.now.utc += 3'600'000;
    }
    SECTION("both went on, nobody asked") {
        m.now.utc += 3'600'000;
        m.now.steady += 3'600'000;
    }
    SECTION("the wall clock was put back") {
        m.now.utc -= 3'600'000;
    }
    CHECK_FALSE(m.pass(1));
    CHECK_FALSE(m.pass(59));
    CHECK(m.pass(1));
}

TEST_CASE("link loss: an absence that was announced does not count") {
    auto m = lost(60'000);
    m.now.excused_until = m.now.steady + 120'000;
    CHECK_FALSE(m.pass(178));
    CHECK(m.pass(2));
}

TEST_CASE("link loss: flatten is latched on disk without a link, told when it is back, and resumed by its number") {
    Rig rig;
    with_policy(rig, SOS_LINK_LOSS_FLATTEN);
    rig.go_live();
    close_link(rig);
    pass(rig, 50);
    CHECK(rig.status().latch_id == 0);
    pass(rig, 15);
    REQUIRE(rig.status().latch_level == SOS_LEVEL_FLATTEN);
    CHECK(rig.status().latch_scope == 1);
    auto const work = rig.next();
    REQUIRE(work);
    CHECK(work->kind == SOS_EMERGENCY_STOP);
    CHECK(work->level == SOS_LEVEL_FLATTEN);
    rig.crash();
    REQUIRE(rig.status().latch_level == SOS_LEVEL_FLATTEN);
    auto const again = rig.next();
    REQUIRE(again);
    rig.finish(*again, SOS_DONE, 0);

    rig.go_live(0, 2);
    auto const hello = rig.frames("hello").at(0).at("data").as_object();
    CHECK(hello.at("open_commands").as_array().empty());  // the relay knows no such command
    CHECK(std::string(hello.at("latch").at("reason").as_string()).find("60 s") != std::string::npos);
    CHECK(rig.frames("command_result").empty());
    CHECK(last_latch(rig).at("by").as_string() == "link_loss");
    CHECK(last_latch(rig).at("result").at("state").as_string() == "done");

    auto const open = rig.command(
        1, "open", {{"symbol", "EURUSD"}, {"side", "buy"}, {"order", "market"}, {"volume", "0.1"}}, 60'000, 2);
    auto const taken = rig.next();
    REQUIRE(taken);
    CHECK(std::string(reinterpret_cast<char const*>(rig.begin(*taken).rule)) == "stopped");
    rig.command(2, "resume", {{"version", 1}, {"latch_id", std::to_string(rig.status().latch_id)}}, 60'000, 2);
    CHECK(rig.status().latch_id == 0);
}

TEST_CASE("link loss: pause latches a halt that the bridge keeps by itself") {
    Rig rig;
    with_policy(rig, SOS_LINK_LOSS_PAUSE);
    rig.go_live();
    close_link(rig);
    pass(rig, 65);
    CHECK(rig.status().latch_level == SOS_LEVEL_HALT);
    CHECK_FALSE(rig.next());
    come_back(rig);
    CHECK(last_latch(rig).at("latch").at("level").as_string() == "halt");
}

TEST_CASE("link loss: a stop in force that is as strong is left as it is") {
    Rig rig;
    with_policy(rig, SOS_LINK_LOSS_FLATTEN);
    rig.go_live();
    rig.command(1, "emergency_stop", {{"level", "flatten"}, {"scope", "account"}, {"issued_at", 0}}, std::nullopt);
    auto const before = rig.status().latch_id;
    close_link(rig);
    pass(rig, 200);
    CHECK(rig.status().latch_id == before);
}

TEST_CASE("link loss: nothing happens before a relay has ever answered, nor while its absence is announced") {
    Rig rig;
    with_policy(rig, SOS_LINK_LOSS_FLATTEN);
    SECTION("never answered") {
        pass(rig, 300);
    }
    SECTION("announced") {
        rig.go_live();
        rig.relay_says({{"type", "goodbye"}, {"data", {{"retry_after_ms", 600'000}}}});
        close_link(rig);
        pass(rig, 600);
        CHECK(rig.status().latch_id == 0);
        pass(rig, 65);
        CHECK(rig.status().latch_id != 0);
        return;
    }
    SECTION("the broker is gone too") {
        rig.go_live();
        rig.session->push_health(sos_health{});
        close_link(rig);
        pass(rig, 300);
    }
    CHECK(rig.status().latch_id == 0);
}
