// The folder that one relay owns: made private, locked against a second relay, refused on network file systems.
#pragma once
#include <string>

namespace signalos::relay {

/// Holds the lock while it lives. The kernel drops it with the process, however that ends.
class DataFolder {
public:
    /// Makes the folder (mode 0700) when missing. Throws std::runtime_error with words for the operator.
    explicit DataFolder(std::string path);
    ~DataFolder();
    DataFolder(DataFolder const&) = delete;
    DataFolder& operator=(DataFolder const&) = delete;

    [[nodiscard]] std::string file(std::string const& name) const { return path_ + "/" + name; }

private:
    std::string path_;
    int lock_ = -1;
};

/// Makes what was written to a file, or the names in a folder, survive a power cut. Throws std::runtime_error.
void flush_path(std::string const& path);

}  // namespace signalos::relay
