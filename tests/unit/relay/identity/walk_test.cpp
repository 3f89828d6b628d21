// Every route × every caller × every object: status and code.
#include <catch2/catch.hpp>
#include <set>

#include "walk_world.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

/// A route as it is asked. `kind` names the objects that stand for {id} ("" = none) or, with "in body", the terminal
/// that stands in the body for {T}. {U} in it is the caller.
struct Row {
    Verb verb;
    std::string_view pattern;
    std::string kind;
    std::string body;
    int status;             ///< when it is allowed and there
    std::string code = "";  ///< of a refusal that has nothing to do with who asks
    bool spends = false;    ///< what it does would change later answers
};

// clang-format off
std::vector<Row> const rows = {
    {Verb::post, "/api/auth/login", "", R"({"email":"no@first.test","password":"wrong"})", 401, "bad_credentials", true},
    {Verb::post, "/api/auth/logout", "", "", 204, "", true},
    {Verb::post, "/api/auth/password", "", R"({"current":"wrong","password":"a longer password"})", 401, "bad_credentials", true},
    {Verb::post, "/api/auth/step-up", "", R"({"password":"wrong"})", 401, "bad_credentials", true},
    {Verb::post, "/api/auth/refresh", "", "", 200},
    {Verb::get,  "/api/auth/sessions", "", "", 200},
    {Verb::del,  "/api/auth/sessions", "", "", 204, "", true},
    {Verb::del,  "/api/auth/sessions/{id}", "own session", "", 204, "", true},
    {Verb::get,  "/api/auth/totp", "", "", 200},
    {Verb::post, "/api/auth/totp", "", "", 200, "", true},
    {Verb::del,  "/api/auth/totp", "", "", 204},
    {Verb::post, "/api/auth/totp/confirm", "", R"({"code":"123456"})", 409, "bad_state"},
    {Verb::post, "/api/auth/totp/recovery-codes", "", "", 409, "bad_state"},
    {Verb::post, "/api/auth/token", "", R"({"scope":"view"})", 200},
    {Verb::get,  "/api/auth/api-keys", "", "", 200},
    {Verb::post, "/api/auth/api-keys", "", R"({"name":"n","scope":"view"})", 200, "", true},
    {Verb::del,  "/api/auth/api-keys/{id}", "own key", "", 204, "", true},
    {Verb::post, "/api/auth/invitation", "", R"({"token":"none"})", 404, "not_found"},
    {Verb::post, "/api/auth/invitation/accept", "", R"({"token":"none","name":"n","password":"a longer password"})", 404, "not_found"},
    {Verb::get,  "/api/me", "", "", 200},
    {Verb::get,  "/api/mt5/status", "", "", 200},
    {Verb::post, "/api/terminals/pair/start", "", R"({"name":"Desk"})", 201, "", true},
    {Verb::post, "/api/terminals/pair/find", "", R"({"code":"AAAA-AAAA"})", 404, "not_found", true},
    {Verb::post, "/api/terminals/pair/approve", "", R"({"pairing":"01948d2a-0001-7000-8000-00000000a001","fingerprint":"F"})", 404, "not_found"},
    {Verb::post, "/api/terminals/pair/deny", "", R"({"pairing":"01948d2a-0001-7000-8000-00000000a001"})", 404, "not_found"},
    {Verb::get,  "/api/terminals/pair", "", "", 200},
    {Verb::get,  "/api/terminals/pair/{id}", "pairing", "", 200},
    {Verb::get,  "/api/terminals", "", "", 200},
    {Verb::put,  "/api/terminals/{id}", "terminal", R"({"name":"New"})", 200, "", true},
    {Verb::post, "/api/terminals/{id}/revoke", "terminal", "", 204, "", true},
    {Verb::get,  "/api/groups", "", "", 200},
    {Verb::post, "/api/groups", "", R"({"name":"Other"})", 201, "", true},
    {Verb::put,  "/api/groups/{id}", "group", R"({"name":"Other"})", 200, "", true},
    {Verb::del,  "/api/groups/{id}", "group", "", 204, "", true},
    {Verb::put,  "/api/groups/{id}/members", "group", R"({"terminals":[]})", 200, "", true},
    {Verb::post, "/api/terminals/{id}/health-check", "terminal", "", 202},
    {Verb::get,  "/api/trades", "", "", 200},
    {Verb::get,  "/api/orders", "", "", 200},
    {Verb::get,  "/api/history", "", "", 200},
    {Verb::get,  "/api/exports/commands.csv", "", "", 200},
    {Verb::get,  "/api/exports/trades.csv", "", "", 200},
    {Verb::get,  "/api/exports/orders.csv", "", "", 200},
    {Verb::get,  "/api/exports/history.csv", "", "", 200},
    {Verb::post, "/api/trades", "terminal in body", R"({"terminal":"{T}","symbol":"EURUSD","side":"buy","order":"limit","volume":"0.1","price":"1.05"})", 409, "terminal_offline"},
    {Verb::post, "/api/trades/{id}/close", "trade", "", 202},
    {Verb::post, "/api/trades/{id}/partial-close", "trade", R"({"volume":"0.1"})", 202},
    {Verb::post, "/api/trades/{id}/close-by", "trade", R"({"opposite":"8"})", 202},
    {Verb::put,  "/api/trades/{id}/modify", "trade", R"({"stopLoss":"1.04"})", 202},
    {Verb::del,  "/api/orders/{id}", "order", "", 202},
    {Verb::post, "/api/trading/emergency-stop", "terminal in body", R"({"terminal":"{T}"})", 202},
    {Verb::post, "/api/trading/pause", "terminal in body", R"({"terminal":"{T}"})", 202},
    {Verb::post, "/api/trading/resume", "terminal in body", R"({"terminal":"{T}"})", 202},
    {Verb::post, "/api/firebridge/force-sync", "terminal in body", R"({"terminal":"{T}"})", 202},
    {Verb::post, "/api/firebridge/sync-user", "", R"({"userId":"{U}","terminalId":"a tool","status":{"isConnected":true}})", 202},
    {Verb::get,  "/api/firebridge/pull-strategy/{id}", "user", "", 404, "not_found"},
    {Verb::post, "/api/firebridge/push-trade-result", "", R"({"userId":"{U}","signalId":"s","tradeResult":{"success":true}})", 202},
    {Verb::get,  "/api/firebridge/reports", "", "", 200},
    {Verb::get,  "/api/commands", "", "", 200},
    {Verb::post, "/api/commands", "terminal in body", R"({"kind":"force_sync","terminal":"{T}"})", 202},
    {Verb::get,  "/api/commands/{id}", "command", "", 200},
    {Verb::get,  "/api/alarms", "", "", 200},
    {Verb::post, "/api/alarms/{id}/acknowledge", "alarm", "", 200},
    {Verb::get,  "/api/dashboard/stats", "", "", 200},
    {Verb::get,  "/api/dashboard/money/stats", "", "", 200},
    {Verb::get,  "/api/admin/users", "", "", 200},
    {Verb::get,  "/api/admin/users/{id}", "user", "", 200},
    {Verb::patch, "/api/admin/users/{id}", "user", R"({"name":"New"})", 200},
    {Verb::put,  "/api/admin/users/{id}/grants", "user", R"({"terminals":[]})", 200},
    {Verb::post, "/api/admin/users/{id}/reset-password", "user", "", 200},
    {Verb::del,  "/api/admin/users/{id}/totp", "user", "", 204},
    {Verb::del,  "/api/admin/users/{id}/sessions", "user", "", 204},
    {Verb::get,  "/api/admin/roles", "", "", 200},
    {Verb::get,  "/api/admin/invitations", "", "", 200},
    {Verb::post, "/api/admin/invitations", "", R"({"email":"other@third.test","role":"viewer"})", 200},
    {Verb::del,  "/api/admin/invitations/{id}", "invitation", "", 204, "", true},
    {Verb::get,  "/api/admin/sessions", "", "", 200},
    {Verb::del,  "/api/admin/sessions/{id}", "session", "", 204, "", true},
    {Verb::get,  "/api/admin/api-keys", "", "", 200},
    {Verb::del,  "/api/admin/api-keys/{id}", "key", "", 204, "", true},
    {Verb::get,  "/api/admin/connections", "", "", 200},
    {Verb::del,  "/api/admin/connections/{id}", "connection", "", 204},
    {Verb::post, "/api/admin/broadcast", "", R"({"severity":"low","text":"t"})", 200},
    {Verb::get,  "/api/admin/audit", "", "", 200},
    {Verb::get,  "/api/admin/audit/verify", "", "", 200},
    {Verb::get,  "/api/admin/organisations", "", "", 200},
    {Verb::post, "/api/admin/organisations", "", R"({"name":"Third","owner_email":"o@third.test"})", 200, "", true},
    {Verb::patch, "/api/admin/organisations/{id}", "organisation", R"({"disabled":false})", 204},
    {Verb::get,  "/api/admin/organisations/{id}/limits", "organisation", "", 200},
    {Verb::patch, "/api/admin/organisations/{id}/limits", "organisation", R"({"members":100})", 200},
    {Verb::get,  "/api/admin/limits", "", "", 200},
    {Verb::get,  "/api/admin/settings", "", "", 200},
    {Verb::patch, "/api/admin/settings", "", R"({"settings":{"log.level":"off"}})", 200},
    {Verb::post, "/api/admin/settings/reload", "", "", 200},
    {Verb::get,  "/api/admin/backups", "", "", 200},
    {Verb::post, "/api/admin/backups", "", "", 200},
    {Verb::get,  "/api/system/health", "", "", 200},
    {Verb::get,  "/api/openapi.json", "", "", 200},
    {Verb::get,  "/healthz", "", "", 200},
    {Verb::get,  "/readyz", "", "", 503, "unavailable"},
    {Verb::get,  "/metrics", "", "", 404, "not_found"},
};
// clang-format on

