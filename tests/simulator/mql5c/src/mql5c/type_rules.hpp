// Rules between types: names, promotion, implicit conversion.
#pragma once

#include <string>

#include "mql5c/ast.hpp"

namespace signalos::mql5c {

std::string to_string(Type const& type);
bool is_integer(Type const& type);  // bool, characters, integers, datetime, color, enumerations
bool is_real(Type const& type);
bool is_numeric(Type const& type);
bool is_unsigned(Type const& type);
int size_of(Base base);  // bytes of a simple type
bool same_type(Type const& a, Type const& b);
/// `derived` is `base` or inherits from it.
bool derives(StructDecl const* derived, StructDecl const* base);
/// Type of an arithmetic expression over both.
Type arithmetic(Type const& a, Type const& b);
Type simple(Base base);
/// A template's parameter, or an array of it: its type is not known yet.
bool is_opaque(Type const& type);
Type opaque_type();
/// Two functions that a function pointer may exchange.
bool same_signature(FuncDecl const& a, FuncDecl const& b);

/// Cost of the implicit conversion: 0 same, 1 widening, 2 to real or other sign, 3 narrowing, 4 real to integer or
/// number to enumeration, 5 down a pointer's inheritance; -1 impossible.
int conversion_cost(Type const& from, Type const& to);

}  // namespace signalos::mql5c
