#include <catch2/catch.hpp>

#include "util/crypto.hpp"
#include "world.hpp"

using namespace signalos::relay;
using namespace signalos::relay::test;
using signalos::errc;

namespace {

constexpr auto terminal = "0190c1d2-0000-7000-8000-000000000001";

Submitted accepted() {
    Submitted submitted;
    submitted.commands.push_back(
        boost::json::object{{"id", "0190c1d2-0000-7000-8000-0000000000aa"}, {"state", "queued"}});
    return submitted;
}

Request upgrade_request(std::string path) {
    auto request = World::request(Verb::get, std::move(path));
    request.headers.add("Sec-WebSocket-Protocol", "signalos.v1");
    return request;
}

}  // namespace

TEST_CASE("api: every route that is not public answers 401 without a session") {
    World world;
    for (auto const& route : routes()) {
        if (route.guard.permission == Permission::open_to_all) continue;
        CAPTURE(route.pattern);
        CHECK(world.call(World::request(route.verb, std::string(route.pattern))).status == 401);
    }
}

TEST_CASE("api: a role reaches exactly the routes of its permission") {
    auto const role = GENERATE("viewer", "trader", "admin", "owner", "stranger");
    World world;
    auto const cookie = world.sign_in(role);
    for (auto const& route : routes()) {
        if (route.guard.permission == Permission::open_to_all) continue;
        if (route.pattern == "/api/auth/logout") continue;
        // These work on a store; tests/unit/relay/identity walks every route with one.
        bool const people = route.pattern.starts_with("/api/admin/") || route.pattern.starts_with("/api/auth/");
        if (people && route.pattern != "/api/auth/password") continue;
        CAPTURE(role, route.pattern);
        auto const answer = world.call_as(cookie, route.verb, std::string(route.pattern));
        CHECK((answer.status == 403) == (route.guard.permission > strongest_permission(role)));
    }
}

TEST_CASE(
    "api: a change without the custom header, from a foreign page or without any origin is refused, whoever asks") {
    World world;
    auto const cookie = world.sign_in("owner");
    struct Case {
        char const* csrf;
        char const* origin;
        char const* site;
        bool allowed;
    };
    Case const cases[] = {
        {"1", World::origin, "", true},
        {"1", "", "same-origin", true},
        {"", World::origin, "same-origin", false},
        {"1", "https://evil.test", "", false},
        {"1", "null", "", false},
        {"1", "", "", false},
        {"1", "", "cross-site", false},
        {"1", "", "same-site", false},
        {"1", "https://localhost:84430", "", false},
        {"1", "http://localhost:8443", "", false},
        {"0", World::origin, "", false},
    };
    for (auto const& one : cases) {
        CAPTURE(one.csrf, one.origin, one.site);
        Request request;
        request.verb = Verb::post;
        request.path = "/api/auth/password";
        request.headers.add("Cookie", cookie);
        if (*one.csrf) request.headers.add("X-SignalOS-CSRF", one.csrf);
        if (*one.origin) request.headers.add("Origin", one.origin);
        if (*one.site) request.headers.add("Sec-Fetch-Site", one.site);
        auto const answer = world.call(std::move(request));
        CHECK((answer.status == 403) != one.allowed);
        if (!one.allowed) CHECK(says(answer, "forbidden"));
    }
}

TEST_CASE("api: unknown paths are 404, known paths with another verb 405") {
    World world;
    CHECK(says(world.call(World::request(Verb::get, "/api/none")), "not_found"));
    auto const wrong = world.call(World::request(Verb::put, "/api/trades"));
    CHECK(says(wrong, "method_not_allowed"));
    CHECK(wrong.headers.find("Allow") == "GET, POST");
    CHECK(world.call(World::request(Verb::post, "/")).status == 405);
}

TEST_CASE("api: bodies that are not JSON, not an object or too deep are told apart") {
    World world;
    CHECK(says(world.call(World::request(Verb::post, "/api/auth/login", "{")), "bad_request"));
    CHECK(says(world.call(World::request(Verb::post, "/api/auth/login", "[]")), "bad_request"));
    CHECK(says(world.call(World::request(Verb::post, "/api/auth/login", std::string(100, '['))), "too_deep"));
    auto const wrong = world.call(World::request(Verb::post, "/api/auth/login", R"({"email":5,"password":"x"})"));
    CHECK(wrong.body.find("\"path\":\"email\"") != std::string::npos);
}

