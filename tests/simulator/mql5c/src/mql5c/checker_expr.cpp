// Expressions: names, members, operators.
#include "mql5c/checker.hpp"
#include "mql5c/type_rules.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

Type const& Checker::check(Expr& e) {
    switch (e.kind) {
        case ExprKind::integer:
            e.value = Constant{static_cast<std::int64_t>(e.integer), 0, false};
            break;
        case ExprKind::boolean:
            e.value = Constant{static_cast<std::int64_t>(e.integer), 0, false};
            break;
        case ExprKind::real:
            e.value = Constant{0, e.real, true};
            break;
        case ExprKind::string:
        case ExprKind::null:
            break;
        case ExprKind::name:
            name(e);
            break;
        case ExprKind::member:
            member(e);
            break;
        case ExprKind::index:
            index(e);
            break;
        case ExprKind::call:
            call(e);
            break;
        case ExprKind::method:
            method_call(e);
            break;
        case ExprKind::unary:
        case ExprKind::postfix:
            unary(e);
            break;
        case ExprKind::binary:
            binary(e);
            break;
        case ExprKind::assign:
            assign(e);
            break;
        case ExprKind::ternary:
            ternary(e);
            break;
        case ExprKind::cast:
            cast(e);
            break;
        case ExprKind::init_list:
            fail(e.pos, "L01", "an initialiser list stands in a declaration only");
        case ExprKind::new_:
            diagnostics_.house(e.pos, "L03", "the house subset has no object pointers");
            construct(e.pos, *e.type.structure, e.kids);
            break;
        case ExprKind::this_:
            if (self_ == nullptr) fail(e.pos, "L24", "'this' outside a method");
            e.type = simple(Base::structure);
            e.type.structure = self_;
            e.lvalue = true;
            e.constant_lvalue = current_->is_const;
            break;
        case ExprKind::sizeof_:
            if (!e.kids.empty()) check(*e.kids[0]);
            e.measured = e.kids.empty() ? e.type : e.kids[0]->type;
            if (e.measured.base == Base::void_) fail(e.pos, "L26", "void has no size");
            // Sizes of structures are left to the C++ compiler, which lays them out.
            if (e.measured.scalar() && e.measured.base != Base::structure)
                e.value = Constant{size_of(e.measured.base), 0, false};
            e.type = simple(Base::int_);
            break;
    }
    return e.type;
}

void Checker::predefined(Expr& e) {
    static std::map<std::string, Base> const names = {
        {"_Symbol", Base::string},      {"_Digits", Base::int_},       {"_Point", Base::double_},
        {"_LastError", Base::int_},     {"_StopFlag", Base::bool_},    {"_UninitReason", Base::int_},
        {"__FUNCTION__", Base::string}, {"__LINE__", Base::int_},      {"__FILE__", Base::string},
        {"__MQL5BUILD__", Base::int_},  {"__MQLBUILD__", Base::int_},  {"__DATETIME__", Base::datetime},
        {"__DATE__", Base::datetime},   {"__FUNCSIG__", Base::string}, {"__PATH__", Base::string}};
    if (e.text == "_Period") {
        e.type = *parser_.find_type("ENUM_TIMEFRAMES");
        e.enumerator = e.text;
        return;
    }
    auto const found = names.find(e.text);
    if (found == names.end()) {
        if (known_constants_.count(e.text) != 0) fail(e.pos, "L27", "'" + e.text + "' is not supported by mql5c");
        if (functions_.count(e.text) != 0) fail(e.pos, "L25", "function '" + e.text + "' is named without a call");
        fail(e.pos, is_cpp_only(e.text) ? "L01" : "L24", "'" + e.text + "' is not declared", 256);
    }
    e.type = simple(found->second);
    e.enumerator = e.text;
}

