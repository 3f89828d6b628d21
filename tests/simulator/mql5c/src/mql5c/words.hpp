// The words of the language: MQL5's own, and those that only C++ has.
#pragma once

#include <optional>
#include <string_view>

#include "mql5c/ast.hpp"

namespace signalos::mql5c {

/// Words that are a sign of C++ (rule L01).
bool is_cpp_only(std::string_view word);
/// MQL5's reserved words: no identifier may have such a name.
bool is_reserved(std::string_view word);
/// _Symbol and the other variables MQL5 itself declares.
bool is_predefined_variable(std::string_view word);
/// Base type of a simple type's name.
std::optional<Base> simple_type(std::string_view word);
/// Spelling of a base type in MQL5.
std::string_view spell(Base base);

}  // namespace signalos::mql5c
