// The framing of the journal file: len | crc32c | type | payload, appended, cut at a torn tail, refused when damaged
// before it.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
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

    std::unique_ptr<DurableFile> file_;
    std::uint64_t end_ = 0;
    std::uint64_t durable_ = 0;
    std::string words_;
};

}  // namespace signalos::bridge
