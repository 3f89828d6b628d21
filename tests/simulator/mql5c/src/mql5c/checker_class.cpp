// Structures and classes: members, inheritance, constructors.
#include "mql5c/checker.hpp"
#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {

// Methods join a class while others are checked: instances of template methods.
void Checker::struct_bodies(StructDecl& s) {
    if (!s.complete) {
        diagnostics_.error(s.pos, "L24", "class '" + s.name + "' is never defined");
        return;
    }
    for (std::size_t i = 0; i < s.methods.size(); ++i) {
        try {
            function_body(*s.methods[i]);
        } catch (Fatal const& f) {
            diagnostics_.error(f.diagnostic.pos, f.diagnostic.rule, f.diagnostic.text, f.diagnostic.code);
        }
    }
}

void Checker::structure(StructDecl& s) {
    self_ = &s;
    for (auto& f : s.fields) {
        resolve_dims(*f);
        auto const& type = f->type;
        bool const object = type.base == Base::structure && !type.pointer;
        if (object && !type.structure->complete) fail(f->pos, "L07", "member '" + f->name + "' has an incomplete type");
        if (object && type.structure->is_interface) fail(f->pos, "L07", "an interface has no objects of its own", 399);
        bool const holds = type.base == Base::string || (type.is_array() && type.dims[0] == 0) ||
                           (object && (type.structure->is_class || !type.structure->simple()));
        if (s.is_union && holds) fail(f->pos, "L07", "'" + f->name + "' cannot be a member of a union", 409);
        if (f->is_static && !f->defined && !s.builtin) {
            fail(f->pos, "L07", "static member '" + f->name + "' is not defined behind its class", 370);
        }
        if (f->is_static && f->init) {
            initialise(*f);
            if (type.is_const && f->init->value) f->value = fold_cast(*f->init->value, type);
        }
    }
    self_ = nullptr;
}

// What a class says about its bases: overriding, finality, members and methods of one name.
void Checker::hierarchy(StructDecl& s) {
    if (s.builtin) return;
    for (std::size_t i = 0; i < s.methods.size(); ++i) {
        auto const& m = *s.methods[i];
        for (auto const& f : s.fields) {
            if (f->name == m.name) fail(m.pos, "L10", "'" + m.name + "' is both member and method", 346);
        }
        for (std::size_t k = 0; k < i; ++k) {
            auto const& other = *s.methods[k];
            bool same = other.name == m.name && other.is_const == m.is_const && !m.instance &&
                        other.parameters.size() == m.parameters.size() && m.type_parameters == other.type_parameters;
            for (std::size_t p = 0; same && p < m.parameters.size(); ++p) {
                auto const &a = *m.parameters[p], &b = *other.parameters[p];
                same = same_type(a.type, b.type) && a.type.is_const == b.type.is_const;
            }
            if (same) fail(m.pos, "L10", "method '" + m.name + "' is declared twice", 222);
        }
        if (m.constructor || m.destructor) continue;
        FuncDecl const* overridden = nullptr;
        for (auto const* at = s.base; at != nullptr && overridden == nullptr; at = at->base) {
            for (auto const& o : at->methods) {
                bool same =
                    o->name == m.name && o->parameters.size() == m.parameters.size() && o->is_const == m.is_const;
                for (std::size_t p = 0; same && p < m.parameters.size(); ++p) {
                    same = same_type(m.parameters[p]->type, o->parameters[p]->type) &&
                           m.parameters[p]->reference == o->parameters[p]->reference;
                }
                if (same) overridden = o.get();
            }
        }
        bool const overrides = overridden != nullptr && overridden->is_virtual;
        if (m.is_override && !overrides) fail(m.pos, "L07", "'" + m.name + "' overrides nothing", 404);
        if (overrides && overridden->is_final) fail(m.pos, "L07", "'" + m.name + "' is final in its base", 402);
        if (overrides && !same_type(m.result, overridden->result) && !is_opaque(m.result) &&
            !(m.result.pointer && overridden->result.pointer)) {
            fail(m.pos, "L07", "'" + m.name + "' overrides with another result", 265);
        }
        if (m.is_final && !m.is_virtual && !overrides) fail(m.pos, "L07", "only a virtual method is final", 403);
        s.methods[i]->is_virtual = m.is_virtual || overrides;
    }
}

// `: member(value), Base(values)`, and the members and bases that name none but have constructors.
void Checker::constructor_initialisers(FuncDecl& f) {
    if (!f.constructor) return;
    bool base_done = false;
    for (auto& [name, arguments] : f.initialisers) {
        auto const* base = f.owner->base;
        if (base != nullptr && base->name == name) {
            base_done = true;
            construct(f.pos, *base, arguments);
            continue;
        }
        VarDecl const* field = nullptr;
        for (auto const& own : f.owner->fields) {
            if (own->name == name) field = own.get();
        }
        if (field == nullptr) {
            bool const inherited = f.owner->field(name) != nullptr;
            fail(f.pos, inherited ? "L07" : "L24",
                 inherited ? "'" + name + "' is initialised by the base" : "'" + name + "' is no member",
                 inherited ? 333 : 256);
        }
        if (field->is_static) fail(f.pos, "L07", "static member '" + name + "' is not initialised here", 344);
        if (field->type.is_array()) fail(f.pos, "L07", "an array is not initialised here", 332);
        if (field->type.base == Base::structure && !field->type.pointer && field->type.structure->has_constructor()) {
            construct(f.pos, *field->type.structure, arguments);
            continue;
        }
        for (auto& a : arguments) check(*a);
        if (arguments.size() != 1) fail(f.pos, "L25", "member '" + name + "' takes one value", 199);
        convert(*arguments[0], field->type, "member '" + name + "'");
    }
    if (f.owner->base == nullptr || base_done || !f.owner->base->has_constructor()) return;
    std::vector<ExprPtr> none;
    construct(f.pos, *f.owner->base, none);
}

}  // namespace signalos::mql5c