void Checker::name(Expr& e) {
    if (!e.scope.empty() && e.scope != ":") {
        auto const* type = parser_.find_type(e.scope);
        if (type == nullptr) fail(e.pos, "L24", "'" + e.scope + "' is not declared", 256);
        if (type->base == Base::structure) {
            auto const* f = type->structure->field(e.text);
            if (f == nullptr || !f->is_static)
                fail(e.pos, "L24", "'" + e.scope + "' has no static member '" + e.text + "'", 256);
            access(*type->structure, e.text, e.pos);
            e.variable = f;
            e.type = f->type;
            e.lvalue = true;
            e.constant_lvalue = f->type.is_const;
            return;
        }
        if (type->base != Base::enumeration) fail(e.pos, "L24", "'" + e.scope + "' has no members", 256);
    }
    if (e.scope.empty()) {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            auto const found = scope->find(e.text);
            if (found == scope->end()) continue;
            e.variable = found->second;
            break;
        }
        if (e.variable == nullptr && self_ != nullptr) {
            e.variable = self_->field(e.text);
            e.implicit_this = e.variable != nullptr;
        }
    }
    if (e.variable == nullptr) {
        auto const found = globals_.find(e.text);
        if (found != globals_.end()) e.variable = found->second;
    }
    if (e.variable != nullptr) {
        e.variable->used = true;
        e.type = e.variable->type;
        e.lvalue = true;
        e.constant_lvalue =
            e.type.is_const || e.variable->is_input || (e.implicit_this && current_ != nullptr && current_->is_const);
        e.value = e.variable->value;
        return;
    }
    auto const member = enumerators_.find(e.text);
    if (member == enumerators_.end()) return predefined(e);
    if (!e.scope.empty() && e.scope != ":" && member->second.first->name != e.scope) {
        fail(e.pos, "L24", "'" + e.text + "' is no member of " + e.scope, 256);
    }
    e.type = simple(Base::enumeration);
    e.type.enumeration = member->second.first;
    e.enumerator = e.text;
    e.value = Constant{member->second.first->members[member->second.second].value, 0, false};
}

void Checker::access(StructDecl const& s, std::string const& member, Pos pos) {
    for (auto const* at = &s; at != nullptr; at = at->base) {
        auto const found = at->access.find(member);
        if (found == at->access.end()) continue;
        bool const inside = self_ == at || (found->second == Access::protected_ && derives(self_, at));
        if (found->second != Access::public_ && !inside) fail(pos, "L26", "member '" + member + "' is not public", 345);
        return;
    }
}

void Checker::member(Expr& e) {
    auto& object = *e.kids[0];
    check(object);
    if (object.type.base != Base::structure || object.type.is_array()) {
        fail(e.pos, "L26", to_string(object.type) + " has no member '" + e.text + "'", 256);
    }
    auto const* f = object.type.structure->field(e.text);
    if (f == nullptr) fail(e.pos, "L24", object.type.structure->name + " has no member '" + e.text + "'", 256);
    access(*object.type.structure, e.text, e.pos);
    e.variable = f;
    e.type = f->type;
    e.lvalue = object.lvalue || object.type.pointer;
    e.constant_lvalue = object.constant_lvalue || f->type.is_const;
}

void Checker::index(Expr& e) {
    check(*e.kids[0]);
    check(*e.kids[1]);
    auto const& array = e.kids[0]->type;
    if (!array.is_array()) fail(e.pos, "L26", to_string(array) + " is no array", 186);
    if (!is_integer(e.kids[1]->type)) fail(e.pos, "L26", "an index is an integer", 187);
    e.type = array;
    e.type.dims.erase(e.type.dims.begin());
    e.lvalue = e.kids[0]->lvalue;
    e.constant_lvalue = e.kids[0]->constant_lvalue;
    auto const& value = e.kids[1]->value;
    if (value && (value->integer < 0 || (array.dims[0] > 0 && value->integer >= array.dims[0]))) {
        fail(e.pos, "L05", "index is out of the array's range", 262);
    }
}

void Checker::need_lvalue(Expr const& e) {
    if (!e.lvalue) fail(e.pos, "L26", "this cannot be assigned to", 143);
    if (e.constant_lvalue) fail(e.pos, "L26", "a constant cannot be changed", 168);
}

void Checker::unary(Expr& e) {
    auto& x = *e.kids[0];
    check(x);
    if (e.text == "++" || e.text == "--") {
        need_lvalue(x);
        if (!is_numeric(x.type) || x.type.base == Base::enumeration || x.type.base == Base::bool_) {
            fail(e.pos, "L26", "'" + e.text + "' wants a number");
        }
        e.type = x.type;
        e.type.is_const = false;
        return;
    }
    if (e.text == "!") {
        if (!is_numeric(x.type) && !x.type.pointer)
            fail(e.pos, "L12", "'!' wants a condition, not a " + to_string(x.type));
        e.type = simple(Base::bool_);
    } else {
        if (!is_numeric(x.type)) fail(e.pos, "L26", "'" + e.text + "' wants a number, not a " + to_string(x.type));
        if (e.text == "~" && !is_integer(x.type)) fail(e.pos, "L26", "'~' wants an integer");
        e.type = arithmetic(x.type, simple(Base::int_));
    }
    if (x.value) e.value = fold_unary(e.text, *x.value);
    if (e.value) e.value = fold_cast(*e.value, e.type);
}

