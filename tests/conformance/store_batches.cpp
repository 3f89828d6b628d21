// Operations that are asked at once share a transaction: each still gets its own answer, and the right one, also when
// a neighbour fails or the connection dies.
#include <algorithm>
#include <chrono>
#include <numeric>

#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
constexpr int many = 60;

using Commands = std::vector<NewCommand>;

/// Its first command is written before the second is found to be for no terminal.
Commands half_wrong(Fixture& f) {
    Commands both{f.command(), f.command()};
    both[1].terminal = f.id<TerminalId>();
    return both;
}

/// `commands` were accepted, and no trace of any other is left.
void nothing_else_was_written(Fixture& f, std::int64_t commands) {
    CHECK(f.events().size() == static_cast<std::size_t>(commands));
    CHECK(f.accept(f.command()).value.commands.at(0).cmd_seq == commands + 1);
    auto const audit = f.ask<std::vector<AuditEntry>>([&](auto done) { f.store->list_audit(f.org, 500, done); });
    REQUIRE(audit.ok());  // the chain holds
    auto const accepted = [](AuditEntry const& e) { return e.action == "command_accepted"; };
    CHECK(std::count_if(audit.value.begin(), audit.value.end(), accepted) == commands + 1);
}

/// Asks for `count` commands at once; the answers, in the order they came.
struct AtOnce {
    AtOnce(Fixture& fixture, int count) : f(fixture) {
        for (int i = 0; i < count; ++i) ask({f.command()});
    }
    void ask(Commands commands) {
        asked.push_back(commands[0].ids[0]);
        AcceptRequest request;
        request.user = f.user;
        request.commands = std::move(commands);
        f.store->accept_commands(f.org, request,
                                 [this](Reply<Accepted> reply) { replies.push_back(std::move(reply)); });
    }
    void wait() {
        f.loop.until([this] { return replies.size() == asked.size(); });
    }
    [[nodiscard]] bool all(Outcome outcome) const {
        return std::all_of(replies.begin(), replies.end(), [&](auto const& r) { return r.outcome == outcome; });
    }
    [[nodiscard]] std::size_t stored() const {
        auto const known = [this](CommandId id) {
            return f.ask<CommandRow>([&](auto done) { f.store->find_command(f.org, id, done); }).ok();
        };
        return static_cast<std::size_t>(std::count_if(asked.begin(), asked.end(), known));
    }
    Fixture& f;
    std::vector<CommandId> asked;
    std::vector<Reply<Accepted>> replies;
};

/// A store that has lost its connection tries again four times a second.
void until_answered(Fixture& f) {
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!f.ask<StoreHealth>([&](auto done) { f.store->ping(done); }).ok())
        REQUIRE(std::chrono::steady_clock::now() < deadline);
}

struct OnServer {
    OnServer() : f(engines().at(1)), database(database_of(f.folder.path.string())) {}
    void run(std::string const& sql) const { postgres_server().run(database, sql); }
    /// From now on the server hangs up on whoever writes a command, `times` times: while it is written, or while the
    /// transaction is being committed.
    void cut(int times, bool at_commit) const {
        run("CREATE SEQUENCE cuts; CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF (SELECT count(*) FROM commands) >= 20 AND nextval('cuts') <= " +
            std::to_string(times) +
            " THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); END IF; RETURN NEW; END $$");
        run(std::string("CREATE ") + (at_commit ? "CONSTRAINT " : "") + "TRIGGER cut AFTER INSERT ON commands " +
            (at_commit ? "DEFERRABLE INITIALLY DEFERRED " : "") + "FOR EACH ROW EXECUTE FUNCTION cut()");
    }
    void mend() const { run("DROP TRIGGER cut ON commands; DROP FUNCTION cut; DROP SEQUENCE cuts"); }

    Fixture f;
    std::string database;
};
}  // namespace

FOR_EACH_ENGINE("an operation that is rejected after it has written takes nothing of its neighbours with it",
                "[store][batch]") {
    AtOnce batch(f, 0);
    for (int i = 0; i < many; ++i) batch.ask(i % 2 == 0 ? Commands{f.command()} : half_wrong(f));
    batch.wait();
    for (std::size_t i = 0; i < many; ++i) CHECK(batch.replies[i].reason == (i % 2 == 0 ? errc{} : errc::not_found));
    CHECK(batch.stored() == many / 2);
    nothing_else_was_written(f, many / 2);
}

