// A journal is rewritten while others go on writing, and may fail or lose its machine at every step of it.
#include <catch2/catch.hpp>
#include <map>
#include <mutex>
#include <vector>

#include "bridge/journal.hpp"
#include "memory_file.hpp"

namespace signalos::bridge::test {
namespace {
// Records are numbers as text; the shorter file keeps every tenth of the old ones.
struct Opened {
    std::vector<int> numbers;
    std::mutex mutex;
    Journal journal;
    explicit Opened(MemoryDisk& disk)
        : journal(std::make_unique<MemoryFile>(disk), [this](std::uint8_t, std::string_view payload) {
              numbers.push_back(std::stoi(std::string(payload)));
              return true;
          }) {}
    void write(int from, int to) {
        for (int n = from; n < to; ++n) journal.append(1, std::to_string(n));
    }
    bool rewrite() {
        return journal.rewrite(mutex, [](std::string_view bytes) -> std::optional<std::string> {
            std::string shorter;
            auto const contents = Journal::scan(bytes, [&](std::uint8_t type, std::string_view payload) {
                if (std::stoi(std::string(payload)) % 10 == 0) shorter += Journal::framed(type, payload);
                return true;
            });
            if (contents.whole != bytes.size()) return std::nullopt;
            return shorter;
        });
    }
};

std::vector<int> numbers_on(MemoryDisk& disk) {
    Opened again(disk);
    CHECK(again.journal.ok());
    return again.numbers;
}

std::vector<int> from_to(int from, int to, int step = 1) {
    std::vector<int> list;
    for (int n = from; n < to; n += step) list.push_back(n);
    return list;
}

std::vector<int> joined(std::vector<int> a, std::vector<int> const& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

constexpr std::string_view steps[] = {"successor append", "successor flush", "take place", "settle place"};
}  // namespace

TEST_CASE("a journal is rewritten when it has outgrown the least size, and not again before it doubled", "[rewrite]") {
    MemoryDisk disk;
    Opened opened(disk);
    opened.write(0, 100);
    std::uint64_t const before = disk.cached.size();
    CHECK_FALSE(opened.journal.wants_rewrite(before + 1));
    REQUIRE(opened.journal.wants_rewrite(before));
    REQUIRE(opened.rewrite());
    CHECK(disk.durable.size() < before / 5);
    CHECK_FALSE(opened.journal.wants_rewrite(1));
    opened.write(100, 200);
    CHECK(opened.journal.wants_rewrite(1));
    CHECK(opened.journal.flush());
    CHECK(numbers_on(disk) == joined(from_to(0, 100, 10), from_to(100, 200)));
}

TEST_CASE("a rewrite that fails at any step leaves the journal as it was", "[rewrite]") {
    auto const failing = GENERATE(from_range(std::begin(steps), std::end(steps) - 1));
    INFO(failing);
    MemoryDisk disk;
    Opened opened(disk);
    opened.write(0, 100);
    disk.on_step = [&](std::string_view step) { return step != failing; };
    CHECK_FALSE(opened.rewrite());
    disk.on_step = {};
    CHECK(opened.journal.ok());
    opened.write(100, 110);
    CHECK(opened.journal.flush());
    disk.power_cut();
    CHECK(numbers_on(disk) == from_to(0, 110));
}

TEST_CASE("when it is not certain which file a power cut leaves, the journal is not used any more", "[rewrite]") {
    MemoryDisk disk;
    Opened opened(disk);
    opened.write(0, 100);
    disk.on_step = [&](std::string_view step) { return step != "settle place"; };
    CHECK_FALSE(opened.rewrite());
    CHECK_FALSE(opened.journal.ok());
    CHECK_FALSE(opened.journal.append(1, "100"));
    CHECK_FALSE(opened.journal.flush());
}

TEST_CASE("what is flushed while a rewrite is at any step survives a power cut behind it, whichever file has the name",
          "[rewrite]") {
    auto const at = GENERATE(from_range(std::begin(steps), std::end(steps)));
    bool const old_name = GENERATE(false, true);
    INFO(at << (old_name ? ", the old file comes back" : ", the new file stays"));
    MemoryDisk disk;
    Opened opened(disk);
    opened.write(0, 100);
    bool written = false;
    MemoryDisk cut;
    auto const look = [&] {
        cut = disk;
        cut.on_step = {};
        cut.power_cut(old_name);
    };
    disk.on_step = [&](std::string_view step) {
        if (step != at || written) return true;
        written = true;
        // The EA's thread: under the lock, flush included.
        std::lock_guard lock(opened.mutex);
        opened.write(100, 103);
        CHECK(opened.journal.flush());
        look();
        return true;
    };
    REQUIRE(opened.rewrite());
    REQUIRE(written);
    std::vector<int> const left = numbers_on(cut);
    bool const whole = left == from_to(0, 103);
    bool const condensed = left == joined(from_to(0, 100, 10), from_to(100, 103));
    CHECK((whole || condensed));
    disk.on_step = {};
    look();
    CHECK(numbers_on(cut) == joined(from_to(0, 100, 10), from_to(100, 103)));
    // And the next rewrite starts from the right place.
    opened.write(103, 201);
    REQUIRE(opened.rewrite());
    CHECK(numbers_on(disk) == from_to(0, 201, 10));
}

TEST_CASE("a file that no longer reads as it was written is found out, not copied", "[rewrite]") {
    MemoryDisk disk;
    Opened opened(disk);
    opened.write(0, 100);
    disk.cached[disk.cached.size() / 2] ^= 1;
    CHECK_FALSE(opened.rewrite());
    CHECK_FALSE(opened.journal.ok());
    CHECK(disk.rewrites == 0);
}

TEST_CASE("a rewrite that would not help is not made, and not tried again at once", "[rewrite]") {
    MemoryDisk disk;
    Opened opened(disk);
    for (int i = 0; i < 100; ++i) opened.journal.append(1, "10");
    CHECK_FALSE(opened.rewrite());
    CHECK(disk.rewrites == 0);
    CHECK(opened.journal.ok());
    CHECK_FALSE(opened.journal.wants_rewrite(1));
}

}  // namespace signalos::bridge::test
