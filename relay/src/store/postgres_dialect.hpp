// The operations and the migrations are written once, in the SQL that both engines read; this is what differs.
#pragma once
#include <string>
#include <string_view>

namespace signalos::relay::postgres {

/// `?` placeholders become $1, $2, …. No operation has a question mark in a literal.
std::string statement_text(std::string_view sql);

/// A migration: INTEGER becomes BIGINT (times and money are 64 bits wide), TEXT is compared byte by byte as SQLite
/// does, and WITHOUT ROWID goes.
std::string schema_text(std::string_view sql);

}  // namespace signalos::relay::postgres
