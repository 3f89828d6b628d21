// What the library answers to callers that do it wrong.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "library.hpp"

using namespace signalos::shipped;

namespace {
std::vector<std::int32_t> sizes() {
    return {sizeof(sos_open_args), sizeof(sos_status_info), sizeof(sos_command),     sizeof(sos_facts),
            sizeof(sos_decision),  sizeof(sos_result),      sizeof(sos_intent),      sizeof(sos_account),
            sizeof(sos_position),  sizeof(sos_order),       sizeof(sos_deal),        sizeof(sos_health),
            sizeof(sos_check),     sizeof(sos_symbol),      sizeof(sos_pairing_info)};
}

struct Opened {
    Bridge bridge;
    Folder folder;
    std::int64_t handle = 0;

    explicit Opened(std::int64_t login) {
        auto const args = open_args(folder, login);
        REQUIRE(bridge.open(&args, &handle) == SOS_OK);
    }
    ~Opened() { bridge.close(handle, 1); }
};
}  // namespace

TEST_CASE("shipped: the handshake takes this version and these sizes, and no others") {
    Bridge const bridge;
    auto right = sizes();
    auto const n = static_cast<std::int32_t>(right.size());
    CHECK(bridge.abi_version(SOS_ABI_VERSION, right.data(), n) == SOS_ABI_VERSION);
    CHECK(bridge.abi_version(SOS_ABI_VERSION - 1, right.data(), n) == SOS_E_VERSION);
    CHECK(bridge.abi_version(SOS_ABI_VERSION + 1, right.data(), n) == SOS_E_VERSION);
    CHECK(bridge.abi_version(SOS_ABI_VERSION, right.data(), n - 1) == SOS_E_BAD_SIZE);
    CHECK(bridge.abi_version(SOS_ABI_VERSION, nullptr, 0) == SOS_E_BAD_SIZE);
    for (std::size_t at = 0; at < right.size(); ++at) {
        auto wrong = right;
        wrong[at] += 8;
        CHECK(bridge.abi_version(SOS_ABI_VERSION, wrong.data(), n) == SOS_E_BAD_SIZE);
    }
}

TEST_CASE("shipped: an open of another size or version is refused in words") {
    Bridge const bridge;
    Folder const folder;
    std::int64_t handle = 77;
    auto args = open_args(folder, 1);
    args.struct_size -= 8;
    CHECK(bridge.open(&args, &handle) == SOS_E_BAD_SIZE);
    CHECK(bridge.words().find("not of one version") != std::string::npos);
    args = open_args(folder, 1);
    args.abi_version = 0;
    CHECK(bridge.open(&args, &handle) == SOS_E_VERSION);
    args = open_args(folder, 1);
    std::memset(args.server, 'x', sizeof args.server);
    CHECK(bridge.open(&args, &handle) == SOS_E_ARGUMENT);
    CHECK(bridge.open(nullptr, &handle) == SOS_E_ARGUMENT);
    args = open_args(folder, 1);
    CHECK(bridge.open(&args, nullptr) == SOS_E_ARGUMENT);
    CHECK(handle == 77);
}

TEST_CASE("shipped: a handle that was never open, or no longer is, is refused by every call") {
    Opened opened(2);
    sos_status_info status{};
    sos_command command{};
    sos_account account{};
    std::int64_t const closed = opened.handle + 1000;
    for (std::int64_t const handle : {std::int64_t{0}, std::int64_t{-1}, closed}) {
        CHECK(opened.bridge.status(handle, &status) == SOS_E_BAD_HANDLE);
        CHECK(opened.bridge.wait(handle, 5) == SOS_E_BAD_HANDLE);
        CHECK(opened.bridge.next(handle, &command) == SOS_E_BAD_HANDLE);
        CHECK(opened.bridge.push_account(handle, &account) == SOS_E_BAD_HANDLE);
        CHECK(opened.bridge.close(handle, 1) == SOS_E_BAD_HANDLE);
    }
    CHECK(opened.bridge.status(opened.handle, &status) == SOS_OK);
    CHECK(opened.bridge.close(opened.handle, 1) == SOS_OK);
    CHECK(opened.bridge.status(opened.handle, &status) == SOS_E_BAD_HANDLE);
    CHECK(opened.bridge.close(opened.handle, 1) == SOS_E_BAD_HANDLE);
}

