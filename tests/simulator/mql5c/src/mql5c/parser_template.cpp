// Templates: class templates are read again for every instance, function templates for every set of types.
#include <algorithm>
#include <utility>

#include "mql5c/parser.hpp"
#include "mql5c/type_rules.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {
namespace {

// The type is the template parameter, or an instance made of it.
bool mentions(Type const& type, std::string const& parameter) {
    if (type.parameter == parameter) return true;
    if (type.structure == nullptr) return false;
    auto const& name = type.structure->name;
    for (auto at = name.find(parameter); at != std::string::npos; at = name.find(parameter, at + 1)) {
        auto const end = at + parameter.size();
        if (at > 0 && end < name.size() && (name[at - 1] == '<' || name[at - 1] == ',') &&
            (name[end] == '>' || name[end] == ',')) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::vector<std::string> Parser::template_parameters() {
    auto const start = next();
    expect("<");
    std::vector<std::string> names;
    if (is(">")) fail(start.pos, "L13", "template specialisations are C++, not MQL5");
    do {
        if (!accept_word("typename")) {
            if (is_word("class")) fail(peek().pos, "L13", "a template parameter is written 'typename T'");
            fail(peek().pos, "L13", "a template takes types only ('typename T')");
        }
        if (is("...")) fail(peek().pos, "L13", "variadic templates are C++, not MQL5");
        names.push_back(expect_name("template parameter"));
        if (is("=")) fail(peek().pos, "L13", "template parameters have no defaults in MQL5");
    } while (accept(","));
    expect(">");
    if (names.size() > 8) fail(start.pos, "L13", "a template has at most 8 parameters");
    return names;
}

void Parser::templated() {
    auto const pos = peek().pos;
    auto const names = template_parameters();
    auto const first = at_;
    for (auto const& n : names) {
        if (types_.count(n) != 0) fail(pos, "L10", "template parameter '" + n + "' hides a type");
        Type t;
        t.base = Base::parameter;
        t.parameter = n;
        types_[n] = t;
    }
    // `Type Box<T>::Name` or `Box<T>::Box`: what stands behind a class template.
    bool outside = false;
    for (std::size_t i = 0; !is("(", i) && !is(";", i) && !is("{", i) && !is("=", i) && peek(i).kind != Tok::end; ++i) {
        bool const bare =
            is("::", i) && peek(i - 1).kind == Tok::identifier && class_templates_.count(peek(i - 1).text) != 0;
        outside = outside || bare || (is("::", i) && is(">", i - 1));
    }
    if (is_word("class") || is_word("struct")) {
        structure(names);
    } else if (outside) {
        outside_template(names, first);
    } else {
        if (is_word("union") || is_word("interface") || is_word("enum") || is_word("typedef")) {
            fail(peek().pos, "L13", "templates are functions, classes and structures");
        }
        auto result = parse_type();
        auto f = function_rest(std::move(result), expect_name("function"), pos);
        f->type_parameters = names;
        f->first_token = first;
        f->dependent = true;
        for (auto const& n : names) {
            bool used = false;
            for (auto const& p : f->parameters) used = used || mentions(p->type, n);
            if (!used) fail(pos, "L13", "template parameter '" + n + "' stands in no function parameter");
        }
        unit_.functions.push_back(std::move(f));
    }
    for (auto const& n : names) types_.erase(n);
}

// Skips a definition behind a class template; every instance reads it.
void Parser::outside_template(std::vector<std::string> const& names, std::size_t first) {
    std::string name;
    while (!is("::")) {
        if (peek().kind == Tok::identifier && class_templates_.count(peek().text) != 0 && (is("<", 1) || is("::", 1)))
            name = peek().text;
        ++at_;
    }
    if (name.empty()) fail(peek().pos, "L24", "no class template of this name is known", 256);
    auto& description = class_templates_.at(name);
    if (names.size() != description.parameters.size()) fail(peek().pos, "L13", "wrong number of template parameters");
    description.outside.emplace_back(names, first);
    while (!is("{") && !is(";")) {
        if (peek().kind == Tok::end) unexpected();
        ++at_;
    }
    int depth = 0;
    do {
        if (peek().kind == Tok::end) unexpected();
        if (is("{")) ++depth;
        if (is("}")) --depth;
        ++at_;
    } while (depth > 0);
}

FuncDecl* Parser::instantiate(FuncDecl const& function, std::map<std::string, Type> const& bindings) {
    auto const back = at_;
    std::map<std::string, Type> hidden;
    for (auto const& [name, type] : bindings) {
        if (auto const old = types_.find(name); old != types_.end()) hidden.insert(*old);
        types_[name] = type;
    }
    at_ = function.first_token;
    auto const pos = peek().pos;
    FuncDecl* made = nullptr;
    auto const scope = std::exchange(class_scope_, {});
    if (function.owner != nullptr) {
        auto& s = *structs_.at(function.owner->name);
        class_scope_.push_back(&s);
        accept_word("static");
        auto result = parse_type();
        auto const count = s.methods.size();
        auto name = expect_name("method");
        method_member(s, function.access, std::move(result), name, false, function.is_static);
        made = s.methods.at(count).get();
        made->instance = true;
    } else {
        auto result = parse_type();
        unit_.functions.push_back(function_rest(std::move(result), expect_name("function"), pos));
        made = unit_.functions.back().get();
    }
    class_scope_ = scope;
    for (auto const& [name, type] : bindings) types_.erase(name);
    for (auto const& [name, type] : hidden) types_[name] = type;
    at_ = back;
    return made;
}

// The '>' that ends template arguments; of a '>>' only its half.
void Parser::close_angle() {
    if (is(">>")) {
        if (half_angle_) ++at_;
        half_angle_ = !half_angle_;
        return;
    }
    expect(">");
}

// `Name<type, …>`: parses the class template's tokens again with its parameters bound.
Type Parser::class_instance(std::string const& name, Pos pos) {
    if (!is("<")) fail(pos, "L13", "template '" + name + "' wants its type arguments");
    ++at_;
    std::vector<Type> arguments;
    do {
        if (!type_ahead() && peek().kind != Tok::identifier) {
            fail(peek().pos, "L13", "a template takes types only, not '" + peek().text + "'");
        }
        arguments.push_back(parse_type());
    } while (accept(","));
    close_angle();
    if (arguments.size() != class_templates_.at(name).parameters.size()) {
        fail(pos, "L13", "wrong number of template arguments");
    }
    return instance_of(name, arguments);
}

Type Parser::instance_of(std::string const& name, std::vector<Type> const& arguments) {
    auto const description = class_templates_.at(name);
    std::string full = name + "<";
    for (auto const& a : arguments) full += to_string(a) + ",";
    full.back() = '>';
    auto const known = types_.find(full);
    if (known != types_.end()) return known->second;
    std::map<std::string, Type> hidden;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        auto const& parameter = description.parameters[i];
        if (auto const old = types_.find(parameter); old != types_.end()) hidden.insert(*old);
        types_[parameter] = arguments[i];
    }
    auto const back = at_;
    auto const scope = std::exchange(class_scope_, {});
    bool const opaque = std::any_of(arguments.begin(), arguments.end(), is_opaque);
    bool const outer_dependent = std::exchange(dependent_, opaque);
    at_ = description.first;
    auto const outer = std::exchange(instance_name_, full);
    instances_[full] = {name, arguments};
    structure({});
    instance_name_ = outer;
    dependent_ = outer_dependent;
    at_ = back;
    class_scope_ = scope;
    for (auto const& p : description.parameters) types_.erase(p);
    for (auto const& [key, value] : hidden) types_[key] = value;
    auto const made = types_.at(full);
    if (parsed_) outside_definitions(full);
    return made;
}

Type Parser::rebind(Type const& type, std::map<std::string, Type> const& bindings) {
    auto const found = instances_.find(type.structure->name);
    if (found == instances_.end()) return type;
    auto arguments = found->second.arguments;
    for (auto& a : arguments) {
        auto const bound = bindings.find(a.parameter);
        if (is_opaque(a) && bound != bindings.end()) a = bound->second;
    }
    auto made = instance_of(found->second.name, arguments);
    made.dims = type.dims;
    made.pointer = type.pointer;
    made.is_const = type.is_const;
    return made;
}

void Parser::deduce_instance(Type const& wanted, Type const& given, std::map<std::string, Type>& bindings) const {
    if (given.structure == nullptr) return;
    auto const to = instances_.find(wanted.structure->name), from = instances_.find(given.structure->name);
    if (to == instances_.end() || from == instances_.end() || to->second.name != from->second.name) return;
    for (std::size_t i = 0; i < to->second.arguments.size(); ++i) {
        auto const& a = to->second.arguments[i];
        if (is_opaque(a)) bindings.emplace(a.parameter, from->second.arguments[i]);
    }
}

// Reads what stands behind a class template, `template<typename T> void Box<T>::Set(T v) {…}`, for one instance.
void Parser::outside_definitions(std::string const& full) {
    auto const instance = instances_.at(full);
    auto const description = class_templates_.at(instance.name);
    auto const back = at_;
    auto const scope = std::exchange(class_scope_, {});
    for (auto const& [names, first] : description.outside) {
        for (std::size_t i = 0; i < names.size(); ++i) types_[names[i]] = instance.arguments[i];
        at_ = first;
        auto const pos = peek().pos;
        // Box::Box, Box<T>::Box, Box::~Box: no result stands before the class.
        std::size_t scope_at = 1;
        while (peek().text == instance.name && !is("::", scope_at) && scope_at < 20) ++scope_at;
        bool const own = peek(scope_at + 1).text == instance.name || is("~", scope_at + 1);
        bool const constructor = peek().text == instance.name && own;
        Type result;
        if (!constructor) result = parse_type();
        expect_name("class");
        while (!is("::")) ++at_;
        outside_method(result, full, pos);
        for (auto const& n : names) types_.erase(n);
    }
    at_ = back;
    class_scope_ = scope;
}

// Templates that nobody uses are read once with opaque types, so that nonsense in them is found.
void Parser::opaque_instances() {
    for (auto const& [name, description] : class_templates_) {
        bool used = false;
        for (auto const& [full, instance] : instances_) used = used || instance.name == name;
        if (used) continue;
        std::vector<Type> arguments;
        for (auto const& p : description.parameters) {
            Type t;
            t.base = Base::parameter;
            t.parameter = p;
            arguments.push_back(t);
        }
        instance_of(name, arguments);
    }
}

// A function template inside a class.
void Parser::template_method(StructDecl& s, Access access) {
    auto const names = template_parameters();
    auto const first = at_;
    for (auto const& n : names) {
        if (types_.count(n) != 0) fail(peek().pos, "L10", "template parameter '" + n + "' hides a type");
        Type t;
        t.base = Base::parameter;
        t.parameter = n;
        types_[n] = t;
    }
    if (is_word("virtual")) fail(peek().pos, "L13", "a template method is not virtual", 365);
    if (is_word("class") || is_word("struct")) fail(peek().pos, "L13", "a class template stands at global scope");
    bool const is_static = accept_word("static");
    auto const count = s.methods.size();
    auto result = parse_type();
    std::string name;
    if (!operator_name(name)) name = expect_name("method");
    method_member(s, access, std::move(result), std::move(name), false, is_static);
    auto& f = *s.methods.at(count);
    f.type_parameters = names;
    f.first_token = first;
    for (auto const& n : names) types_.erase(n);
}

}  // namespace signalos::mql5c