void Checker::compare(Expr& e) {
    auto &a = *e.kids[0], &b = *e.kids[1];
    e.type = simple(Base::bool_);
    bool const text_a = a.type.base == Base::string && a.type.scalar(),
               text_b = b.type.base == Base::string && b.type.scalar();
    if ((text_a && (text_b || b.type.base == Base::null)) || (text_b && a.type.base == Base::null)) return;
    if (a.type.pointer && (b.type.pointer || b.type.base == Base::null)) return;
    if (!is_numeric(a.type) || !is_numeric(b.type)) {
        fail(e.pos, "L12", "cannot compare " + to_string(a.type) + " with " + to_string(b.type), 180);
    }
    if (a.type.base == Base::enumeration && b.type.base == Base::enumeration &&
        a.type.enumeration != b.type.enumeration) {
        fail(e.pos, "L12", "cannot compare " + to_string(a.type) + " with " + to_string(b.type), 49);
    }
    auto const common = arithmetic(a.type, b.type);
    auto const negative = [&](Expr const& x) {
        return is_integer(x.type) && !is_unsigned(x.type) && x.type.base != Base::bool_ &&
               x.type.base != Base::enumeration && x.type.base != Base::datetime && x.type.base != Base::color &&
               !(x.value && x.value->integer >= 0);
    };
    if ((common.base == Base::ulong || common.base == Base::uint) && (negative(a) || negative(b))) {
        diagnostics_.house(e.pos, "L12", "signed and unsigned are compared", 45);
    }
}

void Checker::binary(Expr& e) {
    for (auto& k : e.kids) check(*k);
    if (e.text == ",") {
        e.type = e.kids.back()->type;
        return;
    }
    auto &a = *e.kids[0], &b = *e.kids[1];
    auto const& op = e.text;
    if (op == "==" || op == "!=" || op == "<" || op == ">" || op == "<=" || op == ">=") {
        compare(e);
    } else if (op == "&&" || op == "||") {
        if ((!is_numeric(a.type) && !a.type.pointer) || (!is_numeric(b.type) && !b.type.pointer)) {
            fail(e.pos, "L12", "'" + op + "' wants conditions, not " + to_string(a.type) + " and " + to_string(b.type),
                 180);
        }
        for (auto const* x : {&a, &b}) {
            if (is_real(x->type))
                diagnostics_.house(e.pos, "L12", "a condition is compared, not a bare " + to_string(x->type));
        }
        e.type = simple(Base::bool_);
    } else if (op == "+" && a.type.base == Base::string && b.type.base == Base::string && a.type.scalar() &&
               b.type.scalar()) {
        e.type = simple(Base::string);
        return;
    } else {
        if (!is_numeric(a.type) || !is_numeric(b.type)) {
            fail(e.pos, "L12",
                 "'" + op + "' between " + to_string(a.type) + " and " + to_string(b.type) +
                     ": convert explicitly (IntegerToString, DoubleToString, (string))",
                 181);
        }
        bool const integers_only = op == "%" || op == "&" || op == "|" || op == "^" || op == "<<" || op == ">>";
        if (integers_only && (is_real(a.type) || is_real(b.type)))
            fail(e.pos, "L26", "'" + op + "' wants integers", 158);
        if (a.type.base == Base::bool_ && b.type.base == Base::bool_ && !integers_only) {
            diagnostics_.house(e.pos, "L12", "arithmetic on bool", 66);
        }
        e.type = op == "<<" || op == ">>" ? arithmetic(a.type, simple(Base::int_)) : arithmetic(a.type, b.type);
        if (op == "-" && a.type.base == Base::datetime && b.type.base == Base::datetime) e.type = simple(Base::long_);
        if ((op == "/" || op == "%") && b.value && !b.value->is_real && b.value->integer == 0 && is_integer(e.type)) {
            fail(e.pos, "L26", "division by zero", 161);
        }
    }
    if (!a.value || !b.value) return;
    bool const boolean = e.type.base == Base::bool_;
    e.value = fold(op, boolean ? arithmetic(a.type, b.type) : e.type, *a.value, *b.value);
}

