// Loading, living and unloading: what is left behind.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <iostream>
#include <thread>

#include "library.hpp"

using namespace signalos::shipped;

namespace {
constexpr int alone = 1;  // the test's own thread

// Threads end a moment after they were waited for.
bool settles(int (*count)(), int most) {
    auto const limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (count() > most) {
        if (std::chrono::steady_clock::now() > limit) return false;
        std::this_thread::yield();
    }
    return true;
}

void cycle(std::int32_t reason, std::int64_t login, Folder const& folder) {
    Bridge const bridge;
    auto const args = open_args(folder, login);
    std::int64_t handle = 0;
    REQUIRE(bridge.open(&args, &handle) == SOS_OK);
    sos_status_info status{};
    CHECK(bridge.status(handle, &status) == SOS_OK);
    bridge.wait(handle, 1);
    CHECK(bridge.close(handle, reason) == SOS_OK);
}
}  // namespace

TEST_CASE("shipped: loading the library starts no thread") {
    REQUIRE(settles(threads, alone));
    long const memory_before = resident_kb();
    auto const started = std::chrono::steady_clock::now();
    Library const library;
    auto const took = std::chrono::steady_clock::now() - started;
    std::cout << "load: " << std::chrono::duration<double, std::milli>(took).count() << " ms, "
              << resident_kb() - memory_before << " KB resident\n";
    CHECK(threads() == alone);
}

// Once something was opened the library stays for good: tests/wine/dll_facts.py runs this in a process of its own.
TEST_CASE("shipped: loading and unloading again and again, without an open, leaves no handle") {
    for (int i = 0; i < 3; ++i) Library const first;  // brings in the system's own libraries
    int const before = handles();
    for (int i = 0; i < 50; ++i) Library const library;
    std::cout << "50 loads without an open: " << before << " -> " << handles() << " handles\n";
    CHECK(handles() == before);
    CHECK(threads() == alone);
}

TEST_CASE("shipped: every thread the library starts has a name that says whose it is") {
    Folder const folder;
    Bridge const bridge;
    REQUIRE(settles(threads, alone));
    auto const args = open_args(folder, 51);
    std::int64_t handle = 0;
    REQUIRE(bridge.open(&args, &handle) == SOS_OK);
    // The link's own and the one that looks the relay's name up; on Windows one for timers too.
    auto const limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (other_thread_names().size() < 2 && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
    auto const names = other_thread_names();
    CHECK(names.size() >= 2);
    CHECK(std::count(names.begin(), names.end(), "sos-link") >= 1);
    for (std::string const& name : names) {
        CAPTURE(name);
        CHECK(name.starts_with("sos-"));
        std::cout << "thread " << name << '\n';
    }
    CHECK(bridge.close(handle, 1) == SOS_OK);
}

TEST_CASE("shipped: a hundred loads, opens, closes and unloads leave no thread and no handle") {
    Folder const folder;
    // What is made once and kept: the pinned module, the sockets' start, the name resolver's library.
    for (int i = 0; i < 5; ++i) cycle(1, 21, folder);
    REQUIRE(settles(threads, alone));
    int const handles_before = handles();
    long const memory_before = resident_kb();
    for (int i = 0; i < 100; ++i) cycle(1, 21, folder);
    CHECK(settles(threads, alone));
    // Some are made at need and kept, once; one left behind by each cycle would make a hundred.
    CHECK(settles(handles, handles_before + 5));
    std::cout << "100 cycles: " << alone << " -> " << threads() << " threads, " << handles_before << " -> " << handles()
              << " handles, " << memory_before << " -> " << resident_kb() << " KB\n";
}

TEST_CASE("shipped: a chart or input change keeps the session, an account change opens another") {
    Folder const folder;
    Bridge const bridge;
    REQUIRE(settles(threads, alone));
    auto args = open_args(folder, 31);
    std::int64_t handle = 0;
    REQUIRE(bridge.open(&args, &handle) == SOS_OK);
    CHECK(threads() > alone);
    for (std::int32_t const reason : {3, 5, 2}) {
        CHECK(bridge.close(handle, reason) == SOS_OK);
        CHECK(threads() > alone);  // the link's thread is still there
        REQUIRE(bridge.open(&args, &handle) == SOS_OK);
    }
    CHECK(bridge.close(handle, 6) == SOS_OK);
    CHECK(settles(threads, alone));
    args = open_args(folder, 32);
    REQUIRE(bridge.open(&args, &handle) == SOS_OK);
    CHECK(bridge.close(handle, 9) == SOS_OK);
}

TEST_CASE("shipped: a close ends within its bound while the link waits for an address") {
    Folder const folder;
    Bridge const bridge;
    auto args = open_args(folder, 41);
    std::int64_t handle = 0;
    REQUIRE(bridge.open(&args, &handle) == SOS_OK);
    auto const started = std::chrono::steady_clock::now();
    CHECK(bridge.close(handle, 1) == SOS_OK);
    std::chrono::duration<double, std::milli> const took = std::chrono::steady_clock::now() - started;
    std::cout << "close: " << took.count() << " ms of 2500 that OnDeinit has\n";
    CHECK(took.count() < 2500);  // lint: allow honest_tests: the terminal kills an OnDeinit that takes longer
}
