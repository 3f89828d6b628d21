#include <catch2/catch.hpp>

#include "store/sqlite_db.hpp"

using namespace signalos::relay::sqlite;

TEST_CASE("migrations bring an empty file to the newest schema and are run once", "[store]") {
    Db db(":memory:");
    migrate(db);
    migrate(db);
    auto query = db.query("PRAGMA user_version");
    REQUIRE(query.next());
    CHECK(query.integer() == latest_schema());
}

TEST_CASE("a file of a newer relay is refused in words", "[store]") {
    Db db(":memory:");
    migrate(db);
    db.exec("PRAGMA user_version=999");
    CHECK_THROWS_WITH(migrate(db), Catch::Contains("start the newer relay"));
}

TEST_CASE("text that not every engine can hold is stored with U+FFFD in its place", "[store]") {
    Db db(":memory:");
    db.exec("CREATE TABLE t(a TEXT NOT NULL, b TEXT NOT NULL)");
    db.query("INSERT INTO t VALUES(?,?)").all(std::string("a\0b\xff\xc3\xa9\xed\xa0\x80", 9), "").run();
    auto query = db.query("SELECT a, b FROM t");
    REQUIRE(query.next());
    CHECK(query.text() ==
          "a\xef\xbf\xbd"
          "b\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    CHECK(query.text().empty());
}

TEST_CASE("a full disk is infrastructure, a broken constraint is not", "[store]") {
    Db db(":memory:");
    db.exec("CREATE TABLE t(a INTEGER PRIMARY KEY); INSERT INTO t VALUES(1); PRAGMA max_page_count=3;");
    try {
        db.query("INSERT INTO t VALUES(?)").bind(1).run();
        FAIL("a second 1 was taken");
    } catch (Error const& error) {
        CHECK(!error.infrastructure());
    }
    db.exec("CREATE TABLE big(a TEXT)");
    try {
        db.query("INSERT INTO big VALUES(?)").bind(std::string(100'000, 'x')).run();
        FAIL("more was written than there is room");
    } catch (Error const& error) {
        CHECK(error.infrastructure());
    }
}
