// The emitted program means what MQL5 means by it, where C++ would mean something else or nothing.
#include <catch2/catch.hpp>

#include "Semantics.hpp"
#include "fake_host.hpp"

using namespace signalos::mql;

namespace {

class Listener : public FakeHost {
public:
    void print(std::string const& line) override { lines.push_back(line); }
    std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("semantics: integers, conversions, times, logic and values are MQL5's") {
    Listener host;
    auto const program = make_Semantics(host, {[](std::string_view, std::string_view) -> void* { return nullptr; }});
    program->load();
    REQUIRE(program->on_init() == InitResult::succeeded);
    std::vector<std::string> const expected = {"div 3 -3 1 -1 3.5 0",
                                               "wrap -2147483648 4294967295 -9223372036854775808",
                                               "small -128 4 32767 0",
                                               "promote 300 44 20000 -200",
                                               "wide 12000000000 -1294967296 3000000000 8",
                                               "shift -2147483648 1099511627776 -4 15",
                                               "bits 9 -1 -1 true 24",
                                               "edge -2147483648 0 -2147483648",
                                               "unsigned 2000000000 true -294967296",
                                               "assign 4",
                                               "mixed 3.5 7",
                                               "real 2 -2 true false 2",
                                               "n=5 1.5 true7",
                                               "parse 43 3.0 34",
                                               "half 0.0 0.5",
                                               "enum true PART_C 8",
                                               "letter 65 A 98",
                                               "choose 10 0.5",
                                               "null 0 true false true",
                                               "overload 1 2 3 3 3.5",
                                               "time 2024.02.29 00:00:00 2024.03.01 00:00:00 1 0",
                                               "parts 2024 3 1 5",
                                               "color 197121 255 86400",
                                               "short false true 2",
                                               "steps 3 1 3",
                                               "comma 12",
                                               "switch 212",
                                               "precedence true 1 true 6 3 2",
                                               "do 3 11 12",
                                               "copy 1 first 8 99 second 9 2.5",
                                               "slice 5 4 8",
                                               "box 42 abab",
                                               "count 4 4 3 9",
                                               "series 4 1 4",
                                               "raw 2 1 2 7",
                                               "grid 3 2 6",
                                               "strings Xbc abcd 2 true true"};
    CHECK(host.lines == expected);
}
