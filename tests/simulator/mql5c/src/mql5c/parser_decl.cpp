// Declarations at global scope.
#include <utility>

#include "mql5c/parser.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

void Parser::parse(Tokens tokens, bool builtin, bool check_only) {
    tokens_ = std::move(tokens);
    at_ = 0;
    builtin_ = builtin;
    check_only_ = check_only;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        auto const& t = tokens_[i];
        if (t.kind == Tok::identifier && is_cpp_only(t.text)) {
            diagnostics_.error(t.pos, "L01", "'" + t.text + "' is C++, not MQL5");
        }
        // Names of function templates, so that `f<int>(x)` is a call even before the template stands.
        if (t.kind != Tok::identifier || t.text != "template") continue;
        while (i < tokens_.size() && tokens_[i].text != ">") ++i;
        for (auto k = i; k + 1 < tokens_.size() && k < i + 12; ++k) {
            if (tokens_[k + 1].text != "(" || tokens_[k].kind != Tok::identifier) continue;
            function_templates_.insert(tokens_[k].text);
            break;
        }
    }
    parsed_ = false;
    while (peek().kind != Tok::end) top_level();
    if (builtin) return;
    opaque_instances();
    parsed_ = true;
    std::vector<std::string> names;
    for (auto const& [full, instance] : instances_) names.push_back(full);
    for (auto const& full : names) outside_definitions(full);
}

void Parser::top_level() {
    if (is("#import")) return import_line();
    if (is(";")) {
        diagnostics_.house(peek().pos, "L18", "empty declaration", 69);
        ++at_;
        return;
    }
    if (is_word("input") || is_word("sinput")) return input_declaration();
    if (is_word("enum")) return enumeration();
    if (is_word("struct") || is_word("class") || is_word("interface") || is_word("union")) return structure({});
    if (is_word("template")) return templated();
    if (is_word("typedef")) return function_type();
    for (auto const* word : {"namespace", "operator", "export"}) {
        if (is_word(word)) fail(peek().pos, "L27", std::string(word) + " is not supported by mql5c");
    }
    global_declaration();
}

// typedef int (*TCompare)(int,int);
void Parser::function_type() {
    auto const pos = next().pos;
    auto f = std::make_unique<FuncDecl>();
    f->pos = pos;
    f->result = parse_type();
    if (!is("(") || !is("*", 1)) fail(pos, "L01", "typedef names function types only in MQL5");
    at_ += 2;
    f->name = expect_name("type");
    expect(")");
    parameters(*f);
    expect(";");
    Type type;
    type.base = Base::function;
    type.prototype = f.get();
    add_type(f->name, type, pos);
    unit_.prototypes.push_back(std::move(f));
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
        if (v->type.pointer || v->type.base == Base::function) {
            diagnostics_.error(v->pos, "L06", "an input is a plain value", 285);
        }
        if (!v->init) diagnostics_.house(v->pos, "L06", "input '" + v->name + "' has no value");
        if (v->name.compare(0, 3, "Inp") != 0) diagnostics_.house(v->pos, "L06", "an input is named Inp...");
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
    if (check_only_) {
        for (auto& m : decl->members) m.check_only = true;
        // The runtime has a part of this enumeration: --check learns of the rest.
        if (auto const* known = find_type(decl->name)) {
            for (auto& e : unit_.enums) {
                if (e.get() != known->enumeration) continue;
                for (auto& m : decl->members) e->members.push_back(std::move(m));
            }
            return;
        }
    }
    Type type;
    type.base = Base::enumeration;
    type.enumeration = decl.get();
    decl->owner = class_scope_.empty() ? nullptr : class_scope_.back();
    if (decl->owner != nullptr) decl->name = decl->owner->name + "::" + decl->name;
    add_type(decl->name, type, start.pos);
    unit_.enums.push_back(std::move(decl));
}

