#include <catch2/catch.hpp>
#include <regex>

#include "check_text.hpp"

using namespace signalos::mql5c;

TEST_CASE("fragments: what only C++ has is refused with a rule, valid MQL5 is accepted") {
    int good = 0, bad = 0;
    for (auto const& entry : std::filesystem::directory_iterator(MQL5_DATA "/fragments")) {
        Options options;
        options.source = entry.path();
        auto const outcome = compile(options);
        INFO(entry.path().filename().string() << ": " << (outcome.ok() ? "accepted" : outcome.messages.front()));
        if (entry.path().filename().string().rfind("ok_", 0) == 0) {
            CHECK(outcome.ok());
            ++good;
            continue;
        }
        ++bad;
        REQUIRE_FALSE(outcome.ok());
        // The missing event handler alone would refuse any fragment: another rule must have found the real fault.
        bool other = false;
        for (auto const& m : outcome.messages) other = other || std::regex_search(m, std::regex(": L(?!08)[0-9]{2} "));
        CHECK(other);
    }
    CHECK(good >= 3);
    CHECK(bad >= 28);
}
