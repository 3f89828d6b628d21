// Declarations: enumerations, types, globals, functions, event handlers.
#include <algorithm>
#include <sstream>

#include "mql5c/checker.hpp"
#include "mql5c/tables.hpp"
#include "mql5c/type_rules.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {
namespace {

std::set<std::string> words_of(std::string_view table) {
    std::set<std::string> words;
    std::istringstream in{std::string(table)};
    for (std::string line; std::getline(in, line);) words.insert(line.substr(0, line.find('\t')));
    return words;
}

}  // namespace

Checker::Checker(Unit& unit, Parser& parser, Diagnostics& diagnostics)
    : unit_(unit),
      parser_(parser),
      diagnostics_(diagnostics),
      known_functions_(words_of(builtin_functions_text)),
      known_constants_(words_of(builtin_constants_text)) {
    // The tables list the event handlers too: those a program does define.
    for (auto const& name : handler_names()) known_functions_.erase(name);
}

void Checker::prelude() {
    for (; enums_done_ < unit_.enums.size(); ++enums_done_) enumeration(*unit_.enums[enums_done_]);
    for (; structs_done_ < unit_.structs.size(); ++structs_done_) structure(*unit_.structs[structs_done_]);
    for (; globals_done_ < unit_.globals.size(); ++globals_done_) {
        unit_.globals[globals_done_]->predefined = true;
        global_head(*unit_.globals[globals_done_]);
        global(*unit_.globals[globals_done_]);
    }
    for (; functions_done_ < unit_.functions.size(); ++functions_done_)
        function_head(*unit_.functions[functions_done_]);
}

void Checker::program(bool library) {
    auto const guarded = [&](auto&& action) {
        try {
            action();
        } catch (Fatal const& f) {
            diagnostics_.error(f.diagnostic.pos, f.diagnostic.rule, f.diagnostic.text, f.diagnostic.code);
        }
    };
    for (; enums_done_ < unit_.enums.size(); ++enums_done_) guarded([&] { enumeration(*unit_.enums[enums_done_]); });
    auto const first_global = globals_done_;
    // A structure's array sizes may name global constants, so those come first.
    for (auto i = first_global; i < unit_.globals.size(); ++i) {
        if (unit_.globals[i]->type.is_const && !unit_.globals[i]->is_input && unit_.globals[i]->init) {
            guarded([&] { global_head(*unit_.globals[i]), global(*unit_.globals[i]); });
        }
    }
    auto const first_function = functions_done_;
    auto structs_headed = structs_done_;
    auto const first_struct = structs_done_;
    for (; structs_done_ < unit_.structs.size(); ++structs_done_) {
        guarded([&] { structure(*unit_.structs[structs_done_]); });
    }
    for (; globals_done_ < unit_.globals.size(); ++globals_done_) {
        guarded([&] { global_head(*unit_.globals[globals_done_]); });
    }
    auto functions_headed = first_function;
    auto const heads = [&] {
        for (; functions_headed < unit_.functions.size(); ++functions_headed) {
            auto& f = *unit_.functions[functions_headed];
            if (instantiated_.count(&f) == 0) guarded([&] { function_head(f); });
        }
        for (; structs_headed < unit_.structs.size(); ++structs_headed) {
            auto& s = *unit_.structs[structs_headed];
            for (std::size_t i = 0; i < s.methods.size(); ++i) guarded([&] { signature_types(*s.methods[i]); });
            guarded([&] { hierarchy(s); });
        }
    };
    heads();
    for (auto i = first_global; i < unit_.globals.size(); ++i) guarded([&] { global(*unit_.globals[i]); });
    // Instances of templates join the lists while bodies are checked.
    auto structs_checked = first_struct;
    functions_done_ = first_function;
    while (structs_checked < unit_.structs.size() || functions_done_ < unit_.functions.size()) {
        for (; structs_done_ < unit_.structs.size(); ++structs_done_) {
            guarded([&] { structure(*unit_.structs[structs_done_]); });
        }
        heads();
        if (structs_checked < unit_.structs.size()) {
            struct_bodies(*unit_.structs[structs_checked++]);
        } else {
            auto& f = *unit_.functions[functions_done_++];
            guarded([&] { function_body(f); });
        }
    }
    handlers(library);
}

// Methods join a class while others are checked: instances of template methods.
void Checker::struct_bodies(StructDecl& s) {
    if (!s.complete) {
        diagnostics_.error(s.pos, "L24", "class '" + s.name + "' is never defined");
        return;
    }
    for (std::size_t i = 0; i < s.methods.size(); ++i) {
        try {
            function_body(*s.methods[i]);
        } catch (Fatal const& f) {
            diagnostics_.error(f.diagnostic.pos, f.diagnostic.rule, f.diagnostic.text, f.diagnostic.code);
        }
    }
}