struct Expected {
    int status;
    std::string code;
};

bool is_there(WalkCaller const& caller, Row const& row, WalkObject const& object) {
    if (row.kind.starts_with("own ")) return object.user == caller.who.user;
    // Operators see every organisation; nobody else gets this far.
    if (row.kind == "organisation") return !object.org.is_nil();
    if (object.org != caller.who.org) return false;
    return object.terminal.is_nil() || caller.who.sees(object.terminal);
}

Expected expected(WalkCaller const& caller, Route const& route, Row const& row, WalkObject const* object) {
    auto const& guard = route.guard;
    if (guard.permission != Permission::open_to_all) {
        bool const browser = caller.who.kind == Principal::Kind::session;
        if (caller.credential.empty()) return {401, "unauthorized"};
        if (!caller.who.may(guard.permission)) return {403, "forbidden"};
        if (guard.proof != Proof::any && !browser) return {403, "forbidden"};
        if (guard.proof == Proof::recent && !caller.just_proven) return {403, "step_up_required"};
        // A token makes no further token.
        if (route.pattern == "/api/auth/token" && caller.who.kind == Principal::Kind::access_token)
            return {403, "forbidden"};
    }
    if (object != nullptr && !is_there(caller, row, *object)) return {404, "not_found"};
    return {row.status, row.code};
}

