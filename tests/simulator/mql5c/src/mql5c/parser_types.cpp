// Token helpers and types.
#include "mql5c/parser.hpp"
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
    fail(t.pos, "L00", "'" + std::string(punct) + "' expected, found " + found, 149);
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
    auto const found = types_.find(name);
    return found == types_.end() ? nullptr : &found->second;
}

void Parser::add_type(std::string const& name, Type type, Pos pos) {
    if (types_.count(name) != 0 || class_templates_.count(name) != 0) {
        fail(pos, "L10", "type '" + name + "' is declared twice", 125);
    }
    types_.emplace(name, std::move(type));
}

// A type's name stands here (perhaps behind const).
bool Parser::type_ahead() const {
    std::size_t const i = is_word("const") ? 1 : 0;
    auto const& t = peek(i);
    if (t.kind != Tok::identifier) return false;
    return simple_type(t.text).has_value() || types_.count(t.text) != 0 || class_templates_.count(t.text) != 0;
}

// A declaration starts here, not an expression: type, then a name.
bool Parser::declaration_ahead() const {
    if (is_word("static") || is_word("const")) return true;
    if (!type_ahead()) return false;
    std::size_t i = 1;
    if (is("<", i)) return class_templates_.count(peek().text) != 0;
    while (is("*", i) || is("&", i)) ++i;
    return peek(i).kind == Tok::identifier && !is("::", i + 1);
}

Type Parser::parse_type() {
    bool const is_const = accept_word("const");
    auto const t = next();
    if (t.kind != Tok::identifier) {
        --at_;
        unexpected();
    }
    Type type;
    if (auto const base = simple_type(t.text)) {
        type.base = *base;
    } else if (class_templates_.count(t.text) != 0) {
        type = class_instance(t.text, t.pos);
    } else if (auto const* known = find_type(t.text)) {
        type = *known;
    } else {
        if (is_cpp_only(t.text)) fail(t.pos, "L01", "'" + t.text + "' is C++, not MQL5");
        fail(t.pos, "L24", "'" + t.text + "' is not a known type", 256);
    }
    type.is_const = is_const;
    if (is_word("const")) fail(peek().pos, "L00", "const stands before the type");
    if (is("*")) {
        if (type.base != Base::structure || !type.structure->is_class) {
            fail(peek().pos, "L03", "pointers exist to classes only", 253);
        }
        ++at_;
        type.pointer = true;
        if (is("*")) fail(peek().pos, "L03", "there are no pointers to pointers", 250);
    }
    return type;
}

// `Name<type, …>`: parses the class template's tokens again with its parameters bound.
Type Parser::class_instance(std::string const& name, Pos pos) {
    auto const description = class_templates_.at(name);
    expect("<");
    std::vector<Type> arguments;
    std::string full = name + "<";
    do {
        arguments.push_back(parse_type());
        auto const& a = arguments.back();
        full += std::string(a.structure != nullptr     ? std::string_view(a.structure->name)
                            : a.enumeration != nullptr ? std::string_view(a.enumeration->name)
                                                       : spell(a.base)) +
                ",";
    } while (accept(","));
    expect(">");
    full.back() = '>';
    if (arguments.size() != description.parameters.size()) fail(pos, "L13", "wrong number of template arguments");
    if (auto const* known = find_type(full)) return *known;
    auto const saved_types = types_;
    auto const back = at_;
    for (std::size_t i = 0; i < arguments.size(); ++i) types_[description.parameters[i]] = arguments[i];
    at_ = description.first;
    auto const outer = std::exchange(instance_name_, full);
    structure({});
    instance_name_ = outer;
    at_ = back;
    auto const made = types_.at(full);
    for (auto const& p : description.parameters) types_.erase(p);
    for (auto const& [key, value] : saved_types) types_.emplace(key, value);
    return made;
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
