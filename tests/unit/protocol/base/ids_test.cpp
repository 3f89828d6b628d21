#include "base/ids.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <unordered_set>

using namespace signalos;

namespace {

struct FixedClock final : Clock {
    std::int64_t now = 1'737'642'600'123;
    std::int64_t fraction_us = 0;
    [[nodiscard]] std::int64_t steady_ms() const override { return 0; }
    [[nodiscard]] std::int64_t utc_ms() const override { return now; }
    [[nodiscard]] std::int64_t utc_us() const override { return now * 1000 + fraction_us; }
};

struct SeededRandom final : Random {
    std::mt19937_64 engine{11};
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine());
    }
};

}  // namespace

TEST_CASE("a new id is a version 7 UUID that carries its millisecond and sorts by it") {
    FixedClock clock;
    SeededRandom random;
    auto const first = Uuid::make_v7(clock, random);
    clock.now += 1;
    auto const second = Uuid::make_v7(clock, random);
    CHECK(first.time_ms() == 1'737'642'600'123);
    CHECK(first.text()[14] == '7');
    CHECK(std::string("89ab").find(first.text()[19]) != std::string::npos);
    CHECK(first < second);
    CHECK(first.text() < second.text());
}

TEST_CASE("ids made a microsecond apart sort by it, over the whole of a millisecond and into the next") {
    FixedClock clock;
    SeededRandom random;
    auto last = Uuid::make_v7(clock, random);
    for (int us = 1; us <= 2000; ++us) {
        clock.fraction_us = us;
        auto const next = Uuid::make_v7(clock, random);
        CHECK(last < next);
        CHECK(next.time_ms() == clock.now + us / 1000);
        last = next;
    }
}

TEST_CASE("ids of one millisecond differ in the 48 bits that go into the magic number") {
    FixedClock clock;
    SeededRandom random;
    std::unordered_set<std::uint64_t> tags;
    std::unordered_set<Uuid> ids;
    for (int i = 0; i < 10'000; ++i) {
        auto const id = Uuid::make_v7(clock, random);
        ids.insert(id);
        tags.insert(id.tag48());
    }
    CHECK(ids.size() == 10'000);
    CHECK(tags.size() == 10'000);
}

TEST_CASE("an id reads back from its text in either case") {
    auto const id = Uuid::parse("01948d2a-7c1b-7def-8123-456789ABCDEF");
    REQUIRE(id.has_value());
    CHECK(id->text() == "01948d2a-7c1b-7def-8123-456789abcdef");
    CHECK(id->tag48() == 0x456789abcdefULL);
    CHECK_FALSE(id->is_nil());
    CHECK(Uuid().is_nil());
    CHECK(CommandId::parse(id->text())->value == *id);
}

TEST_CASE("text that is not a UUID is refused") {
    auto const* text = GENERATE("", "01948d2a-7c1b-7def-8123-456789abcde", "01948d2a-7c1b-7def-8123-456789abcdef0",
                                "01948d2a07c1b07def081230456789abcdef", "01948d2g-7c1b-7def-8123-456789abcdef",
                                "-1948d2a-7c1b-7def-8123-456789abcdef", "{1948d2a-7c1b-7def-8123-456789abcde}");
    INFO(text);
    CHECK(Uuid::parse(text).error() == errc::bad_request);
    CHECK(TerminalId::parse(text).error() == errc::bad_request);
}
