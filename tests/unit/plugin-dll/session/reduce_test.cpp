// Closing in part, and what a broker without marks leaves in doubt.
#include <catch2/catch.hpp>
#include <cstring>

#include "rig.hpp"

using namespace signalos::bridge::testing;
namespace json = boost::json;

namespace {
json::object const part_args{{"position", "77"}, {"ticket", "77"},           {"symbol", "EURUSD"},
                             {"volume", "0.1"},  {"expected_volume", "0.3"}, {"expected_side", "buy"}};

std::string text_in(std::optional<json::object> const& result, char const* key) {
    if (!result || !result->contains(key) || !result->at(key).is_string()) return "none";
    return std::string(result->at(key).as_string());
}

sos_decision begin(Rig& rig, sos_command const& command, double volume, double before, int request_side) {
    sos_facts facts = rig.facts_of(command, volume);
    facts.volume_before = before;
    facts.side = request_side;
    return rig.begin(facts);
}

/// What the EA reports of a look at the broker: nothing found, or a deal without a mark.
std::int32_t looked(Rig& rig, sos_command const& command, int outcome, std::int64_t deal = 0) {
    sos_result result{};
    result.struct_size = sizeof(sos_result);
    result.outcome = outcome;
    result.deal = deal;
    result.position = command.position;
    std::memcpy(result.id, command.id, sizeof result.id);
    auto const code = rig.session->finish(result);
    rig.pump();
    return code;
}

std::string last_state(Rig const& rig, std::string const& id) {
    std::string state = "none";
    for (auto const& frame : rig.frames("command_result"))
        if (frame.at("re").as_string() == id) state = frame.at("data").as_object().at("state").as_string().c_str();
    return state;
}
}  // namespace

TEST_CASE("reduce: a partial close is begun only from the volume and the side it was given for") {
    Rig rig;
    rig.go_live();
    auto const id = rig.command(1, "partial_close", part_args);
    auto const command = rig.next();
    REQUIRE(command);
    CHECK(command->volume == 0.1);
    CHECK(command->expected_side == SOS_BUY);
    struct Now {
        double volume, before;
        int request_side;
        char const* rule;
    };
    auto const now = GENERATE(Now{0.1, 0.2, SOS_SELL, "volume_changed"}, Now{0.2, 0.3, SOS_SELL, "volume_changed"},
                              Now{0.1, 0.3, SOS_BUY, "side_changed"}, Now{0.1, 0.3, SOS_SELL, ""});
    auto const decision = begin(rig, *command, now.volume, now.before, now.request_side);
    CHECK(decision.verdict == (*now.rule == 0 ? SOS_GO : SOS_REFUSED));
    if (*now.rule != 0) CHECK(text_in(rig.result_of(id), "rule") == now.rule);
}

TEST_CASE("reduce: a partial close without the volume it starts from cannot be understood") {
    Rig rig;
    rig.go_live();
    json::object args = part_args;
    args.erase("expected_volume");
    CHECK(text_in(rig.result_of(rig.command(1, "partial_close", args)), "rule") == "bad_request");
    args["expected_volume"] = "0.1";
    CHECK(text_in(rig.result_of(rig.command(2, "partial_close", args)), "rule") == "bad_request");
    CHECK_FALSE(rig.next());
}

