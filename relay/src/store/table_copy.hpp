// Whole tables from one session to another, whatever their engines, with a checksum over what was read.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "store/sql_session.hpp"

namespace signalos::relay::sqlite {
class Db;
}

namespace signalos::relay {

struct CopiedTable {
    std::string name;
    std::int64_t rows = 0;
    /// SHA-256, hex, over every value of every row in the order of the primary key; equal for equal rows on any engine.
    std::string checksum;
};

struct TableShape {
    std::string name;
    std::vector<std::string> columns;
    std::string key;                     ///< columns of the primary key, with commas
    std::vector<std::string> refers_to;  ///< names of the tables whose rows its own name

    [[nodiscard]] std::string list() const;
};

/// Of the store's own tables, parents before children, so that no reference hangs while copying.
std::vector<TableShape> tables_of(sqlite::Db& db);

/// How an engine hands over a table that need not fit into memory.
enum class Paging {
    rows,    ///< SQLite: a statement steps from row to row
    cursor,  ///< PostgreSQL: a cursor inside the caller's transaction
};
struct TableSource {
    sql::Session& session;
    Paging paging;
};

using EachRow = std::function<void(std::vector<std::string>& row)>;
/// In the order of the primary key. Values are the text that both engines can hold.
CopiedTable read_table(TableSource from, TableShape const& table, EachRow const& each);
/// Adds the rows to the table of the same name. Both sessions are inside a transaction.
CopiedTable copy_table(TableSource from, sql::Session& to, TableShape const& table);
/// Copies all and reads the target again. Throws std::runtime_error when a checksum does not hold.
std::vector<CopiedTable> copy_tables(TableSource from, TableSource to, std::vector<TableShape> const& tables);

}  // namespace signalos::relay
