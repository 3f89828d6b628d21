#include <catch2/catch.hpp>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "mql5c/tables.hpp"

using namespace signalos::mql5c;

namespace {

std::set<std::string> first_words(std::string_view table) {
    std::set<std::string> words;
    std::istringstream in{std::string(table)};
    for (std::string line; std::getline(in, line);) words.insert(line.substr(0, line.find('\t')));
    return words;
}

}  // namespace

TEST_CASE("tables: every function of the prelude is one MQL5 has") {
    auto known = first_words(builtin_functions_text);
    std::string const text(prelude_functions_text);
    std::ifstream signatures(MQL5_DATA "/api_signatures.txt");
    for (std::string line; std::getline(signatures, line);) {
        std::smatch m;
        if (std::regex_search(line, m, std::regex("([A-Za-z0-9_]+)\\("))) known.insert(m[1].str());
    }
    // Short forms and timers the list leaves out.
    std::set<std::string> const extra = {"printf", "fabs", "fmax",  "fmin", "ceil", "floor", "round",
                                         "exp",    "log",  "log10", "fmod", "pow",  "sqrt",  "sin",
                                         "cos",    "tan",  "atan",  "rand", "srand"};
    std::regex const name("([A-Za-z0-9_]+)\\(");
    int n = 0;
    for (std::sregex_iterator i(text.begin(), text.end(), name), end; i != end; ++i, ++n) {
        auto const f = (*i)[1].str();
        INFO(f);
        CHECK((known.count(f) != 0 || extra.count(f) != 0));
    }
    CHECK(n > 200);
}
