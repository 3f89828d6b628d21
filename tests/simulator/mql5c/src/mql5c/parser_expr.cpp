// Expressions.
#include <array>
#include <set>

#include "mql5c/parser.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

ExprPtr Parser::make_expr(ExprKind kind) const {
    auto e = std::make_unique<Expr>();
    e->kind = kind;
    e->pos = peek().pos;
    return e;
}

ExprPtr Parser::expression() {
    auto left = ternary();
    static constexpr std::array<std::string_view, 11> operators = {
        "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="};
    for (auto op : operators) {
        if (!is(op)) continue;
        auto e = make_expr(ExprKind::assign);
        ++at_;
        e->text = op;
        e->kids.push_back(std::move(left));
        if (is("{")) fail(peek().pos, "L01", "an initialiser list stands in a declaration only");
        e->kids.push_back(expression());
        return e;
    }
    return left;
}

// Expressions with commas between them: for() only.
ExprPtr Parser::comma_list() {
    auto e = expression();
    if (!is(",")) return e;
    auto list = make_expr(ExprKind::binary);
    list->text = ",";
    list->kids.push_back(std::move(e));
    while (accept(",")) list->kids.push_back(expression());
    return list;
}

ExprPtr Parser::ternary() {
    auto condition = binary(0);
    if (!is("?")) return condition;
    auto e = make_expr(ExprKind::ternary);
    ++at_;
    e->kids.push_back(std::move(condition));
    e->kids.push_back(expression());
    expect(":");
    e->kids.push_back(ternary());
    return e;
}

