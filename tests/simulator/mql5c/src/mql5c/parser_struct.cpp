// Structures, classes, interfaces and unions: the frame. Their members stand in parser_member.cpp.
#include <utility>

#include "mql5c/parser.hpp"
#include "mql5c/type_rules.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

void Parser::structure(std::vector<std::string> type_parameters) {
    auto const first = at_;
    auto const start = next();
    bool const is_interface = start.text == "interface";
    bool const is_class = start.text == "class" || is_interface;
    int pack = 1;
    if (!is_class && accept_word("pack")) {
        expect("(");
        auto const n = next();
        if (n.kind != Tok::integer) fail(n.pos, "L00", "pack wants 1, 2, 4, 8 or 16");
        pack = static_cast<int>(n.integer);
        if (pack != 1 && pack != 2 && pack != 4 && pack != 8 && pack != 16)
            fail(n.pos, "L00", "pack wants 1, 2, 4, 8 or 16");
        expect(")");
    }
    if (is("{")) fail(start.pos, "L07", "a structure needs a name");
    if (is("[")) fail(peek().pos, "L01", "attributes are C++, not MQL5");
    auto written = expect_name("type");
    if (is("<")) fail(peek().pos, "L13", "template specialisations are C++, not MQL5");
    if (!type_parameters.empty()) return skip_template_class(written, std::move(type_parameters), first);
    auto name = instance_name_.empty() ? written : instance_name_;
    if (!class_scope_.empty()) name = class_scope_.back()->name + "::" + name;
    instance_name_.clear();
    if (is(";")) {
        if (!is_class) fail(start.pos, "L07", "a structure cannot be declared ahead", 162);
        ++at_;
        if (structs_.count(name) != 0) return;
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
        s->is_interface = is_interface;
        s->is_union = start.text == "union";
        s->builtin = builtin_;
        s->check_only = check_only_;
        s->dependent = dependent_;
        s->enclosing = class_scope_.empty() ? nullptr : class_scope_.back();
        s->pack = pack;
        Type type;
        type.base = Base::structure;
        type.structure = s;
        add_type(name, type, start.pos);
        structs_[name] = s;
        unit_.structs.push_back(std::move(made));
    }
    if (accept_word("final")) s->is_final = true;
    if (!is("{") && !is(":")) {
        if (tokens_[at_ - 1].text != ";") unexpected();
        return;  // a forward declaration, its ';' is eaten
    }
    // Inside the body the written name means this instance of a class template.
    std::map<std::string, Type> hidden;
    bool const alias = written != name;
    if (alias) {
        if (auto const old = types_.find(written); old != types_.end()) hidden.insert(*old);
        types_[written] = types_.at(name);
    }
    class_scope_.push_back(s);
    class_body(*s);
    class_scope_.pop_back();
    if (alias) types_.erase(written);
    types_.insert(hidden.begin(), hidden.end());
    s->complete = true;
    unit_.struct_order.push_back(s);
}

// Remembers where a class template stands: its tokens are parsed for every instance, and once with opaque types when
// nobody uses it.
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
    class_templates_[name] = {std::move(type_parameters), first, {}};
}

void Parser::base_class(StructDecl& s) {
    // Without a word a class hides what it inherits.
    s.base_access = s.is_class && !s.is_interface ? Access::private_ : Access::public_;
    if (accept_word("public")) {
        s.base_access = Access::public_;
    } else if (is_word("private") || is_word("protected")) {
        if (s.is_interface) fail(peek().pos, "L07", "an interface is inherited publicly", 397);
        s.base_access = next().text == "protected" ? Access::protected_ : Access::private_;
    }
    if (is_word("virtual")) fail(peek().pos, "L01", "virtual inheritance is C++, not MQL5");
    auto const pos = peek().pos;
    auto const base = parse_type();
    if (is(",")) fail(peek().pos, "L07", "a class has one base class");
    if (base.base == Base::parameter) return;
    if (base.base != Base::structure || base.pointer) fail(pos, "L07", "a base is a structure or class");
    if (s.is_union || base.structure->is_union) fail(pos, "L07", "a union inherits nothing");
    if (base.structure->is_class != s.is_class) {
        fail(pos, "L07", s.is_class ? "a class does not inherit a structure" : "a structure does not inherit a class",
             s.is_class ? 266 : 267);
    }
    if (s.is_interface && !base.structure->is_interface) {
        fail(pos, "L07", "an interface is derived from interfaces only", 395);
    }
    if (!base.structure->complete) fail(pos, "L07", "the base is not complete yet");
    if (base.structure->is_final) fail(pos, "L07", "'" + base.structure->name + "' is final", 401);
    s.base = base.structure;
}

