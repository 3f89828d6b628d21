#include "mql5c/words.hpp"

#include <map>
#include <set>

namespace signalos::mql5c {
namespace {

std::map<std::string_view, Base> const types = {
    {"void", Base::void_},    {"bool", Base::bool_},        {"char", Base::char_},   {"uchar", Base::uchar},
    {"short", Base::short_},  {"ushort", Base::ushort},     {"int", Base::int_},     {"uint", Base::uint},
    {"long", Base::long_},    {"ulong", Base::ulong},       {"float", Base::float_}, {"double", Base::double_},
    {"string", Base::string}, {"datetime", Base::datetime}, {"color", Base::color}};

}  // namespace

bool is_cpp_only(std::string_view word) {
    static std::set<std::string_view> const words = {"auto",
                                                     "decltype",
                                                     "nullptr",
                                                     "try",
                                                     "catch",
                                                     "throw",
                                                     "goto",
                                                     "asm",
                                                     "constexpr",
                                                     "consteval",
                                                     "constinit",
                                                     "static_assert",
                                                     "noexcept",
                                                     "explicit",
                                                     "friend",
                                                     "using",
                                                     "typeid",
                                                     "static_cast",
                                                     "reinterpret_cast",
                                                     "const_cast",
                                                     "unsigned",
                                                     "signed",
                                                     "size_t",
                                                     "int8_t",
                                                     "int16_t",
                                                     "int32_t",
                                                     "int64_t",
                                                     "uint8_t",
                                                     "uint16_t",
                                                     "uint32_t",
                                                     "uint64_t",
                                                     "wchar_t",
                                                     "char8_t",
                                                     "char16_t",
                                                     "char32_t",
                                                     "alignas",
                                                     "alignof",
                                                     "thread_local",
                                                     "mutable",
                                                     "volatile",
                                                     "register",
                                                     "co_await",
                                                     "co_yield",
                                                     "co_return",
                                                     "concept",
                                                     "requires",
                                                     "std",
                                                     "inline",
                                                     "and",
                                                     "or",
                                                     "not",
                                                     "xor",
                                                     "bitand",
                                                     "bitor",
                                                     "compl",
                                                     "and_eq",
                                                     "or_eq",
                                                     "xor_eq",
                                                     "not_eq",
                                                     "ptrdiff_t",
                                                     "uintptr_t",
                                                     "intptr_t",
                                                     "ssize_t",
                                                     "__cplusplus",
                                                     "NULLPTR",
                                                     "typeof",
                                                     "__attribute__",
                                                     "__declspec",
                                                     "__int64"};
    return words.count(word) != 0;
}

bool is_reserved(std::string_view word) {
    static std::set<std::string_view> const words = {
        "break",        "case",      "class",    "const",    "continue", "default", "delete",    "do",
        "dynamic_cast", "else",      "enum",     "export",   "extern",   "false",   "for",       "if",
        "input",        "interface", "new",      "operator", "pack",     "private", "protected", "public",
        "return",       "sinput",    "sizeof",   "static",   "struct",   "switch",  "template",  "this",
        "true",         "typedef",   "typename", "union",    "virtual",  "while",   "namespace", "group"};
    return words.count(word) != 0 || types.count(word) != 0 || is_cpp_only(word);
}

bool is_predefined_variable(std::string_view word) {
    static std::set<std::string_view> const words = {"_AppliedTo",    "_Digits",  "_IsX64",      "_LastError",
                                                     "_Period",       "_Point",   "_RandomSeed", "_Symbol",
                                                     "_UninitReason", "_StopFlag"};
    return words.count(word) != 0;
}

std::optional<Base> simple_type(std::string_view word) {
    auto const found = types.find(word);
    if (found == types.end()) return std::nullopt;
    return found->second;
}

std::string_view spell(Base base) {
    for (auto const& [name, value] : types) {
        if (value == base) return name;
    }
    return base == Base::null ? "NULL" : "?";
}

}  // namespace signalos::mql5c
