#include <catch2/catch.hpp>

#include "fixture.hpp"

using namespace signalos::terminal;
namespace mql = signalos::mql;

namespace {

mql::TradeRequest buy() {
    mql::TradeRequest request;
    request.action = mql::TradeAction::deal;
    request.symbol = "EURUSD";
    request.volume = 0.1;
    request.type = mql::OrderType::buy;
    request.magic = 0x5341'0123'4567'89abULL;
    request.comment = "SOS 0123456789";
    return request;
}

}  // namespace

TEST_CASE("an expert is loaded, gets its events and is unloaded with the reason") {
    Bench bench;
    bench.script.on_init = [](mql::Host& host) {
        host.set_timer_ms(10);
        host.comment("hello");
        return mql::InitResult::succeeded;
    };
    REQUIRE(bench.start() == "running");
    CHECK(bench.script.record.wait_for("init default EURUSD"));
    CHECK(bench.script.record.wait_for("timer"));
    CHECK(bench.script.record.wait_for("tick"));
    auto const state = bench.terminal->handle_control({"GET", "/state", {}, {}}).body;
    CHECK(state.at("comment").as_string() == "hello");
    CHECK(state.at("connected").as_bool());
    bench.act({{"name", "remove"}});
    CHECK(bench.script.record.count("deinit 1") == 1);
}

TEST_CASE("OrderSend reaches the broker and its consequences come back as transactions") {
    Bench bench;
    bench.script.on_init = [&](mql::Host& host) {
        host.set_timer_ms(10);
        return mql::InitResult::succeeded;
    };
    bench.script.on_timer = [&](mql::Host& host) {
        if (host.positions_total() != 0) return;
        mql::TradeResult result;
        bench.script.record.add(host.order_send(buy(), result) ? "sent" : "refused");
        bench.script.record.add("positions " + std::to_string(host.positions_total()));
        if (host.history_deal_select(result.deal)) {
            auto const magic = host.history_deal_integer(result.deal, mql::DealInteger::magic);
            bench.script.record.add("magic " + std::to_string(static_cast<std::uint64_t>(*magic)));
        }
    };
    REQUIRE(bench.start() == "running");
    CHECK(bench.script.record.wait_for("sent"));
    CHECK(bench.script.record.wait_for("positions 1"));
    CHECK(bench.script.record.wait_for("magic " + std::to_string(buy().magic)));
    for (char const* line : {"transaction 0", "transaction 6", "transaction 2", "transaction 3", "result 10009"}) {
        CHECK(bench.script.record.wait_for(line));
    }
}

TEST_CASE("a missing bridge or function stops the expert from starting and the journal says why") {
    Bench bench;
    bench.script.import = "sos_open";
    std::string expected;
    std::string bridge;
    SECTION("no library") {
        bridge = "/nonexistent/bridge.so", expected = "cannot load library 'SignalOSBridge.dll'";
    }
    SECTION("no function") {
        bridge = "libm.so.6", expected = "cannot find 'sos_open' in 'SignalOSBridge.dll'";
    }
    CHECK(bench.start([&](TerminalOptions& options) { options.bridge = bridge; }) == "failed");
    CHECK(bench.log().find(expected) != std::string::npos);
    CHECK(bench.script.record.count("init default EURUSD") == 0);
}

TEST_CASE("a function of the library is found") {
    Bench bench;
    bench.script.import = "cos";
    CHECK(bench.start([](TerminalOptions& options) { options.bridge = "libm.so.6"; }) == "running");
}

TEST_CASE("changed inputs and symbols restart the program without unloading it") {
    Bench bench;
    REQUIRE(bench.start() == "running");
    CHECK(bench.act({{"name", "change_inputs"}, {"inputs", {{"InpText", "new"}}}}).at("ea").as_string() == "running");
    CHECK(bench.script.record.count("deinit 5") == 1);
    CHECK(bench.script.record.count("init new EURUSD") == 1);
    CHECK(bench.act({{"name", "change_symbol"}, {"symbol", "XAUUSD"}}).at("ea").as_string() == "running");
    CHECK(bench.script.record.count("deinit 3") == 1);
    CHECK(bench.script.record.count("init new XAUUSD") == 1);
}

