#include "mql5c/type_rules.hpp"

#include <algorithm>

#include "mql5c/words.hpp"

namespace signalos::mql5c {

std::string to_string(Type const& type) {
    std::string text = type.is_const ? "const " : "";
    if (type.base == Base::enumeration) {
        text += type.enumeration->name;
    } else if (type.base == Base::structure) {
        text += type.structure->name;
    } else if (type.base == Base::parameter) {
        text += type.parameter;
    } else if (type.base == Base::function) {
        text += type.prototype->name;
    } else {
        text += spell(type.base);
    }
    if (type.pointer) text += "*";
    for (auto d : type.dims) text += d == 0 ? "[]" : "[" + std::to_string(d) + "]";
    return text;
}

bool is_integer(Type const& t) {
    return t.scalar() && ((t.base >= Base::bool_ && t.base <= Base::ulong) || t.base == Base::datetime ||
                          t.base == Base::color || t.base == Base::enumeration);
}

bool is_real(Type const& t) {
    return t.scalar() && (t.base == Base::float_ || t.base == Base::double_);
}
bool is_numeric(Type const& t) {
    return is_integer(t) || is_real(t);
}

bool is_unsigned(Type const& t) {
    return t.base == Base::uchar || t.base == Base::ushort || t.base == Base::uint || t.base == Base::ulong;
}

int size_of(Base base) {
    switch (base) {
        case Base::bool_:
        case Base::char_:
        case Base::uchar:
            return 1;
        case Base::short_:
        case Base::ushort:
            return 2;
        case Base::int_:
        case Base::uint:
        case Base::float_:
        case Base::color:
        case Base::enumeration:
            return 4;
        case Base::string:
            return 12;
        default:
            return 8;
    }
}

bool same_type(Type const& a, Type const& b) {
    bool const prototypes = a.base != Base::function || b.base != Base::function || a.prototype == b.prototype ||
                            same_signature(*a.prototype, *b.prototype);
    return a.base == b.base && a.structure == b.structure && a.enumeration == b.enumeration && a.pointer == b.pointer &&
           a.dims == b.dims && a.parameter == b.parameter && prototypes;
}

bool same_signature(FuncDecl const& a, FuncDecl const& b) {
    if (!same_type(a.result, b.result) || a.parameters.size() != b.parameters.size()) return false;
    for (std::size_t i = 0; i < a.parameters.size(); ++i) {
        auto const &x = *a.parameters[i], &y = *b.parameters[i];
        if (!same_type(x.type, y.type) || x.reference != y.reference || x.type.is_const != y.type.is_const)
            return false;
    }
    return true;
}

bool is_opaque(Type const& type) {
    return type.base == Base::parameter;
}

Type opaque_type() {
    Type t;
    t.base = Base::parameter;
    t.parameter = "?";
    return t;
}

bool derives(StructDecl const* derived, StructDecl const* base) {
    while (derived != nullptr && derived != base) derived = derived->base;
    return derived == base && base != nullptr;
}

Type simple(Base base) {
    Type t;
    t.base = base;
    return t;
}

Type arithmetic(Type const& a, Type const& b) {
    if (is_real(a) || is_real(b)) {
        return simple(a.base == Base::double_ || b.base == Base::double_ || size_of(a.base) == 8 || size_of(b.base) == 8
                          ? Base::double_
                          : Base::float_);
    }
    if (a.base == Base::ulong || b.base == Base::ulong) return simple(Base::ulong);
    if (a.base == Base::datetime || b.base == Base::datetime) return simple(Base::datetime);
    if (a.base == Base::long_ || b.base == Base::long_) return simple(Base::long_);
    if (a.base == Base::uint || b.base == Base::uint || a.base == Base::color || b.base == Base::color) {
        return simple(Base::uint);
    }
    return simple(Base::int_);
}

int conversion_cost(Type const& from, Type const& to) {
    if (from.is_array() || to.is_array()) return same_type(from, to) ? 0 : -1;
    if (is_opaque(from) || is_opaque(to)) return 0;
    if (from.base == Base::null) {
        if (is_numeric(to)) return 2;
        return to.base == Base::string || to.pointer || to.base == Base::function ? 1 : -1;
    }
    if (same_type(from, to)) return 0;
    if (from.base == Base::structure && to.base == Base::structure) {
        if (from.pointer != to.pointer) return -1;
        if (derives(from.structure, to.structure)) return 1;
        // Down the inheritance a pointer is checked while the program runs.
        return from.pointer && derives(to.structure, from.structure) ? 5 : -1;
    }
    if (!is_numeric(from) || !is_numeric(to)) return -1;
    if (to.base == Base::enumeration) return is_real(from) || from.base == Base::enumeration ? -1 : 4;
    if (to.base == Base::bool_) return 3;
    if (is_real(from) && is_integer(to)) return 4;
    if (is_real(to) && is_real(from)) return size_of(from.base) > size_of(to.base) ? 3 : 1;
    if (is_real(to)) return 2;
    if (size_of(from.base) > size_of(to.base)) return 3;
    return is_unsigned(from) != is_unsigned(to) && size_of(from.base) == size_of(to.base) ? 2 : 1;
}

}  // namespace signalos::mql5c
