// Overloads and templates: which function a call means, and whether the arguments fit.
#include <utility>

#include "mql5c/checker.hpp"
#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {

Type Checker::substitute(Type type, std::map<std::string, Type> const& bindings) const {
    if (type.structure != nullptr && type.structure->dependent) return parser_.rebind(type, bindings);
    if (type.base != Base::parameter) return type;
    auto const found = bindings.find(type.parameter);
    if (found == bindings.end()) return type;
    Type result = found->second;
    result.dims = type.dims;
    if (!type.dims.empty() && found->second.is_array()) result.dims = found->second.dims;
    result.is_const = type.is_const;
    result.pointer = result.pointer || type.pointer;
    return result;
}

// References and arrays bind first, then values; two numbers of different types bind to their common type.
bool Checker::deduce(FuncDecl const& f, Expr const& call, std::size_t first,
                     std::map<std::string, Type>& bindings) const {
    if (call.template_arguments.size() > f.type_parameters.size()) return false;
    for (std::size_t i = 0; i < call.template_arguments.size(); ++i) {
        bindings.emplace(f.type_parameters[i], call.template_arguments[i]);
    }
    auto const given = bindings;
    for (bool references : {true, false}) {
        std::set<std::string> fixed;
        for (auto const& [name, type] : bindings) fixed.insert(name);
        for (std::size_t i = 0; i < f.parameters.size() && first + i < call.kids.size(); ++i) {
            auto const& p = *f.parameters[i];
            Type argument = call.kids[first + i]->type;
            if (p.type.structure != nullptr && p.type.structure->dependent && p.reference == references) {
                parser_.deduce_instance(p.type, argument, bindings);
                continue;
            }
            if (p.type.base != Base::parameter || p.reference != references) continue;
            if (given.count(p.type.parameter) != 0) continue;
            if (p.type.pointer && argument.pointer) argument.pointer = false;
            if (argument.base == Base::null || argument.base == Base::void_ || p.type.is_array() != argument.is_array())
                return false;
            argument.is_const = false;
            auto const element_dims = std::exchange(argument.dims, {});
            if (f.builtin && element_dims.size() > 1) argument.dims = element_dims;
            auto const [at, fresh] = bindings.emplace(p.type.parameter, argument);
            if (fresh || fixed.count(p.type.parameter) != 0 || same_type(at->second, argument)) continue;
            if (references || !is_numeric(at->second) || !is_numeric(argument)) return false;
            at->second = arithmetic(at->second, argument);
        }
    }
    return bindings.size() == f.type_parameters.size();
}

int Checker::argument_cost(Expr const& argument, VarDecl const& parameter, FuncDecl const& f,
                           std::map<std::string, Type> const& bindings, std::string* why) const {
    Type const wanted = substitute(parameter.type, bindings);
    auto const refuse = [&](std::string const& reason) {
        if (why != nullptr) *why = "argument '" + parameter.name + "' of '" + f.name + "': " + reason;
        return -1;
    };
    auto const& given = argument.type;
    if (is_opaque(given) || is_opaque(wanted)) return 0;
    if (given.base == Base::void_) return refuse("a void function gives no value");
    if (!parameter.reference) {
        auto const cost = conversion_cost(given, wanted);
        if (cost >= 0 && given.pointer && wanted.pointer && given.is_const && !wanted.is_const) {
            return refuse("a pointer to a constant object is no pointer to a changeable one");
        }
        return cost >= 0 ? cost : refuse("no conversion from " + to_string(given) + " to " + to_string(wanted));
    }
    auto exact = wanted;
    exact.is_const = given.is_const;
    bool fits = same_type(given, exact);
    if (!fits && wanted.is_array() && given.is_array() && given.dims.size() == wanted.dims.size()) {
        // A fixed array binds to an open one of the same element.
        auto open = given;
        open.dims[0] = wanted.dims[0] == 0 ? 0 : given.dims[0];
        fits = same_type(open, exact);
    }
    if (!fits && given.base == Base::structure && wanted.base == Base::structure && given.dims == wanted.dims) {
        fits = derives(given.structure, wanted.structure) && !given.is_array();
    }
    // A pointer stands for its object.
    if (given.pointer && !wanted.pointer && !given.is_array() && wanted.base == Base::structure && !wanted.is_array()) {
        fits = derives(given.structure, wanted.structure);
        if (fits && given.is_const && !wanted.is_const)
            return refuse("a constant object is passed to a changeable one");
        if (fits) return 0;
    }
    bool const value_allowed = wanted.is_const && !wanted.is_array();
    if (!fits && value_allowed && wanted.base != Base::structure && conversion_cost(given, wanted) >= 0 &&
        !argument.lvalue)
        fits = true;
    if (!fits && value_allowed && wanted.base == Base::string && given.base == Base::null) fits = true;
    if (!fits)
        return refuse(to_string(wanted) + "& wanted, " + to_string(given) + " given [reference needs the same type]");
    if (!argument.lvalue && !value_allowed && !wanted.is_const) return refuse("a reference wants a variable");
    if (!wanted.is_const && argument.constant_lvalue) return refuse("a constant cannot be passed to a reference");
    return 0;
}

