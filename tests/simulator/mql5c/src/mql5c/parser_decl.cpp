// Declarations at global scope.
#include "mql5c/parser.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

void Parser::parse(Tokens tokens, bool builtin) {
    tokens_ = std::move(tokens);
    at_ = 0;
    builtin_ = builtin;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        auto const& t = tokens_[i];
        if (t.kind == Tok::identifier && is_cpp_only(t.text)) {
            diagnostics_.error(t.pos, "L01", "'" + t.text + "' is C++, not MQL5");
        }
    }
    while (peek().kind != Tok::end) top_level();
}

void Parser::top_level() {
    if (is("#import")) return import_line();
    if (accept(";")) return;
    if (is_word("input") || is_word("sinput")) return input_declaration();
    if (is_word("enum")) return enumeration();
    if (is_word("struct") || is_word("class")) return structure({});
    if (is_word("template")) return templated();
    for (auto const* word : {"namespace", "union", "interface", "typedef", "operator", "export"}) {
        if (is_word(word)) fail(peek().pos, "L27", std::string(word) + " is not supported by mql5c");
    }
    global_declaration();
}

void Parser::import_line() {
    auto const t = next();
    module_ = t.comment;
    if (module_.empty()) return;
    if (module_.find_first_of("/\\:") != std::string::npos) {
        diagnostics_.house(t.pos, "L09", "an imported module is named without a path");
    }
}

void Parser::input_declaration() {
    auto const keyword = next();
    if (is_word("group")) {
        ++at_;
        if (peek().kind != Tok::string) fail(peek().pos, "L00", "input group wants its name in quotes");
        input_group_ = next().text;
        accept(";");
        return;
    }
    if (is_word("const")) fail(peek().pos, "L06", "an input is constant already");
    auto list = declarators(parse_type(), false, false);
    for (auto& v : list) {
        v->is_input = true;
        v->type.is_const = true;
        v->input_group = input_group_;
        v->label = tokens_[at_ - 1].comment;
        if (v->type.is_array() || v->type.base == Base::structure) {
            diagnostics_.error(v->pos, "L06", "an input is no array and no structure", 285);
        }
        if (!v->init) diagnostics_.error(v->pos, "L06", "input '" + v->name + "' has no value");
        if (v->label.size() > 63) diagnostics_.house(v->pos, "L06", "an input's comment is at most 63 characters");
        unit_.globals.push_back(std::move(v));
    }
    (void)keyword;
}

void Parser::enumeration() {
    auto const start = next();
    if (is_word("class") || is_word("struct")) fail(peek().pos, "L01", "scoped enumerations are C++, not MQL5");
    auto decl = std::make_unique<EnumDecl>();
    decl->pos = start.pos;
    decl->builtin = builtin_;
    if (is("{")) fail(start.pos, "L07", "an enumeration needs a name");
    decl->name = expect_name("enumeration");
    if (is(":")) fail(peek().pos, "L01", "an enumeration has no underlying type in MQL5");
    expect("{");
    do {
        if (is("}")) break;
        Enumerator member;
        member.pos = peek().pos;
        member.name = expect_name("enumerator");
        if (accept("=")) member.expr = ternary();
        decl->members.push_back(std::move(member));
    } while (accept(","));
    expect("}");
    expect(";");
    if (decl->members.empty()) fail(start.pos, "L00", "an enumeration has at least one member");
    Type type;
    type.base = Base::enumeration;
    type.enumeration = decl.get();
    add_type(decl->name, type, start.pos);
    unit_.enums.push_back(std::move(decl));
}

std::vector<std::string> Parser::template_parameters() {
    auto const start = next();
    expect("<");
    std::vector<std::string> names;
    if (is(">")) fail(start.pos, "L13", "template specialisations are C++, not MQL5");
    do {
        if (!accept_word("typename")) {
            if (is_word("class")) fail(peek().pos, "L13", "a template parameter is written 'typename T'");
            fail(peek().pos, "L13", "a template takes types only ('typename T')");
        }
        if (is("...")) fail(peek().pos, "L13", "variadic templates are C++, not MQL5");
        names.push_back(expect_name("template parameter"));
        if (is("=")) fail(peek().pos, "L13", "template parameters have no defaults in MQL5");
    } while (accept(","));
    expect(">");
    if (names.size() > 8) fail(start.pos, "L13", "a template has at most 8 parameters");
    return names;
}

void Parser::templated() {
    auto const names = template_parameters();
    auto const first = at_;
    std::map<std::string, Type> const saved = types_;
    for (auto const& n : names) {
        Type t;
        t.base = Base::parameter;
        t.parameter = n;
        if (types_.count(n) != 0) fail(peek().pos, "L10", "template parameter '" + n + "' hides a type");
        types_[n] = t;
    }
    if (is_word("class") || is_word("struct")) {
        structure(names);
    } else {
        auto const pos = peek().pos;
        auto result = parse_type();
        auto f = function_rest(std::move(result), expect_name("function"), pos);
        f->type_parameters = names;
        f->first_token = first;
        for (auto const& n : names) {
            bool used = false;
            for (auto const& p : f->parameters) used = used || p->type.parameter == n;
            if (!used) fail(pos, "L13", "template parameter '" + n + "' stands in no function parameter");
        }
        unit_.functions.push_back(std::move(f));
    }
    for (auto const& n : names) types_.erase(n);
}

