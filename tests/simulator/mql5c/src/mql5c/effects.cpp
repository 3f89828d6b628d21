#include "mql5c/effects.hpp"

#include <string>

namespace signalos::mql5c {
namespace {

// Functions of the API that change what others read: orders, files, globals, timers, the random sequence. Selecting a
// position or an order is left out: the selection is re-made before every reading (L21).
bool acts(FuncDecl const& f) {
    static std::set<std::string> const exact = {"OrderSend",    "OrderSendAsync", "MathRand",       "rand",
                                                "MathSrand",    "srand",          "ResetLastError", "SetUserError",
                                                "ExpertRemove", "Sleep",          "SymbolSelect",   "FolderCreate"};
    static char const* const prefixes[] = {"File", "GlobalVariableS", "GlobalVariableD", "GlobalVariableT", "Event"};
    if (exact.count(f.name) != 0) return true;
    for (auto const* p : prefixes) {
        if (f.name.rfind(p, 0) == 0) return true;
    }
    return false;
}

}  // namespace

bool Effects::changes(Expr const& e) {
    return expression(e, false);
}

bool Effects::function(FuncDecl const& f) {
    if (f.builtin) return acts(f);
    if (!f.module.empty()) return true;
    auto const found = known_.find(&f);
    if (found != known_.end()) return found->second;
    if (!open_.insert(&f).second || !f.body) return false;
    bool const result = body(*f.body);
    open_.erase(&f);
    known_[&f] = result;
    return result;
}

bool Effects::body(Stmt const& s) {
    bool found = (s.expr && expression(*s.expr, true)) || (s.step && expression(*s.step, true));
    found = found || (s.init && body(*s.init));
    for (auto const& b : s.body) found = found || body(*b);
    for (auto const& v : s.variables) {
        found = found || (v->init && expression(*v->init, true));
        for (auto const& a : v->arguments) found = found || expression(*a, true);
    }
    return found;
}

// Inside a function, changing its own variables is nobody's business.
bool Effects::expression(Expr const& e, bool inside) {
    bool const changing = e.kind == ExprKind::assign || e.text == "++" || e.text == "--";
    if (changing && !e.kids.empty()) {
        auto const* target = e.kids[0].get();
        while ((target->kind == ExprKind::member || target->kind == ExprKind::index) && !target->kids.empty()) {
            target = target->kids[0].get();
        }
        auto const* v = target->variable;
        bool const own = v != nullptr && (v->local || (v->parameter && !v->reference));
        if (!inside || !own) return true;
    }
    if (e.function != nullptr && function(*e.function)) return true;
    if (e.function != nullptr) {
        // What is handed over to be changed is changed.
        std::size_t const first = e.kind == ExprKind::method ? 1 : 0;
        for (std::size_t i = 0; i < e.function->parameters.size() && first + i < e.kids.size(); ++i) {
            auto const& p = *e.function->parameters[i];
            auto const* v = e.kids[first + i]->variable;
            bool const out = p.reference && !p.type.is_const;
            if (out && (!inside || v == nullptr || !v->local)) return true;
        }
    }
    for (auto const& k : e.kids) {
        if (k && expression(*k, inside)) return true;
    }
    return false;
}

}  // namespace signalos::mql5c
