// RFC 4180 text of JSON rows that a spreadsheet may open without running anything.
#pragma once
#include <boost/json/array.hpp>
#include <span>
#include <string>
#include <string_view>

namespace signalos::relay {

/// One cell: quoted where needed; text that a spreadsheet would take for a formula (it begins with = + - @, tab or
/// return) gets an apostrophe before it. A plain number is none, also below zero.
std::string csv_cell(std::string_view text);

/// A line of column names, then one a row. Members that are objects or lists stand as JSON text; absent ones and null
/// are empty.
std::string csv_text(boost::json::array const& rows, std::span<std::string_view const> columns);

}  // namespace signalos::relay
