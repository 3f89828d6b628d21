// Statements and initialisers.
#include "mql5c/checker.hpp"
#include "mql5c/type_rules.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

void Checker::statement(Stmt& s) {
    auto const depth = scopes_.size();
    try {
        statement_unguarded(s);
        report_early_reads();
    } catch (Fatal const& f) {
        diagnostics_.error(f.diagnostic.pos, f.diagnostic.rule, f.diagnostic.text, f.diagnostic.code);
        scopes_.resize(depth);
    }
}

// MetaEditor's "possible use of uninitialized variable", for plain locals in the order of the text.
void Checker::report_early_reads() {
    for (auto const& [v, pos] : early_reads_) {
        if (!v->assigned) diagnostics_.house(pos, "L18", "'" + v->name + "' is read before it has a value", 60);
        v->assigned = true;
    }
    early_reads_.clear();
}

void Checker::pop_scope() {
    for (auto const& [name, v] : scopes_.back()) {
        if (!v->used && !v->parameter && diagnostics_.errors().empty()) {
            diagnostics_.house(v->pos, "L18", "variable '" + name + "' is not used", 31);
        }
    }
    scopes_.pop_back();
}

void Checker::declare_local(VarDecl& v) {
    if (!scopes_.back().emplace(v.name, &v).second)
        fail(v.pos, "L10", "variable '" + v.name + "' is declared twice", 125);
    auto const g = globals_.find(v.name);
    if (scopes_.size() == 2 && scopes_[0].count(v.name) != 0) {
        fail(v.pos, "L10", "variable '" + v.name + "' is a parameter already", 125);
    }
    if ((g != globals_.end() && g->second->predefined) || enumerators_.count(v.name) != 0 ||
        is_predefined_variable(v.name)) {
        fail(v.pos, "L10", "variable '" + v.name + "' hides a predefined name", 61);
    }
    for (std::size_t i = 0; i + 1 < scopes_.size(); ++i) {
        if (scopes_[i].count(v.name) != 0)
            diagnostics_.house(v.pos, "L10", "variable '" + v.name + "' hides another one", 63);
    }
}

void Checker::local(VarDecl& v) {
    try {
        resolve_dims(v);
        no_interface(v);
        initialise(v);
    } catch (Fatal const&) {
        scopes_.back().emplace(v.name, &v);  // one mistake, told once
        throw;
    }
    declare_local(v);
    v.local = !v.is_static;
    v.assigned = v.init != nullptr || v.has_arguments;
    if (v.is_static && v.init) constant_initialiser(*v.init, v.pos);
    bool const object = v.type.base == Base::structure && !v.type.pointer && v.type.structure->has_constructor();
    if (v.type.is_const && !v.type.pointer && !v.init && !v.has_arguments && !object) {
        fail(v.pos, "L06", "a constant needs its value", 389);
    }
    if (v.type.is_const && v.init && v.init->value) v.value = fold_cast(*v.init->value, v.type);
    if (v.type.base == Base::structure && v.type.structure->builtin && !v.init && !v.type.is_array()) {
        auto const& n = v.type.structure->name;
        if (n == "MqlTradeRequest" || n == "MqlTradeResult") {
            diagnostics_.house(v.pos, "L16", n + " is initialised with ={} where it is declared");
        }
    }
}

void Checker::initialise(VarDecl& v) {
    auto const& type = v.type;
    if (is_opaque(type)) {
        for (auto& a : v.arguments) check(*a);
        if (v.init && v.init->kind != ExprKind::init_list) check(*v.init);
        return;
    }
    if (v.has_arguments) {
        if (type.base != Base::structure || type.pointer || type.is_array())
            fail(v.pos, "L01", "initialisation without '=' is C++, not MQL5");
        return construct(v.pos, *type.structure, v.arguments);
    }
    if (!v.init) {
        if (type.base == Base::structure && !type.pointer && type.structure->has_constructor()) {
            std::vector<ExprPtr> none;
            construct(v.pos, *type.structure, none);
        }
        return;
    }
    if (v.init->kind == ExprKind::init_list) return init_list(*v.init, type);
    if (type.is_array()) fail(v.pos, "L05", "an array is initialised with a list");
    check(*v.init);
    if (type.base == Base::structure && !type.pointer && copy_constructor(*type.structure, *v.init)) return;
    if (type.base == Base::structure && !type.pointer && v.init->type.pointer) {
        fail(v.pos, "L26", "an object is made of an object, not of a pointer", 302);
    }
    convert(*v.init, type, "variable '" + v.name + "'");
}