FuncDecl* Parser::instantiate(FuncDecl const& function, std::map<std::string, Type> const& bindings) {
    auto const back = at_;
    for (auto const& [name, type] : bindings) types_[name] = type;
    at_ = function.first_token;
    auto const pos = peek().pos;
    auto result = parse_type();
    auto f = function_rest(std::move(result), expect_name("function"), pos);
    for (auto const& [name, type] : bindings) types_.erase(name);
    at_ = back;
    unit_.functions.push_back(std::move(f));
    return unit_.functions.back().get();
}

void Parser::global_declaration() {
    bool const is_static = accept_word("static");
    if (is_word("extern")) fail(peek().pos, is("{", 2) ? "L01" : "L27", "extern is not supported by mql5c");
    if (is_word("virtual")) fail(peek().pos, "L07", "virtual stands inside classes only");
    auto const pos = peek().pos;
    // Constructors and destructors outside their class: C::C( and C::~C(
    if (peek().kind == Tok::identifier && is("::", 1) && (is("~", 2) || peek(2).text == peek().text)) {
        return outside_method({}, next().text, pos);
    }
    if (peek().kind == Tok::identifier && is(":", 1)) fail(pos, "L22", "there are no labels in MQL5");
    auto type = parse_type();
    if (is("&")) fail(peek().pos, "L04", "references exist as parameters only", 229);
    if (is("(")) fail(peek().pos, "L01", "function pointers of this form are C++, not MQL5");
    if (peek().kind == Tok::identifier && is("::", 1)) {
        auto const owner = next().text;
        return outside_method(std::move(type), owner, pos);
    }
    if (is("(", 1)) {
        auto f = function_rest(type, expect_name("function"), pos);
        if (is_static) fail(pos, "L00", "a global function is not static");
        unit_.functions.push_back(std::move(f));
        return;
    }
    if (!module_.empty()) fail(pos, "L09", "an #import block holds prototypes only");
    for (auto& v : declarators(std::move(type), is_static, false)) unit_.globals.push_back(std::move(v));
}

std::unique_ptr<FuncDecl> Parser::function_rest(Type result, std::string name, Pos pos) {
    auto f = std::make_unique<FuncDecl>();
    f->pos = pos;
    f->name = std::move(name);
    f->result = std::move(result);
    f->builtin = builtin_;
    f->module = module_;
    parameters(*f);
    if (is("-") || is("->")) fail(peek().pos, "L01", "trailing return types are C++, not MQL5");
    if (accept(";")) return f;
    if (!module_.empty()) fail(peek().pos, "L09", "an #import block holds prototypes only");
    if (!is("{")) unexpected();
    f->body = block();
    return f;
}

void Parser::parameters(FuncDecl& f) {
    expect("(");
    if (is_word("void") && is(")", 1)) ++at_;
    if (accept(")")) return;
    do {
        if (is("...") && builtin_) {
            ++at_;
            f.variadic = true;
            break;
        }
        auto v = std::make_unique<VarDecl>();
        v->pos = peek().pos;
        v->parameter = true;
        v->type = parse_type();
        v->reference = accept("&");
        if (is("&")) fail(peek().pos, "L01", "rvalue references are C++, not MQL5");
        if (peek().kind == Tok::identifier) v->name = expect_name("parameter");
        array_dims(*v);
        if (accept("=")) v->init = ternary();
        if (v->type.base == Base::void_) fail(v->pos, "L26", "a parameter is never void", 282);
        if (v->type.is_array() && !v->reference) {
            if (f.module.empty() && !builtin_) {
                diagnostics_.error(v->pos, "L05", "an array parameter is a reference: &" + v->name + "[]", 294);
            }
            v->reference = true;
        }
        if (v->type.base == Base::structure && !v->type.pointer && !v->reference) {
            diagnostics_.error(v->pos, "L05", "a structure or class parameter is a reference", 293);
        }
        if (!v->init && !f.parameters.empty() && f.parameters.back()->init) {
            diagnostics_.error(v->pos, "L25", "a parameter without default follows one with a default", 270);
        }
        f.parameters.push_back(std::move(v));
    } while (accept(","));
    expect(")");
    if (f.parameters.size() > 64) fail(f.pos, "L05", "a function has at most 64 parameters", 147);
}

std::unique_ptr<VarDecl> Parser::declarator(Type type, bool local) {
    auto v = std::make_unique<VarDecl>();
    v->pos = peek().pos;
    v->type = std::move(type);
    if (is("[")) fail(v->pos, "L01", "structured bindings are C++, not MQL5");
    if (is("&")) fail(v->pos, "L04", "references exist as parameters only", 229);
    v->name = expect_name("variable");
    array_dims(*v);
    if (v->type.base == Base::void_) fail(v->pos, "L26", "a variable is never void", 282);
    if (accept("=")) {
        v->init = initialiser();
    } else if (local && is("(")) {
        v->arguments = arguments();
        v->has_arguments = true;
    } else if (is("{")) {
        fail(peek().pos, "L01", "initialisation without '=' is C++, not MQL5");
    }
    return v;
}

std::vector<std::unique_ptr<VarDecl>> Parser::declarators(Type type, bool is_static, bool local) {
    std::vector<std::unique_ptr<VarDecl>> list;
    auto plain = type;
    plain.pointer = false;
    bool first = true;
    do {
        auto this_type = first ? type : plain;
        if (!first && accept("*")) this_type.pointer = true;
        list.push_back(declarator(this_type, local));
        list.back()->is_static = is_static;
        first = false;
    } while (accept(","));
    if (is(":") && local) fail(peek().pos, "L01", "range-based for is C++, not MQL5");
    expect(";");
    return list;
}

}  // namespace signalos::mql5c
