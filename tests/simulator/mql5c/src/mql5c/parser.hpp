// Recursive-descent parser for MQL5. Type names are resolved while parsing, as the grammar needs them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mql5c/ast.hpp"
#include "mql5c/token.hpp"

namespace signalos::mql5c {

class Parser {
public:
    Parser(Unit& unit, Diagnostics& diagnostics) : unit_(unit), diagnostics_(diagnostics) {}

    /// Parses a whole file's tokens into the unit. `builtin` marks the prelude. Throws Fatal at the first syntax error.
    void parse(Tokens tokens, bool builtin, bool check_only = false);

    /// Parses a function template again with its type parameters bound; the instance joins the unit.
    FuncDecl* instantiate(FuncDecl const& function, std::map<std::string, Type> const& bindings);

    /// The instance of a class template that `type` (an instance with opaque arguments) becomes under `bindings`.
    Type rebind(Type const& type, std::map<std::string, Type> const& bindings);
    /// Binds the parameters of `wanted`, `Box<T>`, to what `given`, `Box<int>`, was made of.
    void deduce_instance(Type const& wanted, Type const& given, std::map<std::string, Type>& bindings) const;

    /// A type by its name, `Outer::Inner` included. Inside a class its own nested types are found by their short names.
    Type const* find_type(std::string const& name) const;

private:
    // tokens
    Token const& peek(std::size_t ahead = 0) const;
    bool is(std::string_view punct, std::size_t ahead = 0) const;
    bool is_word(std::string_view word, std::size_t ahead = 0) const;
    bool accept(std::string_view punct);
    bool accept_word(std::string_view word);
    void expect(std::string_view punct);
    Token next() { return tokens_[at_++]; }
    std::string expect_name(char const* what);
    [[noreturn]] void unexpected();

    // types (parser_types.cpp)
    bool type_ahead() const;
    bool declaration_ahead() const;
    Type parse_type();
    Type named_type(Token const& t);
    Type class_instance(std::string const& name, Pos pos);
    Type instance_of(std::string const& name, std::vector<Type> const& arguments);
    void outside_definitions(std::string const& full);
    void opaque_instances();
    std::size_t type_length(std::size_t ahead) const;
    void close_angle();
    void array_dims(VarDecl& variable);
    Type const& lookup_type(std::string const& name) const;
    void add_type(std::string const& name, Type type, Pos pos);

    // declarations (parser_decl.cpp, parser_struct.cpp)
    void top_level();
    void import_line();
    void input_declaration();
    void enumeration();
    void function_type();
    bool operator_name(std::string& name);
    void structure(std::vector<std::string> type_parameters);
    void skip_template_class(std::string const& name, std::vector<std::string> type_parameters, std::size_t first);
    void class_body(StructDecl& s);
    void base_class(StructDecl& s);
    void class_member(StructDecl& s, Access access);
    void constructor_member(StructDecl& s, Access access, bool is_virtual);
    void method_member(StructDecl& s, Access access, Type result, std::string name, bool is_virtual, bool is_static);
    void method_suffix(StructDecl const& s, FuncDecl& f);
    void nested_type(StructDecl& s);
    void template_method(StructDecl& s, Access access);
    void templated();
    void outside_template(std::vector<std::string> const& names, std::size_t first);
    std::vector<std::string> template_parameters();
    void global_declaration();
    void outside_method(Type result, std::string const& owner, Pos pos);
    std::unique_ptr<FuncDecl> function_rest(Type result, std::string name, Pos pos);
    void parameters(FuncDecl& f);
    void constructor_initialisers(FuncDecl& f);
    std::unique_ptr<VarDecl> declarator(Type type, bool local);
    std::vector<std::unique_ptr<VarDecl>> declarators(Type type, bool is_static, bool local);

    // statements (parser_stmt.cpp)
    StmtPtr block();
    StmtPtr statement();
    StmtPtr declaration_statement();
    StmtPtr if_statement();
    StmtPtr for_statement();
    StmtPtr switch_statement();
    StmtPtr make_stmt(StmtKind kind) const;

    // expressions (parser_expr.cpp)
    ExprPtr expression();
    ExprPtr ternary();
    ExprPtr binary(int level);
    ExprPtr unary();
    ExprPtr postfix();
    ExprPtr primary();
    ExprPtr literal();
    ExprPtr word_operator();
    void superfluous(Expr const& e, std::size_t open);
    ExprPtr name_expression();
    ExprPtr initialiser();
    ExprPtr comma_list();
    std::vector<ExprPtr> arguments();
    ExprPtr make_expr(ExprKind kind) const;

    struct ClassTemplate {
        std::vector<std::string> parameters;
        std::size_t first;
        /// Method and static member definitions behind the class: parameter names and first token.
        std::vector<std::pair<std::vector<std::string>, std::size_t>> outside;
    };
    struct Instance {
        std::string name;
        std::vector<Type> arguments;
    };

    Unit& unit_;
    Diagnostics& diagnostics_;
    Tokens tokens_;
    /// Tokens of earlier parse() calls stay where templates point; the prelude has templates without bodies only.
    std::size_t at_ = 0;
    bool builtin_ = false;
    bool check_only_ = false;
    bool parsed_ = false;
    bool dependent_ = false;
    /// The first half of a '>>' has closed the inner template arguments.
    bool half_angle_ = false;
    std::map<std::string, Type> types_;
    std::map<std::string, ClassTemplate> class_templates_;
    std::map<std::string, StructDecl*> structs_;
    std::map<std::string, Instance> instances_;
    std::set<std::string> function_templates_;
    /// The classes whose bodies are being read, innermost last.
    std::vector<StructDecl const*> class_scope_;
    std::string module_;
    std::string input_group_;
    /// Name a class template's instance takes while its tokens are parsed again.
    std::string instance_name_;
};

}  // namespace signalos::mql5c