ExprPtr Parser::binary(int level) {
    static std::vector<std::vector<std::string_view>> const levels = {
        {"||"},       {"&&"},     {"|"},          {"^"}, {"&"}, {"==", "!="}, {"<", "<=", ">", ">="},
        {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"}};
    if (level == static_cast<int>(levels.size())) return unary();
    auto left = binary(level + 1);
    while (true) {
        bool found = false;
        for (auto op : levels[static_cast<std::size_t>(level)]) {
            if (!is(op)) continue;
            auto e = make_expr(ExprKind::binary);
            ++at_;
            e->text = op;
            e->kids.push_back(std::move(left));
            e->kids.push_back(binary(level + 1));
            left = std::move(e);
            found = true;
            break;
        }
        if (!found) return left;
    }
}

ExprPtr Parser::unary() {
    for (auto const* op : {"!", "-", "+", "~", "++", "--"}) {
        if (!is(op)) continue;
        auto e = make_expr(ExprKind::unary);
        auto const& before = tokens_[at_ == 0 ? 0 : at_ - 1];
        static std::set<std::string> const marks = {"+", "-", "*", "/", "%", "!", "~", "++", "--"};
        if (before.kind == Tok::punct && marks.count(before.text) != 0 && before.end != 0) {
            diagnostics_.house(e->pos, "L22", std::string("'") + op + "' behind '" + before.text + "' wants brackets");
        }
        ++at_;
        e->text = op;
        e->kids.push_back(unary());
        return e;
    }
    if (is("&")) {
        auto e = make_expr(ExprKind::unary);
        ++at_;
        e->text = "&";
        e->kids.push_back(unary());
        return e;
    }
    if (is("*")) fail(peek().pos, "L03", "there is no dereferencing in MQL5", 253);
    if (is("[")) fail(peek().pos, "L01", "lambdas and attributes are C++, not MQL5");
    if (auto e = word_operator()) return e;
    if (is("(")) {
        ++at_;
        std::size_t const skip = is_word("const") ? 1 : 0;
        auto const n = type_length(skip) + skip;
        bool const bare = n > skip && (is(")", n) || (is("*", n) && (is(")", n + 1) || is("*", n + 1))));
        if (bare || (n > skip && is("<", n) && class_templates_.count(peek(skip).text) != 0)) {
            auto e = make_expr(ExprKind::cast);
            e->type = parse_type();
            expect(")");
            e->kids.push_back(unary());
            return e;
        }
        --at_;
    }
    return postfix();
}

// new, sizeof, typename and dynamic_cast; null when none stands here.
ExprPtr Parser::word_operator() {
    if (is_word("new")) {
        auto e = make_expr(ExprKind::new_);
        ++at_;
        if (is("(")) fail(peek().pos, "L01", "placement new is C++, not MQL5");
        e->type = parse_type();
        if (is("[")) fail(peek().pos, "L01", "new[] is C++, not MQL5");
        if (is("{")) fail(peek().pos, "L01", "brace initialisation is C++, not MQL5");
        if (is("(")) e->kids = arguments();
        bool const object = e->type.base == Base::structure && e->type.structure->is_class;
        if (e->type.pointer || (!object && e->type.base != Base::parameter)) {
            fail(e->pos, "L03", "new makes objects of classes", 253);
        }
        e->type.pointer = true;
        return e;
    }
    if (is_word("sizeof") || is_word("typename")) {
        auto e = make_expr(is_word("sizeof") ? ExprKind::sizeof_ : ExprKind::typename_);
        ++at_;
        expect("(");
        if (type_ahead()) {
            e->type = parse_type();
        } else {
            e->kids.push_back(expression());
        }
        expect(")");
        return e;
    }
    if (is_word("dynamic_cast")) {
        auto e = make_expr(ExprKind::dynamic_cast_);
        ++at_;
        expect("<");
        e->type = parse_type();
        if (!e->type.pointer) fail(e->pos, "L03", "dynamic_cast makes a pointer to a class", 384);
        close_angle();
        expect("(");
        e->kids.push_back(expression());
        expect(")");
        return e;
    }
    return nullptr;
}

std::vector<ExprPtr> Parser::arguments() {
    std::vector<ExprPtr> list;
    expect("(");
    if (accept(")")) return list;
    do {
        if (is("{")) fail(peek().pos, "L01", "brace initialisation is C++, not MQL5");
        list.push_back(expression());
    } while (accept(","));
    expect(")");
    return list;
}

ExprPtr Parser::postfix() {
    auto e = primary();
    while (true) {
        if (is("[")) {
            auto index = make_expr(ExprKind::index);
            ++at_;
            index->kids.push_back(std::move(e));
            index->kids.push_back(expression());
            if (is(",")) fail(peek().pos, "L22", "an index is one expression; dimensions are written a[i][j]");
            expect("]");
            e = std::move(index);
        } else if (is(".")) {
            auto member = make_expr(ExprKind::member);
            ++at_;
            if (is("*")) fail(peek().pos, "L01", "'.*' is C++, not MQL5");
            if (is("~")) fail(peek().pos, "L01", "a destructor is not called in MQL5");
            if (is_word("template")) fail(peek().pos, "L01", "'.template' is C++, not MQL5");
            if (!operator_name(member->text)) member->text = expect_name("member");
            member->kids.push_back(std::move(e));
            if (is("(")) {
                member->kind = ExprKind::method;
                for (auto& a : arguments()) member->kids.push_back(std::move(a));
            }
            e = std::move(member);
        } else if (is("++") || is("--")) {
            auto post = make_expr(ExprKind::postfix);
            post->text = next().text;
            post->kids.push_back(std::move(e));
            e = std::move(post);
        } else if (is("{")) {
            fail(peek().pos, "L01", "brace initialisation is C++, not MQL5");
        } else {
            return e;
        }
    }
}

// A literal token; null when none stands here.
ExprPtr Parser::literal() {
    auto const& t = peek();
    if (t.kind == Tok::integer || t.kind == Tok::character || t.kind == Tok::datetime || t.kind == Tok::color) {
        auto e = make_expr(ExprKind::integer);
        e->integer = t.integer;
        e->text = t.text;
        if (t.kind == Tok::datetime && t.today) e->enumerator = "today";
        if (t.kind == Tok::character) e->type.base = Base::ushort;
        if (t.kind == Tok::datetime) e->type.base = Base::datetime;
        if (t.kind == Tok::color) e->type.base = Base::color;
        if (t.kind == Tok::integer) {
            bool const small = t.integer <= 0x7FFFFFFFU;
            bool const word = t.integer <= 0xFFFFFFFFU;
            bool const fits_long = t.integer <= 0x7FFFFFFFFFFFFFFFU;
            e->type.base = small ? Base::int_ : (t.hex && word ? Base::uint : (fits_long ? Base::long_ : Base::ulong));
        }
        ++at_;
        return e;
    }
    if (t.kind == Tok::real) {
        auto e = make_expr(ExprKind::real);
        e->real = t.real;
        e->type.base = t.is_float ? Base::float_ : Base::double_;
        ++at_;
        return e;
    }
    if (t.kind == Tok::string) {
        auto e = make_expr(ExprKind::string);
        e->type.base = Base::string;
        if (peek(1).kind == Tok::string)
            diagnostics_.house(peek(1).pos, "L22", "two texts stand side by side: join them with '+'");
        while (peek().kind == Tok::string) e->text += next().text;
        return e;
    }
    return nullptr;
}

ExprPtr Parser::primary() {
    auto const& t = peek();
    if (auto e = literal()) return e;
    if (is("(")) {
        auto const open = at_++;
        auto e = expression();
        if (is(",")) fail(peek().pos, "L22", "the comma operator stands in for() only");
        expect(")");
        e->parenthesised = true;
        superfluous(*e, open);
        return e;
    }
    if (is("::")) {
        ++at_;
        auto e = name_expression();
        e->scope = ":";
        return e;
    }
    if (t.kind == Tok::identifier) return name_expression();
    unexpected();
}

// `(name)` and `(call())`: brackets around what is whole without them are what a lost word leaves behind.
void Parser::superfluous(Expr const& e, std::size_t open) {
    if (open == 0 || tokens_[open].end == 0) return;
    bool const whole = e.kind == ExprKind::name || e.kind == ExprKind::call || e.kind == ExprKind::member ||
                       e.kind == ExprKind::method || e.kind == ExprKind::index;
    auto const& before = tokens_[open - 1].text;
    if (before == "return") return;
    if (whole) diagnostics_.house(e.pos, "L22", "brackets around a single value");
    // What a function's name that got lost leaves behind: (a-b)<c.
    static std::set<std::string_view> const outer = {"=", "(",  ",",  "[",  "&&", "||", "<",
                                                     ">", "<=", ">=", "==", "!=", "?",  ":"};
    static std::set<std::string_view> const behind = {")", "]", ";"};
    bool const sum = e.kind == ExprKind::binary && (e.text == "+" || e.text == "-" || e.text == "*" || e.text == "/");
    bool const first = outer.count(before) != 0 && before != ")";
    bool const last = outer.count(peek().text) != 0 || behind.count(peek().text) != 0;
    if (sum && first && last) diagnostics_.house(e.pos, "L22", "brackets around what is computed first anyway");
}

ExprPtr Parser::name_expression() {
    auto const& t = peek();
    if (t.text == "true" || t.text == "false") {
        auto e = make_expr(ExprKind::boolean);
        e->integer = t.text == "true" ? 1 : 0;
        e->type.base = Base::bool_;
        ++at_;
        return e;
    }
    if (t.text == "NULL") {
        auto e = make_expr(ExprKind::null);
        e->type.base = Base::null;
        ++at_;
        return e;
    }
    if (t.text == "this") {
        auto e = make_expr(ExprKind::this_);
        ++at_;
        return e;
    }
    auto const length = type_length(0);
    if (length != 0 && is("(", length) && !(is_reserved(t.text) && !simple_type(t.text))) {
        auto e = make_expr(ExprKind::cast);
        auto const pos = t.pos;
        e->type = parse_type();
        if (e->type.base == Base::structure) fail(pos, "L01", "temporary objects are C++, not MQL5", 305);
        auto list = arguments();
        if (list.size() != 1) fail(e->pos, "L25", "a conversion takes one value");
        e->kids = std::move(list);
        return e;
    }
    std::string scope;
    while (peek().kind == Tok::identifier && is("::", 1)) {
        if (is_cpp_only(peek().text)) fail(peek().pos, "L01", "'" + peek().text + "' is C++, not MQL5");
        scope += (scope.empty() ? "" : "::") + next().text;
        ++at_;
    }
    if (!scope.empty()) {
        auto const* known = find_type(scope);
        if (known != nullptr && known->structure != nullptr) scope = known->structure->name;
    }
    if (is_word("operator")) {
        auto e = make_expr(ExprKind::call);
        e->scope = scope;
        operator_name(e->text);
        e->kids = arguments();
        return e;
    }
    if (peek().kind != Tok::identifier || is_reserved(peek().text)) unexpected();
    auto e = make_expr(ExprKind::name);
    e->scope = scope;
    e->text = next().text;
    if (is("<") && function_templates_.count(e->text) != 0) {
        ++at_;
        do {
            e->template_arguments.push_back(parse_type());
        } while (accept(","));
        close_angle();
        if (!is("(")) unexpected();
    }
    if (is("(")) {
        e->kind = ExprKind::call;
        e->kids = arguments();
    }
    return e;
}

ExprPtr Parser::initialiser() {
    if (!is("{")) return expression();
    auto e = make_expr(ExprKind::init_list);
    ++at_;
    while (!is("}")) {
        if (is(".")) fail(peek().pos, "L01", "designated initialisers are C++, not MQL5");
        e->kids.push_back(initialiser());
        if (!accept(",")) break;
        if (is("}")) diagnostics_.house(peek().pos, "L22", "a comma stands before the closing brace");
    }
    expect("}");
    return e;
}

}  // namespace signalos::mql5c
