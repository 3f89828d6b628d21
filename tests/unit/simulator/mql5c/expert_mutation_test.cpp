// 200 seeded mutations of the expert's own files: each must be refused, or be proven the same program.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iomanip>
#include <iostream>

#include "mql5c/compile.hpp"
#include "mutations.hpp"

using namespace signalos::mql5c;
using namespace signalos::mql5c::test;

namespace {

std::filesystem::path const root = MQL5_ROOT;

Options expert() {
    Options options;
    options.source = root / "Experts/SignalOS/SignalOS.mq5";
    options.include_dir = root / "Include";
    options.lint = true;
    options.class_name = "Expert";
    return options;
}

std::vector<std::filesystem::path> expert_files() {
    std::vector<std::filesystem::path> files{expert().source};
    for (auto const& entry : std::filesystem::directory_iterator(root / "Include/SignalOS")) {
        files.push_back(entry.path());
    }
    std::sort(files.begin() + 1, files.end());
    return files;
}

std::string without(std::string text, std::string const& word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) text.erase(at, word.size());
    return text;
}

// The same C++ but for `const`, which no valid program's behaviour hangs on, and for the new name of something that is
// declared and never used.
bool same_program(std::string const& a, std::string const& b, Kind kind) {
    if (without(a, " const") == without(b, " const")) return true;
    return kind == Kind::undeclared && without(a, "Zz") == b;
}

struct Row {
    int tried = 0, refused = 0, equivalent = 0;
};

}  // namespace

TEST_CASE("mutation: 200 seeded mutations of the expert are refused or proven equivalent") {
    auto const original = compile(expert());
    REQUIRE(original.ok());
    REQUIRE(original.cpp.size() > 100000);
    auto const* const seed = std::getenv("SIGNALOS_MUTATION_SEED");
    Mutator mutator(expert_files(), seed != nullptr ? std::strtoull(seed, nullptr, 10) : 20);
    std::map<Kind, Row> table;
    std::map<std::string, int> rules;
    std::vector<std::string> survivors;
    for (int i = 0; i < 40; ++i) {
        for (auto const kind : all_kinds) {
            auto const m = mutator.draw(kind);
            auto options = expert();
            options.texts[m.file.lexically_normal()] = m.text;
            auto const outcome = compile(options);
            auto& row = table[kind];
            ++row.tried;
            if (!outcome.ok()) {
                ++row.refused;
                auto const at = outcome.messages.front().find(": L");
                ++rules[outcome.messages.front().substr(at + 2, 3)];
            } else if (same_program(outcome.cpp, original.cpp, kind)) {
                ++row.equivalent;
            } else {
                survivors.push_back(m.file.filename().string() + ":" + std::to_string(m.line) + ": " + m.what);
            }
        }
    }
    std::cout << "mutation          tried  refused  equivalent\n";
    int tried = 0;
    for (auto const& [kind, row] : table) {
        std::cout << std::left << std::setw(16) << name(kind) << std::right << std::setw(7) << row.tried << std::setw(9)
                  << row.refused << std::setw(12) << row.equivalent << "\n";
        tried += row.tried;
    }
    std::cout << "refused by rule: ";
    for (auto const& [rule, count] : rules) std::cout << rule << " " << count << "  ";
    std::cout << "\ndrawn again (sign or negation, another valid program): " << mutator.signs() << "\n";
    for (auto const& s : survivors) std::cout << "survivor " << s << "\n";
    CHECK(tried == 200);
    CHECK(survivors.empty());
}
