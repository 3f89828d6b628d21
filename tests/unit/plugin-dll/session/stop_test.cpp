// Promise 3: a stop always stops.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstring>
#include <future>
#include <thread>

#include "rig.hpp"

using namespace signalos::bridge::testing;
namespace json = boost::json;

namespace {
json::object const open_args{{"symbol", "EURUSD"}, {"side", "buy"}, {"order", "market"}, {"volume", "0.1"}};
json::object const close_args{{"position", "77"}, {"ticket", "77"}, {"symbol", "EURUSD"}};
json::object stop_args(char const* level) {
    return {{"level", level}, {"scope", "account"}, {"issued_at", 0}};
}

std::string state_of(std::optional<json::object> const& result) {
    return result ? std::string(result->at("state").as_string()) : "none";
}
std::string rule_of(std::optional<json::object> const& result) {
    if (!result || !result->contains("rule") || result->at("rule").is_null()) return "";
    return std::string(result->at("rule").as_string());
}
constexpr std::uint8_t intent_type = 3;
constexpr std::uint8_t latch_type = 7;

std::vector<std::uint8_t> record_types(std::string_view journal) {
    std::vector<std::uint8_t> types;
    while (journal.size() > 8) {
        std::uint32_t length = 0;
        std::memcpy(&length, journal.data(), sizeof length);
        types.push_back(static_cast<std::uint8_t>(journal[8]));
        journal.remove_prefix(std::min<std::size_t>(journal.size(), 9 + length));
    }
    return types;
}
}  // namespace

TEST_CASE("stop: latched and on the disk before the expert has looked") {
    Rig rig;
    rig.go_live();
    rig.command(1, "emergency_stop", stop_args("flatten"), std::nullopt);
    CHECK(rig.status().latch_level == SOS_LEVEL_FLATTEN);
    rig.crash();
    CHECK(rig.status().latch_level == SOS_LEVEL_FLATTEN);
    auto const work = rig.next();  // without a link, too
    REQUIRE(work);
    CHECK(work->kind == SOS_EMERGENCY_STOP);
    CHECK(work->latch_id == rig.status().latch_id);
}

TEST_CASE("stop: goes before commands that wait, and opens not yet begun are refused as stopped") {
    Rig rig;
    rig.go_live();
    auto const open = rig.command(1, "open", open_args);
    auto const close = rig.command(2, "close", close_args);
    rig.command(3, "emergency_stop", stop_args("flatten"), std::nullopt);
    auto const first = rig.next();
    REQUIRE(first);
    CHECK(first->kind == SOS_EMERGENCY_STOP);
    CHECK(state_of(rig.result_of(open)) == "refused");
    CHECK(rule_of(rig.result_of(open)) == "stopped");
    auto const second = rig.next();
    REQUIRE(second);
    CHECK(second->kind == SOS_CLOSE);
}

TEST_CASE("stop: one that comes between taking an open and beginning it still stops it") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "open", open_args);
    auto const open = rig.next();
    REQUIRE(open);
    rig.command(2, "emergency_stop", stop_args("halt"), std::nullopt);
    auto const decision = rig.begin(*open);
    CHECK(decision.verdict != SOS_GO);
    CHECK(state_of(rig.result_of(id)) == "refused");
}