TEST_CASE("reduce: only a whole hedging close by ticket is given out again after the proof that it did not run") {
    struct Kind {
        char const* kind;
        json::object args;
        int margin;
        bool again;
    };
    json::object const whole{{"position", "77"}, {"ticket", "77"}};
    json::object const by{{"position", "77"}, {"ticket", "77"}, {"opposite", "78"}};
    auto const test = GENERATE_COPY(
        Kind{"close", whole, SOS_MARGIN_HEDGING, true}, Kind{"close", whole, SOS_MARGIN_NETTING, false},
        Kind{"close", whole, SOS_MARGIN_EXCHANGE, false}, Kind{"partial_close", part_args, SOS_MARGIN_HEDGING, false},
        Kind{"partial_close", part_args, SOS_MARGIN_NETTING, false}, Kind{"close_by", by, SOS_MARGIN_HEDGING, false});
    CAPTURE(test.kind, test.margin);
    Rig rig;
    rig.args.margin_mode = test.margin;
    rig.session.reset();
    rig.boot();
    rig.go_live();
    auto const id = rig.command(1, test.kind, test.args, 600'000);
    auto const command = rig.next();
    REQUIRE(command);
    double const before = command->kind == SOS_PARTIAL_CLOSE ? 0.3 : 0.1;
    REQUIRE(begin(rig, *command, 0.1, before, SOS_SELL).verdict == SOS_GO);
    rig.finish(*command, SOS_UNKNOWN, 10012);
    looked(rig, *command, SOS_NOT_FOUND);
    CHECK_FALSE(rig.next());
    rig.clock.advance(61'000);
    rig.beat();
    looked(rig, *command, SOS_NOT_FOUND);
    CHECK(rig.next().has_value() == test.again);
    CHECK(last_state(rig, id) == (test.again ? "in_doubt" : "not_executed"));
}

TEST_CASE(
    "reduce: while a partial close has no answer, another on the same position is refused, a stop only at first") {
    Rig rig;
    rig.args.margin_mode = SOS_MARGIN_NETTING;
    rig.session.reset();
    rig.boot();
    rig.go_live();
    rig.command(1, "partial_close", part_args, 600'000);
    auto const first = rig.next();
    REQUIRE(begin(rig, *first, 0.1, 0.3, SOS_SELL).verdict == SOS_GO);
    rig.finish(*first, SOS_UNKNOWN, 10012);
    auto const id = rig.command(2, "partial_close", part_args, 600'000);
    auto const second = rig.next();
    CHECK(begin(rig, *second, 0.1, 0.3, SOS_SELL).verdict == SOS_REFUSED);
    CHECK(text_in(rig.result_of(id), "rule") == "position_busy");
    rig.command(3, "emergency_stop", {{"level", "flatten"}, {"scope", "account"}}, std::nullopt);
    auto stop = rig.next();
    REQUIRE(stop);
    stop->position = stop->ticket = 77;
    CHECK(rig.begin(*stop, 0.3, 1).verdict == SOS_REFUSED);
    rig.clock.advance(121'000);
    CHECK(rig.begin(*stop, 0.3, 2).verdict == SOS_GO);
}

TEST_CASE("reduce: the trader's own wait before an order counts as not executed is kept") {
    Rig rig;
    rig.args.reconcile_wait_s = 10;
    rig.session.reset();
    rig.boot();
    rig.go_live();
    auto const id = rig.command(1, "partial_close", part_args, 600'000);
    auto const command = rig.next();
    REQUIRE(begin(rig, *command, 0.1, 0.3, SOS_SELL).verdict == SOS_GO);
    rig.finish(*command, SOS_UNKNOWN, 10012);
    looked(rig, *command, SOS_NOT_FOUND);
    rig.clock.advance(9'000);
    rig.beat();
    looked(rig, *command, SOS_NOT_FOUND);
    CHECK(last_state(rig, id) == "in_doubt");
    rig.clock.advance(1'500);
    rig.beat();
    looked(rig, *command, SOS_NOT_FOUND);
    CHECK(last_state(rig, id) == "not_executed");
}

TEST_CASE("reduce: a deal without a mark keeps the command in doubt, unless another command owns it") {
    Rig rig;
    rig.go_live();
    rig.command(1, "close", {{"position", "60"}, {"ticket", "60"}});
    auto const other = rig.next();
    REQUIRE(rig.begin(*other).verdict == SOS_GO);
    rig.finish(*other, SOS_DONE, 10009);  // its deal is 7
    auto const id = rig.command(2, "partial_close", part_args, 600'000);
    auto const command = rig.next();
    REQUIRE(begin(rig, *command, 0.1, 0.3, SOS_SELL).verdict == SOS_GO);
    rig.finish(*command, SOS_UNKNOWN, 10012);
    CHECK(looked(rig, *command, SOS_UNKNOWN, 7) == 1);
    for (int minute = 0; minute < 5; ++minute) {
        CHECK(looked(rig, *command, SOS_UNKNOWN, 9) == SOS_OK);
        rig.clock.advance(60'000);
        rig.beat();
    }
    CHECK(last_state(rig, id) == "in_doubt");
    auto const frames = rig.frames("command_result");
    CHECK(frames.back().at("data").as_object().contains("evidence"));
    CHECK(frames.size() == 3);  // the other's result, the doubt, its evidence: not one more each second
}
