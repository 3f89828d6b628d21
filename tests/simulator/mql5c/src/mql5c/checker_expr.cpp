// Expressions: names, members, operators.
#include <algorithm>

#include "mql5c/checker.hpp"
#include "mql5c/type_rules.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {

Type const& Checker::check(Expr& e) {
    if (++depth_ > 400) fail(e.pos, "L00", "the expression is nested too deep");
    dispatch(e);
    --depth_;
    return e.type;
}

// A template that is checked on its own: whatever touches an opaque type is opaque, names are looked up all the same.
bool Checker::opaque(Expr& e) {
    bool const found = std::any_of(e.kids.begin(), e.kids.end(), [](ExprPtr const& k) { return is_opaque(k->type); });
    if (!found) return false;
    e.type = opaque_type();
    e.lvalue = true;
    return true;
}

void Checker::dispatch(Expr& e) {
    switch (e.kind) {
        case ExprKind::integer:
            e.value = Constant{static_cast<std::int64_t>(e.integer), 0, false};
            break;
        case ExprKind::boolean:
            e.value = Constant{static_cast<std::int64_t>(e.integer), 0, false};
            break;
        case ExprKind::real:
            e.value = Constant{0, e.real, true};
            break;
        case ExprKind::string:
        case ExprKind::null:
            break;
        case ExprKind::name:
            name(e);
            break;
        case ExprKind::member:
            member(e);
            break;
        case ExprKind::index:
            index(e);
            break;
        case ExprKind::call:
            call(e);
            break;
        case ExprKind::method:
            method_call(e);
            break;
        case ExprKind::unary:
        case ExprKind::postfix:
            unary(e);
            break;
        case ExprKind::binary:
            binary(e);
            break;
        case ExprKind::assign:
            assign(e);
            break;
        case ExprKind::ternary:
            ternary(e);
            break;
        case ExprKind::cast:
            cast(e);
            break;
        case ExprKind::init_list:
            fail(e.pos, "L01", "an initialiser list stands in a declaration only");
        case ExprKind::new_:
            create(e);
            break;
        case ExprKind::this_:
            if (self_ == nullptr) fail(e.pos, "L24", "'this' outside a method");
            if (current_ != nullptr && current_->is_static) fail(e.pos, "L26", "a static method has no object", 351);
            e.type = simple(Base::structure);
            e.type.structure = self_;
            e.lvalue = true;
            e.constant_lvalue = current_ != nullptr && current_->is_const;
            break;
        case ExprKind::typename_:
            if (!e.kids.empty()) check(*e.kids[0]);
            e.type = simple(Base::string);
            break;
        case ExprKind::dynamic_cast_: {
            auto const& from = check(*e.kids[0]);
            if (is_opaque(from) || is_opaque(e.type)) break;
            if (!from.pointer) fail(e.pos, "L03", "dynamic_cast works on pointers to classes", 384);
            break;
        }
        case ExprKind::sizeof_:
            if (!e.kids.empty()) check(*e.kids[0]);
            e.measured = e.kids.empty() ? e.type : e.kids[0]->type;
            if (is_opaque(e.measured)) {
                e.type = simple(Base::int_);
                break;
            }
            if (e.measured.base == Base::void_) fail(e.pos, "L26", "void has no size");
            // Sizes of structures are left to the C++ compiler, which lays them out.
            if (!e.measured.pointer && e.measured.base != Base::structure) {
                std::int64_t size = size_of(e.measured.base);
                for (auto const n : e.measured.dims) size *= n;
                if (size > 0) e.value = Constant{size, 0, false};
            }
            e.type = simple(Base::int_);
            break;
    }
}

void Checker::create(Expr& e) {
    diagnostics_.house(e.pos, "L03", "the house subset has no object pointers");
    if (is_opaque(e.type)) {
        for (auto& k : e.kids) check(*k);
        return;
    }
    auto const& s = *e.type.structure;
    if (!s.complete) fail(e.pos, "L24", "class '" + s.name + "' is not complete here");
    if (s.is_interface) fail(e.pos, "L07", "an interface has no objects of its own", 399);
    if (auto const* missing = s.unimplemented()) {
        fail(e.pos, "L07", "'" + s.name + "' is abstract: '" + missing->name + "' has no body", 383);
    }
    construct(e.pos, s, e.kids);
}

