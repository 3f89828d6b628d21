#include "mql5c/refusals.hpp"

#include "mql5c/effects.hpp"
#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {
namespace {

class Refusals {
public:
    explicit Refusals(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    void unit(Unit const& unit) {
        for (auto const& e : unit.enums) {
            for (auto const& m : e->members) {
                if (!m.check_only && m.expr) expr(*m.expr);
            }
        }
        for (auto const& s : unit.structs) {
            if (!s->builtin && !s->dependent) structure(*s);
        }
        for (auto const& g : unit.globals) {
            if (!g->predefined) variable(*g);
        }
        for (auto const& f : unit.functions) {
            if (!f->builtin && f->type_parameters.empty()) function(*f);
        }
    }

private:
    void refuse(Pos pos, std::string const& what) {
        diagnostics_.error(pos, "L27", what + " not supported by the emitter");
    }

    void structure(StructDecl const& s) {
        if (s.is_union) refuse(s.pos, "unions are");
        if (s.is_interface) refuse(s.pos, "interfaces are");
        for (auto const& f : s.fields) {
            if (f->is_static) refuse(f->pos, "static members are");
            variable(*f);
        }
        for (auto const& m : s.methods) {
            if (m->is_virtual) refuse(m->pos, "virtual methods are");
            if (m->destructor) refuse(m->pos, "destructors are");
            if (m->name.compare(0, 8, "operator") == 0) refuse(m->pos, "operators of structures are");
            if (m->type_parameters.empty()) {
                function(*m);
            } else {
                refuse(m->pos, "template methods are");
            }
        }
    }

    void function(FuncDecl const& f) {
        type(f.result, f.pos);
        for (auto const& p : f.parameters) variable(*p);
        for (auto const& [name, list] : f.initialisers) {
            for (auto const& a : list) expr(*a);
        }
        if (f.body) statement(*f.body);
    }

    void type(Type const& t, Pos pos) {
        if (t.pointer) refuse(pos, "object pointers are");
        if (t.base == Base::function) refuse(pos, "function pointers are");
        if (t.structure != nullptr && t.structure->check_only) refuse(pos, "'" + t.structure->name + "' is");
    }

    void variable(VarDecl const& v) {
        type(v.type, v.pos);
        if (v.check_only) refuse(v.pos, "'" + v.name + "' is");
        bool const object = v.type.base == Base::structure && !v.type.pointer && v.type.structure->has_constructor();
        if (object && v.type.is_array() && !v.parameter) refuse(v.pos, "arrays of objects with constructors are");
        if (object && v.is_static) refuse(v.pos, "static objects with constructors are");
        if (object && v.init) refuse(v.pos, "objects made by '=' from other values are");
        if (v.init) expr(*v.init);
        for (auto const& a : v.arguments) expr(*a);
        for (auto const& d : v.dim_exprs) {
            if (d) expr(*d);
        }
    }

    void statement(Stmt const& s) {
        if (s.kind == StmtKind::delete_) refuse(s.pos, "object pointers are");
        if (s.expr) expr(*s.expr);
        if (s.step) expr(*s.step);
        if (s.init) statement(*s.init);
        for (auto const& b : s.body) statement(*b);
        for (auto const& v : s.variables) variable(*v);
    }

    void expr(Expr const& e) {
        for (auto const& k : e.kids) {
            if (k) expr(*k);
        }
        type(e.type, e.pos);
        if (e.kind == ExprKind::sizeof_ && e.measured.is_array() && !e.value) refuse(e.pos, "sizeof of this array is");
        if (e.kind == ExprKind::typename_) refuse(e.pos, "typename() is");
        if (e.kind == ExprKind::dynamic_cast_ || e.kind == ExprKind::new_) refuse(e.pos, "object pointers are");
        if (e.enumerator == "today") refuse(e.pos, "a datetime without a date is");
        if (e.variable != nullptr && e.variable->check_only) refuse(e.pos, "'" + e.variable->name + "' is");
        if (e.function != nullptr && e.function->check_only) refuse(e.pos, "'" + e.function->name + "' is");
        bool const call = e.kind == ExprKind::call || e.kind == ExprKind::method;
        if (e.function != nullptr && !call) refuse(e.pos, "operators of structures are");
        if (!e.enumerator.empty() && e.type.base == Base::enumeration) enumerator(e);
        predefined(e);
        floats(e);
        order(e);
        bool const derived = e.kind == ExprKind::init_list && e.type.base == Base::structure && !e.type.is_array() &&
                             e.type.structure->base != nullptr;
        if (derived && !e.kids.empty()) refuse(e.pos, "a list for a derived structure is");
    }

    // Operands of one operator and arguments of one call are evaluated in an order that neither language states: where
    // one changes a variable that another reads, the two could differ.
    void order(Expr const& e) {
        bool const ordered = e.text == "&&" || e.text == "||" || e.text == ",";
        bool const operation = e.kind == ExprKind::binary && !ordered;
        if (!operation && e.kind != ExprKind::call && e.kind != ExprKind::method && e.kind != ExprKind::assign &&
            e.kind != ExprKind::index) {
            return;
        }
        int changing = 0;
        for (auto const& k : e.kids) changing += effects_.changes(*k) ? 1 : 0;
        if (changing > 1) return refuse(e.pos, "two calls that change something, in one expression, are");
        for (std::size_t i = 0; i < e.kids.size(); ++i) {
            // An assignment to the target itself is what '=' is for.
            if (e.kind == ExprKind::assign && i == 0 && e.kids[0]->kind == ExprKind::name) continue;
            std::vector<VarDecl const*> changed;
            changes(*e.kids[i], changed);
            for (std::size_t k = 0; k < e.kids.size(); ++k) {
                for (auto const* v : changed) {
                    if (k != i && mentions(*e.kids[k], v)) {
                        refuse(e.pos, "an expression that changes '" + v->name + "' and reads it elsewhere is");
                        return;
                    }
                }
            }
        }
    }

    static void changes(Expr const& e, std::vector<VarDecl const*>& list) {
        bool const changing = e.kind == ExprKind::assign || e.text == "++" || e.text == "--";
        if (changing && !e.kids.empty() && e.kids[0]->variable != nullptr) list.push_back(e.kids[0]->variable);
        for (auto const& k : e.kids) changes(*k, list);
    }

    static bool mentions(Expr const& e, VarDecl const* v) {
        if (e.variable == v) return true;
        for (auto const& k : e.kids) {
            if (mentions(*k, v)) return true;
        }
        return false;
    }

    void enumerator(Expr const& e) {
        for (auto const& m : e.type.enumeration->members) {
            if (m.name == e.enumerator && m.check_only) refuse(e.pos, "'" + m.name + "' is");
        }
    }

    void predefined(Expr const& e) {
        for (auto const* name : {"_RandomSeed", "_IsX64", "__COUNTER__", "_AppliedTo", "__CPU_ARCHITECTURE__",
                                 "__DATETIME__", "__DATE__"}) {
            if (e.variable == nullptr && e.enumerator == name) refuse(e.pos, "'" + e.enumerator + "' is");
        }
    }

    // Which type float and a wide integer meet in is documented nowhere we know.
    void floats(Expr const& e) {
        bool const operation = e.kind == ExprKind::binary || e.kind == ExprKind::assign;
        if (!operation || e.kids.size() != 2 || e.text == "=" || e.text == ",") return;
        for (int side = 0; side < 2; ++side) {
            auto const &a = e.kids[static_cast<std::size_t>(side)]->type,
                       &b = e.kids[static_cast<std::size_t>(1 - side)]->type;
            if (a.base == Base::float_ && is_integer(b) && size_of(b.base) >= 4) {
                refuse(e.pos, "'" + e.text + "' between float and " + to_string(b) + " is");
                return;
            }
        }
    }

    Diagnostics& diagnostics_;
    Effects effects_;
};

}  // namespace

void refuse_unsupported(Unit const& unit, Diagnostics& diagnostics) {
    Refusals(diagnostics).unit(unit);
}

}  // namespace signalos::mql5c
