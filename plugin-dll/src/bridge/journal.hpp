// The framing of the journal file: len | crc32c | type | payload, appended, cut at a torn tail, refused when damaged
// before it.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/ports.hpp"

namespace signalos::bridge {

/// Not thread-safe, but file().flush() may run beside every other call: end() before it, flushed() after it.
class Journal {
public:
    using Visit = std::function<bool(std::uint8_t type, std::string_view payload)>;

    /// Reads all records in order into `visit` (false = a record that makes no sense: damage). Cuts a torn tail. ok()
    /// says how it went.
    Journal(std::unique_ptr<DurableFile> file, Visit const& visit);

    /// False when it could not be written; from then on ok() is false and nothing is written any more.
    bool append(std::uint8_t type, std::string_view payload);
    /// Makes all that was appended durable, on the caller's thread.
    bool flush();

    /// True when the file has outgrown `least` bytes and twice what it held when it was last rewritten.
    [[nodiscard]] bool wants_rewrite(std::uint64_t least) const;
    /// Makes of all bytes of a journal the shorter one that says the same; nullopt: they are damaged.
    using Condense = std::function<std::optional<std::string>(std::string_view bytes)>;
    /// Puts a shorter file in the place of this one, on the caller's thread, which holds no lock and is the only one
    /// that flushes without one. `mutex` guards all else here; it is held for moments, never over a flush made here.
    /// Meanwhile everybody may append and flush. True when the new file is in place; otherwise the old one is, and when
    /// that is not certain, ok() is false.
    bool rewrite(std::mutex& mutex, Condense const& condense);
    [[nodiscard]] static std::uint64_t framed_size(std::string_view payload) { return 9 + payload.size(); }
    /// One record as it stands in the file.
    static std::string framed(std::uint8_t type, std::string_view payload);
    /// What a file's bytes are.
    struct Contents {
        std::uint64_t whole = 0;  // bytes of whole records from the start
        std::string damage;       // in words; empty: what is behind `whole` is a torn tail, or nothing
    };
    /// Visits the whole records in order, until `visit` refuses one.
    static Contents scan(std::string_view bytes, Visit const& visit);

    [[nodiscard]] std::uint64_t end() const { return end_; }
    [[nodiscard]] std::uint64_t durable() const { return durable_; }
    [[nodiscard]] DurableFile& file() { return *file_; }
    /// The outcome of file().flush() for everything before `end`.
    void flushed(std::uint64_t end, bool succeeded);

    [[nodiscard]] bool ok() const { return words_.empty(); }
    /// Why it is not ok, for a person; empty when it is.
    [[nodiscard]] std::string const& words() const { return words_; }

private:
    void load(std::string const& bytes, Visit const& visit);
    bool flush_files();
    bool catch_up(std::unique_lock<std::mutex>& lock, DurableFile& next);

    std::unique_ptr<DurableFile> file_;
    std::unique_ptr<DurableFile> next_;     // while either of them may be the one a restart finds: both get everything
    std::optional<std::string> collected_;  // while a new file is written: what it does not have yet
    std::uint64_t size_ = 0;                // of the file
    std::uint64_t not_below_ = 0;           // no rewriting below this size
    std::uint64_t end_ = 0;                 // counts on when the file is rewritten
    std::uint64_t durable_ = 0;
    std::string words_;
};

}  // namespace signalos::bridge
