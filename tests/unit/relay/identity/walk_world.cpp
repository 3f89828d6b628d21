#include "walk_world.hpp"

#include <unistd.h>

#include <boost/json/parse.hpp>

#include "core/terminal_board.hpp"
#include "services/roles.hpp"
#include "util/crypto.hpp"

namespace signalos::relay::test {
namespace json = boost::json;

namespace {
constexpr std::int64_t long_ago = 20 * 60 * 1000;

std::string hash_of(std::string_view secret) {
    return hex(sha256(secret));
}
}  // namespace

WalkWorld::Folder::Folder() {
    // In memory where there is such a place: hundreds of worlds, and nothing here is about durability.
    std::error_code absent;
    bool const memory = std::filesystem::is_directory("/dev/shm", absent);
    auto const base = memory ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path();
    auto pattern = (base / "signalos-walk-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = pattern;
}
WalkWorld::Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

WalkWorld::WalkWorld()
    : store(open_sqlite_store(folder_.path.string(), loop.post())),
      ports{relay_clock, random, *store, live, registry, hash_of, &refusals, nullptr, &book},
      accounts(*store, clock, SessionLimits{}),
      auth(accounts, hasher, clock, random, sealer, LoginLimits{}, SessionLimits{},
           [this](SessionId ended) { people_live.ended(ended.value); }),
      authenticator(auth, *store, tokens, people_live, clock),
      people({store->people(), *store, hasher, clock, random, sealer, tokens, auth, people_live, &control,
              [this](OrgId org, OrganisationLimits const& limits) { book.set(org, limits); }}),
      server(std::in_place, services(nullptr), origins, files) {
    auto dashboard = [this](SessionPort& port, Principal const& who, SocketView const& view) {
        return dashboards.make(port, who, view);
    };
    binding.set_factories(SessionFactories{dashboard, {}});
    Bootstrap begin;
    first = begin.organisation.id = OrgId{Uuid::make_v7(clock, random)};
    second = OrgId{Uuid::make_v7(clock, random)};
    begin.organisation.name = "First";
    begin.owner = {UserId{Uuid::make_v7(clock, random)}, first, "begin@first.test", "Begin", Role::owner, "x"};
    ask<Nothing>([&](auto done) { store->bootstrap(begin, clock.now, done); });
    ask<Nothing>([&](auto done) {
        store->people().create_organisation({second, "Second"}, {"test", clock.now}, done);
    });
    for (auto* terminal : {&granted, &ungranted, &foreign}) *terminal = TerminalId{Uuid::make_v7(clock, random)};
    add_terminal(first, granted, "granted");
    add_terminal(first, ungranted, "ungranted");
    add_terminal(second, foreign, "foreign");
    add_callers(first, "first");
    add_callers(second, "second");
    callers.push_back({"nobody", {}, "", false});
    add_objects(first, granted);
    add_objects(first, ungranted);
    add_objects(second, foreign);
    add_people(first);
    add_people(second);
    // What exists nowhere, in the form of each kind.
    WalkObject const missing{OrgId{}, TerminalId{Uuid::make_v7(clock, random)}, UserId{}, ""};
    for (auto& [kind, list] : objects) {
        auto none = missing;
        none.id = none.terminal.text();
        if (kind == "trade" || kind == "order" || kind == "alarm") none.id += ":1";
        list.push_back(none);
    }
}

WalkWorld::~WalkWorld() = default;

std::string everything(Session& session) {
    std::string text;
    for (auto frames = session.pull(1 << 20); !frames.empty(); frames = session.pull(1 << 20))
        for (auto const& frame : frames) text += *frame + "\n";
    return text;
}

WalkCaller const& WalkWorld::owner_of(OrgId org) const {
    for (auto const& caller : callers)
        if (caller.who.org == org && caller.who.role == "owner" && caller.just_proven) return caller;
    throw std::runtime_error("no such caller");
}

ApiServices WalkWorld::services(CallerRates* rates) {
    return {binding, auth,       clock,   "0.1.0",  0,     &refusals, &authenticator,
            &people, &terminals, nullptr, &history, rates, {}};
}

UserId WalkWorld::add_user(OrgId org, std::string const& email, Role role) {
    User user{UserId{Uuid::make_v7(clock, random)}, org, email, email, role, "x", false, 0, clock.now};
    ask<Nothing>([&](auto done) { store->create_user(org, user, done); });
    return user.id;
}

std::string WalkWorld::add_session(UserId user, OrgId org, bool just_proven, SessionId* made) {
    auto const token = random_token(random, 32);
    UserSession session;
    session.id = SessionId{Uuid::make_v7(clock, random)};
    session.org = org;
    session.user = user;
    session.token_hash = hash_of(token);
    session.created_at = session.last_seen = clock.now;
    session.idle_until = session.expires_at = clock.now + 1'000'000'000;
    session.proved_at = just_proven ? clock.now : clock.now - long_ago;
    ask<Nothing>([&](auto done) { store->create_user_session(org, session, done); });
    if (made != nullptr) *made = session.id;
    return token;
}

std::string WalkWorld::add_key(UserId user, OrgId org, std::string const& scope, TerminalScope const& scope_of,
                               ApiKeyId* made) {
    auto const secret = "sosk_" + random_token(random, 32);
    ApiKey key;
    key.id = ApiKeyId{Uuid::make_v7(clock, random)};
    key.org = org;
    key.user = user;
    key.name = "key";
    key.key_hash = hash_of(secret);
    key.scope = scope;
    key.terminals = scope_of;
    key.created_at = clock.now;
    ask<Nothing>([&](auto done) { store->people().create_api_key(org, key, {"test", clock.now}, done); });
    if (made != nullptr) *made = key.id;
    return secret;
}

void WalkWorld::add_terminal(OrgId org, TerminalId id, std::string const& name) {
    NewTerminal const terminal{id, name, hash_of("key of " + name), clock.now};
    auto const made = ask<Terminal>([&](auto done) { store->create_terminal(org, terminal, done); });
    live.know(made.value, offline_row(made.value));
    StateChange change;
    change.reset = true;
    change.as_of = clock.now;
    for (auto const* position : {"7", "8"})
        change.set[std::string("position:") + position] =
            json::object{{"ticket", position}, {"symbol", "EURUSD"}, {"side", "buy"}, {"volume", "1"}};
    live.publish_state(org, id, std::move(change));
}

WalkCaller WalkWorld::caller(std::string name, OrgId org, UserId user, Role role, TerminalScope scope) const {
    WalkCaller made;
    made.name = std::move(name);
    made.who.org = org;
    made.who.user = user;
    made.who.role = role_name(role);
    made.who.strongest = strongest_permission(made.who.role);
    made.who.terminals = std::move(scope);
    return made;
}

void WalkWorld::add_callers(OrgId org, std::string const& place) {
    bool const here = org == first;
    TerminalScope const granted_ones(here ? std::set<TerminalId>{granted} : std::set<TerminalId>{foreign});
    for (auto const& [role_text, role] : role_names) {
        auto const email = std::string(role_text) + "@" + place + ".test";
        auto const user = add_user(org, email, role);
        bool const sees_all = sees_every_terminal(role_text);
        std::vector<TerminalId> const given(granted_ones.terminals().begin(), granted_ones.terminals().end());
        if (!sees_all)
            ask<Nothing>([&](auto done) { store->people().set_grants(org, user, given, {"test", clock.now}, done); });
        auto const scope = sees_all ? TerminalScope::all() : granted_ones;
        auto base = caller(email + " by session", org, user, role, scope);
        SessionId session;
        base.credential = add_session(user, org, true, &session);
        base.who.credential = session.value;
        base.just_proven = true;
        callers.push_back(base);
        objects["own session"].push_back({org, {}, user, session.text()});
        auto old = base;
        old.name = email + " by old session";
        old.just_proven = false;
        old.credential = add_session(user, org, false);
        callers.push_back(old);
        // A key of the widest scope, and one for the granted terminal alone.
        auto const widest = std::string(permission_name(std::min(base.who.strongest, Permission::manage)));
        for (bool const limited : {false, true}) {
            auto key = base;
            ApiKeyId id;
            key.name = email + (limited ? " by limited key" : " by key");
            key.who.kind = Principal::Kind::api_key;
            key.who.strongest = std::min(base.who.strongest, Permission::manage);
            if (limited) key.who.terminals = scope.within(granted_ones);
            key.credential = add_key(user, org, widest, limited ? granted_ones : TerminalScope::all(), &id);
            callers.push_back(key);
            objects["own key"].push_back({org, {}, user, id.text()});
        }
        auto token = base;
        token.name = email + " by token";
        token.who.kind = Principal::Kind::access_token;
        token.who.strongest = std::min(base.who.strongest, Permission::trade);
        token.credential = tokens.sign({org, session.value, false, std::string(permission_name(token.who.strongest)),
                                        clock.now + access_token_ms});
        callers.push_back(token);
    }
    if (!here) return;
    auto operating = callers.at(0);
    operating.name = "operator by session";
    auto const found =
        ask<UserWithOrganisation>([&](auto done) { store->find_user_by_email("begin@first.test", done); });
    operating = caller("operator by session", org, found.value.user.id, Role::owner, TerminalScope::all());
    operating.who.is_operator = found.value.user.is_operator;
    operating.just_proven = true;
    operating.credential = add_session(found.value.user.id, org, true);
    callers.push_back(operating);
    WalkCaller terminal;
    terminal.name = "a terminal by its key";
    terminal.who.kind = Principal::Kind::terminal;
    terminal.who.org = org;
    terminal.who.strongest = Permission::signed_in;
    terminal.who.terminals = TerminalScope({granted});
    terminal.credential = "key of granted";
    callers.push_back(terminal);
}

void WalkWorld::add_objects(OrgId org, TerminalId terminal) {
    auto const add = [&](char const* kind, std::string id) {
        objects[kind].push_back({org, terminal, {}, std::move(id)});
    };
    add("terminal", terminal.text());
    add("trade", terminal.text() + ":7");
    add("order", terminal.text() + ":300");
    AcceptRequest request;
    request.user = UserId{Uuid::make_v7(clock, random)};
    request.user_name = "test";
    request.key = {"commands", "", "h"};
    request.now = clock.now;
    NewCommand command;
    for (auto& id : command.ids) id = CommandId{Uuid::make_v7(clock, random)};
    command.terminal = terminal;
    command.kind = "force_sync";
    command.args = "{}";
    request.commands.push_back(command);
    auto const accepted = ask<Accepted>([&](auto done) { store->accept_commands(org, request, done); });
    add("command", accepted.value.commands.at(0).id.text());
    SessionRequest hello;
    hello.instance = terminal.text();
    hello.journal = terminal.text();
    hello.new_resume_hash = "r";
    hello.account.login = terminal.text();
    hello.account.server = "Demo";
    hello.mode = "live";
    hello.now = clock.now;
    auto const opened =
        ask<OpenedSession>([&](auto done) { store->open_terminal_session(org, terminal, hello, done); });
    auto const epoch = opened.value.terminal.session_epoch;
    TerminalFrame const lost{1, clock.now, LostFrames{0, "test"}};
    auto const told =
        ask<AppliedFrame>([&](auto done) { store->apply_terminal_frame(org, terminal, epoch, lost, done); });
    add("alarm", terminal.text() + ":" + std::to_string(told.value.events.back().off));
    ask<Nothing>([&](auto done) { store->close_terminal_session(org, terminal, epoch, clock.now, done); });
}

void WalkWorld::add_people(OrgId org) {
    auto const place = org == first ? std::string("first") : std::string("second");
    auto const victim = add_user(org, "victim@" + place + ".test", Role::viewer);
    auto const add = [&](char const* kind, std::string id) { objects[kind].push_back({org, {}, {}, std::move(id)}); };
    add("user", victim.text());
    SessionId session;
    add_session(victim, org, true, &session);
    add("session", session.text());
    ApiKeyId key;
    add_key(victim, org, "view", TerminalScope::all(), &key);
    add("key", key.text());
    Invitation invitation;
    invitation.id = InvitationId{Uuid::make_v7(clock, random)};
    invitation.org = org;
    invitation.token_hash = hash_of("invitation to " + place);
    invitation.email = "guest@" + place + ".test";
    invitation.expires_at = clock.now + 1'000'000;
    ask<Nothing>([&](auto done) { store->people().create_invitation(org, invitation, {"test", clock.now}, done); });
    add("invitation", invitation.id.text());
    GroupId const group{Uuid::make_v7(clock, random)};
    ask<TerminalGroup>([&](auto done) {
        store->pairings().create_group(org, group, "Group", Actor{"test", "test"}, clock.now, done);
    });
    add("group", group.text());
    NewPairing pair;
    pair.id = PairingId{Uuid::make_v7(clock, random)};
    pair.code_hash = hash_of("code of " + place);
    pair.name = "Desk";
    pair.now = clock.now;
    pair.expires_at = clock.now + 300'000;
    ask<Pairing>([&](auto done) { store->pairings().start_pairing(org, pair, done); });
    add("pairing", pair.id.text());
    objects["organisation"].push_back({org, {}, {}, org.text()});
}

Response WalkWorld::call(WalkCaller const& from, Verb verb, std::string path, std::string body) {
    auto made = World::request(verb, std::move(path), std::move(body));
    made.headers.add("Idempotency-Key", Uuid::make_v7(clock, random).text());
    bool const browser = from.who.kind == Principal::Kind::session;
    if (browser && !from.credential.empty()) made.headers.add("Cookie", "__Host-sid=" + from.credential);
    if (!browser) made.headers.add("Authorization", "Bearer " + from.credential);
    std::optional<Response> answer;
    server->handle(std::move(made), [&](Response response) { answer = std::move(response); });
    loop.run_until([&] { return answer.has_value(); });
    return *answer;
}

std::shared_ptr<Session> WalkWorld::open(WalkCaller const& from, SessionPort& port, std::string const& path) {
    auto made = World::request(Verb::get, path);
    made.headers.add("Origin", World::origin);
    bool const browser = from.who.kind == Principal::Kind::session;
    if (browser) made.headers.add("Cookie", "__Host-sid=" + from.credential);
    auto const bearer = browser ? std::string() : ", bearer." + from.credential;
    made.headers.add("Sec-WebSocket-Protocol", "signalos.v1" + bearer);
    std::optional<Upgrade> upgrade;
    server->upgrade(std::move(made), [&](Upgrade decided) { upgrade = std::move(decided); });
    loop.run_until([&] { return upgrade.has_value(); });
    return upgrade->make ? upgrade->make(port) : nullptr;
}

std::string code_of(Response const& response) {
    if (response.status < 400) return "";
    auto const body = json::parse(response.body).as_object();
    return std::string(body.at("code").as_string());
}

}  // namespace signalos::relay::test
