// A journal file in memory that forgets what was not flushed, tears and fails on demand.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/ports.hpp"

namespace signalos::bridge::test {

/// The disk itself; outlives every file opened on it.
struct MemoryDisk {
    std::string cached;   // what a reader of the running machine sees
    std::string durable;  // what a power cut leaves
    bool full = false;
    bool flush_fails = false;
    int flushes = 0;

    void power_cut() { cached = durable; }
};

class MemoryFile final : public DurableFile {
public:
    explicit MemoryFile(MemoryDisk& disk) : disk_(disk) {}
    bool append(std::string_view bytes) override {
        if (disk_.full) return false;
        disk_.cached += bytes;
        return true;
    }
    bool flush() override {
        ++disk_.flushes;
        if (disk_.flush_fails) return false;
        disk_.durable = disk_.cached;
        return true;
    }
    std::optional<std::string> read_all() override { return disk_.cached; }
    bool truncate(std::uint64_t size) override {
        disk_.cached.resize(size);
        return true;
    }

private:
    MemoryDisk& disk_;
};

}  // namespace signalos::bridge::test
