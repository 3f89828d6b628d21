#include "engines.hpp"

#include <stdlib.h>

#include <chrono>
#include <map>
#include <stdexcept>

#include "postgres/server.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"

namespace signalos::relay::test {

TempFolder::TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "signalos-store-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

PostToLoop Loop::executor() {
    return [this](std::function<void()> task) {
        {
            std::lock_guard const lock(mutex_);
            tasks_.push(std::move(task));
        }
        wake_.notify_one();
    };
}

void Loop::until(std::function<bool()> const& done) {
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!done()) {
        std::function<void()> task;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait_until(lock, deadline, [this] { return !tasks_.empty(); }))
                throw std::runtime_error("no answer in 20 s");
            task = std::move(tasks_.front());
            tasks_.pop();
        }
        task();
    }
}

signalos::test::PostgresServer& postgres_server() {
    static signalos::test::PostgresServer server;
    return server;
}

std::string const& database_of(std::string const& folder) {
    static std::map<std::string, std::string> databases;
    auto& name = databases[folder];
    if (name.empty()) name = postgres_server().make_database();
    return name;
}

postgres::Options postgres_options(std::string const& folder) {
    return {postgres_server().socket_dsn(database_of(folder)), {}};
}

FullServer::FullServer(std::string const& folder) : database(database_of(folder)) {
    postgres_server().run(
        database,
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT count(*) FROM commands) "
        ">= 20 "
        "THEN RAISE EXCEPTION USING ERRCODE='disk_full'; END IF; RETURN NEW; END $$; "
        "CREATE TRIGGER full_disk BEFORE INSERT ON commands FOR EACH ROW EXECUTE FUNCTION full_disk()");
}

FullServer::~FullServer() {
    postgres_server().run(database, "DROP TRIGGER full_disk ON commands; DROP FUNCTION full_disk");
}

std::vector<Engine> const& engines() {
    static auto const open_postgres = [](std::string const& folder, PostToLoop post) {
        return open_postgres_store(postgres_options(folder), std::move(post));
    };
    static std::vector<Engine> const all{{"sqlite", open_sqlite_store}, {"postgresql", open_postgres}};
    return all;
}

Fixture::Fixture(Engine const& e) : engine(e), org(id<OrgId>()), user(id<UserId>()), instance(uuid()) {
    reopen();
    Bootstrap first;
    first.organisation = {org, "First"};
    first.owner = {user, org, "Owner@Example.test", "Owner", Role::owner, "argon", true, 0, now};
    REQUIRE(ask<Nothing>([&](auto done) { store->bootstrap(first, now, done); }).ok());
    terminal = add_terminal("one");
}

Fixture::Fixture(Engine const& e, std::function<void(std::string const& folder)> const& prepare) : engine(e) {
    prepare(folder.path.string());
    reopen();
}

void Fixture::reopen() {
    store.reset();
    store = engine.open(folder.path.string(), loop.executor());
}

TerminalId Fixture::add_terminal(std::string const& name) {
    auto const made = id<TerminalId>();
    NewTerminal fresh{made, name, "key-" + made.text(), now};
    REQUIRE(ask<Terminal>([&](auto done) { store->create_terminal(org, fresh, done); }).ok());
    return made;
}

SessionRequest Fixture::session(std::string const& journal) const {
    SessionRequest request;
    request.instance = instance;
    request.journal = journal;
    request.new_resume_hash = "resume-1";
    request.account.login = "1001";
    request.account.server = "SignalOS-Demo";
    request.mode = "live";
    request.now = now;
    return request;
}

OpenedSession Fixture::open_session(std::string const& journal, std::int64_t last_in) {
    auto request = session(journal);
    request.reported_last_in = last_in;
    auto reply = ask<OpenedSession>([&](auto done) { store->open_terminal_session(org, terminal, request, done); });
    REQUIRE(reply.ok());
    return reply.value;
}

NewCommand Fixture::command(std::string const& kind) {
    NewCommand made;
    for (auto& one : made.ids) one = id<CommandId>();
    made.terminal = terminal;
    made.kind = kind;
    made.expires_at = now + 120'000;
    return made;
}

Reply<Accepted> Fixture::accept(NewCommand one, std::string const& key, std::string const& hash) {
    AcceptRequest request;
    request.user = user;
    request.user_name = "Owner";
    request.key = {"commands", key, hash};
    request.commands = {std::move(one)};
    request.received = request.now = now;
    return ask<Accepted>([&](auto done) { store->accept_commands(org, request, done); });
}

Reply<CommandChange> Fixture::claim(std::int64_t epoch, int recv_max) {
    return ask<CommandChange>([&](auto done) { store->claim_commands(org, terminal, epoch, recv_max, now, done); });
}

Reply<AppliedFrame> Fixture::result(std::int64_t epoch, std::int64_t seq, CommandId command, CommandState state,
                                    bool late) {
    CommandOutcome outcome;
    outcome.command = command;
    outcome.state = state;
    outcome.late = late;
    outcome.result = R"({"retcode":10009})";
    return apply(epoch, {seq, now, outcome});
}

Reply<AppliedFrame> Fixture::apply(std::int64_t epoch, TerminalFrame frame) {
    return ask<AppliedFrame>([&](auto done) { store->apply_terminal_frame(org, terminal, epoch, frame, done); });
}

CommandRow Fixture::find(CommandId command) {
    auto reply = ask<CommandRow>([&](auto done) { store->find_command(org, command, done); });
    REQUIRE(reply.ok());
    return reply.value;
}

std::vector<EventRow> Fixture::events() {
    auto reply = ask<EventPage>([&](auto done) { store->events_since(org, terminal, 0, 100'000, done); });
    REQUIRE(reply.ok());
    REQUIRE(reply.value.top == static_cast<std::int64_t>(reply.value.events.size()));
    return reply.value.events;
}

}  // namespace signalos::relay::test
