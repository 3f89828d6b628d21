#include "bridge/journal.hpp"

#include <catch2/catch.hpp>
#include <utility>
#include <vector>

#include "memory_file.hpp"

namespace signalos::bridge::test {
namespace {
using Rows = std::vector<std::pair<int, std::string>>;

struct Opened {
    Rows rows;
    Journal journal;
    explicit Opened(MemoryDisk& disk)
        : journal(std::make_unique<MemoryFile>(disk), [this](std::uint8_t type, std::string_view payload) {
              rows.emplace_back(type, std::string(payload));
              return true;
          }) {}
};

Rows const three{{1, "first"}, {2, ""}, {7, std::string("\0\xff third", 8)}};

MemoryDisk disk_with_three() {
    MemoryDisk disk;
    Opened opened(disk);
    for (auto const& [type, payload] : three) opened.journal.append(static_cast<std::uint8_t>(type), payload);
    opened.journal.flush();
    return disk;
}
}  // namespace

TEST_CASE("a journal gives back every record in order", "[journal]") {
    MemoryDisk disk = disk_with_three();
    Opened again(disk);
    CHECK(again.journal.ok());
    CHECK(again.rows == three);
    CHECK(again.journal.end() == disk.durable.size());
}

TEST_CASE("a tail torn at any byte is cut and the records before it stay", "[journal]") {
    MemoryDisk const whole = disk_with_three();
    std::size_t const ends[] = {0, 14, 23, whole.durable.size()};
    for (std::size_t size = 0; size <= whole.durable.size(); ++size) {
        INFO("torn at byte " << size);
        MemoryDisk disk;
        disk.cached = disk.durable = whole.durable.substr(0, size);
        std::size_t expected = 0;
        while (expected < 3 && ends[expected + 1] <= size) ++expected;
        {
            Opened opened(disk);
            REQUIRE(opened.journal.ok());
            REQUIRE(opened.rows == Rows(three.begin(), three.begin() + static_cast<std::ptrdiff_t>(expected)));
            REQUIRE(disk.durable.size() == ends[expected]);
            REQUIRE(opened.journal.append(9, "after"));
            REQUIRE(opened.journal.flush());
        }
        Opened again(disk);
        REQUIRE(again.journal.ok());
        REQUIRE(again.rows.size() == expected + 1);
    }
}

TEST_CASE("a bit flipped before the last record is damage, never a torn tail", "[journal]") {
    MemoryDisk const whole = disk_with_three();
    for (std::size_t bit = 0; bit < 23 * 8; ++bit) {
        INFO("bit " << bit);
        MemoryDisk disk;
        disk.cached = whole.durable;
        disk.cached[bit / 8] = static_cast<char>(disk.cached[bit / 8] ^ (1 << (bit % 8)));
        disk.durable = disk.cached;
        Opened opened(disk);
        REQUIRE_FALSE(opened.journal.ok());
        REQUIRE(opened.journal.words().find("damaged") != std::string::npos);
        REQUIRE_FALSE(opened.journal.append(1, "more"));
        REQUIRE(disk.cached.size() == whole.durable.size());
    }
}

TEST_CASE("a full disk ends writing for good", "[journal]") {
    MemoryDisk disk = disk_with_three();
    Opened opened(disk);
    disk.full = true;
    CHECK_FALSE(opened.journal.append(1, "lost"));
    disk.full = false;
    CHECK_FALSE(opened.journal.append(1, "later"));
    CHECK_FALSE(opened.journal.ok());
}

TEST_CASE("a failed flush is final, since a later success would prove nothing", "[journal]") {
    MemoryDisk disk = disk_with_three();
    Opened opened(disk);
    REQUIRE(opened.journal.append(1, "doubtful"));
    disk.flush_fails = true;
    CHECK_FALSE(opened.journal.flush());
    disk.flush_fails = false;
    CHECK_FALSE(opened.journal.flush());
    CHECK_FALSE(opened.journal.ok());
    CHECK(opened.journal.durable() < opened.journal.end());
}

}  // namespace signalos::bridge::test
