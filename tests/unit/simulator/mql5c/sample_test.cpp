#include <dlfcn.h>

#include <catch2/catch.hpp>

#include "Sample.hpp"
#include "fake_host.hpp"

using namespace signalos::mql;

namespace {

class SampleHost : public FakeHost {
public:
    void print(std::string const& line) override { lines.push_back(line); }
    std::string chart_symbol(std::int64_t) override { return "EURUSD"; }
    std::optional<std::int64_t> symbol_integer(std::string const&, SymbolInteger p) override {
        return p == SymbolInteger::digits ? 5 : 0;
    }
    std::optional<Tick> symbol_tick(std::string const& symbol) override {
        Tick tick;
        tick.ask = 1.08505;
        return symbol == "EURUSD" ? std::optional(tick) : std::nullopt;
    }
    bool set_timer_ms(std::int64_t ms) override { return timer = ms, true; }
    bool order_send(TradeRequest const& request, TradeResult& result) override {
        requests.push_back(request);
        result.retcode = retcode;
        result.order = 77;
        result.price = request.price;
        return retcode == 10009;
    }
    bool history_deal_select(std::uint64_t ticket) override { return ticket == 5; }
    std::optional<std::int64_t> history_deal_integer(std::uint64_t, DealInteger p) override {
        return p == DealInteger::magic ? std::optional<std::int64_t>(42) : std::nullopt;
    }
    std::optional<std::string> history_deal_string(std::uint64_t, DealString p) override {
        return p == DealString::comment ? std::optional<std::string>("tag") : std::nullopt;
    }

    std::vector<std::string> lines;
    std::vector<TradeRequest> requests;
    std::int64_t timer = 0;
    std::uint32_t retcode = 10009;
};

ImportTable sample_imports() {
    static void* const library = dlopen(SAMPLE_BRIDGE, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(library != nullptr);
    return {[](std::string_view module, std::string_view function) -> void* {
        return module == "SignalOSBridge.dll" ? dlsym(library, std::string(function).c_str()) : nullptr;
    }};
}

std::unique_ptr<Program> started(SampleHost& host) {
    auto program = make_Sample(host, sample_imports());
    program->load();
    return program;
}

}  // namespace

TEST_CASE("sample: an emitted expert computes, calls its library and starts its timer") {
    SampleHost host;
    auto const program = started(host);
    CHECK(program->on_init() == InitResult::succeeded);
    CHECK(host.timer == 10);
    CHECK(host.lines == std::vector<std::string>{"mode=SAMPLE_TEST lots=0.25 name=caf\xC3\xA9",
                                                 "rows=4 total=9.00 filled=1 server=Demo-1 tags=65535 total2=0.5",
                                                 "text=caf?! size=5 bits=-5000000000000",
                                                 "counter=15 names=2 last=two calls=203",
                                                 "grid=6 larger=7 1.5 start=2024.02.29 12:30 neg=-3 -1"});
}

TEST_CASE("sample: a trade request reaches the host and its answer the program") {
    SampleHost host;
    auto const program = started(host);
    REQUIRE(program->set_input("InpLots", "0.5"));
    program->on_timer();
    REQUIRE(host.requests.size() == 1);
    auto const& r = host.requests[0];
    CHECK(r.action == TradeAction::deal);
    CHECK(r.symbol == "EURUSD");
    CHECK(r.volume == 0.5);
    CHECK(r.type == OrderType::buy);
    CHECK(r.magic == ((0x1234ULL << 48) | 0xABCDEF));
    CHECK(r.comment == "sample");
    CHECK(host.lines == std::vector<std::string>{"sent buy order=77 at 1.08505"});
    host.retcode = 10027;
    program->on_timer();
    CHECK(host.lines.back() == "refused 10027 error=0");
}

TEST_CASE("sample: events arrive with their values") {
    SampleHost host;
    auto const program = started(host);
    TradeTransaction t;
    t.type = TransactionType::deal_add;
    t.deal = 5;
    program->on_trade_transaction(t, {}, {});
    program->on_chart_event(1003, 2, 0, "hello");
    program->on_deinit(DeinitReason::chart_close);
    CHECK(host.lines == std::vector<std::string>{"deal 5 magic=42 tag", "event 3 9 hello", "deinit 4"});
    CHECK(program->handlers().timer);
    CHECK_FALSE(program->handlers().tick);
    CHECK(program->kind() == "expert");
    CHECK(program->property("version") == "1.00");
}

TEST_CASE("sample: division by zero and an index out of range kill the program") {
    SampleHost host;
    auto const program = started(host);
    REQUIRE(program->set_input("InpDivide", "true"));
    CHECK_THROWS_AS(program->on_init(), CriticalError);
    CHECK_THROWS_AS(program->on_chart_event(1000, 3, 0, ""), CriticalError);
}

TEST_CASE("sample: inputs know their type, label, group and values") {
    SampleHost host;
    auto const program = make_Sample(host, sample_imports());
    auto const& list = program->inputs();
    REQUIRE(list.size() == 5);
    CHECK(list[0].type == "ENUM_SAMPLE_MODE");
    CHECK(list[0].default_value == "SAMPLE_TEST");
    CHECK(list[1].label == "Lots");
    CHECK(list[1].group == "Trading");
    CHECK(program->set_input("InpMode", "SAMPLE_LIVE"));
    CHECK(program->input("InpMode") == "SAMPLE_LIVE");
    CHECK(program->set_input("InpMode", "7"));
    CHECK_FALSE(program->set_input("InpMode", "5"));
    CHECK_FALSE(program->set_input("InpPrefix", "4x"));
    CHECK_FALSE(program->set_input("InpPrefix", "9999999999"));
    CHECK_FALSE(program->set_input("Nobody", "1"));
}

TEST_CASE("sample: two instances in one process share nothing") {
    SampleHost first, second;
    auto const a = started(first), b = started(second);
    CHECK(a->on_init() == InitResult::succeeded);
    CHECK(b->on_init() == InitResult::succeeded);
    CHECK(first.lines == second.lines);
}

TEST_CASE("sample: a missing import keeps the program from loading") {
    SampleHost host;
    ImportTable const none{[](std::string_view, std::string_view) -> void* { return nullptr; }};
    CHECK_THROWS_AS(make_Sample(host, none), LoadError);
}