TEST_CASE("a second chart has a program of its own, which what happens to the first leaves alone") {
    Bench bench;
    REQUIRE(bench.start() == "running");
    auto const second = [](char const* name) { return boost::json::object{{"name", name}, {"chart", 2}}; };
    boost::json::object attach = second("attach");
    attach["symbol"] = "GBPUSD";
    attach["inputs"] = {{"InpText", "two"}};
    CHECK(bench.act(attach).at("ea").as_string() == "running");
    CHECK(bench.script.record.count("init two GBPUSD") == 1);
    bench.act({{"name", "change_symbol"}, {"symbol", "XAUUSD"}});
    CHECK(bench.script.record.count("init default XAUUSD") == 1);
    CHECK(bench.script.record.count("init two GBPUSD") == 1);
    bench.act({{"name", "remove"}});
    auto const state = bench.terminal->handle_control({"GET", "/state", {}, {}}).body.as_object();
    CHECK(state.at("ea").at("state").as_string() == "none");
    REQUIRE(state.at("charts").as_array().size() == 1);
    CHECK(state.at("charts").at(0).at("symbol").as_string() == "GBPUSD");
    CHECK(bench.act(second("close_chart")).at("ea").as_string() == "none");
    CHECK(bench.script.record.count("deinit 4") == 1);
}

TEST_CASE("a recompilation, an account change and the terminal's end reach the program of every chart") {
    Bench bench;
    REQUIRE(bench.start() == "running");
    bench.act({{"name", "attach"}, {"chart", 2}});
    bench.act({{"name", "recompile"}});
    CHECK(bench.script.record.count("deinit 2") == 2);
    bench.act({{"name", "relogin"}, {"login", 1002}});
    CHECK(bench.script.record.count("deinit 6") == 2);
    CHECK(bench.script.record.wait_for("init default EURUSD"));
    bench.terminal.reset();
    CHECK(bench.script.record.count("deinit 9") == 2);
}

TEST_CASE("an expert whose OnInit refuses is failed and told so") {
    Bench bench;
    bench.script.on_init = [](mql::Host&) { return mql::InitResult::failed; };
    CHECK(bench.start() == "failed");
    CHECK(bench.script.record.wait_for("deinit 8"));
}

TEST_CASE("an unknown input fails the start") {
    Bench bench;
    CHECK(bench.start([](TerminalOptions& options) { options.inputs["InpNope"] = "1"; }) == "failed");
    CHECK(bench.log().find("InpNope") != std::string::npos);
}

TEST_CASE("an OnDeinit that does not end is cut off after 2.5 seconds") {
    Bench bench;
    bench.script.on_deinit = [](mql::Host& host) {
        for (;;) host.tick_count_ms();
    };
    REQUIRE(bench.start() == "running");
    auto const began = std::chrono::steady_clock::now();
    bench.act({{"name", "remove"}});
    auto const took = std::chrono::steady_clock::now() - began;
    CHECK(took >= Expert::deinit_limit);
    CHECK(took < Expert::deinit_limit + std::chrono::seconds(2));
    CHECK(bench.log().find("abnormal termination") != std::string::npos);
}

TEST_CASE("a critical error kills the program without OnDeinit") {
    Bench bench;
    bench.script.on_init = [](mql::Host& host) {
        host.set_timer_ms(10);
        return mql::InitResult::succeeded;
    };
    bench.script.on_timer = [&](mql::Host&) -> void { throw mql::CriticalError("zero divide"); };
    bench.start();
    REQUIRE(bench.script.record.wait_for("timer"));
    bench.act({{"name", "remove"}});
    CHECK(bench.log().find("zero divide") != std::string::npos);
    CHECK(bench.script.record.count("deinit 1") == 0);
}

TEST_CASE("trading is refused in the terminal when a permission is missing or the link is down") {
    Bench bench;
    std::string expected;
    boost::json::object action;
    SECTION("button off") {
        action = {{"name", "set_permissions"}, {"auto_trading", false}};
        expected = "code 10027";
    }
    SECTION("expert not allowed by the server") {
        action = {{"name", "set_permissions"}, {"account_expert", false}};
        expected = "code 10026";
    }
    SECTION("no connection") {
        action = {{"name", "disconnect"}};
        expected = "code 10031";
    }
    bench.script.on_init = [](mql::Host& host) {
        host.set_timer_ms(10);
        return mql::InitResult::succeeded;
    };
    bench.script.on_timer = [&](mql::Host& host) {
        mql::TradeResult result;
        host.order_send(buy(), result);
        bench.script.record.add("code " + std::to_string(result.retcode));
    };
    REQUIRE(bench.start() == "running");
    bench.act(action);
    CHECK(bench.script.record.wait_for(expected));
}

TEST_CASE("after a change of account the expert starts only with the new one") {
    Bench bench;
    bench.script.on_init = [&](mql::Host& host) {
        bench.script.record.add("login " + std::to_string(host.account_integer(mql::AccountInteger::login)));
        return mql::InitResult::succeeded;
    };
    REQUIRE(bench.start() == "running");
    CHECK(bench.act({{"name", "relogin"}, {"login", 1002}}).at("ea").as_string() == "running");
    CHECK(bench.script.record.count("deinit 6") == 1);
    CHECK(bench.script.record.count("login 1001") == 1);
    CHECK(bench.script.record.count("login 1002") == 1);
}