TEST_CASE("shipped: NULL where a value is needed is refused, NULL with a count of 0 is an empty list") {
    Opened opened(3);
    CHECK(opened.bridge.status(opened.handle, nullptr) == SOS_E_ARGUMENT);
    CHECK(opened.bridge.next(opened.handle, nullptr) == SOS_E_ARGUMENT);
    CHECK(opened.bridge.push_positions(opened.handle, nullptr, 0) == 0);
    CHECK(opened.bridge.push_orders(opened.handle, nullptr, 0) == 0);
    CHECK(opened.bridge.push_log(opened.handle, 1, nullptr, 0) >= 0);
    CHECK(opened.bridge.push_positions(opened.handle, nullptr, 1) == SOS_E_ARGUMENT);
    CHECK(opened.bridge.push_positions(opened.handle, nullptr, -1) == SOS_E_ARGUMENT);
    CHECK(opened.bridge.attach(3, nullptr, 4, &opened.handle) == SOS_E_ARGUMENT);
}

TEST_CASE("shipped: a buffer too short is answered with minus the size that is needed") {
    Opened opened(4);
    sos_status_info status{};
    REQUIRE(opened.bridge.status(-5, &status) == SOS_E_BAD_HANDLE);
    std::uint8_t text[512];
    std::int32_t const needed = opened.bridge.last_error(nullptr, 0);
    REQUIRE(needed < 0);
    REQUIRE(needed > -1000000);
    CHECK(opened.bridge.last_error(text, -needed - 1) == needed);
    CHECK(opened.bridge.last_error(text, -needed) > 0);
    CHECK(opened.bridge.words().find("handle") != std::string::npos);
}

TEST_CASE("shipped: a second thread on one handle is turned away while the first is inside") {
    Opened opened(5);
    std::atomic<bool> ended{false};
    std::thread first([&] {
        while (!ended) opened.bridge.wait(opened.handle, 1000);
    });
    sos_status_info status{};
    bool busy = false, served = false;
    auto const limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!busy && std::chrono::steady_clock::now() < limit) {
        std::int32_t const answer = opened.bridge.status(opened.handle, &status);
        busy = answer == SOS_E_BUSY;
        served = served || answer == SOS_OK;
    }
    ended = true;
    first.join();
    CHECK(busy);
    CHECK(opened.bridge.status(opened.handle, &status) == SOS_OK);
}

TEST_CASE("shipped: a close during a wait ends the wait at once, and the handle with it") {
    Opened opened(6);
    std::atomic<bool> waiting{false};
    std::int32_t last = SOS_OK;
    int waits = 0;
    std::thread waiter([&] {
        waiting = true;
        while (last >= 0) {
            last = opened.bridge.wait(opened.handle, 1000);
            ++waits;
        }
    });
    while (!waiting) std::this_thread::yield();
    CHECK(opened.bridge.close(opened.handle, 1) == SOS_OK);
    waiter.join();
    CHECK(last == SOS_E_BAD_HANDLE);
    CHECK(waits < 10);
}

TEST_CASE("shipped: a second EA of the account is refused, one of another account is served") {
    Opened opened(7);
    std::int64_t other = 0;
    auto args = open_args(opened.folder, 7);
    CHECK(opened.bridge.open(&args, &other) == SOS_E_ACCOUNT_TAKEN);
    args = open_args(opened.folder, 8);
    REQUIRE(opened.bridge.open(&args, &other) == SOS_OK);
    CHECK(opened.bridge.close(other, 1) == SOS_OK);
}
