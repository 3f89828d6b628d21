// The members of structures and classes.
#include <array>
#include <utility>

#include "mql5c/parser.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

// `operator+` and its like: leaves "operator+" in `name`. False when no such word stands here.
bool Parser::operator_name(std::string& name) {
    if (!accept_word("operator")) return false;
    static constexpr std::array<std::string_view, 31> known = {
        "+",  "-",  "*",  "/",  "%",  "<<", ">>",  "==",  "!=", "<",  ">", "<=", ">=", "=",  "+=", "-=",
        "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&&", "||", "&", "|",  "^",  "++", "--"};
    if (accept("[")) {
        expect("]");
        name = "operator[]";
        return true;
    }
    for (auto op : known) {
        if (!accept(op)) continue;
        name = "operator" + std::string(op);
        return true;
    }
    for (auto const* op : {"!", "~"}) {
        if (!accept(op)) continue;
        name = std::string("operator") + op;
        return true;
    }
    if (is("(") || is_word("new") || is_word("delete") || is(",") || is("->")) {
        fail(peek().pos, "L01", "operator " + peek().text + " cannot be overloaded in MQL5", 353);
    }
    if (type_ahead()) fail(peek().pos, "L01", "conversion operators are C++, not MQL5", 352);
    fail(peek().pos, "L00", "an operator is expected behind the word operator", 352);
}

void Parser::class_member(StructDecl& s, Access access) {
    if (accept(";")) return;
    if (is_word("enum") || is_word("struct") || is_word("class") || is_word("union")) return nested_type(s);
    if (is_word("template")) return template_method(s, access);
    if (is_word("typedef") || is_word("interface")) fail(peek().pos, "L07", peek().text + " stands at global scope");
    auto const pos = peek().pos;
    bool is_static = accept_word("static");
    bool const is_virtual = accept_word("virtual");
    is_static = accept_word("static") || is_static;
    if (is_virtual && is_static) fail(pos, "L07", "a virtual method is not static", 348);
    if (is_virtual && !s.is_class) fail(pos, "L07", "a structure has no virtual methods", 269);
    auto const plain_name = s.name.substr(0, s.name.find('<'));
    auto const own_name = plain_name.substr(plain_name.rfind(':') + 1);
    if (is("~") || (peek().text == own_name && is("(", 1))) {
        if (is_static) fail(pos, "L07", "a constructor or destructor is not static", 350);
        return constructor_member(s, access, is_virtual);
    }
    auto type = parse_type();
    if (is("&")) fail(peek().pos, "L04", "references exist as parameters only", 229);
    if (is("(")) fail(peek().pos, "L01", "function pointers of this form are C++, not MQL5");
    std::string operator_text;
    if (operator_name(operator_text)) {
        return method_member(s, access, std::move(type), std::move(operator_text), is_virtual, is_static);
    }
    if (is("(", 1)) {
        auto name = expect_name("method");
        return method_member(s, access, std::move(type), std::move(name), is_virtual, is_static);
    }
    if (is_virtual) fail(pos, "L07", "virtual is for methods, not for data", 263);
    if (s.is_interface) fail(pos, "L07", "an interface holds methods only", 398);
    for (auto& v : declarators(std::move(type), is_static, false)) {
        if (v->init) fail(v->pos, "L07", "a member is not initialised inside its type");
        if (v->has_arguments) fail(v->pos, "L07", "a member is not initialised inside its type");
        if (v->type.base == Base::structure && !v->type.pointer && v->type.structure == &s && !v->is_static &&
            (v->dim_exprs.empty() || v->dim_exprs[0])) {
            fail(v->pos, "L07", "a type cannot hold itself");
        }
        v->owner = &s;
        for (auto const& other : s.fields) {
            if (other->name == v->name) fail(v->pos, "L10", "member '" + v->name + "' is declared twice", 125);
        }
        s.access.emplace(v->name, access);
        s.fields.push_back(std::move(v));
    }
}

