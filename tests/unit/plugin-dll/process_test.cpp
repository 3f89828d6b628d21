// One expert per account, one key per account: the process behind the exports.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "bridge/process.hpp"
#include "rig.hpp"

using namespace signalos::bridge;
using namespace signalos::bridge::test;

namespace {
/// A folder in memory; its locks are held as long as their objects live.
struct MemoryFolder final : FileSystem {
    struct Lock final : FolderLock {
        Lock(std::set<std::string>& held, std::string path) : held_(held), path_(std::move(path)) {
            held_.insert(path_);
        }
        ~Lock() override { held_.erase(path_); }
        std::set<std::string>& held_;
        std::string path_;
    };
    std::map<std::string, std::string> files;
    std::map<std::string, MemoryDisk> disks;
    std::set<std::string> held;

    bool make_dirs(std::string const&) override { return true; }
    std::unique_ptr<FolderLock> lock(std::string const& path) override {
        return held.contains(path) ? nullptr : std::make_unique<Lock>(held, path);
    }
    std::unique_ptr<DurableFile> open(std::string const& path) override {
        return std::make_unique<MemoryFile>(disks[path]);
    }
    std::optional<std::string> read(std::string const& path) override {
        auto const found = files.find(path);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    }
    bool replace(std::string const& path, std::string_view contents) override {
        files[path] = std::string(contents);
        return true;
    }
};

struct Computer {
    ManualClock clock;
    CountingRandom random;
    MemoryFolder folder;
    Wire wire;
    BridgeProcess process{ProcessPorts{clock, random, folder, [this] { return std::make_unique<WireTransport>(wire); },
                                       [] { return std::make_unique<NoWake>(); }}};

    std::int32_t open(BridgeProcess& in, std::int64_t login, char const* key, std::int64_t& handle) {
        sos_open_args args = Rig().args;
        args.struct_size = sizeof args;
        args.abi_version = SOS_ABI_VERSION;
        args.login = login;
        write_text(args.relay_address, "wss://relay.test/ws/terminal");
        write_text(args.data_dir, "/data");
        write_text(args.pairing_code, key);
        return in.open(&args, &handle);
    }
    std::int32_t open(std::int64_t login, char const* key, std::int64_t& handle) {
        return open(process, login, key, handle);
    }
};

constexpr std::int32_t account_changed = 6;  // REASON_ACCOUNT
}  // namespace

TEST_CASE("a second expert on an account is turned away until the first ends", "[process]") {
    Computer computer;
    std::int64_t first = 0, second = 0;
    REQUIRE(computer.open(1001, "key", first) == SOS_OK);
    CHECK(computer.open(1001, "key", second) == SOS_E_ACCOUNT_TAKEN);
    SECTION("in order") {
        REQUIRE(computer.process.close(first, 1) == SOS_OK);
    }
    SECTION("without a word, for longer than any living one is silent") {
        computer.clock.advance(11'000);
    }
    CHECK(computer.open(1001, "key", second) == SOS_OK);
    CHECK(computer.process.close(first, 1) == SOS_E_BAD_HANDLE);
}

TEST_CASE("two programs do not share an account's folder", "[process]") {
    Computer computer;
    BridgeProcess other{ProcessPorts{computer.clock, computer.random, computer.folder,
                                     [&] { return std::make_unique<WireTransport>(computer.wire); },
                                     [] { return std::make_unique<NoWake>(); }}};
    std::int64_t first = 0, second = 0;
    REQUIRE(computer.open(1001, "key", first) == SOS_OK);
    CHECK(computer.open(other, 1001, "key", second) == SOS_E_ACCOUNT_TAKEN);
    REQUIRE(computer.process.close(first, 1) == SOS_OK);
    CHECK(computer.open(other, 1001, "key", second) == SOS_OK);
}

TEST_CASE("another account is another session with a journal and a key of its own", "[process]") {
    Computer computer;
    std::int64_t handle = 0;
    REQUIRE(computer.open(1001, "first", handle) == SOS_OK);
    REQUIRE(computer.process.close(handle, account_changed) == SOS_OK);
    CHECK(computer.folder.held.empty());
    CHECK(computer.open(1002, "first", handle) == SOS_E_CONFIG);
    CHECK(BridgeProcess::last_error().find("1001@") != std::string::npos);
    CHECK(BridgeProcess::last_error().find("first") == std::string::npos);
    REQUIRE(computer.open(1002, "second", handle) == SOS_OK);
    REQUIRE(computer.process.close(handle, account_changed) == SOS_OK);
    CHECK(computer.folder.disks.size() == 2);

    // Back again: what stands in the input is the other account's and does not replace the own key.
    auto const before = computer.folder.files;
    REQUIRE(computer.open(1001, "second", handle) == SOS_OK);
    CHECK(computer.folder.files == before);
    CHECK(computer.folder.disks.size() == 2);
}
