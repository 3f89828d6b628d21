// The trader's own ceilings, and frames that must have no effect.
#include <catch2/catch.hpp>
#include <cstring>
#include <functional>

#include "rig.hpp"

using namespace signalos::bridge::testing;
namespace json = boost::json;

namespace {
json::object const open_args{{"symbol", "EURUSD"}, {"side", "buy"}, {"order", "market"}, {"volume", "0.1"}};
json::object const close_args{{"position", "77"}, {"ticket", "77"}, {"symbol", "EURUSD"}};

struct Ceiling {
    char const* rule;
    std::function<void(sos_open_args&)> input;
    std::function<void(sos_facts&)> facts;
};
}  // namespace

TEST_CASE("guard: each ceiling refuses by name, and reducing a position asks none of them") {
    auto const test = GENERATE(values<Ceiling>({
        {"max_lots", [](auto&) {}, [](auto& f) { f.volume = 1.5; }},
        {"open_not_allowed", [](auto& a) { a.allow_open = 0; }, [](auto&) {}},
        {"max_open_positions", [](auto& a) { a.max_open_positions = 3; }, [](auto& f) { f.open_positions = 3; }},
        {"max_trades_per_day", [](auto& a) { a.max_trades_per_day = 5; }, [](auto& f) { f.trades_today = 5; }},
        {"max_risk", [](auto& a) { a.max_risk_percent = 1; }, [](auto& f) { f.sl = 1.0, f.risk_money = 101; }},
        {"daily_loss", [](auto& a) { a.max_daily_loss_percent = 5; }, [](auto& f) { f.equity = 9400; }},
        {"symbol_not_allowed", [](auto& a) { std::memcpy(a.allowed_symbols, "GBPUSD", 7); }, [](auto&) {}},
        {"account_mismatch", [](auto&) {}, [](auto& f) { f.login = 2002; }},
    }));
    CAPTURE(test.rule);
    Rig rig;
    test.input(rig.args);
    rig.session.reset();
    rig.boot();
    rig.go_live();
    auto const id = rig.command(1, "open", open_args);
    auto const command = rig.next();
    sos_decision decision{};
    if (command) {
        auto facts = rig.facts_of(*command);
        test.facts(facts);
        rig.session->begin(facts, decision);
        rig.pump();
        CHECK(decision.verdict == SOS_REFUSED);
    }
    auto const result = rig.result_of(id);
    REQUIRE(result);
    CHECK(std::string(result->at("state").as_string()) == "refused");
    CHECK(std::string(result->at("rule").as_string()) == test.rule);

    if (std::string_view(test.rule) == "account_mismatch") return;
    rig.command(2, "close", close_args);
    auto const close = rig.next();
    REQUIRE(close);
    auto facts = rig.facts_of(*close);
    test.facts(facts);
    rig.session->begin(facts, decision);
    CHECK(decision.verdict == SOS_GO);
}

TEST_CASE("guard: a command past its time is expired, not begun") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "open", open_args, 2'000);
    auto const command = rig.next();
    REQUIRE(command);
    rig.clock.advance(2'500);
    CHECK(rig.begin(*command).verdict != SOS_GO);
    CHECK(std::string(rig.result_of(id)->at("state").as_string()) == "expired");
}

TEST_CASE("guard: a command known by its id gets its stored answer, whatever seq it comes with") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "open", open_args);
    auto const command = rig.next();
    REQUIRE(rig.begin(*command).verdict == SOS_GO);
    rig.finish(*command, SOS_DONE, 10009);
    CHECK(rig.begin(*command).verdict == SOS_SETTLED);
    rig.relay_says({{"type", "command"},
                    {"id", id},
                    {"seq", 2},
                    {"data",
                     {{"session_epoch", 1},
                      {"cmd_seq", 2},
                      {"kind", "open"},
                      {"lane", "normal"},
                      {"ttl_ms", 60000},
                      {"deadline", rig.clock.utc + 60000},
                      {"args", open_args}}}});
    CHECK_FALSE(rig.next());
}

TEST_CASE("guard: a frame of an older epoch has no effect") {
    Rig rig;
    rig.go_live(0, 5);
    rig.command(1, "open", open_args, 60'000, 4);
    CHECK_FALSE(rig.next());
    rig.command(1, "open", open_args, 60'000, 5);
    CHECK(rig.next());
}
