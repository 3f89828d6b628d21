#include "mutations.hpp"

#include <fstream>
#include <sstream>

#include "mql5c/lexer.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c::test {

char const* name(Kind kind) {
    switch (kind) {
        case Kind::deleted:
            return "token deleted";
        case Kind::doubled:
            return "token doubled";
        case Kind::swapped:
            return "tokens swapped";
        case Kind::undeclared:
            return "undeclared name";
        case Kind::argument_count:
            return "argument count";
    }
    return "?";
}

Mutator::Mutator(std::vector<std::filesystem::path> const& files, std::uint64_t seed) : random_(seed) {
    for (auto const& path : files) {
        std::ifstream in(path, std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        Diagnostics ignored;
        File f{path, text.str(), {}};
        f.tokens = lex(f.text, 0, ignored);
        starts_.push_back(total_);
        total_ += f.tokens.size();
        files_.push_back(std::move(f));
    }
}

std::size_t Mutator::pick(std::size_t count) {
    return static_cast<std::size_t>(random_() % count);
}

// A prefix operator: it follows an operator, a bracket or a word that wants a value.
bool Mutator::is_sign(File const& file, std::size_t i) const {
    auto const& t = file.tokens[i];
    if (t.kind != Tok::punct) return false;
    if (t.text == "!" || t.text == "~") return true;
    if (t.text != "-" && t.text != "+") return false;
    return wants_value(file, i - 1);
}

// A value must follow the token: it is an operator, an opening bracket, or a word like return.
bool Mutator::wants_value(File const& file, std::size_t i) const {
    auto const& before = file.tokens[i];
    bool const macro = i >= 2 && file.tokens[i - 1].text == "define";
    if (before.kind == Tok::identifier) return before.text == "return" || before.text == "case" || macro;
    return before.kind == Tok::punct && before.text != ")" && before.text != "]";
}

std::optional<Mutation> Mutator::attempt(Kind kind) {
    auto const n = pick(total_);
    std::size_t index = files_.size() - 1;
    while (starts_[index] > n) --index;
    auto const& f = files_[index];
    auto const i = n - starts_[index];
    if (i == 0 || i + 1 >= f.tokens.size()) return std::nullopt;
    auto const &t = f.tokens[i], &next = f.tokens[i + 1];
    auto const word = f.text.substr(t.begin, t.end - t.begin);
    Mutation m{kind, f.path, t.pos.line, word, {}, f.text};
    switch (kind) {
        case Kind::deleted:
            // Without its left operand a minus becomes a sign.
            if (is_sign(f, i) || ((next.text == "-" || next.text == "+") && wants_value(f, i - 1))) {
                ++signs_;
                return std::nullopt;
            }
            m.what = "- " + word;
            m.text.erase(t.begin, t.end - t.begin);
            return m;
        case Kind::doubled:
            if (is_sign(f, i)) {
                ++signs_;
                return std::nullopt;
            }
            m.what = "+ " + word;
            m.text.insert(t.end, " " + word);
            return m;
        case Kind::swapped: {
            auto const other = f.text.substr(next.begin, next.end - next.begin);
            if (other == word) return std::nullopt;
            if (is_sign(f, i) || is_sign(f, i + 1)) {
                ++signs_;
                return std::nullopt;
            }
            m.what = word + " <-> " + other;
            m.text.replace(t.begin, next.end - t.begin, other + " " + f.text.substr(t.end, next.begin - t.end) + word);
            return m;
        }
        case Kind::undeclared:
            if (t.kind != Tok::identifier || is_reserved(t.text) || t.line_start) return std::nullopt;
            m.what = word + " -> " + word + "Zz";
            m.text.insert(t.end, "Zz");
            return m;
        case Kind::argument_count: {
            bool const call = t.kind == Tok::identifier && next.kind == Tok::punct && next.text == "(" &&
                              !is_reserved(t.text) && f.tokens[i - 1].kind == Tok::punct;
            if (!call || i + 2 >= f.tokens.size()) return std::nullopt;
            bool const empty = f.tokens[i + 2].text == ")";
            m.what = word + "(" + (empty ? "0" : "0,") + "...";
            m.text.insert(next.end, empty ? "0" : "0,");
            return m;
        }
    }
    return std::nullopt;
}

Mutation Mutator::draw(Kind kind) {
    while (true) {
        if (auto m = attempt(kind)) return *m;
    }
}

}  // namespace signalos::mql5c::test
