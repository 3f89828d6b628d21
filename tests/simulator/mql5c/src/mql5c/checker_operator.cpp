// Operators: numbers, text, pointers, and the operators of structures.
#include <utility>

#include "mql5c/checker.hpp"
#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {

// An operator that the left operand's type declares; the method stands in e.function.
bool Checker::user_operator(Expr& e, std::string const& name) {
    auto& object = *e.kids[0];
    if (object.type.base != Base::structure || object.type.is_array()) return false;
    auto const methods = object.type.structure->find_methods(name);
    if (methods.empty()) return false;
    auto const text = std::exchange(e.text, name);
    resolve(e, methods, 1);
    e.text = text;
    if (constant_object(object) && !e.function->is_const) {
        fail(e.pos, "L26", "'" + name + "' is not const, its object is", 279);
    }
    return true;
}

// An object as a whole: the object a pointer points to is constant when the pointer says so.
bool Checker::constant_object(Expr const& e) {
    return e.type.pointer ? e.type.is_const : e.constant_lvalue;
}

void Checker::need_lvalue(Expr const& e) {
    if (!e.lvalue) fail(e.pos, "L26", "this cannot be assigned to", 177);
    if (e.implicit_this && e.constant_lvalue && !e.type.is_const) {
        fail(e.pos, "L26", "a const method does not change '" + e.text + "'", 274);
    }
    if (e.constant_lvalue) fail(e.pos, "L26", "a constant cannot be changed", 189);
    bool const by_value = e.kind == ExprKind::name && e.variable != nullptr && e.variable->parameter &&
                          !e.variable->reference && !e.type.is_array();
    if (by_value) {
        diagnostics_.house(e.pos, "L04", "parameter '" + e.text + "' is a copy: its change reaches nobody");
    }
}

