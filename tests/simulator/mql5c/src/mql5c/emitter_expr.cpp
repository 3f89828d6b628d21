#include <cstdio>

#include "mql5c/emitter.hpp"
#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {

std::string Emitter::constant(Constant const& c, Type const& t) const {
    auto const cpp = element(t);
    if (is_real(t)) {
        char text[64];
        std::snprintf(text, sizeof text, "%.17g", c.is_real ? c.real : static_cast<double>(c.integer));
        return cpp + "(" + text + ")";
    }
    auto const v = c.is_real ? static_cast<std::int64_t>(c.real) : c.integer;
    if (t.base == Base::ulong) return cpp + "(" + std::to_string(static_cast<std::uint64_t>(v)) + "ULL)";
    if (v == INT64_MIN) return cpp + "(-9223372036854775807LL - 1)";
    return cpp + "(" + std::to_string(v) + "LL)";
}

std::string Emitter::string_literal(std::string const& utf8) const {
    std::string text = "rt::String(std::string_view(\"";
    for (unsigned char c : utf8) {
        char octal[8];
        if (c >= 32 && c < 127 && c != '"' && c != '\\' && c != '?') {
            text += static_cast<char>(c);
        } else {
            std::snprintf(octal, sizeof octal, "\\%03o", static_cast<unsigned>(c));
            text += octal;
        }
    }
    return text + "\", " + std::to_string(utf8.size()) + "))";
}

std::string Emitter::convert(Expr const& e, Type const& to) {
    if (e.type.base == Base::null) return type(to) + "{}";
    if (to.base == Base::string && to.scalar() && is_numeric(e.type)) return "rt::text(" + printable(e) + ")";
    if (same_type(e.type, to) || !is_numeric(to)) return expr(e);
    if (e.value) return constant(*e.value, to);
    return "rt::to<" + element(to) + ">(" + expr(e) + ")";
}

std::string Emitter::condition(Expr const& e) {
    return "rt::to<bool>(" + expr(e) + ")";
}

std::string Emitter::name(Expr const& e) {
    if (e.variable != nullptr) return (e.implicit_this ? "self." : "") + e.variable->emitted;
    auto const& n = e.enumerator;
    if (n == "_Symbol") return "Symbol()";
    if (n == "_Period") return "Period()";
    if (n == "_Digits") return "Digits()";
    if (n == "_Point") return "Point()";
    if (n == "_LastError") return "GetLastError()";
    if (n == "_StopFlag") return "IsStopped()";
    if (n == "_UninitReason") return "UninitializeReason()";
    if (n == "__LINE__") return "std::int32_t(" + std::to_string(e.pos.line) + ")";
    if (n == "__FUNCTION__" || n == "__FUNCSIG__") return string_literal(current_ != nullptr ? current_->name : "");
    if (n == "__FILE__" || n == "__PATH__") {
        auto const& path = sources_.name(e.pos);
        return string_literal(path.substr(path.find_last_of('/') + 1));
    }
    if (n == "__MQL5BUILD__" || n == "__MQLBUILD__") return "std::int32_t(5000)";
    return "std::int64_t(0)";
}

std::string Emitter::binary(Expr const& e) {
    auto const &a = *e.kids[0], &b = *e.kids[1];
    auto const& op = e.text;
    if (op == ",") {
        std::string text;
        for (auto const& k : e.kids)
            text += (text.empty() ? "static_cast<void>(" : ", static_cast<void>(") + expr(*k) + ")";
        return "(" + text + ")";
    }
    if (op == "&&" || op == "||") return "(" + condition(a) + " " + op + " " + condition(b) + ")";
    bool const compare = e.type.base == Base::bool_ && op != "&" && op != "|" && op != "^";
    if (a.type.base == Base::string || b.type.base == Base::string) {
        auto const text = simple(Base::string);
        if (a.type.base == Base::null || b.type.base == Base::null) {
            auto const& s = a.type.base == Base::null ? b : a;
            return "(" + std::string(op == "!=" ? "!" : "") + expr(s) + ".is_null())";
        }
        return "(" + convert(a, text) + " " + op + " " + convert(b, text) + ")";
    }
    auto const common = compare ? arithmetic(a.type, b.type) : e.type;
    if (op == "/" || op == "%")
        return std::string(op == "/" ? "rt::divide(" : "rt::modulo(") + convert(a, common) + ", " + convert(b, common) +
               ")";
    if (op == "<<" || op == ">>")
        return std::string(op == "<<" ? "rt::shift_left(" : "rt::shift_right(") + convert(a, common) + ", " + expr(b) +
               ")";
    return "(" + convert(a, common) + " " + op + " " + convert(b, common) + ")";
}

std::string Emitter::assign(Expr const& e) {
    auto const &to = *e.kids[0], &from = *e.kids[1];
    if (e.text == "=") return "(" + expr(to) + " = " + convert(from, to.type) + ")";
    if (to.type.base == Base::string) return "(" + expr(to) + " += " + convert(from, to.type) + ")";
    auto const op = e.text.substr(0, e.text.size() - 1);
    auto const code = op == "<<" ? "<" : (op == ">>" ? ">" : op);
    return "rt::assign<'" + code + "'>(" + expr(to) + ", " + expr(from) + ")";
}

