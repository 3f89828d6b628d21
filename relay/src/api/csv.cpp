#include "api/csv.hpp"

#include <boost/json.hpp>

#include "base/decimal.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;

constexpr std::string_view formula_begins = "=+-@\t\r";

std::string text_of_cell(json::value const& row, std::string_view column) {
    auto const* const value = row.get_object().if_contains(json::string_view(column.data(), column.size()));
    if (value == nullptr || value->is_null()) return "";
    return value->is_string() ? std::string(value->get_string()) : json::serialize(*value);
}

}  // namespace

std::string csv_cell(std::string_view text) {
    bool const formula =
        !text.empty() && formula_begins.find(text.front()) != std::string_view::npos && !Decimal::parse(text);
    std::string cell = formula ? "'" : "";
    bool const quoted = text.find_first_of(",\"\r\n\t") != std::string_view::npos;
    if (!quoted) return cell + std::string(text);
    cell = "\"" + cell;
    for (char const c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell + '"';
}

std::string csv_text(json::array const& rows, std::span<std::string_view const> columns) {
    std::string text;
    auto const line = [&](auto const& cell_of) {
        for (std::size_t at = 0; at < columns.size(); ++at) text += (at == 0 ? "" : ",") + cell_of(columns[at]);
        text += "\r\n";
    };
    line([](std::string_view column) { return csv_cell(column); });
    for (auto const& row : rows) line([&](std::string_view column) { return csv_cell(text_of_cell(row, column)); });
    return text;
}

}  // namespace signalos::relay
