// What was acknowledged survives kill -9; a second relay is refused; a batch with a rejection keeps its neighbours.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
/// In the child: accepts commands for ever; writes each id to the pipe only after its completion.
[[noreturn]] void accept_for_ever(Fixture& f, int out) {
    f.store = f.engine.open(f.folder.path.string(), f.loop.executor());
    for (;;) {
        int answers = 0;
        for (int i = 0; i < 8; ++i) {
            AcceptRequest request;
            request.user = f.user;
            request.commands = {f.command()};
            f.store->accept_commands(f.org, request, [&](Reply<Accepted> reply) {
                ++answers;
                if (!reply.ok()) return;
                auto const line = reply.value.commands.at(0).id.text();
                if (::write(out, line.data(), line.size()) != static_cast<ssize_t>(line.size())) ::_exit(1);
            });
        }
        f.loop.until([&] { return answers == 8; });
    }
}
/// No file of this process may grow beyond `bytes` while it lives: the closest an ordinary user gets to a full disk.
struct DiskLimit {
    explicit DiskLimit(rlim_t bytes) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before);
        rlimit const small{bytes, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~DiskLimit() { ::setrlimit(RLIMIT_FSIZE, &before); }
    rlimit before{};
};
}  // namespace

FOR_EACH_ENGINE("every acknowledged command is there after kill -9", "[store][durability]") {
    f.close();  // no threads in this process while it forks
    int pipe_ends[2];
    REQUIRE(::pipe(pipe_ends) == 0);
    auto const child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(pipe_ends[0]);
        accept_for_ever(f, pipe_ends[1]);
    }
    ::close(pipe_ends[1]);
    std::string acknowledged;
    char buffer[36 * 64];
    while (acknowledged.size() < 36 * 400) {
        auto const n = ::read(pipe_ends[0], buffer, sizeof buffer);
        REQUIRE(n > 0);
        acknowledged.append(buffer, static_cast<std::size_t>(n));
    }
    REQUIRE(::kill(child, SIGKILL) == 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    for (auto n = ::read(pipe_ends[0], buffer, sizeof buffer); n > 0; n = ::read(pipe_ends[0], buffer, sizeof buffer)) {
        acknowledged.append(buffer, static_cast<std::size_t>(n));
    }
    ::close(pipe_ends[0]);
    f.reopen();
    std::set<std::int64_t> numbers;
    for (std::size_t at = 0; at + 36 <= acknowledged.size(); at += 36) {
        auto const id = CommandId::parse(acknowledged.substr(at, 36));
        REQUIRE(id.has_value());
        numbers.insert(f.find(*id).cmd_seq);
    }
    CHECK(numbers.size() == acknowledged.size() / 36);
    CHECK(f.events().size() >= numbers.size());
}

FOR_EACH_ENGINE("a second relay on the same folder is refused in words", "[store][durability]") {
    CHECK_THROWS_WITH(f.engine.open(f.folder.path.string(), f.loop.executor()),
                      Catch::Contains("another relay is running"));
}

FOR_EACH_ENGINE("what was there before is there after an ordinary restart", "[store][durability]") {
    auto const id = f.accept(f.command()).value.commands.at(0).id;
    f.reopen();
    CHECK(f.find(id).state == CommandState::queued);
}

FOR_EACH_ENGINE("a rejected operation in a batch undoes only itself", "[store][durability]") {
    auto taken = f.command();
    taken.ids[1] = taken.ids[2] = taken.ids[3] = {};
    std::vector<Outcome> outcomes;
    for (int i = 0; i < 60; ++i) {
        AcceptRequest request;
        request.user = f.user;
        request.commands = {i % 3 == 1 ? taken : f.command()};
        f.store->accept_commands(f.org, request, [&](Reply<Accepted> reply) { outcomes.push_back(reply.outcome); });
    }
    f.loop.until([&] { return outcomes.size() == 60; });
    CHECK(std::count(outcomes.begin(), outcomes.end(), Outcome::committed) == 41);
    CHECK(f.events().size() == 41);
}

FOR_EACH_ENGINE("a full disk refuses new work, loses nothing acknowledged, and is got over", "[store][durability]") {
    std::vector<CommandId> acknowledged;
    Reply<Accepted> refused;
    {
        bool const own_files = f.engine.name == std::string("sqlite");
        auto const limit = own_files ? std::make_unique<DiskLimit>(1024 * 1024) : nullptr;
        auto const full = own_files ? nullptr : std::make_unique<FullServer>(f.folder.path.string());
        for (int i = 0; i < 1'000; ++i) {
            auto big = f.command();
            big.args = R"({"comment":")" + std::string(20'000, 'x') + R"("})";
            auto reply = f.accept(big);
            if (!reply.ok()) {
                refused = reply;
                break;
            }
            acknowledged.push_back(reply.value.commands.at(0).id);
        }
        CHECK(refused.outcome == Outcome::unavailable);
        CHECK(acknowledged.size() < 1'000);
        if (!own_files) CHECK(refused.reason == errc::disk_full);
        CHECK(!acknowledged.empty());
        for (auto const& id : acknowledged) CHECK(f.find(id).state == CommandState::queued);  // reads go on
    }
    CHECK(f.accept(f.command()).ok());
    f.reopen();
    for (auto const& id : acknowledged) CHECK(f.find(id).state == CommandState::queued);
    CHECK(f.events().size() == acknowledged.size() + 1);
}
