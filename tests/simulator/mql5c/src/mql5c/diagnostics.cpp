#include "mql5c/diagnostics.hpp"

#include <algorithm>

namespace signalos::mql5c {
namespace {

// One mistake is told once: templates and macros reach the same line several times.
void add(std::vector<Diagnostic>& list, Diagnostic d) {
    auto same = [&](Diagnostic const& other) {
        return other.pos.file == d.pos.file && other.pos.line == d.pos.line && other.text == d.text;
    };
    if (std::none_of(list.begin(), list.end(), same)) list.push_back(std::move(d));
}

}  // namespace

void Diagnostics::error(Pos pos, std::string rule, std::string text, int code) {
    add(errors_, {pos, std::move(rule), std::move(text), code});
}

void Diagnostics::house(Pos pos, std::string rule, std::string text, int code) {
    add(house_, {pos, std::move(rule), std::move(text), code});
}

void fail(Pos pos, std::string rule, std::string text, int code) {
    throw Fatal({pos, std::move(rule), std::move(text), code});
}

}  // namespace signalos::mql5c
