#include "mqlrt/strings.hpp"

#include <cwctype>

namespace signalos::mql::rt {
namespace {

bool blank(char16_t c) {
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

// MQL5's ANSI code page stands for Latin-1 here: programs that rely on another one are refused by lint (CP_UTF8 only).
std::string encode(String const& s, std::uint32_t codepage) {
    if (codepage == 65001) return s.utf8();
    std::string out;
    for (auto c : s.text()) out += c < 256 ? static_cast<char>(c) : '?';
    return out;
}

}  // namespace

std::int32_t StringLen(String const& s) {
    return static_cast<std::int32_t>(s.text().size());
}
std::int32_t StringBufferLen(String const& s) {
    return StringLen(s);
}

std::int32_t StringFind(String const& s, String const& what, std::int32_t start) {
    auto const at = s.text().find(what.text(), static_cast<std::size_t>(std::max(start, 0)));
    return at == std::u16string::npos ? -1 : static_cast<std::int32_t>(at);
}

String StringSubstr(String const& s, std::int32_t start, std::int32_t length) {
    if (start < 0 || start >= StringLen(s) || length == 0) return String(std::u16string());
    return String(s.text().substr(static_cast<std::size_t>(start),
                                  length < 0 ? std::u16string::npos : static_cast<std::size_t>(length)));
}

std::int32_t StringReplace(String& s, String const& what, String const& with) {
    if (what.text().empty()) return 0;
    std::int32_t n = 0;
    auto& text = s.edit();
    for (std::size_t at = 0; (at = text.find(what.text(), at)) != std::u16string::npos; at += with.text().size(), ++n) {
        text.replace(at, what.text().size(), with.text());
    }
    return n;
}

std::int32_t StringSplit(String const& s, std::uint16_t separator, ArrayRef<String> parts) {
    parts.resize(0);
    if (s.text().empty()) return 0;
    std::vector<std::u16string> list(1);
    for (auto c : s.text()) {
        if (c == separator) {
            list.emplace_back();
        } else {
            list.back() += c;
        }
    }
    parts.resize(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) parts.data()[i] = String(list[i]);
    return static_cast<std::int32_t>(list.size());
}

std::int32_t StringTrimLeft(String& s) {
    auto& t = s.edit();
    std::size_t n = 0;
    while (n < t.size() && blank(t[n])) ++n;
    t.erase(0, n);
    return static_cast<std::int32_t>(n);
}

std::int32_t StringTrimRight(String& s) {
    auto& t = s.edit();
    std::int32_t n = 0;
    for (; !t.empty() && blank(t.back()); ++n) t.pop_back();
    return n;
}

bool StringToLower(String& s) {
    for (auto& c : s.edit())
        c = c < 128 ? static_cast<char16_t>(c >= u'A' && c <= u'Z' ? c + 32 : c)
                    : static_cast<char16_t>(std::towlower(c));
    return true;
}

bool StringToUpper(String& s) {
    for (auto& c : s.edit())
        c = c < 128 ? static_cast<char16_t>(c >= u'a' && c <= u'z' ? c - 32 : c)
                    : static_cast<char16_t>(std::towupper(c));
    return true;
}

std::int32_t StringCompare(String const& a, String const& b, bool case_sensitive) {
    String x = a, y = b;
    if (!case_sensitive) {
        StringToLower(x);
        StringToLower(y);
    }
    return x < y ? -1 : (x == y ? 0 : 1);
}

std::uint16_t StringGetCharacter(String const& s, std::int32_t at) {
    return at < 0 || at >= StringLen(s) ? std::uint16_t{0}
                                        : static_cast<std::uint16_t>(s.text()[static_cast<std::size_t>(at)]);
}

bool StringSetCharacter(String& s, std::int32_t at, std::uint16_t c) {
    if (at < 0 || at > StringLen(s)) return false;
    auto& t = s.edit();
    auto const i = static_cast<std::size_t>(at);
    if (c == 0) {
        t.resize(i);
    } else if (i == t.size()) {
        t += static_cast<char16_t>(c);
    } else {
        t[i] = static_cast<char16_t>(c);
    }
    return true;
}

bool StringAdd(String& s, String const& more) {
    s += more;
    return true;
}

bool StringInit(String& s, std::int32_t length, std::uint16_t c) {
    s.edit().assign(c == 0 ? 0 : static_cast<std::size_t>(std::max(length, 0)), static_cast<char16_t>(c));
    return true;
}

bool StringFill(String& s, std::uint16_t c) {
    return StringInit(s, StringLen(s), c);
}

bool StringSetLength(String& s, std::uint32_t length) {
    s.edit().resize(length, u' ');
    return true;
}

bool StringReserve(String& s, std::uint32_t capacity) {
    s.edit().reserve(capacity);
    return true;
}

String CharToString(std::uint8_t c) {
    return String(std::u16string(1, static_cast<char16_t>(c)));
}
String ShortToString(std::uint16_t c) {
    return String(std::u16string(1, static_cast<char16_t>(c)));
}

std::int32_t StringToCharArray(String const& s, ArrayRef<std::uint8_t> out, std::int32_t start, std::int32_t count,
                               std::uint32_t codepage) {
    auto bytes = encode(s, codepage);
    // Without a count the terminating zero is copied too.
    if (count < 0) bytes += '\0';
    auto n = count < 0 ? bytes.size() : std::min(bytes.size(), static_cast<std::size_t>(count));
    auto const from = static_cast<std::size_t>(std::max(start, 0));
    if (!out.resize(std::max(out.size(), from + n))) n = out.size() > from ? out.size() - from : 0;
    for (std::size_t i = 0; i < n; ++i) out.data()[from + i] = static_cast<std::uint8_t>(bytes[i]);
    return static_cast<std::int32_t>(n);
}

String CharArrayToString(ArrayRef<std::uint8_t const> in, std::int32_t start, std::int32_t count,
                         std::uint32_t codepage) {
    auto const n = span_of(in.size(), start, count);
    std::string bytes;
    for (std::size_t i = 0; i < n; ++i) {
        auto const c = in.data()[static_cast<std::size_t>(start) + i];
        if (c == 0) break;
        bytes += static_cast<char>(c);
    }
    if (codepage == 65001) return String(std::string_view(bytes));
    std::u16string wide;
    for (char c : bytes) wide += static_cast<char16_t>(static_cast<unsigned char>(c));
    return String(wide);
}

std::int32_t StringToShortArray(String const& s, ArrayRef<std::uint16_t> out, std::int32_t start, std::int32_t count) {
    auto text = s.text();
    if (count < 0) text += u'\0';
    auto n = count < 0 ? text.size() : std::min(text.size(), static_cast<std::size_t>(count));
    auto const from = static_cast<std::size_t>(std::max(start, 0));
    if (!out.resize(std::max(out.size(), from + n))) n = out.size() > from ? out.size() - from : 0;
    for (std::size_t i = 0; i < n; ++i) out.data()[from + i] = text[i];
    return static_cast<std::int32_t>(n);
}

String ShortArrayToString(ArrayRef<std::uint16_t const> in, std::int32_t start, std::int32_t count) {
    std::u16string text;
    for (std::size_t i = 0, n = span_of(in.size(), start, count);
         i < n && in.data()[static_cast<std::size_t>(start) + i] != 0; ++i) {
        text += static_cast<char16_t>(in.data()[static_cast<std::size_t>(start) + i]);
    }
    return String(text);
}

String IntegerToString(std::int64_t value, std::int32_t width, std::uint16_t fill) {
    auto text = utf16(std::to_string(value));
    auto const wanted = static_cast<std::size_t>(std::max(width, 0));
    if (text.size() < wanted) text.insert(0, wanted - text.size(), static_cast<char16_t>(fill));
    return String(text);
}

double NormalizeDouble(double value, std::int32_t digits) {
    double const scale = std::pow(10.0, std::clamp(digits, 0, 8));
    double const scaled = value * scale;
    if (!std::isfinite(scaled) || std::fabs(scaled) > 9e15) return value;
    // Half away from zero, judged on the shortest decimal rather than on the binary neighbour just below it.
    double const rounded = std::round(scaled + std::copysign(1e-9 * std::max(1.0, std::fabs(scaled)) * 1e-3, scaled));
    return rounded / scale;
}

}  // namespace signalos::mql::rt