void Checker::unary(Expr& e) {
    auto& x = *e.kids[0];
    check(x);
    if (e.text == "&") return address(e);
    if (opaque(e)) return;
    if (user_operator(e, "operator" + e.text)) return;
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
        // What is left of !IsThere(x) when the name is lost: !(x).
        if (x.type.base != Base::bool_ && !x.type.pointer)
            diagnostics_.house(e.pos, "L12", "'!' wants a bool; a number is compared");
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

// `&object` is the pointer to an object of a class.
void Checker::address(Expr& e) {
    auto const& x = *e.kids[0];
    if (opaque(e)) return;
    if (x.type.base == Base::function) {
        e.type = x.type;
        return;
    }
    bool const object = x.type.base == Base::structure && x.type.structure->is_class && x.type.scalar();
    if (!object || !x.lvalue) fail(e.pos, "L03", "an address exists of class objects only", 253);
    diagnostics_.house(e.pos, "L03", "the house subset has no object pointers");
    e.type = x.type;
    e.type.pointer = true;
    e.type.is_const = x.constant_lvalue;
}

void Checker::compare(Expr& e) {
    auto &a = *e.kids[0], &b = *e.kids[1];
    e.type = simple(Base::bool_);
    bool const text_a = a.type.base == Base::string && a.type.scalar(),
               text_b = b.type.base == Base::string && b.type.scalar();
    if ((text_a && (text_b || b.type.base == Base::null)) || (text_b && a.type.base == Base::null)) return;
    bool const null_a = a.type.base == Base::null, null_b = b.type.base == Base::null;
    bool const equality = e.text == "==" || e.text == "!=";
    if (a.type.pointer && b.type.pointer && !derives(a.type.structure, b.type.structure) &&
        !derives(b.type.structure, a.type.structure)) {
        fail(e.pos, "L12", "cannot compare " + to_string(a.type) + " with " + to_string(b.type), 302);
    }
    if (a.type.pointer && (b.type.pointer || null_b)) return;
    if (b.type.pointer && null_a) return;
    bool const function = a.type.base == Base::function || b.type.base == Base::function;
    if (function && equality && (null_a || null_b || a.type.base == b.type.base)) return;
    if ((null_a && is_numeric(b.type)) || (null_b && is_numeric(a.type))) {
        diagnostics_.house(e.pos, "L12", "NULL stands where a number is meant");
        return;
    }
    if (!is_numeric(a.type) || !is_numeric(b.type)) {
        fail(e.pos, "L12", "cannot compare " + to_string(a.type) + " with " + to_string(b.type), 180);
    }
    if (a.type.base == Base::enumeration && b.type.base == Base::enumeration &&
        a.type.enumeration != b.type.enumeration) {
        diagnostics_.house(e.pos, "L12",
                           "two enumerations are compared: " + to_string(a.type) + " and " + to_string(b.type), 49);
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
    if (opaque(e)) return;
    auto &a = *e.kids[0], &b = *e.kids[1];
    auto const op = e.text;
    if (user_operator(e, "operator" + op)) return;
    auto const text = [](Expr const& x) { return x.type.base == Base::string && x.type.scalar(); };
    auto const joins = [&](Expr const& x) { return text(x) || is_numeric(x.type) || x.type.base == Base::null; };
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
    } else if (op == "+" && (text(a) || text(b)) && joins(a) && joins(b)) {
        if (!text(a) || !text(b)) {
            diagnostics_.house(e.pos, "L12",
                               "a number joins text: convert explicitly (IntegerToString, DoubleToString, (string))",
                               181);
        }
        e.type = simple(Base::string);
        return;
    } else {
        if (!is_numeric(a.type) || !is_numeric(b.type)) {
            fail(e.pos, "L12", "'" + op + "' between " + to_string(a.type) + " and " + to_string(b.type), 150);
        }
        bool const integers_only = op == "%" || op == "&" || op == "|" || op == "^" || op == "<<" || op == ">>";
        if (integers_only && (is_real(a.type) || is_real(b.type)))
            fail(e.pos, "L26", "'" + op + "' wants integers", 158);
        if ((a.type.base == Base::bool_ || b.type.base == Base::bool_) && !integers_only) {
            diagnostics_.house(e.pos, "L12", "arithmetic on bool", 66);
        }
        selector(a);
        selector(b);
        e.type = op == "<<" || op == ">>" ? arithmetic(a.type, simple(Base::int_)) : arithmetic(a.type, b.type);
        if (op == "-" && a.type.base == Base::datetime && b.type.base == Base::datetime) e.type = simple(Base::long_);
        if ((op == "/" || op == "%") && b.value && !b.value->is_real && b.value->integer == 0 && is_integer(e.type)) {
            fail(e.pos, "L26", "division by zero", 198);
        }
    }
    bool const shift = op == "<<" || op == ">>";
    if (shift && b.value && (b.value->integer < 0 || b.value->integer >= size_of(e.type.base) * 8)) {
        diagnostics_.house(e.pos, "L26", "a shift by more than the width of " + to_string(e.type));
    }
    if (!a.value || !b.value) return;
    bool const boolean = e.type.base == Base::bool_;
    e.value = fold(op, boolean ? arithmetic(a.type, b.type) : e.type, *a.value, *b.value);
}

void Checker::assign(Expr& e) {
    auto &to = *e.kids[0], &from = *e.kids[1];
    check(from);
    auto const reads = early_reads_.size();
    check(to);
    // The target of '=' is not read.
    if (e.text == "=" && to.kind == ExprKind::name && to.variable != nullptr) {
        early_reads_.resize(reads);
        to.variable->assigned = true;
    }
    if (opaque(e)) return;
    // A pointer is replaced by a pointer; anything else goes to its object.
    bool const pointer = to.type.pointer && (from.type.pointer || from.type.base == Base::null);
    if (!pointer && user_operator(e, "operator" + e.text)) return;
    need_lvalue(to);
    if (to.type.is_array()) fail(e.pos, "L05", "arrays are copied with ArrayCopy");
    e.type = to.type;
    e.type.is_const = false;
    if (e.text == "=" || (e.text == "+=" && to.type.base == Base::string)) {
        if (to.type.base == Base::structure && !to.type.pointer && e.text == "=" && from.type.pointer) {
            fail(e.pos, "L26", "an object is copied from an object, not from a pointer", 302);
        }
        return convert(from, to.type, "assignment");
    }
    if (!is_numeric(to.type) || !is_numeric(from.type)) {
        fail(e.pos, "L12", "'" + e.text + "' between " + to_string(to.type) + " and " + to_string(from.type), 180);
    }
    if (to.type.base == Base::enumeration) {
        diagnostics_.house(e.pos, "L12", "'" + e.text + "' on an enumeration", 262);
    }
    bool const bits = e.text != "+=" && e.text != "-=" && e.text != "*=" && e.text != "/=";
    if (bits && (is_real(to.type) || is_real(from.type))) fail(e.pos, "L26", "'" + e.text + "' wants integers", 158);
    bool const division = e.text == "/=" || e.text == "%=";
    if (division && from.value && !from.value->is_real && from.value->integer == 0 && is_integer(to.type)) {
        fail(e.pos, "L26", "division by zero", 198);
    }
    if (e.text != "<<=" && e.text != ">>=") narrowing(from, to.type, e.pos);
}

void Checker::ternary(Expr& e) {
    auto &c = *e.kids[0], &a = *e.kids[1], &b = *e.kids[2];
    check(c);
    check(a);
    check(b);
    if (opaque(e)) return;
    if (!is_numeric(c.type) && !c.type.pointer) fail(e.pos, "L12", "a condition is no " + to_string(c.type), 180);
    if (same_type(a.type, b.type)) {
        e.type = a.type;
        e.type.is_const = false;
    } else if (a.type.pointer && b.type.pointer &&
               (derives(a.type.structure, b.type.structure) || derives(b.type.structure, a.type.structure))) {
        e.type = derives(a.type.structure, b.type.structure) ? b.type : a.type;
    } else if ((a.type.base == Base::string && is_numeric(b.type)) ||
               (b.type.base == Base::string && is_numeric(a.type))) {
        diagnostics_.house(e.pos, "L12", "'?:' between a number and text", 181);
        e.type = simple(Base::string);
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

}  // namespace signalos::mql5c