void Checker::enumeration(EnumDecl& e) {
    std::int64_t value = 0;
    for (std::size_t i = 0; i < e.members.size(); ++i) {
        auto& m = e.members[i];
        if (m.expr) {
            check(*m.expr);
            if (!m.expr->value || m.expr->value->is_real)
                fail(m.pos, "L06", "an enumerator's value is an integer constant", 175);
            value = m.expr->value->integer;
        }
        m.value = value++;
        if (e.owner == nullptr) {
            declare_name(m.name, m.pos, false);
        } else if (enumerators_.count(m.name) != 0) {
            fail(m.pos, "L10", "enumerator '" + m.name + "' is already in use", 191);
        }
        enumerators_[m.name] = {&e, i};
    }
}

void Checker::resolve_dims(VarDecl& v) {
    for (std::size_t i = 0; i < v.dim_exprs.size(); ++i) {
        if (!v.dim_exprs[i]) continue;
        check(*v.dim_exprs[i]);
        auto const& value = v.dim_exprs[i]->value;
        if (!value || value->is_real) fail(v.pos, "L05", "an array's size is an integer constant", 188);
        if (value->integer <= 0 || value->integer > 100000000) fail(v.pos, "L05", "an array's size is positive", 188);
        v.type.dims[i] = value->integer;
    }
}

void Checker::structure(StructDecl& s) {
    self_ = &s;
    for (auto& f : s.fields) {
        resolve_dims(*f);
        auto const& type = f->type;
        bool const object = type.base == Base::structure && !type.pointer;
        if (object && !type.structure->complete) fail(f->pos, "L07", "member '" + f->name + "' has an incomplete type");
        if (object && type.structure->is_interface) fail(f->pos, "L07", "an interface has no objects of its own", 399);
        bool const holds = type.base == Base::string || (type.is_array() && type.dims[0] == 0) ||
                           (object && (type.structure->is_class || !type.structure->simple()));
        if (s.is_union && holds) fail(f->pos, "L07", "'" + f->name + "' cannot be a member of a union", 409);
        if (f->is_static && !f->defined && !s.builtin) {
            fail(f->pos, "L07", "static member '" + f->name + "' is not defined behind its class", 370);
        }
        if (f->is_static && f->init) {
            initialise(*f);
            if (type.is_const && f->init->value) f->value = fold_cast(*f->init->value, type);
        }
    }
    self_ = nullptr;
}

// What a class says about its bases: overriding, finality, members and methods of one name.
void Checker::hierarchy(StructDecl& s) {
    if (s.builtin) return;
    for (std::size_t i = 0; i < s.methods.size(); ++i) {
        auto const& m = *s.methods[i];
        for (auto const& f : s.fields) {
            if (f->name == m.name) fail(m.pos, "L10", "'" + m.name + "' is both member and method", 346);
        }
        for (std::size_t k = 0; k < i; ++k) {
            auto const& other = *s.methods[k];
            bool same = other.name == m.name && other.is_const == m.is_const && !m.instance &&
                        other.parameters.size() == m.parameters.size() && m.type_parameters == other.type_parameters;
            for (std::size_t p = 0; same && p < m.parameters.size(); ++p) {
                auto const &a = *m.parameters[p], &b = *other.parameters[p];
                same = same_type(a.type, b.type) && a.type.is_const == b.type.is_const;
            }
            if (same) fail(m.pos, "L10", "method '" + m.name + "' is declared twice", 222);
        }
        if (m.constructor || m.destructor) continue;
        FuncDecl const* overridden = nullptr;
        for (auto const* at = s.base; at != nullptr && overridden == nullptr; at = at->base) {
            for (auto const& o : at->methods) {
                bool same =
                    o->name == m.name && o->parameters.size() == m.parameters.size() && o->is_const == m.is_const;
                for (std::size_t p = 0; same && p < m.parameters.size(); ++p) {
                    same = same_type(m.parameters[p]->type, o->parameters[p]->type) &&
                           m.parameters[p]->reference == o->parameters[p]->reference;
                }
                if (same) overridden = o.get();
            }
        }
        bool const overrides = overridden != nullptr && overridden->is_virtual;
        if (m.is_override && !overrides) fail(m.pos, "L07", "'" + m.name + "' overrides nothing", 404);
        if (overrides && overridden->is_final) fail(m.pos, "L07", "'" + m.name + "' is final in its base", 402);
        if (overrides && !same_type(m.result, overridden->result) && !is_opaque(m.result) &&
            !(m.result.pointer && overridden->result.pointer)) {
            fail(m.pos, "L07", "'" + m.name + "' overrides with another result", 265);
        }
        if (m.is_final && !m.is_virtual && !overrides) fail(m.pos, "L07", "only a virtual method is final", 403);
        s.methods[i]->is_virtual = m.is_virtual || overrides;
    }
}

