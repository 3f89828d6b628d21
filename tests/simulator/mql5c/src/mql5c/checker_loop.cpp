// Loops, and what the layout of statements says about them.
#include "mql5c/checker.hpp"
#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {
namespace {

// The expression calls one of these functions.
bool calls(Expr const& e, std::set<std::string> const& names) {
    if (e.kind == ExprKind::call && names.count(e.text) != 0) return true;
    for (auto const& k : e.kids) {
        if (k && calls(*k, names)) return true;
    }
    return false;
}

bool calls(Stmt const& s, std::set<std::string> const& names) {
    if ((s.expr && calls(*s.expr, names)) || (s.step && calls(*s.step, names))) return true;
    for (auto const& b : s.body) {
        if (calls(*b, names)) return true;
    }
    return false;
}

}  // namespace

// A statement that stands under the one an if, else or loop governs, as if it were governed too.
void Checker::indentation(Stmt const& block) {
    for (std::size_t i = 0; i + 1 < block.body.size(); ++i) {
        auto const* governed = block.body[i].get();
        while ((governed->kind == StmtKind::if_ || governed->kind == StmtKind::for_ ||
                governed->kind == StmtKind::while_) &&
               !governed->body.empty()) {
            governed = governed->body.back().get();
        }
        auto const &head = *block.body[i], &next = *block.body[i + 1];
        bool const own_line = governed != &head && governed->kind != StmtKind::block &&
                              governed->pos.line > head.pos.line && governed->column > head.column;
        if (own_line && next.pos.line > governed->pos.line && next.column == governed->column) {
            diagnostics_.house(next.pos, "L22", "the indentation says this belongs to the statement above");
        }
    }
}

void Checker::loop(Stmt& s) {
    push_scope();
    if (s.init) statement_unguarded(*s.init);
    if (s.expr) condition(*s.expr);
    if (s.step) {
        check(*s.step);
        need_effect(*s.step);
    }
    if (s.kind != StmtKind::do_) report_early_reads();
    ++loops_;
    statement(*s.body[0]);
    --loops_;
    bool const forever = s.kind == StmtKind::for_ ? !s.expr : s.expr->value && s.expr->value->integer != 0;
    if (forever) diagnostics_.house(s.pos, "L15", "a loop has a bound or tests IsStopped()");
    bool const upward = s.step && (s.step->text == "++" || s.step->text == "+=");
    if (upward && s.expr && calls(*s.expr, {"PositionsTotal", "OrdersTotal"}) &&
        calls(*s.body[0], {"OrderSend", "OrderSendAsync"})) {
        diagnostics_.house(s.pos, "L21", "a loop that closes positions or orders goes downward");
    }
    pop_scope();
}

}  // namespace signalos::mql5c