std::string with(std::string text, std::string_view mark, std::string const& value) {
    if (auto const at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
    return text;
}

// Another organisation's, an ungranted and a missing object read alike, to the last byte.
void check_alike(std::set<std::string> const& bodies) {
    CHECK(bodies.size() <= 1);
}

void walk(Route const& route, Row const& row) {
    auto world = std::make_unique<WalkWorld>();
    for (std::size_t c = 0; c < world->callers.size(); ++c) {
        std::string const kind = with(row.kind, " in body", "");
        auto const count = kind.empty() ? 1 : world->objects[kind].size();
        std::set<std::string> refusals;
        for (std::size_t o = 0; o < count; ++o) {
            auto const& caller = world->callers[c];
            auto const* const object = kind.empty() ? nullptr : &world->objects[kind][o];
            auto const id = object == nullptr ? std::string() : object->id;
            auto const path = with(std::string(row.pattern), "{id}", id);
            auto const body = with(with(row.body, "{T}", id), "{U}", caller.who.user.text());
            auto const answer = world->call(caller, row.verb, path, body);
            auto const wanted = expected(caller, route, row, object);
            CAPTURE(row.pattern, caller.name, path, answer.body);
            CHECK(answer.status == wanted.status);
            CHECK(code_of(answer) == wanted.code);
            if (wanted.status == 404) refusals.insert(answer.body);
            bool const done = wanted.status == row.status && wanted.code == row.code;
            if (done && row.spends) world = std::make_unique<WalkWorld>();
        }
        check_alike(refusals);
    }
}

}  // namespace

