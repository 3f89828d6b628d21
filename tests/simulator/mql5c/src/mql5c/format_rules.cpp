#include "mql5c/format_rules.hpp"

#include "mql5c/type_rules.hpp"

namespace signalos::mql5c {
namespace {

bool fits(std::string_view length, char conversion, Type const& type) {
    if (conversion == 's') return type.base == Base::string;
    if (conversion == 'f' || conversion == 'g' || conversion == 'e' || conversion == 'G' || conversion == 'E')
        return is_real(type);
    if (conversion == 'c' || conversion == 'C') return is_integer(type) && size_of(type.base) <= 4;
    if (!is_integer(type)) return false;
    bool const wide = length == "I64" || length == "ll";
    return wide == (size_of(type.base) == 8);
}

}  // namespace

std::string check_format(std::string_view format, std::vector<Type> const& types) {
    std::size_t used = 0;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') continue;
        auto const start = i++;
        if (i < format.size() && format[i] == '%') continue;
        while (i < format.size() && std::string_view("-+ #0123456789.*").find(format[i]) != std::string_view::npos) {
            if (format[i] == '*') ++used;
            ++i;
        }
        auto const length_at = i;
        for (std::string_view l : {"I64", "I32", "ll", "h", "l"}) {
            if (format.substr(i, l.size()) == l) {
                i += l.size();
                break;
            }
        }
        auto const length = format.substr(length_at, i - length_at);
        if (i >= format.size() || std::string_view("diuxXocCsfgeGE").find(format[i]) == std::string_view::npos) {
            return "unknown conversion '" + std::string(format.substr(start, i + 1 - start)) + "'";
        }
        if (used >= types.size()) return "the format wants more arguments than it gets";
        if (!fits(length, format[i], types[used])) {
            return "'" + std::string(format.substr(start, i + 1 - start)) + "' does not fit " + to_string(types[used]);
        }
        ++used;
    }
    return used == types.size() ? "" : "the format leaves arguments over";
}

}  // namespace signalos::mql5c