void Parser::global_declaration() {
    bool const is_static = accept_word("static");
    bool const is_extern = accept_word("extern");
    if (is_extern && peek().kind == Tok::string) fail(peek().pos, "L01", "extern \"C\" is C++, not MQL5");
    if (is_word("virtual")) fail(peek().pos, "L07", "virtual stands inside classes only");
    auto const pos = peek().pos;
    // Constructors and destructors outside their class: C::C( and C::~C(
    if (peek().kind == Tok::identifier && is("::", 1) && (is("~", 2) || peek(2).text == peek().text)) {
        return outside_method({}, next().text, pos);
    }
    if (peek().kind == Tok::identifier && is(":", 1)) fail(pos, "L22", "there are no labels in MQL5");
    for (auto const* word : {"if", "for", "while", "do", "switch", "return", "break", "continue", "else", "case"}) {
        if (is_word(word)) fail(pos, "L06", "statements stand inside functions only", 175);
    }
    if (peek().kind == Tok::identifier && !type_ahead() && !is_cpp_only(peek().text) &&
        (is("(", 1) || is("=", 1) || is("[", 1) || is(".", 1) || is("++", 1) || is("--", 1))) {
        fail(pos, "L06", "expressions stand inside functions only", 175);
    }
    auto type = parse_type();
    if (is("&")) fail(peek().pos, "L04", "references exist as parameters only", 229);
    if (is("(")) fail(peek().pos, "L01", "function pointers of this form are C++, not MQL5");
    if (is_word("operator")) fail(peek().pos, "L07", "an operator is a member of its class");
    if (peek().kind == Tok::identifier && is("::", 1)) {
        auto owner = next().text;
        while (is("::", 0) && peek(1).kind == Tok::identifier && is("::", 2)) {
            at_ += 1;
            owner += "::" + next().text;
        }
        return outside_method(std::move(type), owner, pos);
    }
    // `C object(1);` against `C function(int a);`
    bool const object = type.base == Base::structure && is("(", 1) && !is(")", 2);
    at_ += 2;
    bool const parameters_ahead = object && (type_ahead() || is_word("const") || is_word("void"));
    at_ -= 2;
    if (is("(", 1) && (!object || parameters_ahead)) {
        auto f = function_rest(type, expect_name("function"), pos);
        if (is_static) fail(pos, "L00", "a global function is not static");
        unit_.functions.push_back(std::move(f));
        return;
    }
    if (!module_.empty()) fail(pos, "L09", "an #import block holds prototypes only");
    for (auto& v : declarators(std::move(type), is_static, object)) {
        if (is_extern && v->init) fail(v->pos, "L06", "an extern variable is initialised where it is defined", 303);
        if (!builtin_ && v->name.compare(0, 3, "Inp") == 0) {
            diagnostics_.house(v->pos, "L06", "'" + v->name + "' is named like an input and is none");
        }
        v->check_only = check_only_ || is_extern;
        unit_.globals.push_back(std::move(v));
    }
}

std::unique_ptr<FuncDecl> Parser::function_rest(Type result, std::string name, Pos pos) {
    auto f = std::make_unique<FuncDecl>();
    f->pos = pos;
    f->name = std::move(name);
    f->result = std::move(result);
    f->builtin = builtin_;
    f->check_only = check_only_;
    f->module = module_;
    if (f->result.base == Base::structure && !f->result.pointer && f->result.structure->is_interface) {
        fail(pos, "L07", "an interface is no value: return a pointer", 399);
    }
    parameters(*f);
    if (is("-") || is("->")) fail(peek().pos, "L01", "trailing return types are C++, not MQL5");
    if (is("[")) fail(peek().pos, "L04", "a function returns no array");
    if (is_word("const")) fail(peek().pos, "L07", "only a method is const", 272);
    if (is_word("override") || is_word("final")) fail(peek().pos, "L07", peek().text + " is for methods", 405);
    if (is("=")) fail(peek().pos, "L07", "'= 0', '= delete' and '= default' are not for functions");
    bool const exported = accept_word("export");
    if (exported && !module_.empty()) fail(pos, "L09", "an imported function is not exported", 297);
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
        if (is("...") && !builtin_) fail(peek().pos, "L13", "functions with '...' are C++, not MQL5", 185);
        if (is("...")) {
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
        if (v->type.pointer && v->reference && v->type.is_const) v->type.is_const = false;
        if (v->type.base == Base::structure && !v->type.pointer && !v->reference && !v->type.is_array()) {
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
    } else if (is(":")) {
        fail(peek().pos, "L01", local ? "range-based for is C++, not MQL5" : "bit fields are C++, not MQL5");
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
        if (!first && is("*")) {
            if (type.base != Base::structure || !type.structure->is_class)
                fail(peek().pos, "L03", "pointers exist to classes only", 253);
            ++at_;
            this_type.pointer = true;
        }
        list.push_back(declarator(this_type, local));
        list.back()->is_static = is_static;
        first = false;
    } while (accept(","));
    expect(";");
    return list;
}

}  // namespace signalos::mql5c
