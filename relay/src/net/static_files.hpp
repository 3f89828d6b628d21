// The dashboard's files, read into memory once: a path is looked up in a table, so there is nothing to traverse.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "net/http_types.hpp"

namespace signalos::relay {

/// Immutable after construction; any thread.
class StaticFiles {
public:
    /// Reads every regular file under `root` (symbolic links, hidden files and source maps are left out), with the .br
    /// and .gz beside it. An empty `root` serves nothing; throws std::filesystem::filesystem_error when `root` cannot
    /// be read.
    explicit StaticFiles(std::string const& root);

    /// The answer to a GET or HEAD: the file, 304, or index.html for a navigation to an unknown path; nothing when that
    /// is a 404.
    [[nodiscard]] std::optional<Response> find(Request const& request) const;
    [[nodiscard]] std::size_t count() const { return files_.size(); }

private:
    struct File {
        std::shared_ptr<std::string const> plain, brotli, gzip;
        std::string etag;
        std::string_view type;
        bool immutable = false;
    };
    [[nodiscard]] static Response serve(File const& file, Request const& request);

    std::unordered_map<std::string, File> files_;  // by URL path
};

}  // namespace signalos::relay
