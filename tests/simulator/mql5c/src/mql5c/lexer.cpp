#include "mql5c/lexer.hpp"

#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>

#include "mql5c/literal.hpp"

namespace signalos::mql5c {
namespace {

bool is_name_start(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

class Lexer {
public:
    Lexer(std::string_view source, int file, Diagnostics& diagnostics)
        : source_(source), pos_{file, 1}, diagnostics_(diagnostics) {}

    Tokens run() {
        if (source_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
        while (skip_blank()) {
            auto const begin = at_;
            token();
            tokens_.back().begin = begin;
            tokens_.back().end = at_;
            auto const newline = begin == 0 ? std::string_view::npos : source_.rfind('\n', begin - 1);
            tokens_.back().column = newline == std::string_view::npos ? begin : begin - newline - 1;
        }
        return std::move(tokens_);
    }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

    // Comments, blanks and continued lines. False at the end of the file.
    bool skip_blank() {
        while (at_ < source_.size()) {
            char const c = peek();
            if (c == '\n') {
                ++pos_.line;
                ++at_;
                line_start_ = true;
            } else if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
                at_ += peek(1) == '\n' ? 2 : 3;
                ++pos_.line;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
                ++at_;
            } else if (c == '/' && peek(1) == '/') {
                line_comment();
            } else if (c == '/' && peek(1) == '*') {
                block_comment();
            } else {
                return true;
            }
            space_ = true;
        }
        return false;
    }

    void line_comment() {
        auto const end = std::min(source_.find('\n', at_), source_.size());
        auto text = source_.substr(at_ + 2, end - at_ - 2);
        while (!text.empty() && (text.front() == ' ' || text.front() == '/')) text.remove_prefix(1);
        while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
        check_ascii(text);
        if (!tokens_.empty() && tokens_.back().pos.line == pos_.line) tokens_.back().comment = std::string(text);
        at_ = end;
    }

    void block_comment() {
        auto const end = source_.find("*/", at_ + 2);
        if (end == std::string_view::npos) fail(pos_, "L00", "comment is not closed", 103);
        auto const text = source_.substr(at_, end - at_);
        check_ascii(text);
        for (char c : text) {
            if (c == '\n') {
                ++pos_.line;
                line_start_ = true;
            }
        }
        at_ = end + 2;
    }

    void check_ascii(std::string_view text) {
        for (char c : text) {
            if (static_cast<unsigned char>(c) > 126) {
                diagnostics_.house(pos_, "L20", "only ASCII stands in a source file");
                return;
            }
        }
    }

    Token& add(Tok kind, std::string text) {
        Token t;
        t.kind = kind;
        t.pos = pos_;
        t.text = std::move(text);
        t.line_start = line_start_;
        t.space_before = space_ || line_start_;
        line_start_ = false;
        space_ = false;
        tokens_.push_back(std::move(t));
        return tokens_.back();
    }

    void token() {
        char const c = peek();
        if (c == 'D' && peek(1) == '\'') return quoted_literal(Tok::datetime);
        if (c == 'C' && peek(1) == '\'') return quoted_literal(Tok::color);
        if (is_name_start(c)) return name();
        if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
        if (c == '"') return string();
        if (c == '\'') return character();
        punct();
    }

    void name() {
        auto const start = at_;
        while (is_name(peek())) ++at_;
        auto const text = source_.substr(start, at_ - start);
        if (peek() == '"') fail(pos_, "L01", "string prefix '" + std::string(text) + "' is C++, not MQL5");
        if (peek() == '\'') fail(pos_, "L01", "character prefix '" + std::string(text) + "' is C++, not MQL5");
        if (text.size() > 63) diagnostics_.error(pos_, "L10", "name is longer than 63 characters", 126);
        add(Tok::identifier, std::string(text));
    }

    void number() {
        auto const start = at_;
        int base = 10;
        if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X')) base = 16;
        if (peek() == '0' && (peek(1) == 'b' || peek(1) == 'B')) base = 2;
        if (base != 10) at_ += 2;
        bool real = false;
        while (true) {
            char const c = peek();
            bool const digit = base == 16 ? std::isxdigit(static_cast<unsigned char>(c)) != 0
                                          : (base == 2 ? c == '0' || c == '1' : is_digit(c));
            if (digit) {
                ++at_;
            } else if (base == 10 && c == '.' && !real) {
                real = true;
                ++at_;
            } else if (base == 10 && (c == 'e' || c == 'E')) {
                real = true;
                ++at_;
                if (peek() == '+' || peek() == '-') ++at_;
                if (!is_digit(peek())) fail(pos_, "L00", "exponent without digits");
                while (is_digit(peek())) ++at_;
                break;
            } else {
                break;
            }
        }
        auto const text = source_.substr(start, at_ - start);
        bool const is_float = real && (peek() == 'f' || peek() == 'F');
        if (is_float) ++at_;
        if (peek() == '\'') fail(pos_, "L01", "digit separators are C++, not MQL5");
        if (is_name(peek())) fail(pos_, "L01", "suffix behind the number " + std::string(text) + " is not MQL5");
        Token& t = add(real ? Tok::real : Tok::integer, std::string(text));
        t.hex = base != 10;
        t.is_float = is_float;
        if (real) {
            t.real = std::strtod(std::string(text).c_str(), nullptr);
            return;
        }
        auto const digits = base == 10 ? text : text.substr(2);
        auto const r = std::from_chars(digits.data(), digits.data() + digits.size(), t.integer, base);
        if (r.ec != std::errc{} || digits.empty())
            fail(pos_, "L00", "integer " + std::string(text) + " is out of range");
    }

    void string() {
        auto const end = find_quote('"');
        auto const raw = source_.substr(at_ + 1, end - at_ - 1);
        check_ascii(raw);
        // A path in #include has backslashes of its own.
        auto const n = tokens_.size();
        bool const path = n >= 2 && tokens_[n - 1].text == "include" && tokens_[n - 2].text == "#";
        auto text = path ? std::string(raw) : decode_escapes(raw, pos_);
        at_ = end + 1;
        if (is_name_start(peek())) fail(pos_, "L01", "user-defined literals are C++, not MQL5");
        add(Tok::string, std::move(text));
    }

    void character() {
        auto const end = find_quote('\'');
        auto const raw = source_.substr(at_, end + 1 - at_);
        auto const value = decode_character(raw.substr(1, raw.size() - 2), pos_);
        at_ = end + 1;
        add(Tok::character, std::string(raw)).integer = value;
    }

    void quoted_literal(Tok kind) {
        ++at_;
        auto const end = find_quote('\'');
        std::string const body(source_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
        auto const value = kind == Tok::datetime ? parse_datetime_literal(body, pos_) : parse_color_literal(body, pos_);
        auto& t = add(kind, body);
        t.integer = value;
        t.today = kind == Tok::datetime && names_today(body);
    }

    std::size_t find_quote(char quote) const {
        for (auto i = at_ + 1; i < source_.size() && source_[i] != '\n'; ++i) {
            if (source_[i] == '\\') {
                ++i;
            } else if (source_[i] == quote) {
                return i;
            }
        }
        fail(pos_, "L00", "literal is not closed on its line", quote == '"' ? 104 : 105);
    }

    void punct() {
        static constexpr std::array<std::string_view, 28> known = {
            "<<=", ">>=", "...", "->", "::", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&",
            "||",  "+=",  "-=",  "*=", "/=", "%=", "&=", "|=", "^=", "##", "[[", "]]", "<:", ":>"};
        auto const rest = source_.substr(at_);
        for (auto p : known) {
            if (rest.substr(0, p.size()) != p || p == "]]" || p == "[[") continue;
            if (p == "->") fail(pos_, "L01", "'->' is C++; MQL5 writes '.'");
            if (p == "<:" || p == ":>") fail(pos_, "L01", "digraphs are C++, not MQL5");
            at_ += p.size();
            add(Tok::punct, std::string(p));
            return;
        }
        static constexpr std::string_view single = "+-*/%<>=!&|^~?:;,.(){}[]#\\";
        if (single.find(peek()) == std::string_view::npos) {
            auto const code = static_cast<unsigned char>(peek());
            if (code >= 0x80) fail(pos_, "L00", "a character outside ASCII", 106);
            fail(pos_, "L00", std::string("unexpected character '") + peek() + "'", 106);
        }
        add(Tok::punct, std::string(1, peek()));
        ++at_;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    Pos pos_;
    Diagnostics& diagnostics_;
    Tokens tokens_;
    bool line_start_ = true;
    bool space_ = false;
};

}  // namespace

Tokens lex(std::string_view source, int file, Diagnostics& diagnostics) {
    return Lexer(source, file, diagnostics).run();
}

}  // namespace signalos::mql5c