void Checker::predefined(Expr& e) {
    static std::map<std::string, Base> const names = {
        {"_Symbol", Base::string},      {"_Digits", Base::int_},
        {"_Point", Base::double_},      {"_LastError", Base::int_},
        {"_StopFlag", Base::bool_},     {"_UninitReason", Base::int_},
        {"__FUNCTION__", Base::string}, {"__LINE__", Base::int_},
        {"__FILE__", Base::string},     {"__MQL5BUILD__", Base::int_},
        {"__MQLBUILD__", Base::int_},   {"__DATETIME__", Base::datetime},
        {"__DATE__", Base::datetime},   {"__FUNCSIG__", Base::string},
        {"__PATH__", Base::string},     {"_IsX64", Base::bool_},
        {"_RandomSeed", Base::int_},    {"__COUNTER__", Base::int_},
        {"_AppliedTo", Base::int_},     {"__CPU_ARCHITECTURE__", Base::string}};
    if (e.text == "_Period") {
        e.type = *parser_.find_type("ENUM_TIMEFRAMES");
        e.enumerator = e.text;
        return;
    }
    auto const found = names.find(e.text);
    if (found == names.end()) {
        if (known_constants_.count(e.text) != 0) fail(e.pos, "L27", "'" + e.text + "' is not supported by mql5c");
        auto const named = functions_.find(e.text);
        if (named != functions_.end() && !named->second.empty()) {
            // A function's name alone is a value for a function pointer.
            if (named->second.size() != 1 || !named->second[0]->type_parameters.empty() || named->second[0]->builtin ||
                !named->second[0]->module.empty()) {
                fail(e.pos, "L25", "function '" + e.text + "' is named without a call");
            }
            e.type = simple(Base::function);
            e.type.prototype = named->second[0];
            return;
        }
        fail(e.pos, is_cpp_only(e.text) ? "L01" : "L24", "'" + e.text + "' is not declared", 256);
    }
    if ((e.text == "__FUNCTION__" || e.text == "__FUNCSIG__") && current_ == nullptr) {
        fail(e.pos, "L24", "'" + e.text + "' stands inside functions only", 377);
    }
    e.type = simple(found->second);
    e.enumerator = e.text;
}

void Checker::name(Expr& e) {
    if (!e.scope.empty() && e.scope != ":") {
        auto const* type = scope_type(e.scope);
        if (type == nullptr) fail(e.pos, "L24", "'" + e.scope + "' is not declared", 256);
        if (is_opaque(*type)) {
            e.type = opaque_type();
            e.lvalue = true;
            return;
        }
        if (type->base == Base::structure && enumerators_.count(e.text) != 0 &&
            enumerators_[e.text].first->owner != nullptr &&
            derives(type->structure, enumerators_[e.text].first->owner)) {
            return enumerator(e);
        }
        if (type->base == Base::structure) {
            auto const* f = type->structure->field(e.text);
            if (f == nullptr || (!f->is_static && !derives(self_, type->structure)))
                fail(e.pos, "L24", "'" + e.scope + "' has no static member '" + e.text + "'", 256);
            e.implicit_this = !f->is_static;
            access(*type->structure, e.text, e.pos);
            e.variable = f;
            e.type = f->type;
            e.lvalue = true;
            e.constant_lvalue = f->type.is_const;
            return;
        }
        if (type->base != Base::enumeration) fail(e.pos, "L24", "'" + e.scope + "' has no members", 256);
        auto const known = enumerators_.find(e.text);
        if (known == enumerators_.end() || known->second.first != type->enumeration) {
            fail(e.pos, "L24", "'" + e.text + "' is no member of " + e.scope, 256);
        }
        return enumerator(e);
    }
    if (e.scope.empty()) {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            auto const found = scope->find(e.text);
            if (found == scope->end()) continue;
            e.variable = found->second;
            break;
        }
        if (e.variable == nullptr && self_ != nullptr) {
            e.variable = self_->field(e.text);
            e.implicit_this = e.variable != nullptr;
            if (e.implicit_this) access(*self_, e.text, e.pos);
            if (e.implicit_this && !e.variable->is_static && current_ != nullptr && current_->is_static) {
                fail(e.pos, "L26", "a static method has no object: member '" + e.text + "'", 351);
            }
        }
    }
    if (e.variable == nullptr) {
        auto const found = globals_.find(e.text);
        if (found != globals_.end()) e.variable = found->second;
    }
    if (e.variable != nullptr) {
        e.variable->used = true;
        auto const& v = *e.variable;
        bool const plain = v.type.scalar() && is_numeric(v.type);
        if (plain && v.local && !v.assigned) early_reads_.emplace_back(&v, e.pos);
        e.type = e.variable->type;
        e.lvalue = true;
        bool const const_method =
            e.implicit_this && !e.variable->is_static && current_ != nullptr && current_->is_const;
        e.constant_lvalue = (e.type.is_const && !e.type.pointer) || e.variable->is_input || const_method;
        e.value = e.variable->value;
        return;
    }
    auto const member = enumerators_.find(e.text);
    if (member == enumerators_.end()) return predefined(e);
    auto const* owner = member->second.first->owner;
    if (owner != nullptr && !derives(self_, owner) && !(self_ != nullptr && self_->enclosing == owner)) {
        fail(e.pos, "L24", "'" + e.text + "' is a member of " + owner->name, 256);
    }
    enumerator(e);
}

