// A terminal without a credential at the relay's door, on a hand-driven clock.
#include "core/pairing_session.hpp"
#include "core_fixture.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
struct Door {
    Core core;
    PairingDesk desk{core.ports(), ""};
    std::vector<Terminal> created;

    struct Guest {
        Core* core = nullptr;
        FakeSocket socket;
        std::shared_ptr<PairingSession> session;
        std::vector<json::object> received;

        void say(char const* type, json::object data) {
            session->on_text(json::serialize(json::object{{"type", type}, {"ts", 1}, {"data", std::move(data)}}));
        }
        json::object const* newest(std::string_view type) {
            for (auto const& frame : session->pull(64 * 1024)) received.push_back(json::parse(*frame).as_object());
            for (auto at = received.rbegin(); at != received.rend(); ++at)
                if (at->at("type").as_string() == json::string_view(type.data(), type.size())) return &*at;
            return nullptr;
        }
        /// The data of the newest frame of that type; waits for one.
        json::object last(std::string_view type) {
            core->until([&] { return newest(type) != nullptr; });
            return newest(type)->at("data").as_object();
        }
    };

    std::unique_ptr<Guest> knock(char secret, std::string const& code, std::string const& address = "192.0.2.1") {
        auto guest = std::make_unique<Guest>();
        guest->core = &core;
        guest->session = std::make_shared<PairingSession>(core.ports(), desk, guest->socket,
                                                          desk.visitor(std::string(64, secret), address),
                                                          [this](Terminal const& made) { created.push_back(made); });
        json::object data{{"role", "terminal"}, {"platform", "mt5"}, {"proto", json::array{1}}};
        data["account"] = json::object{{"login", "1001"}, {"server", "Demo"}};
        if (!code.empty()) data["code"] = code;
        guest->say("pair", std::move(data));
        core.until(
            [&] { return guest->newest("pairing") || guest->newest("paired") || guest->newest("pairing_refused"); });
        return guest;
    }
    [[nodiscard]] PairingCaller owner(std::string const& address = "198.51.100.1") const {
        return {core.org, {core.user.text(), "Owner"}, address};
    }
    template <class T, class Call>
    boost::system::result<T, PairingRefusal> ask(Call call) {
        std::optional<boost::system::result<T, PairingRefusal>> answer;
        call([&](boost::system::result<T, PairingRefusal> given) { answer = std::move(given); });
        core.until([&] { return answer.has_value(); });
        return *answer;
    }
    StartedPairing start() {
        return *ask<StartedPairing>([&](auto done) { desk.start(owner(), "Desk", done); });
    }
    void decide(PairingId id, bool approve, std::string const& fingerprint) {
        auto const decided = ask<Pairing>([&](auto done) { desk.decide(owner(), id, approve, fingerprint, "", done); });
        REQUIRE(decided.has_value());
    }
};

std::string text(json::object const& data, char const* name) {
    return data.contains(name) ? std::string(data.at(name).as_string()) : "";
}
}  // namespace

