#include "mql5c/ast.hpp"

#include <algorithm>

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

std::vector<FuncDecl const*> StructDecl::find_methods(std::string const& wanted) const {
    std::vector<FuncDecl const*> found;
    for (auto const* at = this; at != nullptr && found.empty(); at = at->base) {
        for (auto const& m : at->methods) {
            if (m->name == wanted && !m->constructor) found.push_back(m.get());
        }
    }
    return found;
}

FuncDecl const* StructDecl::unimplemented() const {
    std::vector<FuncDecl const*> done;
    for (auto const* at = this; at != nullptr; at = at->base) {
        for (auto const& m : at->methods) {
            bool const met = std::any_of(done.begin(), done.end(), [&](FuncDecl const* d) {
                return d->name == m->name && d->parameters.size() == m->parameters.size();
            });
            if (met) continue;
            if (m->pure && !m->body) return m.get();
            done.push_back(m.get());
        }
    }
    return nullptr;
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
        if (f->type.base == Base::structure && (f->type.structure->is_class || !f->type.structure->simple()))
            return false;
    }
    return true;
}

}  // namespace signalos::mql5c
