// Structures and classes.
#include <utility>

#include "mql5c/parser.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

void Parser::structure(std::vector<std::string> type_parameters) {
    auto const first = at_;
    auto const start = next();
    bool const is_class = start.text == "class";
    int pack = 1;
    if (!is_class && accept_word("pack")) {
        expect("(");
        auto const n = next();
        if (n.kind != Tok::integer) fail(n.pos, "L00", "pack wants 1, 2, 4, 8 or 16");
        pack = static_cast<int>(n.integer);
        if (pack != 1 && pack != 2 && pack != 4 && pack != 8 && pack != 16) fail(n.pos, "L00", "pack wants 1, 2, 4, 8 or 16");
        expect(")");
    }
    if (is("{")) fail(start.pos, "L07", "a structure needs a name");
    auto written = expect_name("type");
    if (is("<")) fail(peek().pos, "L13", "template specialisations are C++, not MQL5");
    if (!type_parameters.empty()) return skip_template_class(written, std::move(type_parameters), first);
    auto const name = instance_name_.empty() ? written : instance_name_;
    instance_name_.clear();
    if (is(";")) {
        if (!is_class) fail(start.pos, "L07", "a structure cannot be declared ahead", 162);
        ++at_;
        auto known = structs_.find(name);
        if (known != structs_.end()) return;
    }
    StructDecl* s = nullptr;
    auto const known = structs_.find(name);
    if (known != structs_.end() && !known->second->complete && is_class) {
        s = known->second;
    } else {
        auto made = std::make_unique<StructDecl>();
        s = made.get();
        s->pos = start.pos;
        s->name = name;
        s->is_class = is_class;
        s->builtin = builtin_;
        s->pack = pack;
        Type type;
        type.base = Base::structure;
        type.structure = s;
        add_type(name, type, start.pos);
        structs_[name] = s;
        unit_.structs.push_back(std::move(made));
    }
    if (!is("{") && !is(":")) return;  // a forward declaration, its ';' is eaten
    // Inside the body the written name means this instance of a class template.
    bool const alias = written != name && types_.emplace(written, types_.at(name)).second;
    class_body(*s);
    if (alias) types_.erase(written);
    s->complete = true;
    unit_.struct_order.push_back(s);
}

// Remembers where a class template stands; its tokens are parsed for every instance, and once with opaque types to refuse nonsense.
void Parser::skip_template_class(std::string const& name, std::vector<std::string> type_parameters, std::size_t first) {
    int depth = 0;
    while (!is("{") && peek().kind != Tok::end) ++at_;
    do {
        if (peek().kind == Tok::end) unexpected();
        if (is("{")) ++depth;
        if (is("}")) --depth;
        ++at_;
    } while (depth > 0);
    expect(";");
    if (types_.count(name) != 0 || class_templates_.count(name) != 0) {
        fail(tokens_[first].pos, "L10", "type '" + name + "' is declared twice", 125);
    }
    class_templates_[name] = {std::move(type_parameters), first};
}

void Parser::class_body(StructDecl& s) {
    if (accept(":")) {
        bool const is_public = accept_word("public");
        if (!is_public && (is_word("private") || is_word("protected"))) ++at_;
        auto const pos = peek().pos;
        auto const base = parse_type();
        if (is(",")) fail(peek().pos, "L07", "a class has one base class");
        if (base.base != Base::structure) fail(pos, "L07", "a base is a structure or class");
        if (base.structure->is_class != s.is_class) fail(pos, "L07", "structures do not inherit classes", 266);
        if (!base.structure->complete) fail(pos, "L07", "the base is not complete yet");
        s.base = base.structure;
    }
    expect("{");
    auto access = s.is_class ? Access::private_ : Access::public_;
    while (!accept("}")) {
        if (peek().kind == Tok::end) unexpected();
        if ((is_word("public") || is_word("private") || is_word("protected")) && is(":", 1)) {
            access = is_word("public") ? Access::public_ : (is_word("private") ? Access::private_ : Access::protected_);
            at_ += 2;
            continue;
        }
        class_member(s, access);
    }
    if (!is(";")) fail(peek().pos, "L00", "';' expected behind '}'", 149);
    ++at_;
}

