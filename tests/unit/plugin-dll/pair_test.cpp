// A terminal that has no credential: what it says, what it keeps, and what the trader reads.
#include "bridge/pair_core.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "base/pairing_code.hpp"
#include "rig.hpp"

using namespace signalos;
using namespace signalos::bridge;
using namespace signalos::bridge::test;

namespace {
struct Pairer {
    ManualClock clock;
    CountingRandom random;
    std::vector<PairWrite> writes;
    std::vector<json::object> sent;
    int connects = 0;
    int closes = 0;
    bool disk = true;
    PairCore core;

    explicit Pairer(std::string code = "", std::string secret = "")
        : core(clock, random, PairPlan{std::move(code), std::move(secret), "https://relay.test:8443/pair", {}}) {}

    void act() {
        while (auto write = core.take_write()) {
            writes.push_back(*write);
            core.written(disk);
        }
        for (auto const& action : core.take_actions()) {
            if (std::holds_alternative<ConnectAction>(action)) ++connects;
            if (std::holds_alternative<CloseAction>(action)) ++closes;
            if (auto const* send = std::get_if<SendAction>(&action)) sent.push_back(*parse_object(send->text));
        }
    }
    void start() {
        core.start();
        act();
        open();
    }
    void open() {
        core.on_open();
        act();
    }
    void hear(char const* type, json::object data) {
        core.on_text(json::serialize(json::object{{"type", type}, {"ts", clock.utc_ms()}, {"data", std::move(data)}}));
        act();
    }
    void refuse(char const* reason, std::int64_t retry = 0) {
        json::object data{{"reason", reason}, {"message", "words of the relay"}};
        if (retry != 0) data["retry_after_ms"] = retry;
        hear("pairing_refused", std::move(data));
    }
    void waiting(char const* code = "") {
        json::object data{{"state", "waiting"}, {"fingerprint", core.fingerprint()}, {"expires_in_ms", 300000}};
        if (*code != 0) data["code"] = code;
        hear("pairing", std::move(data));
    }
    void closed(int code) {
        core.on_closed(Closed{code, "words"});
        act();
    }
};
}  // namespace

TEST_CASE("pairing by code: the secret is kept, the code offered, the key stored, and only then confirmed", "[pair]") {
    Pairer p("K7QM2XHD");
    p.start();
    REQUIRE(p.writes.size() == 1);
    CHECK(p.writes[0].text == p.core.secret() + "\nK7QM2XHD");
    REQUIRE(p.sent.size() == 1);
    CHECK(text_of(p.sent[0], "type") == "pair");
    CHECK(text_of(object_of(p.sent[0], "data"), "code") == "K7QM2XHD");
    p.waiting();
    CHECK(p.core.state() == SOS_PAIR_WAITING);
    CHECK(p.core.fingerprint() == fingerprint_of_secret(p.core.secret()));
    CHECK(p.core.link() == "https://relay.test:8443/pair#K7QM2XHD");
    CHECK(p.core.expires_in_ms() == 300000);
    p.hear("paired", {{"terminal", "t"}, {"key", "the key"}});
    REQUIRE(p.writes.size() == 2);
    CHECK(p.writes[1].kind == PairWrite::Kind::key);
    CHECK(p.writes[1].text == "the key");
    CHECK(text_of(p.sent.back(), "type") == "pair_stored");
    CHECK(p.core.key().empty());
    p.closed(1000);
    CHECK(p.core.key() == "the key");
}

TEST_CASE("a terminal without a code shows the one that the relay makes, and a new one when nobody used it", "[pair]") {
    Pairer p;
    p.start();
    CHECK_FALSE(object_of(p.sent.back(), "data").contains("code"));
    p.waiting("9TRAV4CE");
    CHECK(p.core.code() == "9TRAV4CE");
    auto const first = p.core.secret();
    for (int round = 1; round < 12; ++round) {
        p.refuse("expired");
        CHECK(p.core.state() == SOS_PAIR_ASKING);
        p.open();
        p.waiting("9TRAV4CE");
    }
    CHECK(p.core.secret() != first);
    p.refuse("expired");
    CHECK(p.core.state() == SOS_PAIR_REFUSED);
    CHECK(p.core.words().find("F7") != std::string::npos);
    CHECK_FALSE(p.core.deadline().has_value());
}

