// Statements.
#include "mql5c/parser.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

StmtPtr Parser::make_stmt(StmtKind kind) const {
    auto s = std::make_unique<Stmt>();
    s->kind = kind;
    s->pos = peek().pos;
    s->column = peek().column;
    return s;
}

StmtPtr Parser::block() {
    auto s = make_stmt(StmtKind::block);
    expect("{");
    while (!is("}")) {
        if (peek().kind == Tok::end) unexpected();
        s->body.push_back(statement());
    }
    ++at_;
    return s;
}

StmtPtr Parser::declaration_statement() {
    auto s = make_stmt(StmtKind::declaration);
    bool const is_static = accept_word("static");
    auto type = parse_type();
    if (is("&")) fail(peek().pos, "L04", "references exist as parameters only", 229);
    if (peek().kind == Tok::identifier && is("(", 1) && is("{", 3)) fail(s->pos, "L22", "functions do not nest");
    s->variables = declarators(std::move(type), is_static, true);
    return s;
}

StmtPtr Parser::statement() {
    if (is("{")) return block();
    if (is(";")) {
        auto s = make_stmt(StmtKind::empty);
        ++at_;
        return s;
    }
    if (is_word("if")) return if_statement();
    if (is_word("for")) return for_statement();
    if (is_word("switch")) return switch_statement();
    if (is_word("while")) {
        auto s = make_stmt(StmtKind::while_);
        ++at_;
        expect("(");
        if (declaration_ahead()) fail(peek().pos, "L01", "a declaration in a condition is C++, not MQL5");
        s->expr = expression();
        expect(")");
        s->body.push_back(statement());
        return s;
    }
    if (is_word("do")) {
        auto s = make_stmt(StmtKind::do_);
        ++at_;
        s->body.push_back(statement());
        if (!accept_word("while")) fail(peek().pos, "L00", "'while' expected behind do", 149);
        expect("(");
        s->expr = expression();
        expect(")");
        expect(";");
        return s;
    }
    if (is_word("break") || is_word("continue")) {
        auto s = make_stmt(is_word("break") ? StmtKind::break_ : StmtKind::continue_);
        ++at_;
        expect(";");
        return s;
    }
    if (is_word("return")) {
        auto s = make_stmt(StmtKind::return_);
        ++at_;
        if (is("{")) fail(peek().pos, "L01", "brace initialisation is C++, not MQL5");
        if (!is(";")) s->expr = expression();
        expect(";");
        return s;
    }
    if (is_word("delete")) {
        auto s = make_stmt(StmtKind::delete_);
        ++at_;
        if (is("[")) fail(peek().pos, "L01", "delete[] is C++, not MQL5", 235);
        s->expr = unary();
        expect(";");
        return s;
    }
    if (is_word("enum") || is_word("struct") || is_word("class") || is_word("template") || is_word("union")) {
        fail(peek().pos, "L22", "types are declared at global scope");
    }
    if (is_word("case") || is_word("default")) fail(peek().pos, "L00", "'" + peek().text + "' outside a switch");
    if (peek().kind == Tok::identifier && is(":", 1) && !is_reserved(peek().text)) {
        fail(peek().pos, "L22", "there are no labels in MQL5");
    }
    if (is_word("input") || is_word("sinput")) fail(peek().pos, "L06", "inputs stand at global scope");
    if (is("#import")) fail(peek().pos, "L09", "#import stands at global scope");
    if (declaration_ahead()) return declaration_statement();
    if (peek().kind == Tok::identifier && peek(1).kind == Tok::identifier && !is_reserved(peek().text)) {
        fail(peek().pos, "L24", "'" + peek().text + "' is not a known type", 256);
    }
    auto s = make_stmt(StmtKind::expression);
    s->expr = expression();
    if (is(",")) fail(peek().pos, "L22", "the comma operator stands in for() only");
    expect(";");
    return s;
}

StmtPtr Parser::if_statement() {
    auto s = make_stmt(StmtKind::if_);
    ++at_;
    if (is_word("constexpr")) fail(peek().pos, "L01", "if constexpr is C++, not MQL5");
    expect("(");
    if (declaration_ahead()) fail(peek().pos, "L01", "a declaration in a condition is C++, not MQL5");
    s->expr = expression();
    expect(")");
    s->body.push_back(statement());
    if (accept_word("else")) s->body.push_back(statement());
    return s;
}

StmtPtr Parser::for_statement() {
    auto s = make_stmt(StmtKind::for_);
    ++at_;
    expect("(");
    if (is(";")) {
        ++at_;
    } else if (declaration_ahead()) {
        s->init = declaration_statement();
    } else {
        s->init = make_stmt(StmtKind::expression);
        s->init->expr = comma_list();
        expect(";");
    }
    if (!is(";")) s->expr = expression();
    expect(";");
    if (!is(")")) s->step = comma_list();
    expect(")");
    s->body.push_back(statement());
    return s;
}

StmtPtr Parser::switch_statement() {
    auto s = make_stmt(StmtKind::switch_);
    ++at_;
    expect("(");
    s->expr = expression();
    expect(")");
    expect("{");
    while (!accept("}")) {
        if (peek().kind == Tok::end) unexpected();
        if (is_word("case")) {
            auto c = make_stmt(StmtKind::case_);
            ++at_;
            c->expr = ternary();
            expect(":");
            s->body.push_back(std::move(c));
        } else if (is_word("default")) {
            s->body.push_back(make_stmt(StmtKind::default_));
            ++at_;
            expect(":");
        } else {
            if (s->body.empty()) fail(peek().pos, "L00", "'case' expected");
            auto inner = statement();
            if (inner->kind == StmtKind::declaration) {
                diagnostics_.error(inner->pos, "L11", "a declaration in a case wants its own braces", 179);
            }
            s->body.push_back(std::move(inner));
        }
    }
    return s;
}

}  // namespace signalos::mql5c
