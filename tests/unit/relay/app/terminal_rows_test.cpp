#include "app/terminal_rows.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using namespace signalos::relay;
namespace json = boost::json;

namespace {

struct Known {
    Terminal terminal;
    json::object keys = json::parse(R"({"account":{"balance":"1000.00","equity":"1002.50","freeMargin":"990.00"},
        "terminal":{"broker_connected":true,"last_trade_time":5},
        "position:120":{"symbol":"EURUSD","ticket":"121","volume":"0.10"},"position:7":{"symbol":"GBPUSD"}})")
                            .as_object();
    json::object mission = json::parse(R"({"since":900,"link":{"rtt_ms":3}})").as_object();
    Known() {
        terminal.name = "T";
        terminal.account.login = "1001";
        terminal.account.leverage = 100;
    }
    [[nodiscard]] LiveView::Live live(std::int64_t as_of) const { return {&keys, &mission, as_of}; }
};

std::string light(json::object const& row, char const* name) {
    return std::string(row.at("lights").at(name).as_string());
}

}  // namespace

TEST_CASE("status: a live terminal with a fresh word is green and shows its figures as they came") {
    Known const known;
    auto const row = status_row(known.terminal, known.live(1000), true, 2000);
    CHECK(light(row, "relay_terminal") == "green");
    CHECK(light(row, "terminal_broker") == "green");
    CHECK(row.at("isConnected").as_bool());
    CHECK(row.at("balance").as_string() == "1000.00");
    CHECK(row.at("open_positions").as_int64() == 2);
    CHECK(row.at("age_ms").as_int64() == 1000);
    CHECK(row.at("rtt_ms").as_int64() == 3);
}

TEST_CASE("status: old figures never look fresh, a dead link never looks alive") {
    Known const known;
    auto const old = status_row(known.terminal, known.live(1000), true, 60'000);
    CHECK(light(old, "relay_terminal") == "amber");
    CHECK(light(old, "terminal_broker") == "amber");
    auto const gone = status_row(known.terminal, known.live(1000), false, 2000);
    CHECK(light(gone, "relay_terminal") == "red");
    CHECK(light(gone, "terminal_broker") == "amber");
    CHECK_FALSE(gone.at("isConnected").as_bool());
    CHECK(gone.at("age_ms").as_int64() == 1000);
}

TEST_CASE("status: a living link without its EA is not healthy, and says since when") {
    Known known;
    known.keys["terminal"].as_object()["ea_silent_since"] = 1500;
    auto const row = status_row(known.terminal, known.live(1900), true, 2000);
    CHECK(light(row, "relay_terminal") == "amber");
    CHECK(light(row, "terminal_broker") == "amber");
    CHECK(row.at("ea_silent_since").as_int64() == 1500);
    auto const gone = status_row(known.terminal, known.live(1900), false, 2000);
    CHECK(light(gone, "relay_terminal") == "red");
    CHECK(gone.at("ea_silent_since").is_null());
}

TEST_CASE("status: a terminal that never spoke shows nothing rather than zeros") {
    Known const known;
    auto const row = status_row(known.terminal, LiveView::Live{}, false, 2000);
    for (auto const* const name :
         {"balance", "equity", "open_positions", "age_ms", "last_trade_time", "rtt_ms", "since"})
        CHECK(row.at(name).is_null());
    CHECK(light(row, "relay_terminal") == "red");
    CHECK(light(row, "terminal_broker") == "red");
}

TEST_CASE("trades: positions carry their stable id and can be asked by symbol") {
    Known const known;
    json::array all;
    append_trades(all, known.terminal, known.live(1000), "");
    CHECK(all.size() == 2);
    json::array some;
    append_trades(some, known.terminal, known.live(1000), "EURUSD");
    REQUIRE(some.size() == 1);
    CHECK(some.at(0).at("tradeId").as_string() == known.terminal.id.text() + ":120");
    CHECK(some.at(0).at("position").as_string() == "120");
    CHECK(some.at(0).at("ticket").as_string() == "121");
}
