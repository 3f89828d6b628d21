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

struct Handler {
    char const* name;
    char const* result;
    std::vector<std::string> parameters;
};

std::vector<Handler> const handler_list = {
    {"OnInit", "int", {}},
    {"OnDeinit", "void", {"const int"}},
    {"OnTick", "void", {}},
    {"OnTimer", "void", {}},
    {"OnTrade", "void", {}},
    {"OnTradeTransaction", "void", {"const MqlTradeTransaction&", "const MqlTradeRequest&", "const MqlTradeResult&"}},
    {"OnBookEvent", "void", {"const string&"}},
    {"OnChartEvent", "void", {"const int", "const long&", "const double&", "const string&"}},
    {"OnStart", "void", {}}};

}  // namespace

Checker::Checker(Unit& unit, Parser& parser, Diagnostics& diagnostics)
    : unit_(unit),
      parser_(parser),
      diagnostics_(diagnostics),
      known_functions_(words_of(builtin_functions_text)),
      known_constants_(words_of(builtin_constants_text)) {
    // The tables list the event handlers too: those a program does define.
    for (auto const& h : handler_list) known_functions_.erase(h.name);
}

void Checker::prelude() {
    for (; enums_done_ < unit_.enums.size(); ++enums_done_) enumeration(*unit_.enums[enums_done_]);
    for (; structs_done_ < unit_.structs.size(); ++structs_done_) structure(*unit_.structs[structs_done_]);
    for (; globals_done_ < unit_.globals.size(); ++globals_done_) {
        unit_.globals[globals_done_]->predefined = true;
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
            guarded([&] { global(*unit_.globals[i]); });
        }
    }
    auto const first_struct = structs_done_;
    for (; structs_done_ < unit_.structs.size(); ++structs_done_) {
        guarded([&] { structure(*unit_.structs[structs_done_]); });
    }
    for (; globals_done_ < unit_.globals.size(); ++globals_done_) {
        guarded([&] { global(*unit_.globals[globals_done_]); });
    }
    auto const first_function = functions_done_;
    for (auto i = first_function; i < unit_.functions.size(); ++i) guarded([&] { function_head(*unit_.functions[i]); });
    for (auto i = first_struct; i < unit_.structs.size(); ++i) {
        for (auto& m : unit_.structs[i]->methods) guarded([&] { signature_types(*m); });
    }
    for (auto i = first_struct; i < unit_.structs.size(); ++i) {
        if (!unit_.structs[i]->complete) {
            diagnostics_.error(unit_.structs[i]->pos, "L24", "class '" + unit_.structs[i]->name + "' is never defined");
        }
        for (auto& m : unit_.structs[i]->methods) guarded([&] { function_body(*m); });
    }
    // Instances of templates join the list while bodies are checked.
    for (functions_done_ = first_function; functions_done_ < unit_.functions.size(); ++functions_done_) {
        guarded([&] { function_body(*unit_.functions[functions_done_]); });
    }
    handlers(library);
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
        declare_name(m.name, m.pos, false);
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
    for (auto& f : s.fields) {
        resolve_dims(*f);
        if (f->type.base == Base::structure && !f->type.pointer && !f->type.structure->complete) {
            fail(f->pos, "L07", "member '" + f->name + "' has an incomplete type");
        }
    }
    if (!s.builtin) {
        for (auto& m : s.methods) {
            if (s.field(m->name) != nullptr) fail(m->pos, "L10", "'" + m->name + "' is both member and method", 125);
        }
    }
}

void Checker::declare_name(std::string const& name, Pos pos, bool function) {
    bool const builtin_name = known_functions_.count(name) != 0 || known_constants_.count(name) != 0;
    bool const taken = globals_.count(name) != 0 || enumerators_.count(name) != 0 ||
                       parser_.find_type(name) != nullptr || (!function && functions_.count(name) != 0);
    if (taken) fail(pos, "L10", "name '" + name + "' is already in use", 125);
    if (pos.file != 0 && builtin_name) fail(pos, "L10", "'" + name + "' is a name of MQL5 itself", 271);
}

void Checker::global(VarDecl& v) {
    if (v.global) return;
    v.global = true;
    declare_name(v.name, v.pos, false);
    resolve_dims(v);
    globals_[v.name] = &v;
    initialise(v);
    if (v.init && v.pos.file != 0 && v.init->kind != ExprKind::init_list && !v.init->value &&
        v.init->type.base != Base::string && v.init->type.base != Base::null) {
        bool const constant_like = v.init->kind == ExprKind::name && v.init->type.is_const;
        if (!constant_like) diagnostics_.error(v.pos, "L06", "a global is initialised with a constant", 175);
    }
    if (v.init && v.pos.file != 0 && v.init->type.base == Base::string && v.init->kind == ExprKind::call) {
        diagnostics_.error(v.pos, "L06", "a global is initialised with a constant", 175);
    }
    if (v.type.is_const && !v.is_input && !v.init) fail(v.pos, "L06", "a constant needs its value");
    if (v.type.is_const && !v.is_input && v.init && v.init->value) v.value = fold_cast(*v.init->value, v.type);
}

