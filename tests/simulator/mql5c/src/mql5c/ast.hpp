// The tree the parser builds and the checker completes (types, symbols, constants), from which the emitter writes C++.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mql5c/token.hpp"

namespace signalos::mql5c {

struct EnumDecl;
struct StructDecl;
struct FuncDecl;
struct VarDecl;
struct Expr;
struct Stmt;
using ExprPtr = std::unique_ptr<Expr>;
using StmtPtr = std::unique_ptr<Stmt>;

enum class Base {
    none,
    void_,
    bool_,
    char_,
    uchar,
    short_,
    ushort,
    int_,
    uint,
    long_,
    ulong,
    float_,
    double_,
    string,
    datetime,
    color,
    enumeration,
    structure,
    /// A template's type parameter while the template itself is checked: stands for any type.
    parameter,
    /// A pointer to a function of the type `prototype` (typedef).
    function,
    null
};

struct Type {
    Base base = Base::none;
    EnumDecl const* enumeration = nullptr;
    StructDecl const* structure = nullptr;
    FuncDecl const* prototype = nullptr;
    /// Name of a template's type parameter (base == parameter).
    std::string parameter;
    bool pointer = false;
    bool is_const = false;
    /// Array dimensions; 0 = dynamic (only the first can be). Empty = no array.
    std::vector<std::int64_t> dims;

    bool is_array() const { return !dims.empty(); }
    bool scalar() const { return dims.empty() && !pointer; }
};

enum class ExprKind {
    integer,
    real,
    string,
    boolean,
    null,
    name,
    member,
    index,
    call,
    unary,
    postfix,
    binary,
    assign,
    ternary,
    cast,
    init_list,
    sizeof_,
    this_,
    new_,
    method,
    typename_,
    dynamic_cast_
};

/// A constant value: integers (also bool, enum, datetime, color), reals, or text.
struct Constant {
    std::int64_t integer = 0;
    double real = 0;
    bool is_real = false;
};

struct Expr {
    ExprKind kind = ExprKind::integer;
    Pos pos;
    /// Operator, name or text literal.
    std::string text;
    /// `a::b` names: the part before; "::" alone gives ":".
    std::string scope;
    std::uint64_t integer = 0;
    double real = 0;
    std::vector<ExprPtr> kids;
    /// Written type: literals, casts, sizeof(type), new.
    Type type;
    std::vector<ExprPtr> dim_exprs;
    /// `f<int>(x)`: the written template arguments.
    std::vector<Type> template_arguments;

    /// sizeof: what is measured.
    Type measured;

