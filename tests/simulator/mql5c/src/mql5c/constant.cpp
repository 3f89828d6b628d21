// Constant folding.
#include <cmath>

#include "mql5c/checker.hpp"
#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {
namespace {

double real_of(Constant const& c) {
    return c.is_real ? c.real : static_cast<double>(c.integer);
}
Constant integer_constant(std::int64_t v) {
    return {v, 0, false};
}
Constant real_constant(double v) {
    return {0, v, true};
}

std::optional<Constant> fold_real(std::string_view op, double a, double b) {
    if (op == "+") return real_constant(a + b);
    if (op == "-") return real_constant(a - b);
    if (op == "*") return real_constant(a * b);
    if (op == "/" && b != 0) return real_constant(a / b);
    return std::nullopt;
}

std::optional<Constant> fold_compare(std::string_view op, double a, double b) {
    if (op == "==") return integer_constant(a == b);
    if (op == "!=") return integer_constant(a != b);
    if (op == "<") return integer_constant(a < b);
    if (op == ">") return integer_constant(a > b);
    if (op == "<=") return integer_constant(a <= b);
    if (op == ">=") return integer_constant(a >= b);
    return std::nullopt;
}

}  // namespace

std::optional<Constant> fold(std::string_view op, Type const& type, Constant const& a, Constant const& b) {
    if (auto c = fold_compare(op, real_of(a), real_of(b))) return c;
    if (is_real(type)) return fold_real(op, real_of(a), real_of(b));
    auto const x = static_cast<std::uint64_t>(a.integer), y = static_cast<std::uint64_t>(b.integer);
    auto const wrap = [](std::uint64_t v) { return integer_constant(static_cast<std::int64_t>(v)); };
    std::optional<Constant> result;
    if (op == "+") result = wrap(x + y);
    if (op == "-") result = wrap(x - y);
    if (op == "*") result = wrap(x * y);
    if (op == "&") result = wrap(x & y);
    if (op == "|") result = wrap(x | y);
    if (op == "^") result = wrap(x ^ y);
    // Like the running program: the count modulo the width.
    auto const count = y & static_cast<std::uint64_t>(size_of(type.base) * 8 - 1);
    if (op == "<<") result = wrap(x << count);
    if (op == ">>") result = is_unsigned(type) ? wrap(x >> count) : integer_constant(a.integer >> count);
    if ((op == "/" || op == "%") && y != 0 && b.integer != -1) {
        result = integer_constant(op == "/" ? a.integer / b.integer : a.integer % b.integer);
    }
    if (op == "&&") result = integer_constant(x != 0 && y != 0);
    if (op == "||") result = integer_constant(x != 0 || y != 0);
    if (result) result = fold_cast(*result, type);
    return result;
}

std::optional<Constant> fold_unary(std::string_view op, Constant const& a) {
    if (op == "-") {
        return a.is_real ? real_constant(-a.real)
                         : integer_constant(static_cast<std::int64_t>(0U - static_cast<std::uint64_t>(a.integer)));
    }
    if (op == "+") return a;
    if (op == "!") return integer_constant(a.is_real ? a.real == 0 : a.integer == 0);
    if (op == "~" && !a.is_real) return integer_constant(~a.integer);
    return std::nullopt;
}

Constant fold_cast(Constant value, Type const& to) {
    if (is_real(to)) return real_constant(real_of(value));
    if (value.is_real)
        value = integer_constant(std::abs(value.real) < 9e18 ? static_cast<std::int64_t>(value.real) : 0);
    switch (to.base) {
        case Base::bool_:
            return integer_constant(value.integer != 0);
        case Base::char_:
            return integer_constant(static_cast<std::int8_t>(value.integer));
        case Base::uchar:
            return integer_constant(static_cast<std::uint8_t>(value.integer));
        case Base::short_:
            return integer_constant(static_cast<std::int16_t>(value.integer));
        case Base::ushort:
            return integer_constant(static_cast<std::uint16_t>(value.integer));
        case Base::int_:
            return integer_constant(static_cast<std::int32_t>(value.integer));
        case Base::uint:
        case Base::color:
            return integer_constant(static_cast<std::uint32_t>(value.integer));
        default:
            return value;
    }
}

}  // namespace signalos::mql5c