void Checker::init_list(Expr& list, Type const& type) {
    list.type = type;
    if (type.is_array()) {
        auto element = type;
        auto const n = element.dims.front();
        element.dims.erase(element.dims.begin());
        if (n != 0 && static_cast<std::int64_t>(list.kids.size()) > n)
            fail(list.pos, "L05", "too many values for the array", 186);
        for (auto& k : list.kids) {
            if (k->kind == ExprKind::init_list) {
                init_list(*k, element);
            } else {
                check(*k);
                convert(*k, element, "array element");
            }
        }
        return;
    }
    if (is_opaque(type)) return;
    if (type.base != Base::structure || type.pointer)
        fail(list.pos, "L01", "a list initialises arrays and structures only");
    if (type.structure->has_constructor() || (type.structure->is_class && !list.kids.empty())) {
        fail(list.pos, "L07", "a type with a constructor takes no initialiser list", 242);
    }
    std::vector<VarDecl const*> fields;
    for (auto const& f : type.structure->fields) {
        if (!f->is_static) fields.push_back(f.get());
    }
    for (auto const* at = type.structure->base; at != nullptr; at = at->base) {
        std::vector<VarDecl const*> inherited;
        for (auto const& f : at->fields) {
            if (!f->is_static) inherited.push_back(f.get());
        }
        fields.insert(fields.begin(), inherited.begin(), inherited.end());
    }
    if (list.kids.size() > fields.size()) fail(list.pos, "L26", "too many values for " + to_string(type), 186);
    for (std::size_t i = 0; i < list.kids.size(); ++i) {
        if (list.kids[i]->kind == ExprKind::init_list) {
            init_list(*list.kids[i], fields[i]->type);
        } else {
            check(*list.kids[i]);
            convert(*list.kids[i], fields[i]->type, "field '" + fields[i]->name + "'");
        }
    }
}

// `C a = b` with a constructor that takes what `b` is.
bool Checker::copy_constructor(StructDecl const& s, Expr& from) {
    if (from.type.base == Base::structure && from.type.structure == &s && !from.type.pointer) return false;
    for (auto const& m : s.methods) {
        if (!m->constructor || m->required() > 1 || m->parameters.empty()) continue;
        auto const& p = *m->parameters[0];
        if (argument_cost(from, p, *m, {}, nullptr) >= 0) return true;
    }
    return false;
}

void Checker::construct(Pos pos, StructDecl const& s, std::vector<ExprPtr>& arguments) {
    Expr call;
    call.kind = ExprKind::call;
    call.pos = pos;
    call.text = s.name;
    for (auto& a : arguments) check(*a);
    std::vector<FuncDecl const*> constructors;
    for (auto const& m : s.methods) {
        if (m->constructor) constructors.push_back(m.get());
    }
    if (constructors.empty()) {
        if (!arguments.empty()) fail(pos, "L25", "'" + s.name + "' has no constructor", 339);
        return;
    }
    call.kids = std::move(arguments);
    try {
        resolve(call, constructors, 0);
    } catch (...) {
        arguments = std::move(call.kids);
        throw;
    }
    arguments = std::move(call.kids);
}

void Checker::condition(Expr& e) {
    check(e);
    if (is_opaque(e.type)) return;
    if (e.kind == ExprKind::assign && !e.parenthesised) {
        diagnostics_.house(e.pos, "L12", "an assignment stands where a condition is expected");
    }
    if (!is_numeric(e.type) && !e.type.pointer && e.type.base != Base::function)
        fail(e.pos, "L12", "a condition is no " + to_string(e.type), 180);
    if (is_real(e.type)) diagnostics_.house(e.pos, "L12", "a condition is compared, not a bare " + to_string(e.type));
    report_early_reads();
}

void Checker::switch_statement(Stmt& s) {
    check(*s.expr);
    bool const opaque = is_opaque(s.expr->type);
    if (!is_integer(s.expr->type) && !opaque) fail(s.pos, "L11", "switch works on integers and enumerations", 260);
    std::set<std::int64_t> seen;
    bool has_default = false;
    ++switches_;
    push_scope();
    for (auto& b : s.body) {
        if (b->kind == StmtKind::case_) {
            check(*b->expr);
            if (!b->expr->value || b->expr->value->is_real) fail(b->pos, "L11", "a case is an integer constant", 187);
            auto const &from = b->expr->type, &to = s.expr->type;
            if (from.base == Base::enumeration && to.base == Base::enumeration && from.enumeration != to.enumeration) {
                fail(b->pos, "L12", "case of " + to_string(from) + " in a switch over " + to_string(to));
            }
            if (!seen.insert(b->expr->value->integer).second) fail(b->pos, "L11", "this case exists already", 172);
        } else if (b->kind == StmtKind::default_) {
            if (has_default) fail(b->pos, "L11", "a second default", 238);
            has_default = true;
        } else {
            statement(*b);
        }
    }
    pop_scope();
    --switches_;
}