std::string Emitter::cast(Expr const& e) {
    auto const& x = *e.kids[0];
    if (e.type.base == Base::string)
        return x.type.base == Base::string || x.type.base == Base::null ? convert(x, e.type)
                                                                        : "rt::text(" + printable(x) + ")";
    if (x.type.base == Base::string) return "rt::parse<" + element(e.type) + ">(" + expr(x) + ")";
    return convert(x, e.type);
}

// What Print and string conversion need: the value and, where C++ lost it, its MQL5 type.
std::string Emitter::printable(Expr const& e) {
    if (e.type.base == Base::null) return "rt::String{}";
    if (e.type.base == Base::datetime) return "rt::DateTime{" + expr(e) + "}";
    if (e.type.base == Base::color) return "rt::Color{" + expr(e) + "}";
    return expr(e);
}

std::string Emitter::argument(Expr const& e, VarDecl const& p, Type const& binding) {
    if (p.type.base == Base::parameter && binding.base != Base::none)
        return p.reference ? expr(e) : convert(e, binding);
    if (p.type.is_array()) return expr(e);
    if (p.reference && e.lvalue && same_type(e.type, p.type)) return expr(e);
    if (p.type.base == Base::structure) return expr(e);
    return convert(e, p.type);
}

std::string Emitter::import_argument(Expr const& e, VarDecl const& p) {
    if (p.type.is_array()) return "rt::import_data(" + expr(e) + ")";
    if (p.type.base == Base::string) return "rt::import_text(" + convert(e, p.type) + ").c_str()";
    if (p.reference) return "&(" + expr(e) + ")";
    return convert(e, p.type);
}

std::string Emitter::call(Expr const& e) {
    auto const& f = *e.function;
    std::size_t const first = e.kind == ExprKind::method ? 1 : 0;
    if (f.builtin && f.name == "EnumToString") {
        shown_enums_[e.kids[0]->type.enumeration->name] = e.kids[0]->type.enumeration;
        return "rt::enum_to_string(" + enum_table(*e.kids[0]->type.enumeration) + "(), " + expr(*e.kids[0]) + ")";
    }
    std::string list;
    auto const add = [&](std::string const& text) { list += (list.empty() ? "" : ", ") + text; };
    if (f.owner != nullptr && !f.is_static) add(first == 1 ? expr(*e.kids[0]) : "self");
    for (std::size_t i = 0; i < f.parameters.size(); ++i) {
        auto const& p = *f.parameters[i];
        bool const given = first + i < e.kids.size();
        Expr const& a = given ? *e.kids[first + i] : *p.init;
        add(f.module.empty() ? argument(a, p, e.measured) : import_argument(a, p));
    }
    for (auto i = first + f.parameters.size(); i < e.kids.size(); ++i) add(printable(*e.kids[i]));
    auto text = f.emitted + "(" + list + ")";
    if (!f.module.empty() && f.result.base == Base::string) text = "rt::String(" + text + ")";
    return text;
}

std::string Emitter::init_list(Expr const& e) {
    // A dynamic array takes an initializer_list; a fixed one is an aggregate around a C array.
    if (e.kids.empty()) return "{}";
    std::string list;
    auto element_type = e.type;
    bool const array = e.type.is_array();
    if (array) element_type.dims.erase(element_type.dims.begin());
    std::vector<VarDecl const*> fields;
    if (!array) {
        for (auto const& f : e.type.structure->fields) fields.push_back(f.get());
    }
    for (std::size_t i = 0; i < e.kids.size(); ++i) {
        auto const& wanted = array ? element_type : fields[i]->type;
        list += (i == 0 ? "" : ", ") + (e.kids[i]->kind == ExprKind::init_list ? type(wanted) + init_list(*e.kids[i])
                                                                               : convert(*e.kids[i], wanted));
    }
    return array && e.type.dims[0] != 0 ? "{{" + list + "}}" : "{" + list + "}";
}

std::string Emitter::expr(Expr const& e) {
    if (e.value && e.kind != ExprKind::assign && is_numeric(e.type)) return constant(*e.value, e.type);
    switch (e.kind) {
        case ExprKind::string:
            return string_literal(e.text);
        case ExprKind::null:
            return "rt::String{}";
        case ExprKind::name:
            return name(e);
        case ExprKind::member:
            return expr(*e.kids[0]) + "." + e.variable->emitted;
        case ExprKind::index:
            return expr(*e.kids[0]) + "[rt::to<std::int64_t>(" + expr(*e.kids[1]) + ")]";
        case ExprKind::call:
        case ExprKind::method:
            return call(e);
        case ExprKind::unary:
            if (e.text == "++" || e.text == "--") return "(" + e.text + expr(*e.kids[0]) + ")";
            if (e.text == "!") return "(!" + condition(*e.kids[0]) + ")";
            return "(" + e.text + convert(*e.kids[0], e.type) + ")";
        case ExprKind::postfix:
            return "(" + expr(*e.kids[0]) + e.text + ")";
        case ExprKind::binary:
            return binary(e);
        case ExprKind::assign:
            return assign(e);
        case ExprKind::ternary:
            return "(" + condition(*e.kids[0]) + " ? " + convert(*e.kids[1], e.type) + " : " +
                   convert(*e.kids[2], e.type) + ")";
        case ExprKind::cast:
            return cast(e);
        case ExprKind::sizeof_:
            return "std::int32_t(sizeof(" + type(e.measured) + "))";
        case ExprKind::this_:
            return "self";
        default:
            fail(e.pos, "L27", "this expression is not supported by the emitter");
    }
}

}  // namespace signalos::mql5c