FOR_EACH_ENGINE("an operation that the engine refuses takes nothing of its neighbours with it", "[store][batch]") {
    UserSession session;
    session.id = f.id<SessionId>();
    session.user = f.user;
    session.token_hash = f.uuid();
    int refused = 0;
    Done<Nothing> const done = [&](Reply<Nothing> reply) { refused += reply.reason == errc::internal ? 1 : 0; };
    AtOnce batch(f, 0);
    for (int i = 0; i < many; ++i) {
        f.store->create_user_session(f.org, session, done);  // the second of its name, and all after it
        batch.ask({f.command()});
    }
    batch.wait();
    CHECK(refused == many - 1);
    CHECK(batch.all(Outcome::committed));
    CHECK(batch.stored() == many);
    nothing_else_was_written(f, many);
}

FOR_EACH_ENGINE("what is asked of one terminal at once happens and is answered in the order asked", "[store][batch]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    std::vector<int> answered;
    std::vector<CommandId> ids;
    std::vector<errc> refused;
    for (int i = 0; i < many; ++i) {
        AcceptRequest request;
        request.user = f.user;
        request.commands = {f.command()};
        auto const id = request.commands[0].ids[0];
        ids.push_back(id);
        f.store->accept_commands(f.org, request, [&, i](auto const&) { answered.push_back(3 * i); });
        bool const sent_first = i % 2 == 0;
        auto const claim = [&](int n) {
            f.store->claim_commands(f.org, f.terminal, epoch, 1 << 20, f.now,
                                    [&answered, n](auto const&) { answered.push_back(n); });
        };
        if (sent_first) claim(3 * i + 1);
        f.store->cancel_command(f.org, id, f.now, [&, n = 3 * i + (sent_first ? 2 : 1)](Reply<CommandChange> reply) {
            answered.push_back(n);
            if (!reply.ok()) refused.push_back(reply.reason);
        });
        if (!sent_first) claim(3 * i + 2);
    }
    f.loop.until([&] { return answered.size() == 3 * many; });
    std::vector<int> in_order(3 * many);
    std::iota(in_order.begin(), in_order.end(), 0);
    CHECK(answered == in_order);
    CHECK(refused == std::vector<errc>(many / 2, errc::bad_state));
    for (std::size_t i = 0; i < many; ++i) {
        auto const row = f.find(ids[i]);
        CHECK(row.cmd_seq == static_cast<std::int64_t>(i) + 1);
        CHECK(row.state == (i % 2 == 0 ? CommandState::sent : CommandState::cancelled));
    }
}

TEST_CASE("a connection cut once in the middle of a batch costs nobody anything", "[store][batch]") {
    OnServer server;
    server.cut(1, false);
    AtOnce batch(server.f, many);
    batch.wait();
    CHECK(batch.all(Outcome::committed));
    CHECK(batch.stored() == many);
    CHECK(server.f.events().size() == many);
}

TEST_CASE("what a cut connection kept from being committed is answered unavailable, and is not there",
          "[store][batch]") {
    bool const at_commit = GENERATE(false, true);
    CAPTURE(at_commit);
    OnServer server;
    AtOnce before(server.f, 19);
    before.wait();
    server.cut(1'000'000, at_commit);
    AtOnce batch(server.f, many);
    batch.wait();
    for (std::size_t i = 0; i < batch.replies.size(); ++i) {
        auto const& reply = batch.replies[i];
        bool const there =
            server.f
                .ask<CommandRow>([&](auto done) { server.f.store->find_command(server.f.org, batch.asked[i], done); })
                .ok();
        CHECK(reply.outcome == (there ? Outcome::committed : Outcome::unavailable));
    }
    CHECK(batch.stored() <= 1);  // the one that came before the others were queued
    server.mend();
    until_answered(server.f);
    AtOnce after(server.f, many);
    after.wait();
    CHECK(after.all(Outcome::committed));
    CHECK(server.f.events().size() == 19 + batch.stored() + many);
}

TEST_CASE("what was committed although the connection died before the answer is answered committed", "[store][batch]") {
    OnServer server;
    // The server commits, and waits for a standby that there is not: then it is told to hang up.
    server.run("ALTER SYSTEM SET synchronous_standby_names='nobody'");
    server.run("DO $$ BEGIN PERFORM pg_reload_conf(); END $$");
    AtOnce batch(server.f, many);
    server.run(
        "DO $$ BEGIN LOOP PERFORM pg_stat_clear_snapshot(); EXIT WHEN (SELECT count(*) FROM pg_stat_activity WHERE "
        "datname=current_database() AND wait_event='SyncRep') > 0; END LOOP; PERFORM pg_terminate_backend(pid) FROM "
        "pg_stat_activity WHERE datname=current_database() AND wait_event='SyncRep'; END $$");
    server.run("ALTER SYSTEM RESET synchronous_standby_names");
    server.run("DO $$ BEGIN PERFORM pg_reload_conf(); END $$");
    batch.wait();
    CHECK(batch.all(Outcome::committed));
    CHECK(batch.stored() == many);
    CHECK(server.f.events().size() == many);
}
