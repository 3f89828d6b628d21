// Compiles a piece of MQL5 text and answers the compiler's messages.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "mql5c/compile.hpp"

namespace signalos::mql5c {

inline Outcome check_text(std::string const& text, bool lint) {
    auto const path = std::filesystem::temp_directory_path() / ("mql5c_" + std::to_string(::getpid()) + ".mq5");
    std::ofstream(path, std::ios::binary) << text;
    Options options;
    options.source = path;
    options.lint = lint;
    auto outcome = compile(options);
    std::filesystem::remove(path);
    return outcome;
}

}  // namespace signalos::mql5c