TEST_CASE("stop: one that comes while an open is decided comes before the decision or after the intent") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "open", open_args);
    auto const open = rig.next();
    REQUIRE(open);
    // From the first look at the clock inside begin on, the link's thread has a stop to deliver; begin is held up at
    // each look until the stop has got in, or until it is plain that it cannot.
    std::thread link;
    std::atomic<bool> begun = false;
    std::promise<void> delivered;
    auto const got_in = delivered.get_future().share();
    auto const expert = std::this_thread::get_id();
    rig.clock.on_look = [&] {
        if (std::this_thread::get_id() != expert) return;
        if (!begun.exchange(true))
            link = std::thread([&] {
                rig.command(2, "emergency_stop", stop_args("halt"), std::nullopt);
                delivered.set_value();
            });
        got_in.wait_for(std::chrono::milliseconds(100));
    };
    auto const decision = rig.begin(*open);
    rig.clock.on_look = nullptr;
    link.join();
    CHECK(rig.status().latch_id == 1);
    auto const kinds = record_types(rig.disk.cached);
    auto const intent = std::find(kinds.begin(), kinds.end(), intent_type);
    auto const latch = std::find(kinds.begin(), kinds.end(), latch_type);
    REQUIRE(latch != kinds.end());
    CHECK((decision.verdict == SOS_GO) == (intent != kinds.end()));
    CHECK((intent == kinds.end() || intent < latch));
    rig.finish(*open, SOS_DONE, 10009);
    CHECK(state_of(rig.result_of(id)) == (decision.verdict == SOS_GO ? "done" : "refused"));
}

TEST_CASE("stop: halt ends in the bridge itself, closing stays possible, resume must name the stop") {
    Rig rig;
    rig.go_live();
    auto const stop = rig.command(1, "emergency_stop", stop_args("halt"), std::nullopt);
    CHECK(state_of(rig.result_of(stop)) == "done");
    rig.command(2, "close", close_args);
    auto const close = rig.next();
    REQUIRE(close);
    CHECK(rig.begin(*close).verdict == SOS_GO);

    auto const wrong = rig.command(3, "resume", {{"version", 1}, {"latch_id", "99"}});
    CHECK(rule_of(rig.result_of(wrong)) == "stale_latch");
    CHECK(rig.status().latch_level == SOS_LEVEL_HALT);
    auto const right = rig.command(4, "resume", {{"version", 2}, {"latch_id", std::to_string(rig.status().latch_id)}});
    CHECK(state_of(rig.result_of(right)) == "done");
    CHECK(rig.status().latch_id == 0);
    rig.crash();
    CHECK(rig.status().latch_id == 0);
}

TEST_CASE("stop: the trader lifts it at the terminal by its number only") {
    Rig rig;
    rig.go_live();
    rig.command(1, "emergency_stop", stop_args("halt"), std::nullopt);
    auto const id = rig.status().latch_id;
    CHECK(rig.session->lift_latch(id + 1) < 0);
    CHECK(rig.status().latch_id == id);
    CHECK(rig.session->lift_latch(id) >= 0);
    CHECK(rig.status().latch_id == 0);
}

TEST_CASE("stop: a flatten ends when the expert says so and its scan is in the result") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "emergency_stop", stop_args("flatten"), std::nullopt);
    auto const work = rig.next();
    REQUIRE(rig.begin(*work, 0.1, 1).verdict == SOS_GO);
    rig.finish(*work, SOS_DONE, 10009, false, 1);
    CHECK(state_of(rig.result_of(id)) == "none");
    REQUIRE(rig.begin(*work, 0.1, 2).verdict == SOS_GO);
    rig.finish(*work, SOS_REJECTED, 10018, false, 2);
    rig.finish(*work, SOS_DONE, 0, true, 0);
    auto const result = rig.result_of(id);
    CHECK(state_of(result) == "done");
    CHECK(result->at("legs").as_array().size() == 2);
    CHECK(result->contains("scan"));
}

TEST_CASE("pause: opens are refused until resumed, also after a restart") {
    Rig rig;
    rig.go_live();
    rig.command(1, "pause", {{"version", 1}});
    rig.crash();
    CHECK(rig.status().paused == 1);
    rig.go_live(10, 2);
    auto const open = rig.command(2, "open", open_args, 60'000, 2);
    if (auto const command = rig.next()) rig.begin(*command);
    CHECK(rule_of(rig.result_of(open)) == "paused");
    rig.command(3, "resume", {{"version", 2}}, 60'000, 2);
    CHECK(rig.status().paused == 0);
}
