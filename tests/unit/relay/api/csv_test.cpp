#include "api/csv.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "api/page.hpp"

using namespace signalos::relay;

TEST_CASE("csv: text that a spreadsheet would run gets an apostrophe, a plain number does not") {
    CHECK(csv_cell("=1+1") == "'=1+1");
    CHECK(csv_cell("+cmd") == "'+cmd");
    CHECK(csv_cell("-2+3") == "'-2+3");
    CHECK(csv_cell("@SUM(A1)") == "'@SUM(A1)");
    CHECK(csv_cell("\tx") == "\"'\tx\"");
    CHECK(csv_cell("\rx") == "\"'\rx\"");
    CHECK(csv_cell("-2.50") == "-2.50");
    CHECK(csv_cell("EURUSD") == "EURUSD");
    CHECK(csv_cell("") == "");
}

TEST_CASE("csv: commas, quotes and line ends stay inside their cell") {
    CHECK(csv_cell("a,b") == "\"a,b\"");
    CHECK(csv_cell("say \"so\"") == "\"say \"\"so\"\"\"");
    CHECK(csv_cell("=HYPERLINK(\"x\",1)") == "\"'=HYPERLINK(\"\"x\"\",1)\"");
    auto const rows = boost::json::parse(R"([{"a":"1\n2","b":null},{"b":[1]}])").as_array();
    constexpr std::string_view columns[] = {"a", "b"};
    CHECK(csv_text(rows, columns) == "a,b\r\n\"1\n2\",\r\n,[1]\r\n");
}

TEST_CASE("cursor: what was made is read again, anything else is nothing") {
    auto const cursor = read_cursor(cursor_text("1700", "id:7"));
    REQUIRE(cursor);
    CHECK(cursor->key == "1700");
    CHECK(cursor->id == "id:7");
    for (auto const* const bad : {"", "0", "zz", "6162", "610a00"}) CHECK_FALSE(read_cursor(bad));
    CHECK_FALSE(read_cursor(std::string(5000, '6')));
}
