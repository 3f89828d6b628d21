// Which functions change something that others can see.
#pragma once

#include <map>
#include <set>

#include "mql5c/ast.hpp"

namespace signalos::mql5c {

/// Answers, for checked functions, whether a call may change a global, a static, a member, or the terminal's state.
class Effects {
public:
    /// `e` contains such a call, or changes a variable itself.
    bool changes(Expr const& e);

private:
    bool function(FuncDecl const& f);
    bool body(Stmt const& s);
    bool expression(Expr const& e, bool inside);
    std::map<FuncDecl const*, bool> known_;
    std::set<FuncDecl const*> open_;
};

}  // namespace signalos::mql5c
