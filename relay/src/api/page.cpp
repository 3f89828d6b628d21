#include "api/page.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "api/csv.hpp"
#include "base/decimal.hpp"
#include "util/crypto.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;

constexpr std::size_t max_cursor = 4096;

std::optional<int> nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return std::nullopt;
}

bool read_number(std::string_view text, std::int64_t& number) {
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() && number >= 0;
}

std::string text_at(json::value const& row, std::string_view name) {
    auto const* const value = row.get_object().if_contains(json::string_view(name.data(), name.size()));
    if (value == nullptr || value->is_null()) return "";
    return value->is_string() ? std::string(value->get_string()) : json::serialize(*value);
}

// Numbers by their size, everything else by its letters; what is no number stands before all numbers.
int compare(std::string const& left, std::string const& right) {
    auto const one = Decimal::parse(left);
    auto const other = Decimal::parse(right);
    if (one && other) return *one < *other ? -1 : *one > *other ? 1 : 0;
    if (one || other) return one ? 1 : -1;
    return left.compare(right);
}

// ?sort=field or -field; false and a problem when it names another.
bool read_sort(ContextPtr const& context, std::span<std::string_view const> fields, std::string& field,
               bool& descending) {
    auto sort = context->request().parameter("sort").value_or("-" + std::string(fields.front()));
    descending = sort.starts_with('-');
    field = descending ? sort.substr(1) : sort;
    if (std::find(fields.begin(), fields.end(), field) != fields.end()) return true;
    std::string names;
    for (auto const& name : fields) names += (names.empty() ? "" : ", ") + std::string(name);
    context->fail_field("sort", "expected one of " + names + ", with - before it for the largest first");
    return false;
}

bool read_limit(ContextPtr const& context, std::size_t& limit) {
    auto const text = context->request().parameter("limit");
    std::int64_t number = 0;
    if (!text) return true;
    if (read_number(*text, number) && number >= 1 && number <= 500) {
        limit = static_cast<std::size_t>(number);
        return true;
    }
    context->fail_field("limit", "expected 1 to 500");
    return false;
}

// False: given and wrong, answered.
bool read_after(ContextPtr const& context, std::optional<Cursor>& cursor) {
    auto const text = context->request().parameter("cursor");
    if (!text) return true;
    cursor = read_cursor(*text);
    if (!cursor) context->fail_field("cursor", "expected what a page before gave as next");
    return cursor.has_value();
}

}  // namespace

std::string cursor_text(std::string_view key, std::string_view id) {
    auto const text = std::string(key) + '\n' + std::string(id);
    return hex(std::span(reinterpret_cast<std::uint8_t const*>(text.data()), text.size()));
}

std::optional<Cursor> read_cursor(std::string_view text) {
    if (text.empty() || text.size() > max_cursor || text.size() % 2 != 0) return std::nullopt;
    std::string plain;
    for (std::size_t at = 0; at < text.size(); at += 2) {
        auto const high = nibble(text[at]);
        auto const low = nibble(text[at + 1]);
        if (!high || !low) return std::nullopt;
        plain += static_cast<char>(*high * 16 + *low);
    }
    auto const line = plain.find('\n');
    if (line == std::string::npos || plain.find('\0') != std::string::npos) return std::nullopt;
    return Cursor{plain.substr(0, line), plain.substr(line + 1)};
}

std::optional<TimePage> read_time_page(ContextPtr const& context, std::string_view field) {
    TimePage page;
    std::string name;
    bool descending = true;
    std::optional<Cursor> cursor;
    if (!read_limit(context, page.limit) || !read_after(context, cursor)) return std::nullopt;
    if (!read_sort(context, std::span(&field, 1), name, descending)) return std::nullopt;
    page.oldest_first = !descending;
    for (auto const& [parameter, target] : {std::pair{"since", &page.since}, std::pair{"until", &page.until}}) {
        auto const text = context->request().parameter(parameter);
        if (!text || read_number(*text, *target)) continue;
        context->fail_field(parameter, "expected milliseconds since 1970 UTC");
        return std::nullopt;
    }
    if (!cursor) return page;
    PagePlace place{0, cursor->id};
    if (!read_number(cursor->key, place.at)) {
        context->fail_field("cursor", "expected what a page before gave as next");
        return std::nullopt;
    }
    page.after = std::move(place);
    return page;
}

bool cut_live_page(ContextPtr const& context, json::array& rows, std::span<std::string_view const> fields,
                   std::string_view id_member, json::value& next) {
    std::size_t limit = 500;
    std::string field;
    bool descending = true;
    std::optional<Cursor> cursor;
    if (!read_limit(context, limit) || !read_after(context, cursor) || !read_sort(context, fields, field, descending))
        return false;
    auto const before = [&](Cursor const& one, Cursor const& other) {
        auto const order = compare(one.key, other.key);
        if (order != 0) return descending ? order > 0 : order < 0;
        return one.id < other.id;
    };
    std::vector<std::pair<Cursor, json::value*>> sorted;
    for (auto& row : rows) sorted.emplace_back(Cursor{text_at(row, field), text_at(row, id_member)}, &row);
    if (cursor) std::erase_if(sorted, [&](auto const& one) { return !before(*cursor, one.first); });
    std::sort(sorted.begin(), sorted.end(),
              [&](auto const& one, auto const& other) { return before(one.first, other.first); });
    next = nullptr;
    if (sorted.size() > limit) {
        sorted.resize(limit);
        next = cursor_text(sorted.back().first.key, sorted.back().first.id);
    }
    json::array page;
    for (auto const& [place, row] : sorted) page.push_back(std::move(*row));
    rows = std::move(page);
    return true;
}

std::optional<std::string> read_choice(ContextPtr const& context, std::string_view name, std::size_t max,
                                       std::string_view choices) {
    auto const text = context->request().parameter(name).value_or("");
    if (text.size() > max) {
        context->fail_field(std::string(name), "expected at most " + std::to_string(max) + " characters");
        return std::nullopt;
    }
    bool const offered = choices.empty() || text.empty() ||
                         (text.find('|') == std::string::npos &&
                          ("|" + std::string(choices) + "|").find("|" + text + "|") != std::string::npos);
    if (offered) return text;
    context->fail_field(std::string(name), "expected one of " + std::string(choices));
    return std::nullopt;
}

bool is_export(ContextPtr const& context) {
    return context->request().path.starts_with("/api/exports/");
}

void answer_page(ContextPtr const& context, std::string_view name, json::array rows, json::value next,
                 std::span<std::string_view const> columns, json::object more) {
    if (is_export(context)) {
        Response response;
        response.headers.add("Content-Type", "text/csv; charset=utf-8");
        response.headers.add("Content-Disposition", "attachment; filename=\"" + std::string(name) + ".csv\"");
        if (next.is_string()) response.headers.add("Next-Cursor", std::string(next.get_string()));
        response.body = csv_text(rows, columns);
        return context->answer_read(std::move(response));
    }
    more[json::string_view(name.data(), name.size())] = std::move(rows);
    more["next"] = std::move(next);
    context->answer_json(200, more);
}

}  // namespace signalos::relay