void Checker::declare_name(std::string const& name, Pos pos, bool function) {
    bool const builtin_name = known_functions_.count(name) != 0 || known_constants_.count(name) != 0;
    bool const taken = globals_.count(name) != 0 || enumerators_.count(name) != 0 ||
                       parser_.find_type(name) != nullptr || (!function && functions_.count(name) != 0);
    if (taken) fail(pos, "L10", "name '" + name + "' is already in use", 125);
    if (pos.file != 0 && builtin_name) fail(pos, "L10", "'" + name + "' is a name of MQL5 itself", 271);
}

void Checker::global_head(VarDecl& v) {
    if (globals_.count(v.name) != 0 && globals_[v.name] == &v) return;
    declare_name(v.name, v.pos, false);
    globals_[v.name] = &v;
    resolve_dims(v);
}

void Checker::global(VarDecl& v) {
    if (v.global) return;
    v.global = true;
    if (globals_.count(v.name) == 0 || globals_[v.name] != &v) return;
    no_interface(v);
    initialise(v);
    if (v.init && v.pos.file != 0) constant_initialiser(*v.init, v.pos);
    if (v.type.is_const && !v.type.pointer && !v.is_input && !v.init && !v.has_arguments && !v.check_only) {
        fail(v.pos, "L06", "a constant needs its value", 389);
    }
    if (v.type.is_const && !v.is_input && v.init && v.init->value) v.value = fold_cast(*v.init->value, v.type);
}

// A variable holds no interface and no object of an abstract class.
void Checker::no_interface(VarDecl const& v) {
    if (v.type.base != Base::structure || v.type.pointer) return;
    auto const& s = *v.type.structure;
    if (!s.complete) fail(v.pos, "L24", "'" + s.name + "' is not complete here");
    if (s.is_interface) fail(v.pos, "L07", "an interface has no objects of its own", 399);
    if (auto const* missing = s.unimplemented()) {
        fail(v.pos, "L07", "'" + s.name + "' is abstract: '" + missing->name + "' has no body", 383);
    }
}

// Globals, static variables and their lists take constants.
void Checker::constant_initialiser(Expr const& e, Pos pos) {
    if (e.kind == ExprKind::init_list) {
        for (auto const& k : e.kids) constant_initialiser(*k, pos);
        return;
    }
    if (e.value || e.kind == ExprKind::string || e.kind == ExprKind::null || is_opaque(e.type)) return;
    bool const name = e.kind == ExprKind::name && (e.type.is_const || e.variable == nullptr);
    bool const joined = e.kind == ExprKind::binary && e.type.base == Base::string;
    if (joined) {
        for (auto const& k : e.kids) constant_initialiser(*k, pos);
        return;
    }
    bool const object = e.kind == ExprKind::new_ || e.kind == ExprKind::sizeof_ || e.kind == ExprKind::typename_;
    bool const wrapped = e.kind == ExprKind::cast || e.kind == ExprKind::unary;
    if (wrapped && e.text != "&") return constant_initialiser(*e.kids[0], pos);
    if (!name && !object) diagnostics_.error(pos, "L06", "this is initialised with a constant only", 175);
}

void Checker::signature_types(FuncDecl& f) {
    self_ = f.owner;
    std::set<std::string> names;
    for (auto& p : f.parameters) {
        resolve_dims(*p);
        if (!p->name.empty() && !names.insert(p->name).second)
            fail(p->pos, "L10", "parameter '" + p->name + "' twice", 376);
        if (p->init) {
            check(*p->init);
            if (!p->reference) convert(*p->init, p->type, "default value");
            if (p->reference && !p->type.is_const) fail(p->pos, "L25", "a changeable reference has no default");
            bool const named = p->init->kind == ExprKind::name && p->init->type.is_const;
            if (!p->init->value && p->init->kind != ExprKind::string && p->init->kind != ExprKind::null && !named &&
                p->init->kind != ExprKind::name && p->init->kind != ExprKind::cast) {
                fail(p->pos, "L06", "a default is a constant", 175);
            }
        }
        if (f.module.empty()) continue;
        bool const structure = p->type.base == Base::structure;
        if ((p->type.base == Base::string && (p->reference || p->type.is_array())) || p->type.pointer ||
            (structure && (p->type.structure->is_class || !p->type.structure->simple()))) {
            fail(p->pos, "L09", "parameter '" + p->name + "' cannot cross #import", 298);
        }
    }
    if (!f.module.empty() && (f.result.base == Base::structure || f.result.pointer)) {
        fail(f.pos, "L09", "an imported function returns no structure and no pointer", 378);
    }
    self_ = nullptr;
}

