// Conversions: explicit, implicit, and the warnings about them.
#include "mql5c/checker.hpp"
#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {

void Checker::cast(Expr& e) {
    auto& x = *e.kids[0];
    check(x);
    auto const& to = e.type;
    if (is_opaque(to) || is_opaque(x.type)) {
        e.lvalue = true;
        return;
    }
    bool const pointers = x.type.pointer && to.pointer;
    bool ok = pointers || (is_numeric(x.type) && is_numeric(to)) || conversion_cost(x.type, to) >= 0;
    ok = ok || (to.base == Base::string && to.scalar() && is_numeric(x.type));
    ok = ok || (x.type.base == Base::string && x.type.scalar() && is_numeric(to) && to.base != Base::enumeration);
    ok = ok && !x.type.is_array() && x.type.base != Base::void_ && to.base != Base::void_;
    if (!ok) fail(e.pos, "L12", "no conversion from " + to_string(x.type) + " to " + to_string(to), 180);
    if (!same_type(x.type, to)) selector(x);
    if (x.value && is_numeric(to)) e.value = fold_cast(*x.value, to);
}

// ACCOUNT_LOGIN and its like choose a property; MQL5 documents no numbers for them.
void Checker::selector(Expr const& e) {
    if (e.type.base != Base::enumeration || !e.type.enumeration->builtin) return;
    auto const& name = e.type.enumeration->name;
    if (name.find("_PROPERTY_") == std::string::npos && name.find("_INFO_") == std::string::npos) return;
    diagnostics_.house(e.pos, "L12", name + " chooses a property: it is no number");
}

void Checker::narrowing(Expr const& e, Type const& to, Pos pos) {
    if (!is_numeric(e.type) || !is_numeric(to)) return;
    if (!same_type(e.type, to)) selector(e);
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
    if (is_opaque(e.type) || is_opaque(to)) return;
    auto const cost = conversion_cost(e.type, to);
    if (cost >= 0 && e.type.pointer && to.pointer && e.type.is_const && !to.is_const) {
        fail(e.pos, "L26", what + ": a pointer to a constant object is no pointer to a changeable one", 358);
    }
    if (is_numeric(e.type) && to.base == Base::string && to.scalar()) {
        diagnostics_.house(e.pos, "L12", what + ": a number becomes text without a cast", 181);
        return;
    }
    if (e.type.base == Base::null && is_numeric(to)) {
        diagnostics_.house(e.pos, "L12", what + ": NULL stands where a number is meant");
        return;
    }
    if (cost < 0) {
        int const code = e.type.base == Base::string || to.base == Base::string ? 180 : 0;
        fail(e.pos, "L12", what + ": no conversion from " + to_string(e.type) + " to " + to_string(to), code);
    }
    narrowing(e, to, e.pos);
}

}  // namespace signalos::mql5c
