// Token helpers and types.
#include "mql5c/parser.hpp"
#include "mql5c/type_rules.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

Token const& Parser::peek(std::size_t ahead) const {
    auto const i = at_ + ahead;
    return i < tokens_.size() ? tokens_[i] : tokens_.back();
}

bool Parser::is(std::string_view punct, std::size_t ahead) const {
    return peek(ahead).kind == Tok::punct && peek(ahead).text == punct;
}

bool Parser::is_word(std::string_view word, std::size_t ahead) const {
    return peek(ahead).kind == Tok::identifier && peek(ahead).text == word;
}

bool Parser::accept(std::string_view punct) {
    if (!is(punct)) return false;
    ++at_;
    return true;
}

bool Parser::accept_word(std::string_view word) {
    if (!is_word(word)) return false;
    ++at_;
    return true;
}

void Parser::expect(std::string_view punct) {
    if (accept(punct)) return;
    auto const& t = peek();
    std::string const found = t.kind == Tok::end ? "end of file" : "'" + t.text + "'";
    bool const cpp = t.kind == Tok::identifier && is_cpp_only(t.text);
    fail(t.pos, cpp ? "L01" : "L00", "'" + std::string(punct) + "' expected, found " + found, 149);
}

void Parser::unexpected() {
    auto const& t = peek();
    if (t.kind == Tok::end) fail(t.pos, "L00", "unexpected end of file", 150);
    if (t.kind == Tok::punct && t.text == "[") fail(t.pos, "L01", "lambdas and attributes are C++, not MQL5");
    fail(t.pos, is_cpp_only(t.text) ? "L01" : "L00", "unexpected '" + t.text + "'", 149);
}

std::string Parser::expect_name(char const* what) {
    auto const& t = peek();
    if (t.kind != Tok::identifier) fail(t.pos, "L00", std::string(what) + " expected, found '" + t.text + "'", 149);
    if (is_reserved(t.text)) {
        fail(t.pos, is_cpp_only(t.text) ? "L01" : "L10", "'" + t.text + "' cannot be the name of a " + what, 149);
    }
    return next().text;
}

Type const* Parser::find_type(std::string const& name) const {
    for (auto scope = class_scope_.rbegin(); scope != class_scope_.rend(); ++scope) {
        for (auto const* at = *scope; at != nullptr; at = at->base) {
            auto const nested = types_.find(at->name + "::" + name);
            if (nested != types_.end()) return &nested->second;
        }
    }
    auto const found = types_.find(name);
    return found == types_.end() ? nullptr : &found->second;
}

void Parser::add_type(std::string const& name, Type type, Pos pos) {
    if (types_.count(name) != 0 || class_templates_.count(name) != 0) {
        fail(pos, "L10", "type '" + name + "' is declared twice", 125);
    }
    types_.emplace(name, std::move(type));
}

// How many tokens the type's name takes that stands `ahead`: 0 = none there, 3 for Outer::Inner.
std::size_t Parser::type_length(std::size_t ahead) const {
    auto const& t = peek(ahead);
    if (t.kind != Tok::identifier) return 0;
    if (simple_type(t.text)) return 1;
    if (is("::", ahead + 1) && peek(ahead + 2).kind == Tok::identifier) {
        auto const* outer = find_type(t.text);
        bool const nested = outer != nullptr && outer->base == Base::structure &&
                            types_.count(outer->structure->name + "::" + peek(ahead + 2).text) != 0;
        if (nested) return 3;
    }
    return find_type(t.text) != nullptr || class_templates_.count(t.text) != 0 ? 1 : 0;
}

// A type's name stands here (perhaps behind const).
bool Parser::type_ahead() const {
    return type_length(is_word("const") ? 1 : 0) != 0;
}

// A declaration starts here, not an expression: type, then a name.
bool Parser::declaration_ahead() const {
    if (is_word("static") || is_word("const")) return true;
    auto i = type_length(0);
    if (i == 0) return false;
    if (is("<", i)) return class_templates_.count(peek().text) != 0;
    while (is("*", i) || is("&", i)) ++i;
    return peek(i).kind == Tok::identifier && !is("::", i + 1);
}

// The type whose name is `t`, which is consumed already.
Type Parser::named_type(Token const& t) {
    Type type;
    if (auto const base = simple_type(t.text)) {
        type.base = *base;
        return type;
    }
    if (class_templates_.count(t.text) != 0 && (is("<") || find_type(t.text) == nullptr)) {
        return class_instance(t.text, t.pos);
    }
    auto const* known = find_type(t.text);
    if (known == nullptr) {
        static std::set<std::string> const later = {"matrix",  "vector",   "complex", "matrixf",
                                                    "vectorf", "complexf", "matrixc", "vectorc"};
        if (is_cpp_only(t.text)) fail(t.pos, "L01", "'" + t.text + "' is C++, not MQL5");
        if (later.count(t.text) != 0) fail(t.pos, "L27", "'" + t.text + "' is not supported by mql5c");
        fail(t.pos, "L24", "'" + t.text + "' is not a known type", 256);
    }
    if (known->base == Base::structure && is("::") && peek(1).kind == Tok::identifier) {
        auto const inner = types_.find(known->structure->name + "::" + peek(1).text);
        if (inner != types_.end()) {
            at_ += 2;
            return inner->second;
        }
    }
    return *known;
}

Type Parser::parse_type() {
    bool const is_const = accept_word("const");
    auto const t = next();
    if (t.kind != Tok::identifier) {
        --at_;
        unexpected();
    }
    auto type = named_type(t);
    type.is_const = is_const;
    if (is_word("const")) fail(peek().pos, "L00", "const stands before the type");
    for (auto const* word : {"long", "int", "short", "char", "double", "float"}) {
        if (is_word(word)) fail(peek().pos, "L01", "'" + t.text + " " + word + "' is C++, not MQL5");
    }
    if (is("*")) {
        bool const object = type.base == Base::structure && type.structure->is_class;
        if (!object && type.base != Base::parameter) fail(peek().pos, "L03", "pointers exist to classes only", 253);
        ++at_;
        type.pointer = true;
        if (is("*")) fail(peek().pos, "L03", "there are no pointers to pointers", 250);
        if (is("&") && is("&", 1)) fail(peek().pos, "L01", "rvalue references are C++, not MQL5");
    }
    return type;
}

void Parser::array_dims(VarDecl& variable) {
    while (accept("[")) {
        bool const first = variable.dim_exprs.empty();
        if (is("]")) {
            if (!first) fail(peek().pos, "L05", "only the first dimension may be left open");
            variable.dim_exprs.push_back(nullptr);
        } else {
            variable.dim_exprs.push_back(ternary());
        }
        expect("]");
    }
    if (variable.dim_exprs.size() > 4) fail(variable.pos, "L05", "an array has at most 4 dimensions");
    variable.type.dims.assign(variable.dim_exprs.size(), 0);
}

}  // namespace signalos::mql5c
