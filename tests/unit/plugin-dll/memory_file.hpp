// A journal file in memory that forgets what was not flushed, tears and fails on demand.
#pragma once
#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/ports.hpp"

namespace signalos::bridge::test {

class MemoryFile;

/// Bytes with and without the cache.
struct MemoryBytes {
    std::string cached;
    std::string durable;
};

/// The disk itself, with room for a journal, its successor and the one it replaced; outlives every file opened on it.
struct MemoryDisk
    : MemoryBytes {  // cached: what a reader of the running machine sees; durable: what a power cut leaves
    bool full = false;
    bool flush_fails = false;
    int flushes = 0;
    int rewrites = 0;
    /// Called with "append", "flush", "successor append", "successor flush", "take place" or "settle place" before it
    /// happens; false: it fails.
    std::function<bool(std::string_view step)> on_step;

    MemoryBytes next;
    MemoryBytes replaced;
    bool unsettled = false;       // a power cut may bring the replaced one back
    MemoryFile* named = nullptr;  // whoever has the name

    /// `old_name`: a change of names that is not settled is undone.
    void power_cut(bool old_name = false) {
        if (unsettled && old_name) durable = replaced.durable;
        unsettled = false;
        named = nullptr;
        cached = durable;
    }
    /// As above, but of what was not flushed the first `torn` bytes survive.
    void torn_power_cut(std::size_t torn) {
        durable = cached.substr(0, std::min(cached.size(), durable.size() + torn));
        power_cut();
    }
    bool step(std::string_view name) { return !on_step || on_step(name); }
};

class MemoryFile final : public DurableFile {
public:
    explicit MemoryFile(MemoryDisk& disk) : disk_(disk), bytes_(&disk) { disk.named = this; }
    MemoryFile(MemoryDisk& disk, MemoryBytes& successor) : disk_(disk), bytes_(&successor) {}
    ~MemoryFile() override {
        if (disk_.named == this) disk_.named = nullptr;
    }
    bool append(std::string_view bytes) override {
        if (disk_.full || !disk_.step(is_successor() ? "successor append" : "append")) return false;
        bytes_->cached += bytes;
        return true;
    }
    bool flush() override {
        ++disk_.flushes;
        if (!disk_.step(is_successor() ? "successor flush" : "flush") || disk_.flush_fails) return false;
        bytes_->durable = bytes_->cached;
        return true;
    }
    std::optional<std::string> read_all() override { return bytes_->cached; }
    bool truncate(std::uint64_t size) override {
        bytes_->cached.resize(size);
        return true;
    }
    std::unique_ptr<DurableFile> make_successor() override {
        disk_.next = {};
        return std::make_unique<MemoryFile>(disk_, disk_.next);
    }
    bool take_place() override {
        if (!disk_.step("take place")) return false;
        disk_.replaced = disk_;
        static_cast<MemoryBytes&>(disk_) = disk_.next;
        if (disk_.named != nullptr) disk_.named->bytes_ = &disk_.replaced;
        disk_.named = this;
        bytes_ = &disk_;
        disk_.unsettled = true;
        ++disk_.rewrites;
        return true;
    }
    bool settle_place() override {
        if (!disk_.step("settle place")) return false;
        disk_.unsettled = false;
        return true;
    }

private:
    [[nodiscard]] bool is_successor() const { return bytes_ == &disk_.next; }

    MemoryDisk& disk_;
    MemoryBytes* bytes_;
};

}  // namespace signalos::bridge::test
