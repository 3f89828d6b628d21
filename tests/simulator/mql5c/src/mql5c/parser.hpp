// Recursive-descent parser for MQL5. Type names are resolved while parsing, as the grammar needs them.
#pragma once

#include <map>
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
    void parse(Tokens tokens, bool builtin);

    /// Parses a function template again with its type parameters bound; the instance joins the unit.
    FuncDecl* instantiate(FuncDecl const& function, std::map<std::string, Type> const& bindings);

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
    Type class_instance(std::string const& name, Pos pos);
    void array_dims(VarDecl& variable);
    Type const& lookup_type(std::string const& name) const;
    void add_type(std::string const& name, Type type, Pos pos);

    // declarations (parser_decl.cpp, parser_struct.cpp)
    void top_level();
    void import_line();
    void input_declaration();
    void enumeration();
    void structure(std::vector<std::string> type_parameters);
    void skip_template_class(std::string const& name, std::vector<std::string> type_parameters, std::size_t first);
    void class_body(StructDecl& s);
    void class_member(StructDecl& s, Access access);
    std::unique_ptr<FuncDecl> method_head(StructDecl& s, bool outside);
    void templated();
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
    ExprPtr name_expression();
    ExprPtr initialiser();
    ExprPtr comma_list();
    std::vector<ExprPtr> arguments();
    ExprPtr make_expr(ExprKind kind) const;

    struct ClassTemplate {
        std::vector<std::string> parameters;
        std::size_t first;
    };

    Unit& unit_;
    Diagnostics& diagnostics_;
    Tokens tokens_;
    /// Tokens of earlier parse() calls stay where templates point; the prelude has templates without bodies only.
    std::size_t at_ = 0;
    bool builtin_ = false;
    std::map<std::string, Type> types_;
    std::map<std::string, ClassTemplate> class_templates_;
    std::map<std::string, StructDecl*> structs_;
    std::string module_;
    std::string input_group_;
    /// Name a class template's instance takes while its tokens are parsed again.
    std::string instance_name_;
};

}  // namespace signalos::mql5c
