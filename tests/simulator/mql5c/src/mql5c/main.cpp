// mql5c --check | --lint | --emit OUT.cpp --class NAME [-I MQL5/Include] FILE.mq5
#include <cstring>
#include <fstream>
#include <iostream>

#include "mql5c/compile.hpp"

namespace {

int usage() {
    std::cerr << "usage: mql5c [--check] [--lint] [--emit OUT.cpp --class NAME] [-I INCLUDE_DIR] FILE.mq5\n"
                 "  --check  is this MQL5 (the default)\n"
                 "  --lint   the house rules too\n"
                 "  --emit   write the program as a C++ class\n";
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    signalos::mql5c::Options options;
    std::string out;
    for (int i = 1; i < argc; ++i) {
        std::string const a = argv[i];
        bool const has_value = i + 1 < argc;
        if (a == "--check") continue;
        if (a == "--lint") {
            options.lint = true;
        } else if (a == "--emit" && has_value) {
            out = argv[++i];
        } else if (a == "--class" && has_value) {
            options.class_name = argv[++i];
        } else if (a == "-I" && has_value) {
            options.include_dir = argv[++i];
        } else if (!a.empty() && a[0] != '-' && options.source.empty()) {
            options.source = a;
        } else {
            return usage();
        }
    }
    if (options.source.empty() || out.empty() != options.class_name.empty()) return usage();
    auto const outcome = signalos::mql5c::compile(options);
    for (auto const& m : outcome.messages) std::cerr << m << "\n";
    if (!outcome.ok()) return 1;
    if (out.empty()) return 0;
    std::ofstream file(out, std::ios::binary);
    file << outcome.cpp;
    if (!file.flush()) {
        std::cerr << out << ": cannot be written\n";
        return 1;
    }
    return 0;
}
