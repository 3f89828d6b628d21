// Gives every expression a type and every name its declaration; reports what is no valid MQL5 (errors) and what the
// house rules forbid (house findings).
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mql5c/ast.hpp"
#include "mql5c/parser.hpp"

namespace signalos::mql5c {

class Checker {
public:
    Checker(Unit& unit, Parser& parser, Diagnostics& diagnostics);

    /// Registers everything the prelude declared. Call once, after the prelude is parsed.
    void prelude();
    /// Checks what was parsed since.
    void program(bool library);

private:
    // checker_program.cpp
    void enumeration(EnumDecl& e);
    void global_head(VarDecl& v);
    void global(VarDecl& v);
    void no_interface(VarDecl const& v);
    void constant_initialiser(Expr const& e, Pos pos);
    void function_head(FuncDecl& f);
    void function_body(FuncDecl& f);
    void declare_name(std::string const& name, Pos pos, bool function);
    void resolve_dims(VarDecl& v);
    void signature_types(FuncDecl& f);

    // checker_class.cpp
    void structure(StructDecl& s);
    void hierarchy(StructDecl& s);
    void struct_bodies(StructDecl& s);
    void constructor_initialisers(FuncDecl& f);

    // checker_handlers.cpp
    void handlers(bool library);

    // checker_stmt.cpp
    void statement(Stmt& s);
    void statement_unguarded(Stmt& s);
    void local(VarDecl& v);
    void initialise(VarDecl& v);
    void init_list(Expr& list, Type const& type);
    bool copy_constructor(StructDecl const& s, Expr& from);
    void construct(Pos pos, StructDecl const& s, std::vector<ExprPtr>& arguments);
    void need_effect(Expr const& e);
    void report_early_reads();
    // checker_loop.cpp
    void loop(Stmt& s);
    void indentation(Stmt const& block);

    void condition(Expr& e);
    void switch_statement(Stmt& s);
    void return_statement(Stmt& s);
    void declare_local(VarDecl& v);
    void push_scope() { scopes_.emplace_back(); }
    void pop_scope();

    // checker_expr.cpp
    Type const& check(Expr& e);
    void name(Expr& e);
    void predefined(Expr& e);
    void member(Expr& e);
    void index(Expr& e);
    void unary(Expr& e);
    void binary(Expr& e);
    void assign(Expr& e);
    void ternary(Expr& e);
    void cast(Expr& e);
    void dispatch(Expr& e);
    bool opaque(Expr& e);
    void create(Expr& e);
    void enumerator(Expr& e);
    Type const* scope_type(std::string const& name) const;

    // checker_operator.cpp
    bool user_operator(Expr& e, std::string const& name);
    static bool constant_object(Expr const& e);
    void address(Expr& e);
    void need_lvalue(Expr const& e);
    void compare(Expr& e);
    void access(StructDecl const& s, std::string const& member, Pos pos);
    void access(StructDecl const& owner, Access level, std::string const& member, Pos pos);

    // checker_call.cpp
    void call(Expr& e);
    bool pointer_call(Expr& e);
    void scoped_call(Expr& e);
    void builtin_call(Expr& e);
    void method_call(Expr& e);

    // checker_overload.cpp
    void resolve(Expr& e, std::vector<FuncDecl const*> const& candidates, std::size_t first);
    int match(FuncDecl const& f, Expr const& call, std::size_t first, std::string* why) const;
    int argument_cost(Expr const& argument, VarDecl const& parameter, FuncDecl const& f,
                      std::map<std::string, Type> const& bindings, std::string* why) const;
    bool deduce(FuncDecl const& f, Expr const& call, std::size_t first, std::map<std::string, Type>& bindings) const;
    FuncDecl const* instance(FuncDecl const& f, std::map<std::string, Type> const& bindings);
    Type substitute(Type type, std::map<std::string, Type> const& bindings) const;
    void format_call(Expr& e);
    void house_call(Expr& e);

    // checker_convert.cpp
    /// Checks that `e` converts to `to` implicitly.
    void convert(Expr& e, Type const& to, std::string const& what);
    void selector(Expr const& e);
    void narrowing(Expr const& e, Type const& to, Pos pos);

    Unit& unit_;
    Parser& parser_;
    Diagnostics& diagnostics_;
    std::map<std::string, std::vector<FuncDecl const*>> functions_;
    std::map<std::string, VarDecl const*> globals_;
    std::map<std::string, std::pair<EnumDecl const*, std::size_t>> enumerators_;
    std::map<std::string, FuncDecl const*> instances_;
    std::set<FuncDecl const*> instantiated_;
    std::set<std::string> known_functions_;
    std::set<std::string> known_constants_;
    std::vector<std::map<std::string, VarDecl*>> scopes_;
    FuncDecl const* current_ = nullptr;
    StructDecl const* self_ = nullptr;
    int loops_ = 0;
    int switches_ = 0;
    int depth_ = 0;
    /// Reads of locals nobody has stored to yet, in the statement being checked.
    std::vector<std::pair<VarDecl const*, Pos>> early_reads_;
    std::size_t enums_done_ = 0, structs_done_ = 0, globals_done_ = 0, functions_done_ = 0;
};

/// The names of MQL5's event handlers.
std::vector<std::string> handler_names();
/// Every path through `s` returns.
bool returns(Stmt const& s);
/// Constant of a binary or unary operation, if there is one; nullopt for a division by zero.
std::optional<Constant> fold(std::string_view op, Type const& type, Constant const& a, Constant const& b);
std::optional<Constant> fold_unary(std::string_view op, Constant const& a);
Constant fold_cast(Constant value, Type const& to);

}  // namespace signalos::mql5c
