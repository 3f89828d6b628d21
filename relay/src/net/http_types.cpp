#include "net/http_types.hpp"

#include <algorithm>

#include "net/request_rules.hpp"

namespace signalos::relay {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Calls visit(part) for each part between separators until it answers false.
template <class Visit>
void each_part(std::string_view text, char separator, Visit visit) {
    while (!text.empty()) {
        auto const at = text.find(separator);
        if (!visit(text.substr(0, at))) return;
        text = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
    }
}

}  // namespace

bool equal_ignoring_case(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

bool has_token(std::string_view value, std::string_view token) {
    bool found = false;
    each_part(value, ',', [&](std::string_view part) {
        found = equal_ignoring_case(trim(part), token);
        return !found;
    });
    return found;
}

void Headers::add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
}

std::string_view Headers::find(std::string_view name) const {
    for (auto const& [field, value] : fields_)
        if (equal_ignoring_case(field, name)) return value;
    return {};
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            int const high = hex_digit(text[i + 1]);
            int const low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c == '\0') return std::nullopt;
        out += c;
    }
    return out;
}

bool split_target(std::string_view target, std::string& path, std::string& query) {
    if (target.empty() || target.front() != '/') return false;
    auto const mark = target.find('?');
    auto const raw = target.substr(0, mark);
    // A proxy in front decides by path, and not every proxy decodes a slash: this one means nobody well.
    if (raw.find("%2f") != std::string_view::npos || raw.find("%2F") != std::string_view::npos) return false;
    auto decoded = percent_decode(raw);
    if (!decoded || !is_plain_path(*decoded)) return false;
    path = std::move(*decoded);
    query = mark == std::string_view::npos ? std::string{} : std::string(target.substr(mark + 1));
    return true;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
    std::optional<std::string> found;
    each_part(query, '&', [&](std::string_view part) {
        auto const equals = part.find('=');
        if (percent_decode(part.substr(0, equals)) != name) return true;
        found = equals == std::string_view::npos ? std::string{} : percent_decode(part.substr(equals + 1)).value_or("");
        return false;
    });
    return found;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    std::optional<std::string> found;
    int times = 0;
    for (auto const& [field, value] : headers.fields()) {
        if (!equal_ignoring_case(field, "cookie")) continue;
        each_part(value, ';', [&](std::string_view part) {
            auto const equals = part.find('=');
            if (equals != std::string_view::npos && trim(part.substr(0, equals)) == name) {
                found = std::string(trim(part.substr(equals + 1)));
                ++times;
            }
            return true;
        });
    }
    return times == 1 ? found : std::nullopt;
}

std::string_view status_words(int status) {
    switch (status) {
        case 101:
            return "Switching Protocols";
        case 200:
            return "OK";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 422:
            return "Unprocessable Content";
        case 426:
            return "Upgrade Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 503:
            return "Service Unavailable";
        case 507:
            return "Insufficient Storage";
        default:
            return "Internal Server Error";
    }
}

}  // namespace signalos::relay
