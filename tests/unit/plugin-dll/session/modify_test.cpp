// Levels that move: what lets more be lost is judged like an open, what lets less be lost is not.
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstring>

#include "rig.hpp"

using namespace signalos::bridge::testing;
namespace json = boost::json;

namespace {
std::string text_in(std::optional<json::object> const& result, char const* key) {
    if (!result || !result->contains(key) || !result->at(key).is_string()) return "none";
    return std::string(result->at(key).as_string());
}
}  // namespace

TEST_CASE("modify: a stop moved away or removed asks the ceilings, one moved closer or set first does not") {
    struct Move {
        int side;
        double price, before, after;
        bool widens;
    };
    auto const move = GENERATE(Move{SOS_BUY, 1.1, 1.09, 1.08, true}, Move{SOS_BUY, 1.1, 1.09, 1.095, false},
                               Move{SOS_BUY, 1.1, 1.09, 0, true}, Move{SOS_BUY, 1.1, 0, 1.08, false},
                               Move{SOS_SELL, 1.1, 1.11, 1.12, true}, Move{SOS_SELL, 1.1, 1.11, 1.105, false},
                               Move{SOS_SELL, 1.1, 1.11, 0, true}, Move{SOS_BUY, 1.1, 1.09, 1.09, false});
    CAPTURE(move.side, move.before, move.after);
    Rig rig;
    rig.args.allow_open = 0;
    rig.session.reset();
    rig.boot();
    rig.go_live();
    json::object args{{"position", "77"}};
    if (move.after > 0)
        args["sl"] = std::to_string(move.after);
    else
        args["remove"] = json::array{"sl"};
    auto const id = rig.command(1, "modify", args);
    auto const command = rig.next();
    REQUIRE(command);
    CHECK(command->has_sl == 1);
    CHECK(command->has_tp == 0);
    auto facts = rig.facts_of(*command);
    facts.side = move.side;
    facts.price = move.price;
    facts.sl_before = move.before;
    facts.sl = move.after;
    CHECK(rig.begin(facts).verdict == (move.widens ? SOS_REFUSED : SOS_GO));
    if (move.widens) CHECK(text_in(rig.result_of(id), "rule") == "open_not_allowed");
}

TEST_CASE("modify: another price or expiry of a pending order adds risk, its target does not") {
    struct Change {
        json::object args;
        bool widens;
    };
    auto const change = GENERATE(values<Change>({{{{"ticket", "88"}, {"price", "1.2"}}, true},
                                                 {{{"ticket", "88"}, {"expiry", 1737729000000}}, true},
                                                 {{{"ticket", "88"}, {"remove", json::array{"expiry"}}}, true},
                                                 {{{"ticket", "88"}, {"tp", "1.2"}}, false}}));
    Rig rig;
    rig.args.allow_open = 0;
    rig.session.reset();
    rig.boot();
    rig.go_live();
    rig.command(1, "modify", change.args);
    auto const command = rig.next();
    REQUIRE(command);
    CHECK(rig.begin(rig.facts_of(*command)).verdict == (change.widens ? SOS_REFUSED : SOS_GO));
}

TEST_CASE("modify: what cannot be read in full is refused, it could remove a stop unasked") {
    auto const args = GENERATE(values<json::object>({{{"sl", "1.1"}},
                                                     {{"position", "7"}},
                                                     {{"position", "7"}, {"sl", "0"}},
                                                     {{"position", "7"}, {"price", "1.1"}},
                                                     {{"position", "7"}, {"remove", "sl"}},
                                                     {{"position", "7"}, {"remove", json::array{"all"}}},
                                                     {{"position", "7"}, {"sl", "1"}, {"remove", json::array{"sl"}}},
                                                     {{"ticket", "7"}, {"expiry", "soon"}}}));
    Rig rig;
    rig.go_live();
    CHECK(text_in(rig.result_of(rig.command(1, "modify", args)), "rule") == "bad_request");
    CHECK_FALSE(rig.next());
}