TEST_CASE("errors: every refusal is counted by its code and shown in the health") {
    World world;
    for (int i = 0; i < 3; ++i) world.call(World::request(Verb::post, "/api/auth/login", "{"));
    world.call(World::request(Verb::get, "/api/me"));
    CHECK(world.refusals.of(errc::bad_request) == 3);
    CHECK(world.refusals.of(errc::unauthorized) == 1);
    CHECK(world.refusals.of(errc::forbidden) == 0);
    auto const health = world.call(World::request(Verb::get, "/api/system/health"));
    CHECK(health.body.find(R"("bad_request":3)") != std::string::npos);
}

TEST_CASE("commands: the emergency stop goes to every terminal without a body") {
    World world;
    auto const cookie = world.sign_in("trader");
    world.relay.next = accepted();
    auto const answer = world.call_as(cookie, Verb::post, "/api/trading/emergency-stop");
    CHECK(answer.status == 202);
    CHECK(answer.body.find("\"commands\":[{") != std::string::npos);
    REQUIRE(world.relay.submissions.size() == 1);
    CHECK(world.relay.submissions[0].kind == "emergency_stop");
    CHECK_FALSE(world.relay.submissions[0].terminal);
    CHECK(world.relay.submissions[0].caller.org == world.accounts.accounts["trader@example.test"].organisation);
}

TEST_CASE("commands: a close by trade id names its terminal and position") {
    World world;
    auto const cookie = world.sign_in("trader");
    world.relay.next = accepted();
    auto const path = "/api/trades/" + std::string(terminal) + ":120/close";
    auto const answer = world.call_as(cookie, Verb::post, path, R"({"expected_volume":"0.10"})");
    CHECK(answer.status == 202);
    CHECK(answer.headers.find("Location") == "/api/commands/0190c1d2-0000-7000-8000-0000000000aa");
    auto const& submission = world.relay.submissions.at(0);
    CHECK(submission.terminal->text() == terminal);
    CHECK(submission.arguments.at("position").as_string() == "120");
    CHECK(submission.arguments.at("expected_volume").as_string() == "0.10");
    CHECK(world.call_as(cookie, Verb::post, "/api/trades/nonsense/close").status == 404);
}

TEST_CASE("commands: an open needs a key, a replay says so, a refused one carries its command") {
    World world;
    auto const cookie = world.sign_in("trader");
    auto const body = R"({"terminal":")" + std::string(terminal) +
                      R"(","symbol":"EURUSD","side":"buy","order":"market","volume":"0.10"})";
    CHECK(says(world.call_as(cookie, Verb::post, "/api/trades", body), "key_required"));
    auto with_key = [&](std::string const& key) {
        auto request = World::request(Verb::post, "/api/trades", body);
        request.headers.add("Cookie", cookie);
        request.headers.add("Idempotency-Key", key);
        request.headers.add("Prefer", "wait=99");
        return world.call(std::move(request));
    };
    CHECK(says(with_key("nonsense"), "bad_request"));
    CHECK(world.relay.submissions.empty());
    world.relay.next = accepted();
    world.relay.next.replay = true;
    CHECK(with_key("0190c1d2-0000-7000-8000-0000000000bb").headers.find("Idempotent-Replay") == "true");
    CHECK(world.relay.submissions.at(0).wait_ms == 30'000);
    world.relay.next.error = make_error_code(errc::terminal_offline);
    auto const refused = with_key("0190c1d2-0000-7000-8000-0000000000cc");
    CHECK(refused.status == 409);
    CHECK(refused.body.find("\"command\":{") != std::string::npos);
}

TEST_CASE("commands: either one terminal or all, never both, and no open to all") {
    World world;
    auto const cookie = world.sign_in("trader");
    for (auto const* const body :
         {R"({"kind":"pause"})", R"({"kind":"pause","all":true,"terminal":"0190c1d2-0000-7000-8000-000000000001"})",
          R"({"kind":"pause","all":false})", R"({"kind":"close","all":true,"args":{"position":"1"}})",
          R"({"kind":"reboot","all":true})", R"({"kind":"pause","all":true,"extra":1})",
          R"({"kind":"pause","terminal":"x"})"}) {
        CAPTURE(body);
        CHECK(says(world.call_as(cookie, Verb::post, "/api/commands", body), "bad_request"));
    }
    CHECK(world.relay.submissions.empty());
}