void Parser::class_body(StructDecl& s) {
    if (accept(":")) base_class(s);
    expect("{");
    auto access = s.is_class && !s.is_interface ? Access::private_ : Access::public_;
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

// enum, struct, class or union inside a class: named Outer::Inner outside.
void Parser::nested_type(StructDecl& s) {
    if (s.is_interface) fail(peek().pos, "L07", "an interface holds methods only", 398);
    if (is_word("enum")) return enumeration();
    structure({});
}

// `Type Owner::Method(…) { … }` behind the class.
void Parser::outside_method(Type result, std::string const& owner, Pos pos) {
    auto const found = structs_.find(owner);
    if (found == structs_.end()) fail(pos, "L24", "'" + owner + "' is not a known class");
    StructDecl& s = *found->second;
    expect("::");
    bool const destructor = accept("~");
    class_scope_.push_back(&s);
    std::string name;
    if (!operator_name(name)) name = expect_name("method");
    auto const written = owner.substr(0, owner.find('<'));
    if (!is("(")) {
        // Definition of a static member.
        for (auto& field : s.fields) {
            if (field->name != name || !field->is_static) continue;
            if (field->defined) fail(pos, "L10", "static member '" + name + "' is defined twice", 125);
            VarDecl dims;
            dims.pos = pos;
            array_dims(dims);
            if (dims.dim_exprs.size() != field->dim_exprs.size())
                fail(pos, "L26", "'" + name + "' has other dimensions");
            if (!same_type(result, field->type) || result.pointer != field->type.pointer)
                fail(pos, "L26", "static member '" + name + "' has another type in its class");
            if (accept("=")) field->init = initialiser();
            field->defined = true;
            expect(";");
            class_scope_.pop_back();
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
        bool const same_name = m->name == wanted || (m->constructor && head.constructor && wanted == written);
        if (!same_name || m->body || m->is_const != is_const || m->parameters.size() != head.parameters.size())
            continue;
        bool same = m->constructor == head.constructor;
        for (std::size_t i = 0; i < m->parameters.size(); ++i) {
            auto const &a = m->parameters[i]->type, &b = head.parameters[i]->type;
            same = same && a.base == b.base && a.structure == b.structure && a.enumeration == b.enumeration &&
                   a.dims.size() == b.dims.size() && a.pointer == b.pointer && a.is_const == b.is_const &&
                   m->parameters[i]->reference == head.parameters[i]->reference;
        }
        if (!same) continue;
        for (std::size_t i = 0; i < m->parameters.size(); ++i) {
            if (head.parameters[i]->init) fail(pos, "L25", "defaults stand in the declaration inside the class");
            head.parameters[i]->init = std::move(m->parameters[i]->init);
        }
        if (!m->constructor && !m->destructor &&
            (m->result.base != result.base || m->result.structure != result.structure ||
             m->result.enumeration != result.enumeration || m->result.pointer != result.pointer)) {
            fail(pos, "L26", "method '" + name + "' is declared with another result");
        }
        m->parameters = std::move(head.parameters);
        m->initialisers = std::move(head.initialisers);
        m->pos = pos;
        if (is(";")) fail(pos, "L00", "a method behind its class has a body", 270);
        m->body = block();
        class_scope_.pop_back();
        return;
    }
    fail(pos, "L24", "'" + owner + "' declares no such method '" + name + "'", 213);
}

}  // namespace signalos::mql5c