TEST_CASE("pending: price, stop limit and expiry reach the expert, the expiry in UTC seconds") {
    Rig rig;
    rig.go_live();
    rig.command(1, "open",
                {{"symbol", "EURUSD"},
                 {"side", "sell"},
                 {"order", "stop_limit"},
                 {"volume", "0.1"},
                 {"price", "1.09"},
                 {"stop_limit", "1.095"},
                 {"expiry", 1737729000123}});
    auto const command = rig.next();
    REQUIRE(command);
    CHECK(command->order_type == 3);
    CHECK(command->price == 1.09);
    CHECK(command->stop_limit == 1.095);
    CHECK(command->expiration == 1737729000);
}

TEST_CASE("pending: an order whose price does not fit its type cannot be understood") {
    json::object args{{"symbol", "EURUSD"}, {"side", "buy"}, {"volume", "0.1"}};
    auto const more = GENERATE(values<json::object>(
        {{{"order", "limit"}}, {{"order", "market"}, {"price", "1.1"}}, {{"order", "stop_limit"}, {"price", "1.1"}}}));
    for (auto const& item : more) args[item.key()] = item.value();
    Rig rig;
    rig.go_live();
    CHECK(text_in(rig.result_of(rig.command(1, "open", args)), "rule") == "bad_request");
}

TEST_CASE("absolute: a modification and a cancel go out again after the proof that they did not run") {
    struct Kind {
        char const* kind;
        json::object args;
    };
    auto const test = GENERATE(values<Kind>({{"modify", {{"position", "77"}, {"sl", "1.09"}}},
                                             {"modify", {{"ticket", "88"}, {"sl", "1.09"}}},
                                             {"cancel_order", {{"ticket", "88"}}}}));
    Rig rig;
    rig.go_live();
    rig.command(1, test.kind, test.args, 600'000);
    auto const first = rig.next();
    REQUIRE(first);
    auto facts = rig.facts_of(*first);
    facts.sl = first->sl;
    REQUIRE(rig.begin(facts).verdict == SOS_GO);
    rig.finish(*first, SOS_UNKNOWN, 10012);
    sos_intent intent{};
    REQUIRE(rig.session->read_back(0, intent));
    CHECK(intent.sl == first->sl);
    CHECK(intent.has_sl == first->has_sl);
    CHECK_FALSE(rig.next());
    sos_result nothing{};
    nothing.struct_size = sizeof(sos_result);
    nothing.outcome = SOS_NOT_FOUND;
    std::memcpy(nothing.id, first->id, sizeof nothing.id);
    rig.session->finish(nothing);
    rig.clock.advance(61'000);
    rig.beat();
    rig.session->finish(nothing);
    REQUIRE(rig.next());
    CHECK(rig.begin(facts).verdict == SOS_GO);
}

TEST_CASE("modify: one repeated together with a stop that follows it may move a stop closer, and nothing else") {
    auto const wanted = GENERATE(1.08, 1.095);
    Rig rig;
    rig.go_live();
    auto const ms = static_cast<unsigned long long>(rig.clock.utc);
    char id[64];
    std::snprintf(id, sizeof id, "%08llx-%04llx-7000-8000-00000000abcd", ms >> 16, ms & 0xffff);
    rig.relay_says({{"type", "command"},
                    {"id", id},
                    {"seq", 1},
                    {"data",
                     {{"session_epoch", 1},
                      {"cmd_seq", 1},
                      {"kind", "modify"},
                      {"lane", "normal"},
                      {"ttl_ms", 60'000},
                      {"deadline", rig.clock.utc + 60'000},
                      {"stop_behind", true},
                      {"args", {{"position", "77"}, {"sl", std::to_string(wanted)}}}}}});
    auto const command = rig.next();
    REQUIRE(command);
    auto facts = rig.facts_of(*command);
    facts.sl_before = 1.09;
    facts.sl = wanted;
    auto const decision = rig.begin(facts);
    CHECK(decision.verdict == (wanted < 1.09 ? SOS_REFUSED : SOS_GO));
    if (wanted < 1.09) CHECK(std::string(reinterpret_cast<char const*>(decision.rule)) == "stopped");
}