TEST_CASE("walk: every route has a row, and every row a route", "[identity]") {
    std::set<std::string> table;
    std::set<std::string> here;
    for (auto const& route : routes())
        table.insert(std::string(verb_name(route.verb)) + " " + std::string(route.pattern));
    for (auto const& row : rows) here.insert(std::string(verb_name(row.verb)) + " " + std::string(row.pattern));
    CHECK(table == here);
}

TEST_CASE("walk: every route answers every role, organisation, grant and kind of credential as its guard says",
          "[identity]") {
    for (auto const& row : rows) {
        auto const match = match_route(row.verb, row.pattern);
        if (match.route == nullptr) continue;  // told by the case above
        walk(*match.route, row);
    }
}

TEST_CASE("walk: lists hold what the caller sees and nothing else", "[identity]") {
    WalkWorld world;
    for (auto const& caller : world.callers) {
        if (!caller.who.may(Permission::view) || caller.credential.empty()) continue;
        CAPTURE(caller.name);
        for (auto const* path : {"/api/mt5/status", "/api/terminals", "/api/trades", "/api/commands", "/api/alarms"}) {
            auto const body = world.call(caller, Verb::get, path).body;
            CAPTURE(path);
            for (auto const terminal : {world.granted, world.ungranted, world.foreign}) {
                bool const own = (terminal == world.foreign) == (caller.who.org == world.second);
                bool const shown = body.find(terminal.text()) != std::string::npos;
                CHECK(shown == (own && caller.who.sees(terminal)));
            }
        }
        auto const stats = world.call(caller, Verb::get, "/api/dashboard/stats").body;
        auto const seen = caller.who.org == world.second || !caller.who.sees(world.ungranted) ? 1 : 2;
        CHECK(stats.find("\"total_runs\":" + std::to_string(seen)) != std::string::npos);
    }
}

TEST_CASE("walk: a stop for all goes to every terminal that the caller may command", "[identity]") {
    WalkWorld world;
    for (auto const& caller : world.callers) {
        if (!caller.who.may(Permission::trade) || caller.credential.empty()) continue;
        CAPTURE(caller.name);
        auto const answer = world.call(caller, Verb::post, "/api/trading/emergency-stop");
        CHECK(answer.status == 202);
        for (auto const terminal : {world.granted, world.ungranted, world.foreign}) {
            bool const own = (terminal == world.foreign) == (caller.who.org == world.second);
            bool const told = answer.body.find(terminal.text()) != std::string::npos;
            CHECK(told == (own && caller.who.sees(terminal)));
        }
    }
}
