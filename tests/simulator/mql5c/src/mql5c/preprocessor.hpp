// MQL5's preprocessor: #include, #define, #undef, #ifdef, #ifndef, #else, #endif, #property, #import. Nothing else.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "mql5c/token.hpp"

namespace signalos::mql5c {

struct Property {
    Pos pos;
    std::string name;
    std::string value;
};

/// The files read, in order; Pos::file indexes them. File 0 is the built-in prelude.
struct SourceSet {
    std::vector<std::string> names;
    std::string const& name(Pos pos) const { return names.at(static_cast<std::size_t>(pos.file)); }
};

struct Preprocessed {
    /// All tokens, closed by `end`. An #import line is the punct "#import" whose comment holds the module ("" closes
    /// the block).
    Tokens tokens;
    std::vector<Property> properties;
};

/// Texts that stand for files, by their lexically normal paths.
using Texts = std::map<std::filesystem::path, std::string>;

/// Reads `path` and everything it includes. `<…>` is looked up in `include_dir`, "…" beside the including file.
/// Names already in `sources` keep their index. Throws Fatal.
Preprocessed preprocess(std::filesystem::path const& path, std::filesystem::path const& include_dir, SourceSet& sources,
                        Diagnostics& diagnostics, Texts const& texts = {});

/// The same for text that stands in no file (the prelude).
Preprocessed preprocess_text(std::string_view text, std::string name, SourceSet& sources, Diagnostics& diagnostics);

}  // namespace signalos::mql5c
