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
    return a.base == b.base && a.structure == b.structure && a.enumeration == b.enumeration && a.pointer == b.pointer &&
           a.dims == b.dims && a.parameter == b.parameter;
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
    if (from.base == Base::null) return to.base == Base::string || to.pointer ? 1 : -1;
    if (same_type(from, to)) return 0;
    if (from.base == Base::structure && to.base == Base::structure) {
        return from.pointer == to.pointer && derives(from.structure, to.structure) ? 1 : -1;
    }
    if (!is_numeric(from) || !is_numeric(to)) return -1;
    if (to.base == Base::enumeration) return from.base == Base::enumeration || is_real(from) ? -1 : 3;
    if (to.base == Base::bool_) return 2;
    if (is_real(from) && is_integer(to)) return 3;
    if (is_real(to)) return is_real(from) && size_of(from.base) > size_of(to.base) ? 2 : 1;
    if (size_of(from.base) > size_of(to.base)) return 2;
    if (size_of(from.base) == size_of(to.base) && is_unsigned(from) != is_unsigned(to)) return 1;
    return 1;
}

}  // namespace signalos::mql5c
