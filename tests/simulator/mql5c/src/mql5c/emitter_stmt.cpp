#include "mql5c/emitter.hpp"
#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {

std::string Emitter::initial(VarDecl const& v) {
    if (v.init->kind == ExprKind::init_list) return type(v.type) + init_list(*v.init);
    return convert(*v.init, v.type);
}

void Emitter::construct(std::string const& object, StructDecl const& s, std::vector<ExprPtr> const* arguments) {
    std::size_t const count = arguments != nullptr ? arguments->size() : 0;
    bool any = false;
    for (auto const& m : s.methods) {
        if (!m->constructor) continue;
        any = true;
        if (count < m->required() || count > m->parameters.size()) continue;
        std::string text = m->emitted + "(" + object;
        for (std::size_t i = 0; i < m->parameters.size(); ++i) {
            text += ", " + argument(i < count ? *arguments->at(i) : *m->parameters[i]->init, *m->parameters[i], {});
        }
        out_ += text + ");\n";
        return;
    }
    if (any) fail(s.pos, "L27", "no constructor of '" + s.name + "' fits here");
    // No constructor of its own: those of its base and members run.
    if (s.base != nullptr && s.base->has_constructor())
        construct("static_cast<" + s.base->emitted + "&>(" + object + ")", *s.base, nullptr);
    for (auto const& f : s.fields) {
        if (f->type.base != Base::structure || !f->type.structure->has_constructor()) continue;
        if (f->type.is_array())
            fail(f->pos, "L27", "arrays of objects with constructors are not supported by the emitter");
        construct(object + "." + f->emitted, *f->type.structure, nullptr);
    }
}

void Emitter::variable(VarDecl const& v) {
    auto& emitted = const_cast<VarDecl&>(v).emitted;
    bool const object = v.type.base == Base::structure && v.type.structure->has_constructor();
    if (object && v.type.is_array())
        fail(v.pos, "L27", "arrays of objects with constructors are not supported by the emitter");
    if (v.is_static) {
        emitted = "s_" + std::to_string(next_++) + "_" + v.name;
        statics_ += type(v.type) + " " + emitted + "{};\n";
        if (v.init) static_inits_ += emitted + " = " + initial(v) + ";\n";
        if (object) fail(v.pos, "L27", "static objects with constructors are not supported by the emitter");
        return;
    }
    emitted = "v_" + v.name;
    out_ += "[[maybe_unused]] " + type(v.type) + " " + emitted;
    if (v.init) {
        out_ += " = " + initial(v) + ";\n";
        return;
    }
    out_ += "{};\n";
    // MQL5 leaves plain locals as they are; the poison shows whoever reads one before writing it.
    if (!object) out_ += "rt::poison(" + emitted + ");\n";
    if (object) construct(emitted, *v.type.structure, v.has_arguments ? &v.arguments : nullptr);
}

void Emitter::switch_statement(Stmt const& s) {
    out_ += "switch (rt::to<std::int64_t>(" + expr(*s.expr) + ")) {\n";
    for (auto const& b : s.body) {
        if (b->kind == StmtKind::case_) {
            out_ += "case " + constant({b->expr->value->integer, 0, false}, simple(Base::long_)) + ":;\n";
        } else if (b->kind == StmtKind::default_) {
            out_ += "default:;\n";
        } else {
            statement(*b);
        }
    }
    out_ += "}\n";
}

// An expression whose value nobody takes: i++ is ++i here.
std::string Emitter::discarded(Expr const& e) {
    bool const prefix = e.kind == ExprKind::unary && (e.text == "++" || e.text == "--");
    if (e.kind == ExprKind::postfix || prefix) return e.text + expr(*e.kids[0]);
    return "static_cast<void>(" + expr(e) + ")";
}

void Emitter::statement(Stmt const& s) {
    if (s.kind != StmtKind::block) line(s.pos);
    switch (s.kind) {
        case StmtKind::block:
            out_ += "{\n";
            for (auto const& b : s.body) statement(*b);
            out_ += "}\n";
            return;
        case StmtKind::expression:
            out_ += discarded(*s.expr) + ";\n";
            return;
        case StmtKind::declaration:
            for (auto const& v : s.variables) variable(*v);
            return;
        case StmtKind::if_:
            out_ += "if (" + condition(*s.expr) + ") {\n";
            statement(*s.body[0]);
            out_ += "}\n";
            if (s.body.size() == 2) {
                out_ += "else {\n";
                statement(*s.body[1]);
                out_ += "}\n";
            }
            return;
        case StmtKind::for_:
            out_ += "{\n";
            if (s.init) statement(*s.init);
            out_ +=
                "for (; " + (s.expr ? condition(*s.expr) : "") + "; " + (s.step ? discarded(*s.step) : "") + ") {\n";
            out_ += "loop_step();\n";
            statement(*s.body[0]);
            out_ += "}\n}\n";
            return;
        case StmtKind::while_:
            out_ += "while (" + condition(*s.expr) + ") {\nloop_step();\n";
            statement(*s.body[0]);
            out_ += "}\n";
            return;
        case StmtKind::do_:
            out_ += "do {\nloop_step();\n";
            statement(*s.body[0]);
            out_ += "} while (" + condition(*s.expr) + ");\n";
            return;
        case StmtKind::switch_:
            return switch_statement(s);
        case StmtKind::break_:
            out_ += "break;\n";
            return;
        case StmtKind::continue_:
            out_ += "continue;\n";
            return;
        case StmtKind::return_:
            out_ += s.expr ? "return " + convert(*s.expr, current_->result) + ";\n" : "return;\n";
            return;
        case StmtKind::empty:
            out_ += ";\n";
            return;
        case StmtKind::delete_:
            fail(s.pos, "L27", "object pointers are not supported by the emitter");
        case StmtKind::case_:
        case StmtKind::default_:
            return;
    }
}

}  // namespace signalos::mql5c
