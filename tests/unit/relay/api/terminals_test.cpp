// The routes about terminals: what they refuse by themselves, and what they pass on.
#include <catch2/catch.hpp>

#include "base/pairing_code.hpp"
#include "world.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
constexpr char const* id = "01948d2a-0001-7000-8000-00000000a001";

std::string named(std::string const& name) {
    return R"({"name":")" + name + "\"}";
}
}  // namespace

TEST_CASE("terminals: only who manages may pair, rename, revoke and group; who views may list") {
    World world;
    auto const viewer = world.sign_in("viewer");
    auto const trader = world.sign_in("trader");
    auto const admin = world.sign_in("admin");
    std::string const terminal = std::string("/api/terminals/") + id;
    std::string const group = std::string("/api/groups/") + id;
    std::string const pairing = R"({"pairing":")" + std::string(id) + R"(","fingerprint":"F"})";
    struct Row {
        Verb verb;
        std::string path;
        std::string body;
        int status;
    };
    std::vector<Row> const managed{
        {Verb::post, "/api/terminals/pair/start", named("Desk"), 201},
        {Verb::post, "/api/terminals/pair/find", R"({"code":"K7QM-2XHD"})", 200},
        {Verb::post, "/api/terminals/pair/approve", pairing, 200},
        {Verb::post, "/api/terminals/pair/deny", pairing, 200},
        {Verb::get, "/api/terminals/pair", "", 200},
        {Verb::get, std::string("/api/terminals/pair/") + id, "", 200},
        {Verb::put, terminal, named("Desk"), 200},
        {Verb::post, terminal + "/revoke", "", 204},
        {Verb::post, "/api/groups", named("Prop"), 201},
        {Verb::put, group, named("Prop"), 200},
        {Verb::del, group, "", 204},
        {Verb::put, group + "/members", R"({"terminals":[")" + std::string(id) + "\"]}", 200}};
    for (auto const& row : managed) {
        INFO(row.path);
        CHECK(world.call(World::request(row.verb, row.path, row.body)).status == 401);
        CHECK(world.call_as(viewer, row.verb, row.path, row.body).status == 403);
        CHECK(world.call_as(trader, row.verb, row.path, row.body).status == 403);
        CHECK(world.terminals.asked.empty());
        CHECK(world.call_as(admin, row.verb, row.path, row.body).status == row.status);
        CHECK(world.terminals.asked.size() == 1);
        CHECK(world.terminals.caller.org == world.accounts.accounts.at("admin@example.test").organisation);
        CHECK(world.terminals.caller.address == "192.0.2.1");
        world.terminals.asked.clear();
    }
    CHECK(world.call_as(viewer, Verb::get, "/api/terminals").status == 200);
    CHECK(world.call_as(viewer, Verb::get, "/api/groups").status == 200);
}

TEST_CASE("terminals: names are 1 to 64 bytes without control characters or blanks at the ends") {
    World world;
    auto const admin = world.sign_in("admin");
    for (auto const& wrong : {std::string(), std::string(65, 'x'), std::string(" a"), std::string("a "),
                              std::string(R"(a\u0007b)"), std::string(R"(a\nb)")}) {
        INFO(wrong);
        CHECK(world.call_as(admin, Verb::post, "/api/terminals/pair/start", named(wrong)).status == 400);
    }
    CHECK(world.call_as(admin, Verb::post, "/api/terminals/pair/start", named("Büro 2")).status == 201);
    CHECK(world.terminals.asked == std::vector<std::string>{"start Büro 2"});
}

TEST_CASE("terminals: a locked guesser is told how long") {
    World world;
    auto const admin = world.sign_in("admin");
    world.terminals.next = {errc::locked_out, 90'500};
    auto const answer = world.call_as(admin, Verb::post, "/api/terminals/pair/find", R"({"code":"K7QM2XHD"})");
    CHECK(answer.status == 429);
    CHECK(says(answer, "locked_out"));
    CHECK(answer.headers.find("Retry-After") == "91");
}

TEST_CASE("terminals: what is no id is missing, and no list of ids is a bad request") {
    World world;
    auto const admin = world.sign_in("admin");
    CHECK(world.call_as(admin, Verb::put, "/api/terminals/x", named("a")).status == 404);
    CHECK(world.call_as(admin, Verb::post, "/api/terminals/x/revoke").status == 404);
    CHECK(world.call_as(admin, Verb::del, "/api/groups/x").status == 404);
    CHECK(world.call_as(admin, Verb::get, "/api/terminals/pair/x").status == 404);
    CHECK(world.call_as(admin, Verb::post, "/api/terminals/pair/deny", R"({"pairing":"x"})").status == 400);
    auto const members = std::string("/api/groups/") + id + "/members";
    for (auto const* wrong : {"{}", R"({"terminals":"x"})", R"({"terminals":[1]})", R"({"terminals":["x"]})"})
        CHECK(world.call_as(admin, Verb::put, members, wrong).status == 400);
    CHECK(world.terminals.asked.empty());
}

TEST_CASE("terminals: a terminal without a credential is let in with a secret of its own, and with nothing less") {
    World world;
    auto const upgrade = [&](std::string const& authorization) {
        auto request = World::request(Verb::get, "/ws/terminal");
        request.headers.add("Authorization", authorization);
        return world.upgrade(request);
    };
    std::string const secret(pairing_secret_length, 'a');
    CHECK(upgrade("Pairing " + secret).close_code == 0);
    CHECK(upgrade("Pairing " + secret).read_limit == 4096);
    CHECK(upgrade("Pairing " + secret.substr(1)).close_code == 4401);
    CHECK(upgrade("Pairing " + secret + "a").close_code == 4401);
    CHECK(upgrade("Pairing K7QM2XHD").close_code == 4401);
    CHECK(upgrade("Pairing").close_code == 4401);
}

TEST_CASE("terminals: a command goes to a group, and to one kind of addressee only") {
    World world;
    auto const trader = world.sign_in("trader");
    auto const send = [&](std::string const& to, std::string const& kind = "pause") {
        return world.call_as(trader, Verb::post, "/api/commands", R"({"kind":")" + kind + "\"," + to + "}").status;
    };
    std::string const group = R"("group":")" + std::string(id) + "\"";
    CHECK(send(group) == 202);
    REQUIRE(world.relay.submissions.size() == 1);
    CHECK(world.relay.submissions[0].group == GroupId{*Uuid::parse(id)});
    CHECK_FALSE(world.relay.submissions[0].terminal.has_value());
    CHECK(send(group + R"(,"all":true)") == 400);
    CHECK(send(group + R"(,"terminal":")" + id + "\"") == 400);
    CHECK(send(R"("group":"x")") == 400);
    CHECK(send(group, "force_sync") == 202);
    CHECK(send(group, "modify") == 400);
}
