#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "broker/ledger_file.hpp"
#include "lab.hpp"

using namespace signalos::broker;

namespace {

struct Folder {
    std::string path;
    Folder() {
        std::string pattern = std::filesystem::temp_directory_path() / "ledger-XXXXXX";
        path = ::mkdtemp(pattern.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string file() const { return path + "/ledger.jsonl"; }
};

struct Durable final : ServerPorts {
    LedgerFile& file;
    explicit Durable(LedgerFile& to) : file(to) {}
    void store(LedgerRow const& row, std::vector<Change> const& changes) override { file.append(row, changes); }
    void send(ConnectionId, boost::json::object const&) override {}
    void disconnect(ConnectionId) override {}
};

void trade_into(std::string const& path, int trades) {
    LedgerFile file(path, [](LedgerRow const&, std::vector<Change> const&) {});
    Durable ports(file);
    Server server(Engine(demo_symbols()), ports, {});
    Now const now{1, 1'700'000'000'000};
    create_missing(server, default_accounts(), now);
    server.set_price({"EURUSD", fixed("1.1"), fixed("1.1001"), 0}, true, now);
    for (int i = 0; i < trades; ++i) server.trade_by_user(1001, market(Side::buy, "0.1"), now);
}

struct Rebuilt {
    Engine engine{demo_symbols()};
    std::size_t rows = 0;
};

Rebuilt rebuild(std::string const& path) {
    Rebuilt out;
    LedgerFile const file(path, [&](LedgerRow const& row, std::vector<Change> const& changes) {
        out.engine.restore(row.account, row, changes);
        ++out.rows;
    });
    return out;
}

}  // namespace

TEST_CASE("a broker killed with -9 after its trades finds all of them again") {
    Folder const folder;
    pid_t const child = ::fork();
    if (child == 0) {
        trade_into(folder.file(), 5);
        ::raise(SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    Rebuilt const rebuilt = rebuild(folder.file());
    CHECK(rebuilt.rows == 7);
    Book const& book = *rebuilt.engine.find_book(1001);
    CHECK(book.positions().size() == 5);
    CHECK(book.account().balance == fixed("9998.25"));
    CHECK(rebuilt.engine.counters().order == book.positions().rbegin()->first + 1);
    CHECK(rebuilt.engine.counters().row == 8);
}

TEST_CASE("a torn last line is cut, damage before it is refused") {
    Folder const folder;
    trade_into(folder.file(), 3);
    auto const whole = std::filesystem::file_size(folder.file());
    SECTION("torn tail") {
        std::filesystem::resize_file(folder.file(), whole - 10);
        CHECK(rebuild(folder.file()).rows == 4);
        CHECK(rebuild(folder.file()).rows == 4);
    }
    SECTION("damage in the middle") {
        std::fstream file(folder.file(), std::ios::in | std::ios::out);
        file.seekp(100);
        file.put('#');
        file.close();
        CHECK_THROWS_WITH(rebuild(folder.file()), Catch::Contains("damaged"));
    }
}

TEST_CASE("two brokers cannot hold one ledger") {
    Folder const folder;
    LedgerFile const first(folder.file(), [](LedgerRow const&, std::vector<Change> const&) {});
    CHECK_THROWS_WITH(rebuild(folder.file()), Catch::Contains("another broker"));
}