int Checker::match(FuncDecl const& f, Expr const& call, std::size_t first, std::string* why) const {
    auto const count = call.kids.size() - first;
    if (count < f.required() || (count > f.parameters.size() && !f.variadic)) {
        if (why != nullptr) {
            *why = "'" + f.name + "' takes " + std::to_string(f.required()) +
                   (f.variadic
                        ? " or more"
                        : (f.required() == f.parameters.size() ? "" : " to " + std::to_string(f.parameters.size()))) +
                   " arguments, not " + std::to_string(count);
        }
        return -1;
    }
    std::map<std::string, Type> bindings;
    if (!f.type_parameters.empty() && !deduce(f, call, first, bindings)) {
        if (why != nullptr) *why = "the arguments do not fit the template '" + f.name + "'";
        return -1;
    }
    int total = 0;
    for (std::size_t i = 0; i < count; ++i) {
        auto const& a = *call.kids[first + i];
        if (i >= f.parameters.size()) {
            bool const printable =
                is_opaque(a.type) || a.type.pointer ||
                (a.type.scalar() && (is_numeric(a.type) || a.type.base == Base::string || a.type.base == Base::null));
            if (!printable) {
                if (why != nullptr) *why = "'" + f.name + "' cannot take " + to_string(a.type);
                return -1;
            }
            continue;
        }
        auto const cost = argument_cost(a, *f.parameters[i], f, bindings, why);
        if (cost < 0) return -1;
        total += cost;
    }
    return total;
}

FuncDecl const* Checker::instance(FuncDecl const& f, std::map<std::string, Type> const& bindings) {
    std::string key = (f.owner != nullptr ? f.owner->name + "::" : "") + f.name + "@" + std::to_string(f.first_token);
    for (auto const& [name, type] : bindings) key += "," + to_string(type);
    auto const found = instances_.find(key);
    if (found != instances_.end()) return found->second;
    auto* made = parser_.instantiate(f, bindings);
    instantiated_.insert(made);
    auto const* const self = self_;
    signature_types(*made);
    self_ = self;
    instances_[key] = made;
    // An instance has a body but no name of its own: it is reached through the template only.
    return made;
}

void Checker::resolve(Expr& e, std::vector<FuncDecl const*> const& candidates, std::size_t first) {
    FuncDecl const* best = nullptr;
    int best_cost = 0, fitting = 0;
    bool ambiguous = false;
    std::string why;
    for (auto const* f : candidates) {
        if (f->instance) continue;
        int const cost = match(*f, e, first, &why);
        if (cost < 0) continue;
        ++fitting;
        bool const better = best == nullptr || cost < best_cost ||
                            (cost == best_cost && !best->type_parameters.empty() && f->type_parameters.empty());
        bool const worse = best != nullptr && cost == best_cost &&
                           ((best->type_parameters.empty() && !f->type_parameters.empty()) || best->owner != f->owner ||
                            best->is_const != f->is_const);
        if (!better && !worse && cost == best_cost) ambiguous = !f->builtin;
        if (!better) continue;
        ambiguous = false;
        best = f;
        best_cost = cost;
    }
    if (best == nullptr) {
        bool const arity = why.find("arguments, not") != std::string::npos;
        bool const one = candidates.size() == 1;
        int code = arity ? 199 : 166;
        if (why.find("reference needs the same type") != std::string::npos) code = 201;
        if (why.find("a reference wants a variable") != std::string::npos) code = 200;
        if (why.find("a constant cannot be passed") != std::string::npos) code = 202;
        fail(e.pos, "L25", one ? why : "no form of '" + e.text + "' takes these arguments (" + why + ")", code);
    }
    if (ambiguous) fail(e.pos, "L25", "the call of '" + e.text + "' is ambiguous", 182);
    if (best->deleted) fail(e.pos, "L25", "'" + e.text + "' is declared '= delete'", 412);
    if (fitting > 1 && best_cost > 0 && !best->builtin) {
        diagnostics_.house(e.pos, "L25", "several forms of '" + e.text + "' fit and none exactly: cast the arguments");
    }
    std::map<std::string, Type> bindings;
    if (!best->type_parameters.empty()) deduce(*best, e, first, bindings);
    if (best->owner != nullptr) access(*best->owner, best->access, best->name, e.pos);
    e.function = best;
    e.function->used = true;
    bool unknown = false;
    for (auto const& [name, type] : bindings) unknown = unknown || is_opaque(type);
    if (!best->type_parameters.empty() && !best->builtin && !unknown) e.function = instance(*best, bindings);
    for (std::size_t i = 0; i < best->parameters.size() && first + i < e.kids.size(); ++i) {
        auto& a = *e.kids[first + i];
        auto const wanted = substitute(best->parameters[i]->type, bindings);
        if (best->parameters[i]->reference) {
            if (a.variable != nullptr && !best->parameters[i]->type.is_const) a.variable->assigned = true;
            continue;
        }
        if (a.type.base == Base::null && is_numeric(wanted)) {
            diagnostics_.house(a.pos, "L12", "NULL stands where a number is meant");
        }
        narrowing(a, wanted, a.pos);
    }
    e.type = substitute(e.function->result, bindings);
    if (!e.type.pointer) e.type.is_const = false;
    e.measured = bindings.empty() ? Type{} : bindings.begin()->second;
}

}  // namespace signalos::mql5c