void Checker::function_head(FuncDecl& f) {
    declare_name(f.name, f.pos, true);
    signature_types(f);
    auto& list = functions_[f.name];
    for (auto const* other : list) {
        if (other->parameters.size() != f.parameters.size() || !f.type_parameters.empty() ||
            !other->type_parameters.empty() || other->builtin) {
            continue;
        }
        bool same = true, exact = true;
        for (std::size_t i = 0; i < f.parameters.size(); ++i) {
            auto const &a = *other->parameters[i], &b = *f.parameters[i];
            same = same && same_type(a.type, b.type);
            exact = exact && a.reference == b.reference && a.type.is_const == b.type.is_const;
        }
        if (!same) continue;
        if (!same_type(other->result, f.result)) {
            fail(f.pos, "L13", "function '" + f.name + "' exists with another result", 163);
        }
        if (!exact) fail(f.pos, "L13", "forms of '" + f.name + "' differ in const or reference only", 164);
        if (!other->body && f.module.empty() && other->module.empty()) {
            list.erase(std::find(list.begin(), list.end(), other));
            break;
        }
        if (!f.body && f.module.empty() && other->module.empty()) return;
        fail(f.pos, "L13", "function '" + f.name + "' is already defined with these parameters", 165);
    }
    list.push_back(&f);
}

void Checker::function_body(FuncDecl& f) {
    if (f.builtin || !f.module.empty() || f.deleted) return;
    if (f.pure && !f.body) return;
    if (!f.body) {
        if (f.owner == nullptr) {
            auto const& list = functions_[f.name];
            if (std::find(list.begin(), list.end(), &f) == list.end()) return;
        }
        fail(f.pos, "L24", "'" + f.name + "' is declared but has no body", 270);
    }
    current_ = &f;
    self_ = f.owner;
    scopes_.clear();
    push_scope();
    for (auto& p : f.parameters) {
        if (p->name.empty()) continue;
        declare_local(*p);
        p->used = true;
    }
    constructor_initialisers(f);
    statement(*f.body);
    bool const no_value = f.result.base == Base::void_ || is_opaque(f.result);
    if (!no_value && !returns(*f.body) && f.name != "OnStart") {
        diagnostics_.error(f.pos, "L11", "not every path of '" + f.name + "' returns a value", 117);
    }
    pop_scope();
    scopes_.clear();
    current_ = nullptr;
    self_ = nullptr;
}

// `: member(value), Base(values)`, and the members and bases that name none but have constructors.
void Checker::constructor_initialisers(FuncDecl& f) {
    if (!f.constructor) return;
    bool base_done = false;
    for (auto& [name, arguments] : f.initialisers) {
        auto const* base = f.owner->base;
        if (base != nullptr && base->name == name) {
            base_done = true;
            construct(f.pos, *base, arguments);
            continue;
        }
        VarDecl const* field = nullptr;
        for (auto const& own : f.owner->fields) {
            if (own->name == name) field = own.get();
        }
        if (field == nullptr) {
            bool const inherited = f.owner->field(name) != nullptr;
            fail(f.pos, inherited ? "L07" : "L24",
                 inherited ? "'" + name + "' is initialised by the base" : "'" + name + "' is no member",
                 inherited ? 333 : 256);
        }
        if (field->is_static) fail(f.pos, "L07", "static member '" + name + "' is not initialised here", 344);
        if (field->type.is_array()) fail(f.pos, "L07", "an array is not initialised here", 332);
        if (field->type.base == Base::structure && !field->type.pointer && field->type.structure->has_constructor()) {
            construct(f.pos, *field->type.structure, arguments);
            continue;
        }
        for (auto& a : arguments) check(*a);
        if (arguments.size() != 1) fail(f.pos, "L25", "member '" + name + "' takes one value", 199);
        convert(*arguments[0], field->type, "member '" + name + "'");
    }
    if (f.owner->base == nullptr || base_done || !f.owner->base->has_constructor()) return;
    std::vector<ExprPtr> none;
    construct(f.pos, *f.owner->base, none);
}

}  // namespace signalos::mql5c
