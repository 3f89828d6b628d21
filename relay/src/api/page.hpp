// Lists in pages: an opaque cursor says where a page ended, so that a page stays right whatever is added meanwhile.
#pragma once
#include <boost/json/array.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/context.hpp"
#include "store/history_types.hpp"

namespace signalos::relay {

/// Opaque text of a place; clients only give it back.
std::string cursor_text(std::string_view key, std::string_view id);
struct Cursor {
    std::string key, id;
};
/// Nothing for what cursor_text() never made.
std::optional<Cursor> read_cursor(std::string_view text);

/// ?limit=, ?cursor=, ?since=, ?until= and ?sort= as lists by time take them.
struct TimePage {
    std::size_t limit = 100;  ///< 1 … 500
    std::optional<PagePlace> after;
    std::int64_t since = 0, until = 0;  ///< ms UTC; 0 = open
    bool oldest_first = false;
};
/// Answers the problem itself and gives nothing when a parameter makes no sense. `field`: what ?sort= may name.
std::optional<TimePage> read_time_page(ContextPtr const& context, std::string_view field);

/// Sorts rows of the live state by ?sort=field or -field (one of `fields`, the first and descending by default; ties by
/// `id_member`) and leaves the page that ?cursor= and ?limit= ask for. `next`: the cursor of the page behind it, or
/// null. False: answered with a problem.
bool cut_live_page(ContextPtr const& context, boost::json::array& rows, std::span<std::string_view const> fields,
                   std::string_view id_member, boost::json::value& next);

/// The parameter, or "" when absent; nothing, and a problem, when it is longer than `max` or not one of `choices`
/// ("a|b", empty: any text).
std::optional<std::string> read_choice(ContextPtr const& context, std::string_view name, std::size_t max,
                                       std::string_view choices = "");

/// The list was asked for as a table: /api/exports/….csv.
bool is_export(ContextPtr const& context);

/// Answers {name: rows, next, …more} as JSON, or an export: the columns named, one line a row. Spends `rows`.
void answer_page(ContextPtr const& context, std::string_view name, boost::json::array rows, boost::json::value next,
                 std::span<std::string_view const> columns, boost::json::object more = {});

}  // namespace signalos::relay
