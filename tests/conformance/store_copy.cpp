// A SQLite store moved to PostgreSQL is the same store: every row, and what comes next.
#include "store/store_copy.hpp"

#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

TEST_CASE("a store copied to PostgreSQL verifies, and goes on from there", "[store][copy]") {
    Fixture f(engines().at(0));
    auto const epoch = f.open_session("journal-1").terminal.session_epoch;
    std::vector<CommandRow> before;
    for (int i = 0; i < 250; ++i) {
        auto command = f.command();
        command.args = R"({"comment":"\u00fc 'quoted' \\ ünïcode"})";
        before.push_back(f.accept(command, "key-" + std::to_string(i)).value.commands.at(0));
    }
    f.claim(epoch);
    f.result(epoch, 1, before[0].id, CommandState::done);
    auto const events = f.events();
    f.close();

    auto const copied = copy_to_postgres(f.folder.path.string(), postgres_options(f.folder.path.string()));
    std::int64_t commands = 0;
    for (auto const& table : copied)
        if (table.name == "commands") commands = table.rows;
    CHECK(commands == 250);
    CHECK_THROWS_WITH(copy_to_postgres(f.folder.path.string(), postgres_options(f.folder.path.string())),
                      Catch::Contains("is not empty"));

    f.engine = engines().at(1);
    f.reopen();
    CHECK(f.events().size() == events.size());
    CHECK(f.find(before[0].id).state == CommandState::done);
    CHECK(f.find(before[249].id).args == before[249].args);
    CHECK(f.accept(f.command(), "key-3").value.replayed);
    auto const next = f.accept(f.command());
    CHECK(next.value.commands.at(0).cmd_seq == 251);
    CHECK(f.open_session("journal-1").terminal.session_epoch == epoch + 1);
}
