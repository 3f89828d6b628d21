// tests/data/mql5/golden: small programs, each with the message it must get. A file holds many:
//   //=== name
//   //! 2: L24 'zz' is not declared [256]     the first message of --check (a missing event handler apart)
//   //? 2: L12 …                               --check is silent, this is the first message of --lint
//   the program; without an expectation --check has nothing to say
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "mql5c/compile.hpp"

using namespace signalos::mql5c;

namespace {

struct Case {
    std::string name;
    std::string expected;
    bool lint = false;
    std::string program;
};

std::vector<Case> cases_of(std::filesystem::path const& path) {
    std::vector<Case> cases;
    std::ifstream in(path, std::ios::binary);
    bool first = false;
    for (std::string line; std::getline(in, line);) {
        if (line.rfind("//=== ", 0) == 0) {
            cases.push_back({path.stem().string() + "/" + line.substr(6), {}, false, {}});
            first = true;
        } else if (first && (line.rfind("//! ", 0) == 0 || line.rfind("//? ", 0) == 0)) {
            cases.back().expected = line.substr(4);
            cases.back().lint = line[2] == '?';
            first = false;
        } else {
            cases.back().program += line + "\n";
            first = false;
        }
    }
    return cases;
}

// The first message about the program, without its file.
std::string first_message(std::string const& program, bool lint) {
    Options options;
    options.source = "case.mq5";
    options.texts["case.mq5"] = program;
    options.lint = lint;
    for (auto const& m : compile(options).messages) {
        auto const text = m.substr(m.find(':') + 1);
        if (text.find("L08 no event handler") == std::string::npos) return text;
    }
    return {};
}

std::vector<std::filesystem::path> golden_files() {
    std::vector<std::filesystem::path> files;
    for (auto const& entry : std::filesystem::directory_iterator(MQL5_DATA "/golden")) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

TEST_CASE("golden: every broken program gets its message, every sound one gets none") {
    std::set<std::string> rules;
    int broken = 0, sound = 0;
    for (auto const& file : golden_files()) {
        for (auto const& c : cases_of(file)) {
            INFO(c.name);
            if (c.expected.empty()) {
                ++sound;
                CHECK(first_message(c.program, false).empty());
                continue;
            }
            ++broken;
            if (c.lint) CHECK(first_message(c.program, false).empty());
            CHECK(first_message(c.program, c.lint) == c.expected);
            rules.insert(c.expected.substr(c.expected.find('L'), 3));
        }
    }
    CHECK(sound >= 55);
    CHECK(broken >= 630);
    // L00 to L27, all of them.
    CHECK(rules.size() == 28);
}
