// Calls: which function is meant, and whether the arguments fit.
#include "mql5c/checker.hpp"
#include "mql5c/format_rules.hpp"
#include "mql5c/type_rules.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

Type Checker::substitute(Type type, std::map<std::string, Type> const& bindings) const {
    if (type.base != Base::parameter) return type;
    auto const found = bindings.find(type.parameter);
    if (found == bindings.end()) return type;
    Type result = found->second;
    result.dims = type.dims;
    if (!type.dims.empty() && found->second.is_array()) result.dims = found->second.dims;
    result.is_const = type.is_const;
    return result;
}

// References and arrays bind first, then values; two numbers of different types bind to their common type.
bool Checker::deduce(FuncDecl const& f, Expr const& call, std::size_t first,
                     std::map<std::string, Type>& bindings) const {
    for (bool references : {true, false}) {
        std::set<std::string> fixed;
        for (auto const& [name, type] : bindings) fixed.insert(name);
        for (std::size_t i = 0; i < f.parameters.size() && first + i < call.kids.size(); ++i) {
            auto const& p = *f.parameters[i];
            if (p.type.base != Base::parameter || p.reference != references) continue;
            Type argument = call.kids[first + i]->type;
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
    if (given.base == Base::void_) return refuse("a void function gives no value");
    if (!parameter.reference) {
        auto const cost = conversion_cost(given, wanted);
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
                a.type.scalar() && (is_numeric(a.type) || a.type.base == Base::string || a.type.base == Base::null);
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
    std::string key = f.name + "@" + std::to_string(f.first_token);
    for (auto const& [name, type] : bindings) key += "," + to_string(type);
    auto const found = instances_.find(key);
    if (found != instances_.end()) return found->second;
    auto* made = parser_.instantiate(f, bindings);
    signature_types(*made);
    instances_[key] = made;
    // An instance has a body but no name of its own: it is reached through the template only.
    return made;
}

void Checker::resolve(Expr& e, std::vector<FuncDecl const*> const& candidates, std::size_t first) {
    FuncDecl const* best = nullptr;
    int best_cost = 0;
    bool ambiguous = false;
    std::string why;
    for (auto const* f : candidates) {
        int const cost = match(*f, e, first, &why);
        if (cost < 0) continue;
        ambiguous = best != nullptr && cost == best_cost && !f->builtin;
        if (best == nullptr || cost < best_cost) {
            best = f;
            best_cost = cost;
        }
    }
    if (best == nullptr) {
        bool const arity = why.find("arguments, not") != std::string::npos;
        bool const one = candidates.size() == 1;
        fail(e.pos, "L25", one ? why : "no form of '" + e.text + "' takes these arguments (" + why + ")",
             arity ? 199 : 264);
    }
    if (ambiguous) fail(e.pos, "L25", "the call of '" + e.text + "' is ambiguous", 255);
    std::map<std::string, Type> bindings;
    if (!best->type_parameters.empty()) deduce(*best, e, first, bindings);
    e.function = best;
    e.function->used = true;
    if (!best->type_parameters.empty() && !best->builtin) e.function = instance(*best, bindings);
    for (std::size_t i = 0; i < best->parameters.size() && first + i < e.kids.size(); ++i) {
        auto& a = *e.kids[first + i];
        auto const wanted = substitute(best->parameters[i]->type, bindings);
        if (!best->parameters[i]->reference) narrowing(a, wanted, a.pos);
    }
    e.type = substitute(e.function->result, bindings);
    e.type.is_const = false;
    e.measured = bindings.empty() ? Type{} : bindings.begin()->second;
}

void Checker::call(Expr& e) {
    for (auto& k : e.kids) check(*k);
    if (e.scope.empty() && self_ != nullptr) {
        std::vector<FuncDecl const*> methods;
        for (auto const* at = self_; at != nullptr && methods.empty(); at = at->base) {
            for (auto const& m : at->methods) {
                if (m->name == e.text && !m->constructor) methods.push_back(m.get());
            }
        }
        if (!methods.empty()) {
            e.implicit_this = true;
            resolve(e, methods, 0);
            if (current_->is_const && !e.function->is_const && !e.function->is_static) {
                fail(e.pos, "L26", "a const method calls '" + e.text + "', which is not const");
            }
            return;
        }
    }
    if (!e.scope.empty() && e.scope != ":") {
        auto const* type = parser_.find_type(e.scope);
        if (type != nullptr && type->base == Base::structure) {
            std::vector<FuncDecl const*> methods;
            for (auto const& m : type->structure->methods) {
                if (m->name == e.text && (m->is_static || derives(self_, type->structure))) methods.push_back(m.get());
            }
            if (methods.empty()) fail(e.pos, "L24", "'" + e.scope + "' has no static method '" + e.text + "'", 256);
            access(*type->structure, e.text, e.pos);
            e.implicit_this = !methods[0]->is_static;
            return resolve(e, methods, 0);
        }
        fail(e.pos, "L24", "'" + e.scope + "' is not declared", 256);
    }
    auto const found = functions_.find(e.text);
    if (found == functions_.end() || found->second.empty()) {
        if (known_functions_.count(e.text) != 0) fail(e.pos, "L27", "'" + e.text + "' is not supported by mql5c");
        fail(e.pos, is_cpp_only(e.text) ? "L01" : "L24", "'" + e.text + "' is not a known function", 256);
    }
    resolve(e, found->second, 0);
    auto const& n = e.text;
    if (!e.function->builtin) return;
    if (n == "EnumToString" && e.kids[0]->type.base != Base::enumeration)
        fail(e.pos, "L26", "EnumToString wants an enumeration");
    if ((n == "ArrayResize" || n == "ArrayFree" || n == "ArrayInsert" || n == "ArrayRemove") &&
        e.kids[0]->type.dims[0] != 0) {
        fail(e.pos, "L05", n + " wants a dynamic array", 189);
    }
    bool const numbers =
        n == "MathAbs" || n == "MathMax" || n == "MathMin" || n == "fabs" || n == "fmax" || n == "fmin";
    if (numbers) {
        for (auto const& k : e.kids) {
            if (!is_numeric(k->type)) fail(e.pos, "L12", n + " wants numbers, not " + to_string(k->type), 180);
        }
    }
    if (n == "ZeroMemory" && e.kids[0]->type.base == Base::structure && e.kids[0]->type.structure->is_class) {
        fail(e.pos, "L26", "ZeroMemory wants no class object");
    }
    if (n == "StringFormat" || n == "PrintFormat" || n == "printf") format_call(e);
    if ((n == "StringToCharArray" || n == "CharArrayToString") && e.kids.size() != (n[0] == 'S' ? 5U : 4U)) {
        diagnostics_.house(e.pos, "L17", n + " names its code page: CP_UTF8");
    }
    static std::set<std::string> const forbidden = {"MessageBox", "WebRequest", "TerminalClose", "SendMail", "SendFTP"};
    if (forbidden.count(n) != 0) diagnostics_.house(e.pos, "L15", n + " is not for this expert");
    if (n == "Sleep" && (!e.kids[0]->value || e.kids[0]->value->integer > 50)) {
        diagnostics_.house(e.pos, "L15", "Sleep takes a constant of at most 50 ms");
    }
}

void Checker::method_call(Expr& e) {
    for (auto& k : e.kids) check(*k);
    auto const& object = *e.kids[0];
    if (object.type.base != Base::structure || object.type.is_array()) {
        fail(e.pos, "L26", to_string(object.type) + " has no method '" + e.text + "'", 256);
    }
    std::vector<FuncDecl const*> methods;
    for (auto const* at = object.type.structure; at != nullptr && methods.empty(); at = at->base) {
        for (auto const& m : at->methods) {
            if (m->name == e.text && !m->constructor) methods.push_back(m.get());
        }
    }
    if (methods.empty()) fail(e.pos, "L24", object.type.structure->name + " has no method '" + e.text + "'", 256);
    access(*object.type.structure, e.text, e.pos);
    resolve(e, methods, 1);
    if (object.constant_lvalue && !e.function->is_const && !e.function->is_static) {
        fail(e.pos, "L26", "'" + e.text + "' is not const, its object is");
    }
}

void Checker::format_call(Expr& e) {
    if (e.kids[0]->kind != ExprKind::string) {
        diagnostics_.house(e.pos, "L14", "a format is a literal, so that its arguments can be checked");
        return;
    }
    std::vector<Type> types;
    for (std::size_t i = 1; i < e.kids.size(); ++i) types.push_back(e.kids[i]->type);
    auto const complaint = check_format(e.kids[0]->text, types);
    if (!complaint.empty()) diagnostics_.house(e.pos, "L14", complaint);
}

void Checker::house_call(Expr& e) {
    static std::set<std::string> const results = {"OrderSend",
                                                  "OrderSendAsync",
                                                  "OrderCheck",
                                                  "ArrayResize",
                                                  "FileOpen",
                                                  "CopyRates",
                                                  "SymbolInfoTick",
                                                  "OrderCalcProfit",
                                                  "OrderCalcMargin",
                                                  "PositionSelectByTicket",
                                                  "HistoryDealSelect",
                                                  "HistoryOrderSelect",
                                                  "GlobalVariableSetOnCondition",
                                                  "EventSetMillisecondTimer"};
    if (e.function != nullptr && e.function->builtin && results.count(e.text) != 0) {
        diagnostics_.house(e.pos, "L16", "the result of " + e.text + " is looked at", 83);
    }
}

}  // namespace signalos::mql5c