TEST_CASE("an alarm is acknowledged in the caller's name, by those who may trade, and only under a whole id") {
    World world;
    std::string const id = "/api/alarms/01890000-0000-7000-8000-000000000001:";
    auto const trader = world.sign_in("trader");
    CHECK(world.call_as(trader, Verb::get, "/api/alarms", "").status == 200);
    auto const answer = world.call_as(trader, Verb::post, id + "7/acknowledge", "");
    CHECK(answer.status == 200);
    CHECK(answer.body.find(R"("off":7)") != std::string::npos);
    for (auto const* const wrong : {"", "0", "-7", "7x", "99999999999999999999"})
        CHECK(world.call_as(trader, Verb::post, id + wrong + "/acknowledge", "").status == 404);
    CHECK(world.call_as(world.sign_in("viewer"), Verb::post, id + "7/acknowledge", "").status == 403);
}

TEST_CASE("sockets: a dashboard needs our origin and a live session, each refusal its own close code") {
    World world;
    auto const cookie = world.sign_in("viewer");
    auto foreign = upgrade_request("/ws");
    foreign.headers.add("Cookie", cookie);
    CHECK(world.upgrade(foreign).close_code == 4403);
    foreign.headers.add("Origin", "https://evil.test");
    CHECK(world.upgrade(foreign).close_code == 4403);
    auto stranger = upgrade_request("/ws");
    stranger.headers.add("Origin", World::origin);
    CHECK(world.upgrade(stranger).close_code == 4401);
    stranger.headers.add("Cookie", cookie);
    auto const opened = world.upgrade(stranger);
    CHECK(opened.close_code == 0);
    CHECK(opened.protocol == "signalos.v1");
    CHECK(opened.read_limit == 16 * 1024);
    CHECK(opened.tag == world.accounts.sessions.begin()->second.id.text());
}

TEST_CASE(
    "sockets: a dashboard that offers compression gets it where the relay allows it; a plain client and a terminal "
    "never") {
    World world;
    world.relay.terminal_key_hash = signalos::hex(sha256("the-key"));
    auto const cookie = world.sign_in("viewer");
    auto const agreed_at = [&](ApiServer& server, std::string path, bool offers = true) {
        auto request = upgrade_request(std::move(path));
        request.headers.add("Cookie", cookie);
        request.headers.add("Origin", World::origin);
        request.headers.add("Authorization", request.path == "/ws/terminal" ? "Bearer the-key" : "");
        if (offers) request.headers.add("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
        std::string agreed = "not answered";
        server.upgrade(std::move(request), [&](Upgrade const& upgrade) {
            CHECK(upgrade.close_code == 0);
            agreed = upgrade.deflate;
        });
        return agreed;
    };
    auto services = world.services();
    services.deflate = true;
    ApiServer allowing{services, world.origins, world.files};
    for (auto const* const path : {"/ws", "/ws/mission", "/ws/graph"})
        CHECK(agreed_at(allowing, path) ==
              "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    CHECK(agreed_at(allowing, "/ws", false).empty());
    CHECK(agreed_at(allowing, "/ws/classic").empty());
    CHECK(agreed_at(allowing, "/ws/terminal").empty());
    CHECK(agreed_at(world.server, "/ws").empty());
}

TEST_CASE("sockets: a terminal is known by the hash of its key; all else closes with 4401") {
    World world;
    world.relay.terminal_key_hash = signalos::hex(sha256("the-key"));
    for (auto const* const header : {"", "Bearer ", "Bearer wrong", "Basic the-key", "the-key"}) {
        auto request = upgrade_request("/ws/terminal");
        if (*header) request.headers.add("Authorization", header);
        CHECK(world.upgrade(request).close_code == 4401);
    }
    auto request = upgrade_request("/ws/terminal");
    request.headers.add("Authorization", "Bearer the-key");
    auto const opened = world.upgrade(request);
    CHECK(opened.close_code == 0);
    CHECK(opened.read_limit == 256 * 1024);
}

TEST_CASE("sockets: another subprotocol closes with 4426, another path is 404") {
    World world;
    auto request = World::request(Verb::get, "/ws");
    request.headers.add("Sec-WebSocket-Protocol", "other.v9");
    CHECK(world.upgrade(request).close_code == 4426);
    auto const elsewhere = world.upgrade(upgrade_request("/ws/none"));
    REQUIRE(elsewhere.refusal);
    CHECK(elsewhere.refusal->status == 404);
}
