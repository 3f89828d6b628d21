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
    // Members that --check alone knows join enumerations the runtime has; their numbers mean nothing.
    for (std::size_t i = 0; i < enums_done_; ++i) {
        auto& e = *unit_.enums[i];
        for (std::size_t k = 0; k < e.members.size(); ++k) {
            if (!e.members[k].check_only || enumerators_.count(e.members[k].name) != 0) continue;
            e.members[k].value = 3000000 + 1000 * static_cast<std::int64_t>(i) + static_cast<std::int64_t>(k);
            enumerators_[e.members[k].name] = {&e, k};
        }
    }
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

void Checker::enumeration(EnumDecl& e) {
    // The numbers of what only --check knows mean nothing; no two are equal.
    bool const unknown = !e.members.empty() && e.members[0].check_only;
    std::int64_t value = unknown ? 1000000 + 1000 * static_cast<std::int64_t>(enums_done_) : 0;
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

void Checker::declare_name(std::string const& name, Pos pos, bool function) {
    bool const builtin_name = known_functions_.count(name) != 0 || known_constants_.count(name) != 0;
    bool const taken = globals_.count(name) != 0 || enumerators_.count(name) != 0 ||
                       parser_.find_type(name) != nullptr || (!function && functions_.count(name) != 0);
    if (taken) fail(pos, "L10", "name '" + name + "' is already in use", 125);
    if (!pos.builtin() && builtin_name) fail(pos, "L10", "'" + name + "' is a name of MQL5 itself", 271);
}

void Checker::global_head(VarDecl& v) {
    if (globals_.count(v.name) != 0 && globals_[v.name] == &v) return;
    if (!v.pos.builtin() && is_predefined_variable(v.name)) {
        fail(v.pos, "L10", "variable '" + v.name + "' hides a predefined name", 61);
    }
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
    if (v.init && !v.pos.builtin()) constant_initialiser(*v.init, v.pos);
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

}  // namespace signalos::mql5c
