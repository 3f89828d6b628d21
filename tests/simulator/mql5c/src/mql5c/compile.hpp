// The compiler as one call.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "mql5c/diagnostics.hpp"

namespace signalos::mql5c {

struct Options {
    std::filesystem::path source;
    /// The MQL5 Include folder for `<…>`; may be empty.
    std::filesystem::path include_dir;
    /// Texts that stand for files on disk, by their lexically normal paths: an editor's unsaved text, a test's changed
    /// one.
    std::map<std::filesystem::path, std::string> texts;
    /// House findings are errors too.
    bool lint = false;
    /// Name of the C++ class to emit; empty = check only.
    std::string class_name;
};

struct Outcome {
    /// "file:line: Lxx words [number]", in the order of the source.
    std::vector<std::string> messages;
    std::string cpp;
    bool ok() const { return messages.empty(); }
};

Outcome compile(Options const& options);

}  // namespace signalos::mql5c
