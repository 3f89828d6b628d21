// The engines under test, and a synchronous face for the asynchronous store.
#pragma once
#include <catch2/catch.hpp>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "postgres/server.hpp"
#include "store/postgres_options.hpp"
#include "store/store.hpp"

namespace signalos::relay::test {

/// A folder that goes with the test.
struct TempFolder {
    TempFolder();
    ~TempFolder();
    std::filesystem::path path;
};

/// Posted tasks, run by the test's own thread.
class Loop {
public:
    PostToLoop executor();
    /// Runs tasks until the predicate holds; fails the test after 20 s.
    void until(std::function<bool()> const& done);

private:
    std::mutex mutex_;
    std::condition_variable wake_;
    std::queue<std::function<void()>> tasks_;
};

struct Engine {
    char const* name;
    std::function<std::unique_ptr<Store>(std::string const& folder, PostToLoop)> open;
};
/// The PostgreSQL of this run, started when first asked for.
signalos::test::PostgresServer& postgres_server();
/// The database that stands for a folder, made when first asked for.
std::string const& database_of(std::string const& folder);
postgres::Options postgres_options(std::string const& folder);
/// From the twentieth command on, the server answers what it answers when its disk is full, until this goes.
struct FullServer {
    explicit FullServer(std::string const& folder);
    ~FullServer();
    std::string database;
};
/// Every engine that this build has.
std::vector<Engine> const& engines();

/// One organisation with an owner, one terminal, and helpers that wait for the answer.
class Fixture {
public:
    explicit Fixture(Engine const& engine);
    /// On what `prepare` leaves in the folder, or in the database that stands for it, instead.
    Fixture(Engine const& engine, std::function<void(std::string const& folder)> const& prepare);
    /// Closes and opens the same files again.
    void reopen();
    void close() { store.reset(); }

    template <class T, class Call>
    Reply<T> ask(Call call) {
        bool answered = false;
        Reply<T> reply;
        Done<T> done = [&](Reply<T> r) {
            reply = std::move(r);
            answered = true;
        };
        call(std::move(done));
        loop.until([&] { return answered; });
        return reply;
    }

    [[nodiscard]] std::string uuid() { return Uuid::make_v7(clock, random).text(); }
    template <class IdType>
    IdType id() {
        return IdType{Uuid::make_v7(clock, random)};
    }

    TerminalId add_terminal(std::string const& name);
    /// Opens a session with the given journal; the epoch.
    OpenedSession open_session(std::string const& journal, std::int64_t last_in = 0);
    NewCommand command(std::string const& kind = "close");
    Reply<Accepted> accept(NewCommand command, std::string const& key = "", std::string const& hash = "h");
    Reply<CommandChange> claim(std::int64_t epoch, int recv_max = 64);
    Reply<AppliedFrame> result(std::int64_t epoch, std::int64_t seq, CommandId command, CommandState state,
                               bool late = false);
    Reply<AppliedFrame> apply(std::int64_t epoch, TerminalFrame frame);
    CommandRow find(CommandId command);
    std::vector<EventRow> events();
    [[nodiscard]] SessionRequest session(std::string const& journal) const;

    TempFolder folder;
    Loop loop;
    SystemClock clock;
    SystemRandom random;
    Engine engine;
    std::unique_ptr<Store> store;
    OrgId org;
    UserId user;
    TerminalId terminal;
    std::string instance;
    std::int64_t now = 1'700'000'000'000;
};

}  // namespace signalos::relay::test

/// Runs the case once per engine; `f` is a fresh fixture.
#define FOR_EACH_ENGINE(sentence, tags)                                      \
    static void SIGNALOS_CASE_FUNCTION(::signalos::relay::test::Fixture& f); \
    TEST_CASE(sentence, tags) {                                              \
        for (auto const& engine : ::signalos::relay::test::engines()) {      \
            DYNAMIC_SECTION("on " << engine.name) {                          \
                ::signalos::relay::test::Fixture fixture(engine);            \
                SIGNALOS_CASE_FUNCTION(fixture);                             \
            }                                                                \
        }                                                                    \
    }                                                                        \
    static void SIGNALOS_CASE_FUNCTION(::signalos::relay::test::Fixture& f)
#define SIGNALOS_CASE_FUNCTION SIGNALOS_JOIN(case_at_, __LINE__)
#define SIGNALOS_JOIN(a, b) SIGNALOS_JOIN_NOW(a, b)
#define SIGNALOS_JOIN_NOW(a, b) a##b