void Checker::assign(Expr& e) {
    auto &to = *e.kids[0], &from = *e.kids[1];
    check(to);
    check(from);
    need_lvalue(to);
    if (to.type.is_array()) fail(e.pos, "L05", "arrays are copied with ArrayCopy", 192);
    e.type = to.type;
    e.type.is_const = false;
    if (e.text == "=" || e.text == "+=") {
        if (e.text == "+=" && to.type.base == Base::structure) fail(e.pos, "L26", "'+=' wants numbers or text");
        return convert(from, to.type, "assignment");
    }
    if (!is_numeric(to.type) || !is_numeric(from.type)) {
        fail(e.pos, "L12", "'" + e.text + "' between " + to_string(to.type) + " and " + to_string(from.type), 180);
    }
    if (to.type.base == Base::enumeration) fail(e.pos, "L12", "'" + e.text + "' on an enumeration", 262);
    bool const bits = e.text != "-=" && e.text != "*=" && e.text != "/=";
    if (bits && (is_real(to.type) || is_real(from.type))) fail(e.pos, "L26", "'" + e.text + "' wants integers", 158);
    if (e.text != "<<=" && e.text != ">>=") narrowing(from, to.type, e.pos);
}

void Checker::ternary(Expr& e) {
    auto &c = *e.kids[0], &a = *e.kids[1], &b = *e.kids[2];
    check(c);
    check(a);
    check(b);
    if (!is_numeric(c.type) && !c.type.pointer) fail(e.pos, "L12", "a condition is no " + to_string(c.type), 180);
    if (same_type(a.type, b.type)) {
        e.type = a.type;
        e.type.is_const = false;
    } else if (a.type.base == Base::null || b.type.base == Base::null) {
        e.type = a.type.base == Base::null ? b.type : a.type;
        if (conversion_cost(simple(Base::null), e.type) < 0)
            fail(e.pos, "L12", "NULL and " + to_string(e.type) + " do not mix");
    } else if (is_numeric(a.type) && is_numeric(b.type)) {
        e.type = arithmetic(a.type, b.type);
    } else {
        fail(e.pos, "L12", "'?:' between " + to_string(a.type) + " and " + to_string(b.type), 180);
    }
    if (e.type.is_array()) fail(e.pos, "L26", "'?:' does not choose between arrays");
}

void Checker::cast(Expr& e) {
    auto& x = *e.kids[0];
    check(x);
    auto const& to = e.type;
    bool ok = (is_numeric(x.type) && is_numeric(to)) || conversion_cost(x.type, to) >= 0;
    ok = ok || (to.base == Base::string && to.scalar() && is_numeric(x.type));
    ok = ok || (x.type.base == Base::string && x.type.scalar() && is_numeric(to) && to.base != Base::enumeration);
    ok = ok && !x.type.is_array() && x.type.base != Base::void_ && to.base != Base::void_;
    if (!ok) fail(e.pos, "L12", "no conversion from " + to_string(x.type) + " to " + to_string(to), 180);
    if (x.value && is_numeric(to)) e.value = fold_cast(*x.value, to);
}

void Checker::narrowing(Expr const& e, Type const& to, Pos pos) {
    if (!is_numeric(e.type) || !is_numeric(to)) return;
    if (to.base == Base::enumeration && e.type.base != Base::enumeration) {
        diagnostics_.house(pos, "L12", "a number becomes " + to_string(to) + " without a cast", 44);
        return;
    }
    bool const real_to_integer = is_real(e.type) && is_integer(to) && to.base != Base::bool_;
    bool const shrinks =
        is_integer(e.type) && is_integer(to) && to.base != Base::bool_ && size_of(e.type.base) > size_of(to.base);
    if (!real_to_integer && !shrinks) return;
    if (e.value) {
        auto const kept = fold_cast(*e.value, to);
        double const before = e.value->is_real ? e.value->real : static_cast<double>(e.value->integer);
        if (static_cast<double>(kept.integer) == before) return;
    }
    // Arithmetic on small integers is int in C's rules; MetaEditor is silent where an int constant fits.
    diagnostics_.house(pos, "L12",
                       to_string(e.type) + " becomes " + to_string(to) + " without a cast: data may be lost", 43);
}

void Checker::convert(Expr& e, Type const& to, std::string const& what) {
    if (e.type.base == Base::void_ && e.type.scalar()) fail(e.pos, "L11", "a void function gives no value", 167);
    auto const cost = conversion_cost(e.type, to);
    if (cost < 0) {
        int const code = e.type.base == Base::string || to.base == Base::string ? 180 : 0;
        fail(e.pos, "L12", what + ": no conversion from " + to_string(e.type) + " to " + to_string(to), code);
    }
    narrowing(e, to, e.pos);
}

}  // namespace signalos::mql5c
