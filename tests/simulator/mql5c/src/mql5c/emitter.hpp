// Writes a checked program as one C++ class over mqlrt. Call only when there are no errors.
#pragma once

#include <map>
#include <string>

#include "mql5c/ast.hpp"
#include "mql5c/preprocessor.hpp"

namespace signalos::mql5c {

class Emitter {
public:
    Emitter(Unit& unit, SourceSet const& sources, std::vector<Property> const& properties, std::string class_name)
        : unit_(unit), sources_(sources), properties_(properties), class_name_(std::move(class_name)) {}

    /// The whole C++ file, of a program in which refuse_unsupported() found nothing.
    std::string run();

private:
    // emitter.cpp
    void names();
    void structures();
    void structure(StructDecl const& s);
    void globals();
    void constructor();
    void load();
    void handlers();
    void import(FuncDecl const& f, std::string& bindings);
    void function(FuncDecl const& f);
    static std::string enum_table(EnumDecl const& e);
    std::string enum_texts() const;
    std::string type(Type const& t) const;
    std::string element(Type const& t) const;
    std::string parameter(VarDecl const& p) const;
    void line(Pos pos);

    // emitter_stmt.cpp
    void statement(Stmt const& s);
    std::string discarded(Expr const& e);
    void variable(VarDecl const& v);
    void construct(std::string const& object, StructDecl const& s, std::vector<ExprPtr> const* arguments);
    std::string initial(VarDecl const& v);
    void switch_statement(Stmt const& s);

    // emitter_expr.cpp
    std::string expr(Expr const& e);
    std::string convert(Expr const& e, Type const& to);
    std::string condition(Expr const& e);
    std::string constant(Constant const& c, Type const& t) const;
    std::string name(Expr const& e);
    std::string binary(Expr const& e);
    std::string assign(Expr const& e);
    std::string cast(Expr const& e);
    std::string call(Expr const& e);
    std::string import_argument(Expr const& e, VarDecl const& p);
    std::string argument(Expr const& e, VarDecl const& p, Type const& binding);
    std::string init_list(Expr const& e);
    std::string string_literal(std::string const& utf8) const;
    std::string printable(Expr const& e);

    Unit& unit_;
    SourceSet const& sources_;
    std::vector<Property> const& properties_;
    std::string class_name_;
    std::string out_;
    std::string statics_;
    std::string static_inits_;
    std::map<std::string, EnumDecl const*> shown_enums_;
    FuncDecl const* current_ = nullptr;
    int next_ = 0;
};

}  // namespace signalos::mql5c