TEST_CASE("pairing: nobody decides in five minutes, and the terminal is told what it waited for", "[pairing]") {
    Door door;
    auto const begun = door.start();
    auto guest = door.knock('a', begun.code);
    CHECK(guest->last("pairing").at("expires_in_ms").as_int64() == 300'000);
    door.core.clock.forward(299'999);
    guest->session->on_tick();
    CHECK(guest->socket.closed_with == 0);
    door.core.clock.forward(1);
    guest->session->on_tick();
    CHECK(text(guest->last("pairing_refused"), "reason") == "expired");
    CHECK(guest->socket.closed_with == 4401);
    // A new terminal with that code learns nothing but that it is worth nothing.
    CHECK(text(door.knock('b', begun.code)->last("pairing_refused"), "reason") == "code_refused");
}

TEST_CASE("pairing: an approval that is never fetched lapses, and makes no terminal", "[pairing]") {
    Door door;
    auto const begun = door.start();
    auto guest = door.knock('a', begun.code);
    auto const fingerprint = text(guest->last("pairing"), "fingerprint");
    guest->session->on_closed();
    door.decide(begun.pairing.id, true, fingerprint);
    CHECK(door.created.empty());
    door.core.clock.forward(600'000);
    CHECK(text(door.knock('a', begun.code)->last("pairing_refused"), "reason") == "expired");
    CHECK(door.created.empty());
}

TEST_CASE("pairing: the key comes with the approval, and the socket waits for it to be stored", "[pairing]") {
    Door door;
    auto const begun = door.start();
    auto guest = door.knock('a', begun.code);
    door.decide(begun.pairing.id, true, text(guest->last("pairing"), "fingerprint"));
    auto const key = text(guest->last("paired"), "key");
    REQUIRE(key.size() == 64);
    REQUIRE(door.created.size() == 1);
    CHECK(guest->socket.closed_with == 0);
    SECTION("stored") {
        guest->say("pair_stored", {});
        CHECK(guest->socket.closed_with == 1000);
        door.core.ask<StoreHealth>([&](auto done) { door.core.store->ping(done); });
        CHECK(text(door.knock('a', begun.code)->last("pairing_refused"), "reason") == "code_refused");
    }
    SECTION("silent: the next time another key comes, for the same terminal") {
        door.core.clock.forward(10'000);
        guest->session->on_tick();
        CHECK(guest->socket.closed_with == 4408);
        auto const second = text(door.knock('a', begun.code)->last("paired"), "key");
        CHECK(second.size() == 64);
        CHECK(second != key);
        CHECK(door.created.size() == 1);
    }
}

TEST_CASE("pairing: ten wrong codes lock an address for terminals, and a user for people", "[pairing]") {
    Door door;
    for (int i = 0; i < 10; ++i)
        CHECK(text(door.knock('a', "22222222")->last("pairing_refused"), "reason") == "code_refused");
    auto const begun = door.start();
    auto const locked = door.knock('a', begun.code)->last("pairing_refused");
    CHECK(text(locked, "reason") == "locked");
    CHECK(locked.at("retry_after_ms").as_int64() > 0);
    CHECK(text(door.knock('b', begun.code, "192.0.2.2")->last("pairing"), "state") == "waiting");

    auto const find = [&](std::string const& code) {
        return door.ask<Pairing>([&](auto done) { door.desk.find(door.owner(), code, done); });
    };
    for (int i = 0; i < 10; ++i) CHECK(find("22222222").error().code == errc::not_found);
    CHECK(find(begun.code).error().code == errc::locked_out);
    door.core.clock.forward(15 * 60'000);
    CHECK(find("22222222").error().code == errc::not_found);
}

TEST_CASE("pairing: a second socket with the same secret takes the place of the first", "[pairing]") {
    Door door;
    auto const begun = door.start();
    auto first = door.knock('a', begun.code);
    auto second = door.knock('a', begun.code);
    CHECK(first->socket.closed_with == 4410);
    first->session->on_closed();
    door.decide(begun.pairing.id, true, text(second->last("pairing"), "fingerprint"));
    CHECK(text(second->last("paired"), "key").size() == 64);
}

TEST_CASE("pairing: an address fills neither memory nor sockets", "[pairing]") {
    Door door;
    std::vector<std::unique_ptr<Door::Guest>> guests;
    for (char secret = '0'; secret <= '9'; ++secret) guests.push_back(door.knock(secret, ""));
    CHECK(guests[7]->last("pairing").contains("code"));
    CHECK(text(guests[8]->last("pairing_refused"), "reason") == "busy");
    CHECK(guests[8]->socket.closed_with == 4429);
    // What nobody claimed is forgotten after its five minutes.
    door.core.clock.forward(300'000);
    CHECK(door.knock('f', "")->last("pairing").contains("code"));
}

TEST_CASE("pairing: what was decided elsewhere is found by looking", "[pairing]") {
    Door door;
    auto const begun = door.start();
    auto guest = door.knock('a', begun.code);
    guest->last("pairing");
    PairingDecision const no{false, "", "", {"x", "Console"}, door.core.clock.utc, 0};
    REQUIRE(door.core
                .ask<Pairing>([&](auto done) {
                    door.core.store->pairings().decide_pairing(door.core.org, begun.pairing.id, no, done);
                })
                .ok());
    door.core.clock.forward(2'000);
    guest->session->on_tick();
    CHECK(text(guest->last("pairing_refused"), "reason") == "denied");
}