void Checker::signature_types(FuncDecl& f) {
    std::set<std::string> names;
    for (auto& p : f.parameters) {
        resolve_dims(*p);
        if (!p->name.empty() && !names.insert(p->name).second)
            fail(p->pos, "L10", "parameter '" + p->name + "' twice", 125);
        if (p->init) {
            check(*p->init);
            if (!p->reference) convert(*p->init, p->type, "default value");
            if (!p->init->value && p->init->kind != ExprKind::string && p->init->kind != ExprKind::null) {
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
}

void Checker::function_head(FuncDecl& f) {
    declare_name(f.name, f.pos, true);
    signature_types(f);
    auto& list = functions_[f.name];
    for (auto const* other : list) {
        if (other->parameters.size() != f.parameters.size() || !f.type_parameters.empty() || other->builtin) continue;
        bool same = true;
        for (std::size_t i = 0; i < f.parameters.size(); ++i) {
            same = same && same_type(other->parameters[i]->type, f.parameters[i]->type);
        }
        if (!same) continue;
        if (!other->body && f.module.empty() && other->module.empty()) {
            list.erase(std::find(list.begin(), list.end(), other));
            break;
        }
        if (!f.body && f.module.empty() && other->module.empty()) return;
        fail(f.pos, "L13", "function '" + f.name + "' is already defined with these parameters", 163);
    }
    list.push_back(&f);
}

void Checker::function_body(FuncDecl& f) {
    if (f.builtin || !f.type_parameters.empty() || !f.module.empty()) return;
    if (f.pure && !f.body) return;
    if (!f.body) {
        if (f.owner == nullptr) {
            auto const& list = functions_[f.name];
            if (std::find(list.begin(), list.end(), &f) == list.end()) return;
        }
        fail(f.pos, "L24", "'" + f.name + "' is declared but has no body", 180);
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
    for (auto& [name, arguments] : f.initialisers) {
        auto const* field = f.owner->field(name);
        if (field == nullptr && !(f.owner->base != nullptr && f.owner->base->name == name)) {
            fail(f.pos, "L24", "'" + name + "' is no member", 256);
        }
        for (auto& a : arguments) check(*a);
        if (field != nullptr && field->type.base != Base::structure) {
            if (arguments.size() != 1) fail(f.pos, "L25", "member '" + name + "' takes one value");
            convert(*arguments[0], field->type, "member '" + name + "'");
        }
    }
    statement(*f.body);
    if (f.result.base != Base::void_ && !returns(*f.body)) {
        diagnostics_.error(f.pos, "L11", "not every path of '" + f.name + "' returns a value", 117);
    }
    pop_scope();
    scopes_.clear();
    current_ = nullptr;
    self_ = nullptr;
}

void Checker::handlers(bool library) {
    bool any = false, start = false, other = false;
    for (auto const& f : unit_.functions) {
        if (f->builtin || f->owner != nullptr || !f->module.empty()) continue;
        auto const h =
            std::find_if(handler_list.begin(), handler_list.end(), [&](auto const& x) { return f->name == x.name; });
        if (h == handler_list.end()) {
            if (f->name.size() > 2 && f->name.compare(0, 2, "On") == 0 && known_functions_.count(f->name) == 0 &&
                f->parameters.empty() && f->result.base == Base::void_) {
                diagnostics_.house(f->pos, "L08",
                                   "'" + f->name + "' looks like an event handler, but MQL5 has none of that name");
            }
            continue;
        }
        any = true;
        if (f->name == "OnStart") start = true;
        if (f->name != "OnStart" && f->name != "OnInit" && f->name != "OnDeinit") other = true;
        bool ok = spell(f->result.base) == h->result || (f->name == "OnInit" && f->result.base == Base::void_) ||
                  (f->name == "OnStart" && f->result.base == Base::int_);
        ok = ok && f->parameters.size() == h->parameters.size();
        for (std::size_t i = 0; ok && i < f->parameters.size(); ++i) {
            auto wanted = h->parameters[i];
            auto const found = to_string(f->parameters[i]->type) + (f->parameters[i]->reference ? "&" : "");
            ok = found == wanted || (wanted == "const int" && found == "int");
        }
        if (!ok)
            diagnostics_.error(f->pos, "L08",
                               "'" + f->name + "' has not the signature of that event, so it is never called", 356);
    }
    if (!any && !library) {
        diagnostics_.error({2, 1}, "L08", "no event handler: MQL5 would never run this program", 356);
    }
    if (start && other) diagnostics_.house({2, 1}, "L08", "OnStart belongs to scripts, not to an expert");
}

}  // namespace signalos::mql5c
