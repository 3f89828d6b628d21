// The broker's memory on disk: one line per outcome, checksummed, flushed before anyone hears of it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "broker/model.hpp"

namespace signalos::broker {

class LedgerFile {
public:
    using Replay = std::function<void(LedgerRow const&, std::vector<Change> const&)>;

    /// Opens or creates `path`, hands every stored outcome to `replay` in order, cuts a torn last line. Throws
    /// std::runtime_error when an earlier line is damaged, when another process holds the file, or on an I/O error.
    LedgerFile(std::string path, Replay const& replay);
    ~LedgerFile();
    LedgerFile(LedgerFile const&) = delete;
    LedgerFile& operator=(LedgerFile const&) = delete;

    /// On disk when it returns (write, then fdatasync). Throws std::runtime_error otherwise.
    void append(LedgerRow const& row, std::vector<Change> const& changes);

private:
    std::string path_;
    int fd_ = -1;
};

}  // namespace signalos::broker
