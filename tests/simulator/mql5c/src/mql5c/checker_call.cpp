// Calls: of functions, methods, function pointers and the API.
#include "mql5c/checker.hpp"
#include "mql5c/format_rules.hpp"
#include "mql5c/type_rules.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

void Checker::call(Expr& e) {
    for (auto& k : e.kids) check(*k);
    if (e.scope.empty()) {
        if (pointer_call(e)) return;
        auto const methods = self_ != nullptr ? self_->find_methods(e.text) : std::vector<FuncDecl const*>{};
        if (!methods.empty()) {
            e.implicit_this = true;
            resolve(e, methods, 0);
            if (e.function->is_static) return;
            if (current_ != nullptr && current_->is_static) {
                fail(e.pos, "L26", "a static method has no object: method '" + e.text + "'", 351);
            }
            if (current_ != nullptr && current_->is_const && !e.function->is_const) {
                fail(e.pos, "L26", "a const method calls '" + e.text + "', which is not const", 279);
            }
            return;
        }
    }
    if (!e.scope.empty() && e.scope != ":") return scoped_call(e);
    auto const found = functions_.find(e.text);
    if (found == functions_.end() || found->second.empty()) {
        if (known_functions_.count(e.text) != 0) fail(e.pos, "L27", "'" + e.text + "' is not supported by mql5c");
        bool const template_copy = current_ != nullptr && current_->dependent && e.text == current_->name;
        if (template_copy) {
            e.type = opaque_type();
            return;
        }
        fail(e.pos, is_cpp_only(e.text) ? "L01" : "L24", "'" + e.text + "' is not a known function", 256);
    }
    resolve(e, found->second, 0);
    if (e.function->builtin) builtin_call(e);
}

// A call through a variable that holds a function.
bool Checker::pointer_call(Expr& e) {
    Expr target;
    target.kind = ExprKind::name;
    target.pos = e.pos;
    target.text = e.text;
    VarDecl const* variable = nullptr;
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend() && variable == nullptr; ++scope) {
        auto const local = scope->find(e.text);
        if (local != scope->end()) variable = local->second;
    }
    if (variable == nullptr && self_ != nullptr) variable = self_->field(e.text);
    if (variable == nullptr && functions_.count(e.text) == 0) {
        auto const global = globals_.find(e.text);
        if (global != globals_.end()) variable = global->second;
    }
    if (variable == nullptr) return false;
    variable->used = true;
    if (is_opaque(variable->type)) {
        e.type = opaque_type();
        return true;
    }
    if (variable->type.base != Base::function) {
        if (functions_.count(e.text) != 0) return false;
        fail(e.pos, "L24", "'" + e.text + "' is a variable, not a function", 168);
    }
    e.variable = variable;
    resolve(e, {variable->type.prototype}, 0);
    return true;
}

// `Class::Method(…)`, `module::Function(…)`.
void Checker::scoped_call(Expr& e) {
    auto const* type = scope_type(e.scope);
    if (type != nullptr && is_opaque(*type)) {
        e.type = opaque_type();
        return;
    }
    if (type != nullptr && type->base == Base::structure) {
        auto const methods = type->structure->find_methods(e.text);
        if (methods.empty()) fail(e.pos, "L24", "'" + e.scope + "' has no method '" + e.text + "'", 256);
        resolve(e, methods, 0);
        e.implicit_this = !e.function->is_static;
        if (e.implicit_this && !derives(self_, type->structure)) {
            fail(e.pos, "L26", "'" + e.text + "' wants an object of " + e.scope, 351);
        }
        if (e.implicit_this && current_ != nullptr && current_->is_static) {
            fail(e.pos, "L26", "a static method has no object: method '" + e.text + "'", 351);
        }
        return;
    }
    std::vector<FuncDecl const*> imported;
    for (auto const& f : functions_[e.text]) {
        if (!f->module.empty() && f->module.substr(0, f->module.rfind('.')) == e.scope) imported.push_back(f);
    }
    if (imported.empty()) fail(e.pos, "L24", "'" + e.scope + "' is not declared", 256);
    resolve(e, imported, 0);
}

// What a signature cannot say about a function of the API.
void Checker::builtin_call(Expr& e) {
    auto const& n = e.text;
    for (auto const& k : e.kids) {
        if (is_opaque(k->type)) return;
    }
    if (n == "EnumToString" && e.kids[0]->type.base != Base::enumeration)
        fail(e.pos, "L26", "EnumToString wants an enumeration", 321);
    if ((n == "ArrayResize" || n == "ArrayFree" || n == "ArrayInsert" || n == "ArrayRemove") &&
        e.kids[0]->type.dims[0] != 0) {
        fail(e.pos, "L05", n + " wants a dynamic array", 142);
    }
    bool const numbers =
        n == "MathAbs" || n == "MathMax" || n == "MathMin" || n == "fabs" || n == "fmax" || n == "fmin";
    if (numbers) {
        for (auto const& k : e.kids) {
            if (!is_numeric(k->type)) fail(e.pos, "L12", n + " wants numbers, not " + to_string(k->type), 180);
        }
    }
    if (n == "CheckPointer" || n == "GetPointer") {
        auto const& t = e.kids[0]->type;
        bool const object = t.base == Base::structure && t.structure->is_class && !t.is_array();
        if (!object && t.base != Base::null) fail(e.pos, "L03", n + " wants an object of a class", 253);
        return;
    }
    if (n == "ZeroMemory" && e.kids[0]->type.base == Base::structure && e.kids[0]->type.structure->is_class) {
        fail(e.pos, "L26", "ZeroMemory wants no class object");
    }
    if ((n == "Print" || n == "Comment" || n == "Alert") && e.kids.size() > 1 && e.kids[0]->type.base != Base::string) {
        diagnostics_.house(e.pos, "L14", n + " starts with text that says what follows");
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
    if (is_opaque(object.type)) {
        e.type = opaque_type();
        e.lvalue = true;
        return;
    }
    if (object.type.base != Base::structure || object.type.is_array()) {
        fail(e.pos, "L26", to_string(object.type) + " has no method '" + e.text + "'", 280);
    }
    auto const& s = *object.type.structure;
    if (auto const* field = s.field(e.text); field != nullptr && field->type.base == Base::function) {
        access(s, e.text, e.pos);
        e.variable = field;
        return resolve(e, {field->type.prototype}, 1);
    }
    auto const methods = s.find_methods(e.text);
    if (methods.empty()) fail(e.pos, "L24", s.name + " has no method '" + e.text + "'", 256);
    resolve(e, methods, 1);
    if (constant_object(object) && !e.function->is_const && !e.function->is_static) {
        fail(e.pos, "L26", "'" + e.text + "' is not const, its object is", 279);
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