void Parser::constructor_member(StructDecl& s, Access access, bool is_virtual) {
    auto f = std::make_unique<FuncDecl>();
    f->pos = peek().pos;
    bool const destructor = accept("~");
    auto const name = next().text;
    auto const plain_name = s.name.substr(0, s.name.find('<'));
    if (name != plain_name.substr(plain_name.rfind(':') + 1))
        fail(f->pos, "L00", "a destructor has its class's name", 122);
    if (s.is_interface) fail(f->pos, "L07", "an interface has no constructor", 398);
    if (is_virtual && !destructor) fail(f->pos, "L07", "a constructor is not virtual", 268);
    if (s.is_union) fail(f->pos, "L07", "a union has no constructor");
    f->name = (destructor ? "~" : "") + name;
    f->constructor = !destructor;
    f->destructor = destructor;
    f->owner = &s;
    f->builtin = builtin_;
    f->dependent = dependent_;
    f->result.base = Base::void_;
    parameters(*f);
    if (destructor && !f->parameters.empty()) fail(f->pos, "L07", "a destructor has no parameters", 221);
    if (is_word("const")) fail(peek().pos, "L07", "a constructor or destructor is not const", 286);
    constructor_initialisers(*f);
    if (accept("=")) {
        if (!accept_word("delete")) fail(peek().pos, "L01", "'= default' is C++, not MQL5");
        f->deleted = true;
    }
    if (!accept(";")) f->body = block();
    f->access = access;
    s.methods.push_back(std::move(f));
}

// const, override, final, = 0, = NULL, = delete behind a method's parameters.
void Parser::method_suffix(StructDecl const& s, FuncDecl& f) {
    f.is_const = accept_word("const");
    if (f.is_const && f.is_static) fail(f.pos, "L07", "a static method is not const", 349);
    while (is_word("override") || is_word("final")) {
        (is_word("override") ? f.is_override : f.is_final) = true;
        ++at_;
    }
    if (is("&")) fail(peek().pos, "L01", "reference qualifiers are C++, not MQL5");
    if (is("->")) fail(peek().pos, "L01", "trailing return types are C++, not MQL5");
    if (accept("=")) {
        if (accept_word("delete")) {
            f.deleted = true;
        } else if (is_word("default")) {
            fail(peek().pos, "L01", "'= default' is C++, not MQL5");
        } else {
            bool const zero = peek().text == "NULL" || (peek().kind == Tok::integer && peek().text == "0");
            if (!zero) fail(peek().pos, "L07", "a pure virtual method is declared '= 0' or '= NULL'", 381);
            if (!f.is_virtual) fail(f.pos, "L07", "only a virtual method can be pure", 382);
            ++at_;
            f.pure = true;
        }
    }
    f.pure = f.pure || s.is_interface;
    f.is_virtual = f.is_virtual || f.pure || f.is_override;
    if (f.is_override && !s.is_class) fail(f.pos, "L07", "a structure has no virtual methods", 269);
}

void Parser::method_member(StructDecl& s, Access access, Type result, std::string name, bool is_virtual,
                           bool is_static) {
    auto f = std::make_unique<FuncDecl>();
    f->pos = peek().pos;
    f->name = std::move(name);
    f->result = std::move(result);
    f->owner = &s;
    f->is_virtual = is_virtual;
    f->is_static = is_static;
    f->builtin = builtin_;
    f->check_only = check_only_;
    f->dependent = dependent_;
    if (f->name == s.name) fail(f->pos, "L00", "a constructor has no result");
    if (s.is_interface && access != Access::public_) fail(f->pos, "L07", "an interface's methods are public", 393);
    parameters(*f);
    method_suffix(s, *f);
    if (!accept(";")) {
        if (!is("{")) unexpected();
        if (f->pure) fail(peek().pos, "L07", "a pure virtual method has no body", s.is_interface ? 398 : 381);
        f->body = block();
    }
    f->access = access;
    s.methods.push_back(std::move(f));
}

void Parser::constructor_initialisers(FuncDecl& f) {
    if (!accept(":")) return;
    if (!f.constructor) fail(peek().pos, "L00", "only a constructor has an initialiser list", 329);
    do {
        auto name = expect_name("member");
        if (is("<")) {
            // A base that is an instance of a class template.
            --at_;
            name = named_type(next()).structure->name;
        }
        if (is("{")) fail(peek().pos, "L01", "brace initialisation is C++, not MQL5");
        for (auto const& [other, list] : f.initialisers) {
            if (other == name) fail(peek().pos, "L07", "member '" + name + "' is initialised twice", 343);
        }
        f.initialisers.emplace_back(name, arguments());
    } while (accept(","));
}

}  // namespace signalos::mql5c
