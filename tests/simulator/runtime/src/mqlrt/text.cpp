#include "mqlrt/text.hpp"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>

namespace signalos::mql::rt {
namespace {

template <class... A>
std::string formatted(char const* pattern, A... arguments) {
    char buffer[512];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
    int const n = std::snprintf(buffer, sizeof buffer, pattern, arguments...);
#pragma GCC diagnostic pop
    return {buffer, static_cast<std::size_t>(std::clamp(n, 0, static_cast<int>(sizeof buffer) - 1))};
}

std::int64_t days_from_civil(std::int64_t y, int m, int d) {
    y -= m <= 2 ? 1 : 0;
    auto const era = (y >= 0 ? y : y - 399) / 400;
    auto const yoe = y - era * 400;
    auto const doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

// One conversion: `spec` is "%…" without length and conversion letter.
std::string convert_one(std::string spec, char letter, Printable const& argument) {
    auto const& v = argument.value;
    if (letter == 's') {
        auto const* s = std::get_if<String>(&v);
        if (s == nullptr) critical("format: %s wants a string");
        return formatted((spec + "s").c_str(), s->utf8().c_str());
    }
    if (std::string_view("fgeGE").find(letter) != std::string_view::npos) {
        auto const* d = std::get_if<double>(&v);
        if (d == nullptr) critical("format: a real is wanted");
        return formatted((spec + letter).c_str(), *d);
    }
    std::int64_t number = 0;
    if (auto const* i = std::get_if<std::int64_t>(&v)) {
        number = *i;
    } else if (auto const* u = std::get_if<std::uint64_t>(&v)) {
        number = static_cast<std::int64_t>(*u);
    } else if (auto const* b = std::get_if<bool>(&v)) {
        number = *b ? 1 : 0;
    } else if (auto const* t = std::get_if<DateTime>(&v)) {
        number = t->value;
    } else if (auto const* c = std::get_if<Color>(&v)) {
        number = c->value;
    } else {
        critical("format: an integer is wanted");
    }
    if (letter == 'c' || letter == 'C') return formatted((spec + "c").c_str(), static_cast<int>(number));
    return formatted((spec + "ll" + letter).c_str(), static_cast<long long>(number));
}

}  // namespace

String text(Printable const& p) {
    struct Visitor {
        std::string operator()(bool v) const { return v ? "true" : "false"; }
        std::string operator()(std::int64_t v) const { return std::to_string(v); }
        std::string operator()(std::uint64_t v) const { return std::to_string(v); }
        std::string operator()(double v) const {
            auto shown = formatted("%.16g", v);
            // MQL5 writes 1.0, not 1.
            if (shown.find_first_of(".eni") == std::string::npos) shown += ".0";
            return shown;
        }
        std::string operator()(String const& v) const { return v.utf8(); }
        std::string operator()(DateTime v) const { return time_to_string(v.value, 7).utf8(); }
        std::string operator()(Color v) const {
            return formatted("%d,%d,%d", static_cast<int>(v.value & 255), static_cast<int>((v.value >> 8) & 255),
                             static_cast<int>((v.value >> 16) & 255));
        }
    };
    return String(std::visit(Visitor{}, p.value));
}

String format(String const& pattern, std::initializer_list<Printable> arguments) {
    auto const in = pattern.utf8();
    std::string out;
    auto next = arguments.begin();
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (in[i] != '%') {
            out += in[i];
            continue;
        }
        std::string spec = "%";
        ++i;
        while (i < in.size() && std::string_view("-+ #0123456789.").find(in[i]) != std::string_view::npos)
            spec += in[i++];
        for (std::string_view length : {"I64", "I32", "ll", "h", "l"}) {
            if (std::string_view(in).substr(i, length.size()) == length) {
                i += length.size();
                break;
            }
        }
        if (i >= in.size()) critical("format: unfinished conversion");
        if (in[i] == '%') {
            out += '%';
            continue;
        }
        if (std::string_view("sfgeGEdiuxXocC").find(in[i]) == std::string_view::npos)
            critical("format: unknown conversion");
        if (next == arguments.end()) critical("format: too few arguments");
        auto const* s = std::get_if<String>(&next->value);
        out += in[i] == 's' && s != nullptr && spec == "%" ? s->utf8() : convert_one(spec, in[i], *next);
        ++next;
    }
    return String(out);
}

CivilTime civil_time(std::int64_t time) {
    auto days = time / 86400;
    auto seconds = time % 86400;
    if (seconds < 0) {
        seconds += 86400;
        --days;
    }
    auto const z = days + 719468;
    auto const era = (z >= 0 ? z : z - 146096) / 146097;
    auto const doe = z - era * 146097;
    auto const yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    auto const doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    auto const mp = (5 * doy + 2) / 153;
    auto const month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    auto const year = static_cast<int>(yoe + era * 400 + (month <= 2 ? 1 : 0));
    auto const day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
    auto const weekday = static_cast<int>(((days % 7) + 11) % 7);
    return {year,
            month,
            day,
            static_cast<int>(seconds / 3600),
            static_cast<int>(seconds / 60 % 60),
            static_cast<int>(seconds % 60),
            weekday,
            static_cast<int>(days - days_from_civil(year, 1, 1))};
}

std::int64_t time_of(CivilTime const& c) {
    return days_from_civil(c.year, c.month, c.day) * 86400 + c.hour * 3600 + c.minute * 60 + c.second;
}

String time_to_string(std::int64_t time, std::int32_t mode) {
    auto const c = civil_time(time);
    std::string out;
    if ((mode & 1) != 0) out = formatted("%04d.%02d.%02d", c.year, c.month, c.day);
    if ((mode & 6) == 0) return String(out);
    if (!out.empty()) out += ' ';
    out += formatted("%02d:%02d", c.hour, c.minute);
    if ((mode & 4) != 0) out += formatted(":%02d", c.second);
    return String(out);
}

std::int64_t string_to_time(String const& text) {
    CivilTime c{};
    if (std::sscanf(text.utf8().c_str(), "%d.%d.%d %d:%d:%d", &c.year, &c.month, &c.day, &c.hour, &c.minute,
                    &c.second) < 3)
        return 0;
    return time_of(c);
}

String double_to_string(double value, std::int32_t digits) {
    if (digits >= 0) return String(formatted("%.*f", std::min(digits, 16), value));
    return String(formatted("%.*e", std::min(-digits, 16), value));
}

double string_to_double(String const& text) {
    return std::strtod(text.utf8().c_str(), nullptr);
}

std::int64_t string_to_integer(String const& text) {
    auto const s = text.utf8();
    bool const hex = s.size() > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    if (!s.empty() && s[0] != '-') return static_cast<std::int64_t>(std::strtoull(s.c_str(), nullptr, hex ? 16 : 10));
    return std::strtoll(s.c_str(), nullptr, 10);
}

String enum_to_string(EnumTable const& table, std::int64_t value) {
    for (auto const& [name, number] : table) {
        if (number == value) return String(std::string_view(name));
    }
    return String(std::string_view("ENUM::" + std::to_string(value)));
}

}  // namespace signalos::mql::rt