void Checker::enumerator(Expr& e) {
    auto const& [declared, index] = enumerators_.at(e.text);
    e.type = simple(Base::enumeration);
    e.type.enumeration = declared;
    e.enumerator = e.text;
    e.value = Constant{declared->members[index].value, 0, false};
}

Type const* Checker::scope_type(std::string const& name) const {
    if (auto const* type = parser_.find_type(name)) return type;
    for (auto const* at = self_; at != nullptr; at = at->base) {
        if (auto const* type = parser_.find_type(at->name + "::" + name)) return type;
    }
    return nullptr;
}

void Checker::access(StructDecl const& s, std::string const& member, Pos pos) {
    for (auto const* at = &s; at != nullptr; at = at->base) {
        auto const found = at->access.find(member);
        if (found != at->access.end()) return access(*at, found->second, member, pos);
        if (at->base != nullptr && at->base->field(member) != nullptr) access(*at, at->base_access, member, pos);
    }
}

void Checker::access(StructDecl const& owner, Access level, std::string const& member, Pos pos) {
    bool inside = false;
    for (auto const* at = self_; at != nullptr; at = at->enclosing) {
        inside = inside || at == &owner || (level == Access::protected_ && derives(at, &owner));
    }
    if (level == Access::public_ || inside) return;
    bool const is_private = level == Access::private_;
    fail(pos, "L26", "'" + member + "' is " + (is_private ? "private" : "protected") + " in '" + owner.name + "'",
         is_private ? 211 : 204);
}

void Checker::member(Expr& e) {
    auto& object = *e.kids[0];
    check(object);
    if (opaque(e)) return;
    if (object.type.base != Base::structure || object.type.is_array()) {
        fail(e.pos, "L26", to_string(object.type) + " has no member '" + e.text + "'", 280);
    }
    auto const* f = object.type.structure->field(e.text);
    if (f == nullptr) fail(e.pos, "L24", object.type.structure->name + " has no member '" + e.text + "'", 256);
    access(*object.type.structure, e.text, e.pos);
    e.variable = f;
    e.type = f->type;
    e.lvalue = object.lvalue || object.type.pointer;
    e.constant_lvalue = constant_object(object) || (f->type.is_const && !f->type.pointer);
}

void Checker::index(Expr& e) {
    check(*e.kids[0]);
    check(*e.kids[1]);
    if (is_opaque(e.kids[0]->type) && e.kids[0]->type.is_array()) {
        e.type = e.kids[0]->type;
        e.type.dims.erase(e.type.dims.begin());
        e.lvalue = true;
        e.constant_lvalue = e.kids[0]->constant_lvalue;
        return;
    }
    if (opaque(e)) return;
    auto const& array = e.kids[0]->type;
    if (!array.is_array() && user_operator(e, "operator[]")) {
        e.lvalue = e.type.base == Base::structure;
        return;
    }
    if (!array.is_array()) fail(e.pos, "L26", to_string(array) + " is no array", 241);
    if (!is_integer(e.kids[1]->type)) fail(e.pos, "L26", "an index is an integer", 173);
    e.type = array;
    e.type.dims.erase(e.type.dims.begin());
    e.lvalue = e.kids[0]->lvalue;
    e.constant_lvalue = e.kids[0]->constant_lvalue;
    auto const& value = e.kids[1]->value;
    if (value && (value->integer < 0 || (array.dims[0] > 0 && value->integer >= array.dims[0]))) {
        fail(e.pos, "L05", "index is out of the array's range", 218);
    }
}

}  // namespace signalos::mql5c
