// Declarations and the frame of the emitted class.
#include "mql5c/emitter.hpp"

#include <algorithm>
#include <cctype>

#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {
namespace {

std::string clean(std::string name) {
    for (auto& c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_') c = '_';
    }
    return name;
}

std::string cpp_quote(std::string const& text) {
    std::string out = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

}  // namespace

std::string Emitter::run() {
    names();
    out_ +=
        "// Written by mql5c; the source of truth is the MQL5 file named in the #line directives.\n"
        "#include \"mqlrt/runtime.hpp\"\n\nnamespace signalos::mql {\nnamespace {\nusing namespace rt;\n\n";
    structures();
    out_ += "class " + class_name_ + " final : public rt::Runtime {\npublic:\n";
    std::string bindings;
    for (auto const& f : unit_.functions) {
        if (!f->module.empty()) import(*f, bindings);
    }
    globals();
    for (auto const& s : unit_.structs) {
        for (auto const& m : s->methods) {
            if (!s->builtin && !s->dependent && m->body) function(*m);
        }
    }
    for (auto const& f : unit_.functions) {
        if (!f->builtin && f->module.empty() && f->body && f->type_parameters.empty()) function(*f);
    }
    handlers();
    load();
    out_ += statics_;
    out_ += class_name_ + "(Host& host, ImportTable const& imports) : Runtime(host) {\n" + bindings;
    constructor();
    out_ += "}\n";
    out_ += enum_texts();
    out_ += "};\n}  // namespace\n\nstd::unique_ptr<Program> make_" + class_name_ +
            "(Host& host, ImportTable const& imports) {\n    return std::make_unique<" + class_name_ +
            ">(host, imports);\n}\n\n}  // namespace signalos::mql\n";
    return std::move(out_);
}

void Emitter::names() {
    for (auto& s : unit_.structs) {
        s->emitted = s->builtin ? "rt::" + s->name : "S_" + clean(s->name);
        for (auto& f : s->fields) {
            f->emitted = s->builtin ? f->name : "v_" + f->name;
            if (f->is_static) fail(f->pos, "L27", "static members are not supported by the emitter");
        }
        for (auto& m : s->methods) {
            if (m->is_virtual) fail(m->pos, "L27", "virtual methods are not supported by the emitter");
            if (m->destructor && !s->builtin) fail(m->pos, "L27", "destructors are not supported by the emitter");
            m->emitted = "f_" + clean(s->name) + "_" + clean(m->name) + "_" + std::to_string(next_++);
        }
    }
    for (auto& g : unit_.globals) g->emitted = "v_" + g->name;
    for (auto& f : unit_.functions) {
        f->emitted =
            f->builtin ? f->name : (f->module.empty() ? "f_" : "import_") + f->name + "_" + std::to_string(next_++);
    }
}

std::string Emitter::element(Type const& t) const {
    if (t.pointer) fail({}, "L27", "object pointers are not supported by the emitter");
    switch (t.base) {
        case Base::void_:
            return "void";
        case Base::bool_:
            return "bool";
        case Base::char_:
            return "std::int8_t";
        case Base::uchar:
            return "std::uint8_t";
        case Base::short_:
            return "std::int16_t";
        case Base::ushort:
            return "std::uint16_t";
        case Base::int_:
        case Base::enumeration:
            return "std::int32_t";
        case Base::uint:
        case Base::color:
            return "std::uint32_t";
        case Base::long_:
        case Base::datetime:
            return "std::int64_t";
        case Base::ulong:
            return "std::uint64_t";
        case Base::float_:
            return "float";
        case Base::double_:
            return "double";
        case Base::string:
            return "rt::String";
        case Base::structure:
            return t.structure->emitted;
        default:
            return "rt::Unknown";
    }
}

std::string Emitter::type(Type const& t) const {
    auto text = element(t);
    for (auto d = t.dims.rbegin(); d != t.dims.rend(); ++d) {
        text = *d == 0 ? "rt::Array<" + text + ">" : "rt::FixedArray<" + text + ", " + std::to_string(*d) + ">";
    }
    return text;
}

std::string Emitter::parameter(VarDecl const& p) const {
    if (p.type.is_array()) {
        auto inner = p.type;
        inner.dims.erase(inner.dims.begin());
        return "rt::ArrayRef<" + type(inner) + (p.type.is_const ? " const>" : ">");
    }
    auto const text = type(p.type);
    if (!p.reference) return text;
    return text + (p.type.is_const ? " const&" : "&");
}

void Emitter::line(Pos pos) {
    if (pos.line > 0) out_ += "\n#line " + std::to_string(pos.line) + " " + cpp_quote(sources_.name(pos)) + "\n";
}

void Emitter::structures() {
    for (auto const* s : unit_.struct_order) {
        if (!s->builtin && !s->dependent) structure(*s);
    }
}

void Emitter::structure(StructDecl const& s) {
    bool const packed = s.simple();
    if (packed) out_ += "#pragma pack(push, " + std::to_string(s.pack) + ")\n";
    out_ += "struct " + s.emitted + (s.base != nullptr ? " : " + s.base->emitted : "") + " {\n";
    for (auto const& f : s.fields) out_ += "    " + type(f->type) + " " + f->emitted + "{};\n";
    out_ += "};\n";
    if (packed) out_ += "#pragma pack(pop)\n";
    out_ += "\n";
}

void Emitter::globals() {
    for (auto const& g : unit_.globals) {
        if (!g->predefined) out_ += type(g->type) + " " + g->emitted + "{};\n";
    }
}

void Emitter::import(FuncDecl const& f, std::string& bindings) {
    std::string signature;
    for (auto const& p : f.parameters) {
        auto inner = p->type;
        inner.dims.clear();
        auto text = p->type.base == Base::string ? "char16_t const*" : type(inner);
        if (p->reference && p->type.base != Base::string) text += p->type.is_const ? " const*" : "*";
        signature += (signature.empty() ? "" : ", ") + text;
    }
    auto const result = f.result.base == Base::string ? "char16_t const*" : type(f.result);
    out_ += result + " (*" + f.emitted + ")(" + signature + ") = nullptr;\n";
    bindings += "bind_import(imports, " + cpp_quote(f.module) + ", " + cpp_quote(f.name) + ", " + f.emitted + ");\n";
}

void Emitter::function(FuncDecl const& f) {
    current_ = &f;
    line(f.pos);
    out_ += type(f.result) + " " + f.emitted + "(";
    bool first = true;
    if (f.owner != nullptr && !f.is_static) {
        out_ += "[[maybe_unused]] " + f.owner->emitted + (f.is_const ? " const" : "") + "& self";
        first = false;
    }
    for (auto const& p : f.parameters) {
        p->emitted = "v_" + p->name;
        out_ += (first ? "" : ", ") + std::string("[[maybe_unused]] ") + parameter(*p) + " " +
                (p->name.empty() ? "" : p->emitted);
        first = false;
    }
    out_ += ") {\n[[maybe_unused]] rt::CallGuard const guard(depth_);\n";
    if (f.constructor) {
        if (f.owner->base != nullptr && f.owner->base->has_constructor()) {
            std::vector<ExprPtr> const* arguments = nullptr;
            for (auto const& [name, list] : f.initialisers) {
                if (name == f.owner->base->name) arguments = &list;
            }
            construct("static_cast<" + f.owner->base->emitted + "&>(self)", *f.owner->base, arguments);
        }
        for (auto const& field : f.owner->fields) {
            std::vector<ExprPtr> const* arguments = nullptr;
            for (auto const& [name, list] : f.initialisers) {
                if (name == field->name) arguments = &list;
            }
            if (field->type.base == Base::structure && !field->type.is_array() &&
                field->type.structure->has_constructor()) {
                construct("self." + field->emitted, *field->type.structure, arguments);
            } else if (arguments != nullptr) {
                out_ += "self." + field->emitted + " = " + convert(*arguments->at(0), field->type) + ";\n";
            }
        }
    }
    for (auto const& s : f.body->body) statement(*s);
    if (f.result.base != Base::void_) out_ += "\nrt::unreachable();\n";
    out_ += "}\n";
    current_ = nullptr;
}

void Emitter::constructor() {
    for (auto const& g : unit_.globals) {
        if (!g->is_input) continue;
        out_ += g->emitted + " = " + convert(*g->init, g->type) + ";\n";
        std::string const label = cpp_quote(g->label), group = cpp_quote(g->input_group);
        if (g->type.base == Base::enumeration) {
            shown_enums_[g->type.enumeration->name] = g->type.enumeration;
            out_ += "add_enum_input(" + cpp_quote(g->name) + ", " + cpp_quote(g->type.enumeration->name) + ", " +
                    g->emitted + ", " + label + ", " + group + ", " + enum_table(*g->type.enumeration) + "());\n";
        } else {
            out_ += "add_input(" + cpp_quote(g->name) + ", " + cpp_quote(to_string(g->type).substr(6)) + ", " +
                    g->emitted + ", " + label + ", " + group + ");\n";
        }
    }
    for (auto const& p : properties_) out_ += "add_property(" + cpp_quote(p.name) + ", " + cpp_quote(p.value) + ");\n";
}

void Emitter::load() {
    out_ += "void initialise_globals() override {\n";
    for (auto const& g : unit_.globals) {
        if (g->predefined || g->is_input) continue;
        line(g->pos);
        if (g->init) out_ += g->emitted + " = " + initial(*g) + ";\n";
        if (g->type.base == Base::structure && !g->type.is_array() && g->type.structure->has_constructor()) {
            construct(g->emitted, *g->type.structure, nullptr);
        }
    }
    out_ += static_inits_ + "}\n";
}

void Emitter::handlers() {
    std::string flags;
    auto const add = [&](char const* name, char const* flag, std::string const& code) {
        for (auto const& f : unit_.functions) {
            if (f->builtin || f->owner != nullptr || f->name != name || !f->body) continue;
            flags += std::string("h.") + flag + " = true;\n";
            auto body = code;
            body.replace(body.find('@'), 1, f->emitted);
            if (std::string(flag) == "init" && f->result.base == Base::void_) {
                body = "InitResult on_init() override { " + f->emitted + "(); return InitResult::succeeded; }\n";
            }
            out_ += body;
            return;
        }
    };
    out_ += "\n";
    add("OnInit", "init", "InitResult on_init() override { return static_cast<InitResult>(@()); }\n");
    add("OnDeinit", "deinit",
        "void on_deinit(DeinitReason reason) override { @(static_cast<std::int32_t>(reason)); }\n");
    add("OnTick", "tick", "void on_tick() override { @(); }\n");
    add("OnTimer", "timer", "void on_timer() override { @(); }\n");
    add("OnTrade", "trade", "void on_trade() override { @(); }\n");
    add("OnTradeTransaction", "trade_transaction",
        "void on_trade_transaction(TradeTransaction const& t, TradeRequest const& q, TradeResult const& r) override {\n"
        "@(rt::to_mql(t), rt::to_mql(q), rt::to_mql(r));\n}\n");
    add("OnChartEvent", "chart_event",
        "void on_chart_event(std::int32_t id, std::int64_t l, double d, std::string const& s) override { @(id, l, d, "
        "rt::String(s)); }\n");
    add("OnBookEvent", "book_event", "void on_book_event(std::string const& s) override { @(rt::String(s)); }\n");
    add("OnStart", "start", "void on_start() override { @(); }\n");
    out_ += "Handlers handlers() const override { Handlers h;\n" + flags + "return h; }\n";
    out_ += std::string("std::string_view kind() const override { return \"") +
            (flags.find("h.start") != std::string::npos ? "script" : "expert") + "\"; }\n";
}

std::string Emitter::enum_table(EnumDecl const& e) {
    return "enum_table_" + clean(e.name);
}

std::string Emitter::enum_texts() const {
    std::string text;
    for (auto const& [name, e] : shown_enums_) {
        text += "static rt::EnumTable const& " + enum_table(*e) + "() {\nstatic rt::EnumTable const table = {";
        for (auto const& m : e->members)
            if (!m.check_only) text += "{" + cpp_quote(m.name) + ", " + std::to_string(m.value) + "}, ";
        text += "};\nreturn table;\n}\n";
    }
    return text;
}

}  // namespace signalos::mql5c
