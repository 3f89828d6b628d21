#include "mql5c/literal.hpp"

#include <cctype>
#include <charconv>
#include <cstdio>
#include <vector>

namespace signalos::mql5c {
namespace {

void append_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

// One escape behind the backslash at raw[i]; leaves i on its last character.
std::uint32_t escape(std::string_view raw, std::size_t& i, Pos pos) {
    if (i >= raw.size()) fail(pos, "L00", "unfinished escape");
    switch (raw[i]) {
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        case '\\':
            return '\\';
        case '"':
            return '"';
        case '\'':
            return '\'';
        case '0':
            return 0;
        case 'x':
        case 'X': {
            std::size_t n = 0;
            std::uint32_t value = 0;
            while (n < 4 && i + 1 + n < raw.size() && std::isxdigit(static_cast<unsigned char>(raw[i + 1 + n])) != 0)
                ++n;
            std::from_chars(raw.data() + i + 1, raw.data() + i + 1 + n, value, 16);
            if (n == 0) fail(pos, "L00", "\\x without hexadecimal digits");
            i += n;
            return value;
        }
        default:
            fail(pos, "L00", std::string("unknown escape '\\") + raw[i] + "'", 159);
    }
}

std::vector<int> integers(std::string_view body) {
    std::vector<int> out;
    for (std::size_t i = 0; i < body.size();) {
        if (std::isdigit(static_cast<unsigned char>(body[i])) == 0) {
            ++i;
            continue;
        }
        int value = 0;
        auto const r = std::from_chars(body.data() + i, body.data() + body.size(), value);
        i = static_cast<std::size_t>(r.ptr - body.data());
        out.push_back(value);
    }
    return out;
}

int days_in_month(int year, int month) {
    static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

}  // namespace

std::string decode_escapes(std::string_view raw, Pos pos) {
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\') {
            out += raw[i];
            continue;
        }
        ++i;
        append_utf8(out, escape(raw, i, pos));
    }
    return out;
}

std::uint64_t decode_character(std::string_view raw, Pos pos) {
    if (raw.size() == 1 && raw[0] != '\\') return static_cast<unsigned char>(raw[0]);
    if (raw.size() >= 2 && raw[0] == '\\') {
        std::size_t i = 1;
        auto const value = escape(raw, i, pos);
        if (i + 1 == raw.size()) return value;
    }
    fail(pos, "L00", "a character literal holds one character", 129);
}

std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
    year -= month <= 2 ? 1 : 0;
    auto const era = (year >= 0 ? year : year - 399) / 400;
    auto const yoe = static_cast<unsigned>(year - era * 400);
    auto const doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    auto const doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + static_cast<std::int64_t>(doe) - 719468;
}

bool names_today(std::string_view body) {
    return body.empty() || (body.find(':') != std::string_view::npos && body.find('.') == std::string_view::npos);
}

std::uint64_t parse_datetime_literal(std::string_view body, Pos pos) {
    for (char c : body) {
        if (std::string_view("0123456789.:/- ").find(c) == std::string_view::npos) {
            fail(pos, "L00", "a datetime literal is D'yyyy.mm.dd hh:mi:ss'", 287);
        }
    }
    if (names_today(body)) {
        auto const clock = integers(body);
        bool const good = clock.size() <= 3 && (clock.empty() || clock[0] < 24) && (clock.size() < 2 || clock[1] < 60);
        if (!good || (clock.size() == 3 && clock[2] > 59)) fail(pos, "L00", "no such time of day", 24);
        return 0;
    }
    auto const space = body.find(' ');
    auto date = integers(body.substr(0, space));
    auto const time = space == std::string_view::npos ? std::vector<int>{} : integers(body.substr(space));
    if (date.size() != 3) fail(pos, "L00", "a datetime literal is D'yyyy.mm.dd hh:mi:ss'", 21);
    if (date[0] <= 31 && date[2] > 31) std::swap(date[0], date[2]);
    auto const part = [&](std::size_t i) { return i < time.size() ? time[i] : 0; };
    if (date[0] < 1970 || date[0] > 3000 || date[1] < 1 || date[1] > 12) fail(pos, "L00", "no such date", 22);
    if (date[2] < 1 || date[2] > days_in_month(date[0], date[1])) fail(pos, "L00", "no such date", 23);
    if (part(0) > 23 || part(1) > 59 || part(2) > 59 || time.size() > 3) fail(pos, "L00", "no such time of day", 24);
    auto const days = days_from_civil(date[0], static_cast<unsigned>(date[1]), static_cast<unsigned>(date[2]));
    return static_cast<std::uint64_t>(days * 86400 + part(0) * 3600 + part(1) * 60 + part(2));
}

std::uint64_t parse_color_literal(std::string_view body, Pos pos) {
    int r = 0, g = 0, b = 0;
    int end = 0;
    std::string const text(body);
    bool const decimal = std::sscanf(text.c_str(), " %d , %d , %d %n", &r, &g, &b, &end) == 3;
    if (!decimal || static_cast<std::size_t>(end) != text.size()) {
        unsigned hr = 0, hg = 0, hb = 0;
        if (std::sscanf(text.c_str(), " 0x%x , 0x%x , 0x%x %n", &hr, &hg, &hb, &end) != 3 ||
            static_cast<std::size_t>(end) != text.size()) {
            fail(pos, "L00", "a color literal is C'red,green,blue'");
        }
        r = static_cast<int>(hr), g = static_cast<int>(hg), b = static_cast<int>(hb);
    }
    if (r < 0 || g < 0 || b < 0 || r > 255 || g > 255 || b > 255) fail(pos, "L00", "a color part lies in 0 to 255");
    return static_cast<std::uint64_t>(r | (g << 8) | (b << 16));
}

}  // namespace signalos::mql5c
