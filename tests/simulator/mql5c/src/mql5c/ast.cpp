#include "mql5c/ast.hpp"

namespace signalos::mql5c {

std::size_t FuncDecl::required() const {
    std::size_t n = 0;
    while (n < parameters.size() && !parameters[n]->init) ++n;
    return n;
}

VarDecl const* StructDecl::field(std::string const& wanted) const {
    for (auto const& f : fields) {
        if (f->name == wanted) return f.get();
    }
    return base != nullptr ? base->field(wanted) : nullptr;
}

bool StructDecl::has_constructor() const {
    for (auto const& m : methods) {
        if (m->constructor) return true;
    }
    for (auto const& f : fields) {
        if (f->type.base == Base::structure && !f->type.pointer && f->type.structure->has_constructor()) return true;
    }
    return base != nullptr && base->has_constructor();
}

bool StructDecl::simple() const {
    if (base != nullptr && !base->simple()) return false;
    for (auto const& f : fields) {
        if (f->is_static) continue;
        if (f->type.pointer || f->type.base == Base::string) return false;
        if (f->type.is_array() && f->type.dims[0] == 0) return false;
        if (f->type.base == Base::structure && (f->type.structure->is_class || !f->type.structure->simple())) return false;
    }
    return true;
}

}  // namespace signalos::mql5c