    // Filled by the checker.
    bool lvalue = false;
    bool constant_lvalue = false;
    VarDecl const* variable = nullptr;
    FuncDecl const* function = nullptr;
    std::optional<Constant> value;
    /// `name` that stands for an enumerator or a predefined constant.
    std::string enumerator;
    /// A field or method reached without naming its object.
    bool implicit_this = false;
    /// The expression stands in parentheses (an assignment in a condition is then meant).
    bool parenthesised = false;
};

enum class StmtKind {
    block,
    expression,
    declaration,
    if_,
    for_,
    while_,
    do_,
    switch_,
    case_,
    default_,
    break_,
    continue_,
    return_,
    empty,
    delete_
};

struct Stmt {
    StmtKind kind = StmtKind::empty;
    Pos pos;
    std::size_t column = 0;
    ExprPtr expr;
    ExprPtr step;
    StmtPtr init;
    std::vector<StmtPtr> body;
    std::vector<std::unique_ptr<VarDecl>> variables;
};

struct VarDecl {
    Pos pos;
    std::string name;
    Type type;
    std::vector<ExprPtr> dim_exprs;
    ExprPtr init;
    /// Constructor arguments `C x(1,2)`.
    std::vector<ExprPtr> arguments;
    bool has_arguments = false;
    bool reference = false;
    bool is_static = false;
    bool is_input = false;
    std::string input_group;
    std::string label;
    /// A static member that has its definition behind the class.
    bool defined = false;
    /// The compiler knows the name, the runtime does not have it: --check accepts, the emitter refuses.
    bool check_only = false;
    // Filled by the checker.
    bool global = false;
    bool predefined = false;
    StructDecl const* owner = nullptr;
    std::optional<Constant> value;
    mutable bool used = false;
    /// A value has been stored, or a reference has been handed out.
    mutable bool assigned = false;
    /// A variable of a function, neither static nor a parameter.
    bool local = false;
    bool parameter = false;
    /// C++ name, made unique by the emitter for hoisted statics.
    std::string emitted;
};

struct Enumerator {
    std::string name;
    ExprPtr expr;
    std::int64_t value = 0;
    Pos pos;
    bool check_only = false;
};

struct EnumDecl {
    Pos pos;
    std::string name;
    std::vector<Enumerator> members;
    bool builtin = false;
    /// The class the enumeration is declared in.
    StructDecl const* owner = nullptr;
};

enum class Access { public_, protected_, private_ };

struct FuncDecl {
    Pos pos;
    std::string name;
    Type result;
    std::vector<std::unique_ptr<VarDecl>> parameters;
    StmtPtr body;
    StructDecl const* owner = nullptr;
    Access access = Access::public_;
    std::string module;
    bool builtin = false;
    bool variadic = false;
    bool is_const = false;
    bool is_virtual = false;
    /// A virtual method without a body (`= 0`, or a member of an interface).
    bool pure = false;
    bool is_static = false;
    bool is_override = false;
    bool is_final = false;
    /// `= delete`: declared so that nobody calls it.
    bool deleted = false;
    bool constructor = false;
    bool destructor = false;
    /// See VarDecl.
    bool check_only = false;
    /// A template checked on its own, with opaque types: never emitted.
    bool dependent = false;
    std::vector<std::pair<std::string, std::vector<ExprPtr>>> initialisers;
    // Templates: parameter names, and where the declaration's tokens stand.
    std::vector<std::string> type_parameters;
    std::size_t first_token = 0;
    /// Made from a template method: reached through the template only.
    bool instance = false;
    std::string emitted;
    mutable bool used = false;
    std::size_t required() const;
};

struct StructDecl {
    Pos pos;
    std::string name;
    bool is_class = false;
    bool is_interface = false;
    bool is_union = false;
    bool is_final = false;
    bool builtin = false;
    bool check_only = false;
    bool dependent = false;
    bool complete = false;
    int pack = 1;
    StructDecl const* base = nullptr;
    /// At most this open is what comes from the base.
    Access base_access = Access::public_;
    /// The class this type is declared in.
    StructDecl const* enclosing = nullptr;
    std::vector<std::unique_ptr<VarDecl>> fields;
    std::vector<std::unique_ptr<FuncDecl>> methods;
    /// Of the fields; a method knows its own.
    std::map<std::string, Access> access;
    std::string emitted;

    VarDecl const* field(std::string const& wanted) const;
    /// Methods of that name in the nearest class that has any.
    std::vector<FuncDecl const*> find_methods(std::string const& wanted) const;
    /// The first pure virtual method that no class down to this one overrides.
    FuncDecl const* unimplemented() const;
    bool has_constructor() const;
    /// No string, dynamic array or object inside: may cross #import and be zeroed byte by byte.
    bool simple() const;
};

/// What a whole program declares, in order.
struct Unit {
    std::vector<std::unique_ptr<EnumDecl>> enums;
    std::vector<std::unique_ptr<StructDecl>> structs;
    /// Types in the order of declaration, for the emitter.
    std::vector<StructDecl const*> struct_order;
    std::vector<std::unique_ptr<VarDecl>> globals;
    std::vector<std::unique_ptr<FuncDecl>> functions;
    /// Function types named by typedef.
    std::vector<std::unique_ptr<FuncDecl>> prototypes;
};

}  // namespace signalos::mql5c