void Checker::return_statement(Stmt& s) {
    bool const is_void = current_->result.base == Base::void_;
    if (!s.expr) {
        if (!is_void) fail(s.pos, "L11", "'" + current_->name + "' returns a value", 121);
        return;
    }
    check(*s.expr);
    if (is_void) fail(s.pos, "L11", "'" + current_->name + "' returns nothing", 167);
    if (current_->result.base == Base::structure && !current_->result.pointer &&
        copy_constructor(*current_->result.structure, *s.expr)) {
        return;
    }
    convert(*s.expr, current_->result, "result of '" + current_->name + "'");
}

// An expression that stands alone changes something.
void Checker::need_effect(Expr const& e) {
    if (e.kind == ExprKind::binary && e.text == ",") {
        for (auto const& k : e.kids) need_effect(*k);
        return;
    }
    bool const effect = e.kind == ExprKind::assign || e.kind == ExprKind::call || e.kind == ExprKind::method ||
                        e.kind == ExprKind::postfix || e.kind == ExprKind::new_ || e.function != nullptr ||
                        is_opaque(e.type) || (e.kind == ExprKind::unary && (e.text == "++" || e.text == "--"));
    if (!effect) fail(e.pos, "L00", "this expression does nothing", 178);
}

void Checker::statement_unguarded(Stmt& s) {
    switch (s.kind) {
        case StmtKind::block:
            push_scope();
            for (auto& b : s.body) statement(*b);
            indentation(s);
            pop_scope();
            return;
        case StmtKind::expression: {
            check(*s.expr);
            auto const k = s.expr->kind;
            need_effect(*s.expr);
            if (k == ExprKind::call) house_call(*s.expr);
            return;
        }
        case StmtKind::declaration:
            for (auto& v : s.variables) local(*v);
            return;
        case StmtKind::if_:
            condition(*s.expr);
            for (auto& b : s.body) statement(*b);
            return;
        case StmtKind::for_:
        case StmtKind::while_:
        case StmtKind::do_:
            return loop(s);
        case StmtKind::switch_:
            return switch_statement(s);
        case StmtKind::break_:
            if (loops_ + switches_ == 0) fail(s.pos, "L00", "break outside a loop or switch", 153);
            return;
        case StmtKind::continue_:
            if (loops_ == 0) fail(s.pos, "L00", "continue outside a loop", 210);
            return;
        case StmtKind::return_:
            return return_statement(s);
        case StmtKind::delete_:
            check(*s.expr);
            if (is_opaque(s.expr->type)) return;
            if (s.expr->type.is_array()) fail(s.pos, "L03", "delete frees one object, not an array", 235);
            if (!s.expr->type.pointer) fail(s.pos, "L03", "delete wants an object pointer", 237);
            return;
        case StmtKind::empty:
            diagnostics_.house(s.pos, "L18", "empty statement", 69);
            return;
        case StmtKind::case_:
        case StmtKind::default_:
            return;
    }
}

namespace {
// A break that leaves this very statement.
bool breaks(Stmt const& s) {
    if (s.kind == StmtKind::break_) return true;
    for (auto const& b : s.body) {
        bool const own = b->kind == StmtKind::for_ || b->kind == StmtKind::while_ || b->kind == StmtKind::do_ ||
                         b->kind == StmtKind::switch_;
        if (!own && breaks(*b)) return true;
    }
    return false;
}

bool always(Stmt const& loop) {
    return !loop.expr || (loop.expr->value && loop.expr->value->integer != 0);
}
}  // namespace

bool returns(Stmt const& s) {
    switch (s.kind) {
        case StmtKind::return_:
            return true;
        case StmtKind::block:
            for (auto const& b : s.body) {
                if (returns(*b)) return true;
            }
            return false;
        case StmtKind::if_:
            return s.body.size() == 2 && returns(*s.body[0]) && returns(*s.body[1]);
        case StmtKind::do_:
            return !breaks(s) && (returns(*s.body[0]) || always(s));
        case StmtKind::while_:
        case StmtKind::for_:
            return !breaks(s) && always(s);
        case StmtKind::switch_: {
            if (breaks(s)) return false;
            bool has_default = false, last = false;
            for (auto const& b : s.body) {
                has_default = has_default || b->kind == StmtKind::default_;
                last = returns(*b);
            }
            return has_default && last;
        }
        default:
            return false;
    }
}

}  // namespace signalos::mql5c