void Parser::class_member(StructDecl& s, Access access) {
    if (accept(";")) return;
    for (auto const* word : {"enum", "struct", "class", "template", "operator", "union", "typedef"}) {
        if (is_word(word)) fail(peek().pos, "L27", std::string(word) + " inside a type is not supported by mql5c");
    }
    auto const pos = peek().pos;
    bool const is_virtual = accept_word("virtual");
    bool const is_static = accept_word("static");
    if (is_virtual && !s.is_class) fail(pos, "L07", "a structure has no virtual methods", 269);
    bool const destructor = is("~");
    auto const plain_name = s.name.substr(0, s.name.find('<'));
    if (destructor || (peek().text == plain_name && is("(", 1))) {
        auto f = std::make_unique<FuncDecl>();
        f->pos = pos;
        accept("~");
        auto const name = next().text;
        if (name != plain_name) fail(pos, "L00", "a constructor has its class's name");
        f->name = (destructor ? "~" : "") + name;
        f->constructor = !destructor;
        f->destructor = destructor;
        f->owner = &s;
        f->builtin = builtin_;
        f->result.base = Base::void_;
        parameters(*f);
        constructor_initialisers(*f);
        if (is("=")) fail(peek().pos, "L01", "'= default' and '= delete' are C++, not MQL5");
        if (!accept(";")) f->body = block();
        s.methods.push_back(std::move(f));
        return;
    }
    auto type = parse_type();
    if (is("&")) fail(peek().pos, "L04", "references exist as parameters only", 229);
    if (is_word("operator")) fail(peek().pos, "L27", "operator overloading is not supported by mql5c");
    if (is("(", 1)) {
        auto const name = expect_name("method");
        auto f = std::make_unique<FuncDecl>();
        f->pos = pos;
        f->name = name;
        f->result = std::move(type);
        f->owner = &s;
        f->is_virtual = is_virtual;
        f->is_static = is_static;
        f->builtin = builtin_;
        parameters(*f);
        f->is_const = accept_word("const");
        while (is_word("override") || is_word("final")) ++at_;
        if (is("=")) fail(peek().pos, "L27", "pure virtual methods are not supported by mql5c");
        if (is("->")) fail(peek().pos, "L01", "trailing return types are C++, not MQL5");
        if (!accept(";")) {
            if (!is("{")) unexpected();
            f->body = block();
        }
        s.access.emplace(name, access);
        s.methods.push_back(std::move(f));
        return;
    }
    for (auto& v : declarators(std::move(type), is_static, false)) {
        if (v->init) fail(v->pos, "L07", "a member is not initialised inside its type");
        if (v->type.base == Base::structure && !v->type.pointer && v->type.structure == &s) {
            fail(v->pos, "L07", "a type cannot hold itself");
        }
        v->owner = &s;
        if (s.field(v->name) != nullptr) fail(v->pos, "L10", "member '" + v->name + "' is declared twice", 125);
        s.access.emplace(v->name, access);
        s.fields.push_back(std::move(v));
    }
}

void Parser::constructor_initialisers(FuncDecl& f) {
    if (!accept(":")) return;
    if (!f.constructor) fail(peek().pos, "L00", "only a constructor has an initialiser list");
    do {
        auto const name = expect_name("member");
        if (is("{")) fail(peek().pos, "L01", "brace initialisation is C++, not MQL5");
        f.initialisers.emplace_back(name, arguments());
    } while (accept(","));
}

// `Type Owner::Method(…) { … }` behind the class.
void Parser::outside_method(Type result, std::string const& owner, Pos pos) {
    auto const found = structs_.find(owner);
    if (found == structs_.end()) fail(pos, "L24", "'" + owner + "' is not a known class");
    StructDecl& s = *found->second;
    expect("::");
    bool const destructor = accept("~");
    auto const name = expect_name("method");
    if (!is("(")) {
        // Definition of a static member.
        for (auto& field : s.fields) {
            if (field->name != name || !field->is_static) continue;
            if (accept("=")) field->init = initialiser();
            expect(";");
            return;
        }
        fail(pos, "L24", "'" + owner + "' has no static member '" + name + "'");
    }
    FuncDecl head;
    head.pos = pos;
    head.builtin = builtin_;
    parameters(head);
    bool const is_const = accept_word("const");
    head.constructor = !destructor && result.base == Base::none;
    constructor_initialisers(head);
    for (auto& m : s.methods) {
        auto const wanted = (destructor ? "~" : "") + name;
        if (m->name != wanted || m->body || m->is_const != is_const || m->parameters.size() != head.parameters.size()) continue;
        bool same = m->constructor == head.constructor;
        for (std::size_t i = 0; i < m->parameters.size(); ++i) {
            auto const &a = m->parameters[i]->type, &b = head.parameters[i]->type;
            same = same && a.base == b.base && a.structure == b.structure && a.enumeration == b.enumeration &&
                   a.dims.size() == b.dims.size() && m->parameters[i]->reference == head.parameters[i]->reference;
            if (head.parameters[i]->init) fail(pos, "L25", "defaults stand in the declaration inside the class");
            head.parameters[i]->init = std::move(m->parameters[i]->init);
        }
        if (!same) {
            for (std::size_t i = 0; i < m->parameters.size(); ++i) m->parameters[i]->init = std::move(head.parameters[i]->init);
            continue;
        }
        if (!m->constructor && !m->destructor &&
            (m->result.base != result.base || m->result.structure != result.structure ||
             m->result.enumeration != result.enumeration)) {
            fail(pos, "L26", "method '" + name + "' is declared with another result");
        }
        m->parameters = std::move(head.parameters);
        m->initialisers = std::move(head.initialisers);
        m->pos = pos;
        m->body = block();
        return;
    }
    fail(pos, "L24", "'" + owner + "' declares no such method '" + name + "'");
}

}  // namespace signalos::mql5c
