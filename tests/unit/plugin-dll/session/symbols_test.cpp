// What a form must know before it asks: a symbol's limits and where its market is.
#include <catch2/catch.hpp>
#include <cstring>

#include "rig.hpp"

using namespace signalos::bridge::testing;
namespace json = boost::json;

namespace {

sos_symbol euro() {
    sos_symbol row{};
    row.bid = 1.08503, row.ask = 1.08505, row.point = 0.00001;
    row.volume_min = 0.01, row.volume_max = 100, row.volume_step = 0.01;
    row.digits = 5, row.stops_level = 10, row.trade_mode = 4;
    row.order_modes = 1 | 2 | 4 | 64, row.expiry_modes = 1 | 4;
    std::memcpy(row.symbol, "EURUSD.m", 9);
    return row;
}

json::object last_patch(Rig const& rig) {
    return rig.frames("state").back().at("data").as_object();
}

}  // namespace

TEST_CASE("a watched symbol is told with its limits in the words of the command arguments") {
    Rig rig;
    rig.go_live();
    auto const row = euro();
    rig.session->push_symbols(&row, 1);
    rig.clock.advance(1'000);
    rig.pump();
    json::object const expected{{"symbol", "EURUSD.m"},
                                {"bid", "1.08503"},
                                {"ask", "1.08505"},
                                {"digits", 5},
                                {"point", "0.00001"},
                                {"volume_min", "0.01"},
                                {"volume_max", "100"},
                                {"volume_step", "0.01"},
                                {"stops_level", 10},
                                {"freeze_level", 0},
                                {"trade_mode", "full"},
                                {"orders", {"market", "limit", "stop", "close_by"}},
                                {"expiry", {"gtc", "specified"}}};
    CHECK(last_patch(rig).at("set").at("symbol:EURUSD.m") == json::value(expected));
}

TEST_CASE("a symbol's limit that is not known is told as null, and one no longer watched is dropped") {
    Rig rig;
    rig.go_live();
    auto row = euro();
    row.bid = row.ask = row.volume_max = 0;
    row.trade_mode = 9;
    rig.session->push_symbols(&row, 1);
    rig.clock.advance(1'000);
    rig.pump();
    auto const set = last_patch(rig).at("set").at("symbol:EURUSD.m").as_object();
    for (auto const* const name : {"bid", "ask", "volume_max", "trade_mode"}) CHECK(set.at(name).is_null());
    rig.session->push_symbols(nullptr, 0);
    rig.clock.advance(1'000);
    rig.pump();
    CHECK(last_patch(rig).at("del") == json::value(json::array{"symbol:EURUSD.m"}));
}