TEST_CASE("every refusal of a code stops with words that say what to do, and forgets the secret", "[pair]") {
    for (auto const* reason : {"code_refused", "denied", "expired"}) {
        INFO(reason);
        Pairer p("K7QM2XHD");
        p.start();
        p.refuse(reason);
        CHECK(p.core.state() == SOS_PAIR_REFUSED);
        CHECK(p.core.words().find("F7, Inputs") != std::string::npos);
        CHECK(p.core.words().find("K7QM") == std::string::npos);
        CHECK(p.core.link().empty());
        CHECK(p.writes.back().text.empty());
        CHECK_FALSE(p.core.deadline().has_value());
        p.closed(4401);
        CHECK(p.connects == 1);
    }
    Pairer shown;
    shown.start();
    shown.waiting("9TRAV4CE");
    shown.refuse("denied");
    CHECK(shown.core.state() == SOS_PAIR_REFUSED);
}

TEST_CASE("a locked address waits as long as it is told, and then asks again", "[pair]") {
    Pairer p("K7QM2XHD");
    p.start();
    p.refuse("locked", 90'000);
    CHECK(p.core.words().find("90 s") != std::string::npos);
    p.clock.advance(89'999);
    p.core.on_timer();
    p.act();
    CHECK(p.connects == 1);
    p.clock.advance(1);
    p.core.on_timer();
    p.act();
    CHECK(p.connects == 2);
}

TEST_CASE("a cut link goes on with the same secret, also in another run, and a second key replaces the first",
          "[pair]") {
    Pairer p("K7QM2XHD");
    p.start();
    p.waiting();
    auto const secret = p.core.secret();
    SECTION("cut while waiting") {
        p.closed(0);
    }
    SECTION("silent relay") {
        p.clock.advance(25'000);
        p.core.on_timer();
        p.act();
        CHECK(p.closes == 1);
    }
    SECTION("relay restarts") {
        p.closed(1012);
    }
    p.clock.advance(30'000);
    p.core.on_timer();
    p.act();
    CHECK(p.connects == 2);
    CHECK(p.core.secret() == secret);
    CHECK(p.writes.size() == 1);

    Pairer later("K7QM2XHD", secret);
    later.start();
    CHECK(later.writes.empty());
    CHECK(later.core.fingerprint() == fingerprint_of_secret(secret));
}

TEST_CASE("a key that cannot be stored is not confirmed", "[pair]") {
    Pairer p("K7QM2XHD");
    p.start();
    p.waiting();
    p.disk = false;
    p.hear("paired", {{"terminal", "t"}, {"key", "the key"}});
    CHECK(text_of(p.sent.back(), "type") == "pair");
    CHECK(p.core.state() == SOS_PAIR_REFUSED);
    CHECK(p.core.key().empty());
}

TEST_CASE("no page but one of https without fragment and blank is put into the code", "[pair]") {
    Pairer p("K7QM2XHD");
    p.start();
    auto const page = [&](std::string const& named) {
        p.hear("pairing", {{"state", "waiting"}, {"expires_in_ms", 1000}, {"page", named}});
        return p.core.page();
    };
    CHECK(page("https://desk.example/pair") == "https://desk.example/pair");
    for (auto const& wrong : {std::string("http://desk.example/pair"), std::string("javascript:alert(1)"),
                              std::string("https://a/#b"), std::string("https://a b"), std::string(200, 'x')})
        CHECK(page(wrong) == "https://relay.test:8443/pair");
}
